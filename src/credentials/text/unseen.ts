/**
 * Controls, halves of characters, soft hyphens, tag characters, fillers (the blank of Braille, the place of an object and the filler of
 * Khitan among them) and whatever else is not drawn: a token with some inside reads as the token.
 */
const UNSEEN = /[\u{16FE4}\uFFFC\u2800\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const ANY = new RegExp(UNSEEN.source, 'u');
/** Nearly all texts are, and are done with sooner. */
const PLAIN = /^[\x20-\x7E]*$/;

/** The text as a reader sees it. */
export function asSeen(text: string): string {
  return !PLAIN.test(text) && ANY.test(text) ? text.replace(UNSEEN, '') : text;
}

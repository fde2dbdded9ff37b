/**
 * Text from rules and accounts, made harmless for a terminal or a document: control characters (terminal
 * escape sequences begin with one) and characters that reverse or hide text become a visible mark, line
 * breaks and tabs a space.
 */
export function printableText(text: string): string {
  return markUnseen(text.replace(/[\t\n\r\u2028\u2029]+/g, ' '));
}

/** The text with a visible mark for every character that is not drawn; tabs and line breaks stay. */
export function markUnseen(text: string): string {
  return text.replace(UNSEEN, (one) => (/[\t\n\r]/.test(one) ? one : '\u{FFFD}'));
}

/**
 * Controls, lone surrogates and all that is not drawn: bidirectional overrides and isolates, zero-width marks, soft hyphens, tag
 * characters, fillers (Unicode's Default_Ignorable_Code_Point, the blank of Braille, the place of an object, the filler of Khitan). The two selectors that only choose
 * between a sign and its coloured picture stay.
 */
const UNSEEN = /(?![\uFE0E\uFE0F])[\u{16FE4}\uFFFC\u2800\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

import { Budget } from './budget';
import { findTokens } from './detect/find-tokens';
import { isIdentifier, isRandomText } from './heuristics/random-text';
import { asSeen } from './text/unseen';

const SHOWN = '[secret]';

/** True where a text holds a credential of a known form, encoded or not, or is too dense to be looked through. */
export function holdsCredential(text: string): boolean {
  const budget = new Budget();
  const seen = asSeen(text);
  return [text, ...(seen === text ? [] : [seen])].some((one) => {
    budget.grant(one.length);
    return findTokens(one, budget).length > 0 || budget.exceeded;
  });
}

/** A name, label or sentence that is to be kept or shown: people paste tokens into anything. */
export function scrubText<Text extends string | null>(text: Text): Text | typeof SHOWN {
  return text !== null && holdsCredential(text) ? SHOWN : text;
}

/** A text that a person or another program made, without what looks like a piece of a token, whichever. */
export function scrubLabel(text: string): string {
  return hideDense(scrubText(text));
}

/** No word is so long, and no number. */
const SHORTEST_PIECE = 20;
/** Ids, hashes and old account ids: hexadecimal digits, or 24 in lower case. */
const ID = /^(?:[\d:a-f-]{8,64}|[\da-z]{24}|qm:[\da-f-]{36}:[\da-f-]{36})$/;
const WORD = /[^\s,;|"'<>()[\]{}/\\.@]+/g;

/** Takes out words that look random: of a value that is not at hand, nothing else can tell a piece. */
export function hideDense(text: string): string {
  return text.length < SHORTEST_PIECE ? text : text.replace(WORD, (word) => (isPiece(word) ? SHOWN : word));
}

function isPiece(word: string): boolean {
  return word.length >= SHORTEST_PIECE && isRandomText(word) && !isIdentifier(word) && !ID.test(word);
}

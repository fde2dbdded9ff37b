import type { Budget } from './budget';
import type { Pair } from './judge/basic-pair';
import { lookBehindBase64, lookBehindEscapes } from './search/look-behind-encodings';
import { lookForForms } from './search/look-for-forms';
import { addPair, lookForPairs } from './search/look-for-pairs';
import type { Range, Search, Token, View } from './token';

/** Encodings inside encodings are undone this far: percent, JSON, HTML and base64, in any order. */
const DEEPEST = 6;
/** No known form is shorter, encoded or not. */
const SHORTEST = 12;

/** Finds every credential of a known form in a text, whatever its encoding. Bounded by the budget. */
export function findTokens(text: string, budget: Budget): Token[] {
  if (text.length < SHORTEST) return [];
  const search = searchWith(budget);
  search.look({ text, depth: 0, within: null });
  return onePerUse(search.tokens);
}

/** What a pair of user and password tells, for a caller that has split it already. */
export function findInPair(pair: Pair, range: Range, budget: Budget): Token[] {
  const search = searchWith(budget);
  addPair(pair, 0, range, search);
  return onePerUse(search.tokens);
}

function searchWith(budget: Budget): Search {
  const search: Search = { tokens: [], budget, look: (view) => look(view, search) };
  return search;
}

function look(view: View, search: Search): void {
  if (!search.budget.spend(view.text.length)) return;
  lookForForms(view, search);
  lookForPairs(view, search);
  if (view.depth >= DEEPEST) return;
  lookBehindEscapes(view, search);
  lookBehindBase64(view, search);
}

/** The same place seen through several decodings is one use: the reading that tells most is kept. */
function onePerUse(tokens: readonly Token[]): Token[] {
  if (tokens.length < 2) return [...tokens];
  const best = new Map<string, Token>();
  for (const token of tokens) {
    const known = best.get(token.value);
    if (known === undefined || tells(token) > tells(known)) best.set(token.value, token);
  }
  const all = [...best.values()];
  const certain = all.filter((token) => !isPlain(token));
  return all.filter((token) => !isPlain(token) || !certain.some((other) => overlap(token, other)));
}

function overlap(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to;
}

/** A value that only its place calls a credential. */
function isPlain(token: Token): boolean {
  return token.kind === 'basic-password' || token.kind === 'opaque';
}

function tells(token: Token): number {
  return (
    (isPlain(token) ? 0 : 16) +
    (token.checksum === 'valid' ? 8 : 0) +
    (token.user === null ? 0 : 4) +
    (token.scheme === 'other' ? 0 : 2)
  );
}

import type { Budget } from '../budget';
import type { Pair } from '../heuristics/basic-pair';
import { isCut } from '../heuristics/is-cut';
import { byStart, overlapsWith } from './overlaps';
import {
  lookBehindBase64,
  lookBehindEscapes,
  mayBeEncoded,
  mayBeEscaped,
  mayBeWrapped,
} from './search/look-behind-encodings';
import { lookBehindWraps } from './search/look-behind-wraps';
import { lookForForms, mayHoldForm } from './search/look-for-forms';
import { addPair, lookForBasic, lookForUserInfo, mayHoldUserInfo, mayNameBasic } from './search/look-for-pairs';
import type { Range, Search, Token, View } from '../token';

/** Encodings inside encodings are undone this far: percent, JSON, HTML and base64, in any order. */
const DEEPEST = 6;

const NOTHING: readonly Token[] = [];

/** Finds every credential of a known form in a text, whatever its encoding. Bounded by the budget. */
export function findTokens(text: string, budget: Budget): readonly Token[] {
  if (!mayHoldTokens(text)) {
    return NOTHING;
  }
  const search = searchWith(budget);
  search.look({ text, depth: 0, within: null });
  return onePerUse(search.tokens);
}

/** No known form is shorter, encoded or not; `user:pass` in base64 is as long. */
const SHORTEST = 12;
/** What ends a run of characters. */
const BREAK = /[\s"'<>`]/;
const BREAKS = Array.from({ length: 128 }, (_, code) => BREAK.test(String.fromCharCode(code)));

/** So many characters without space or quote. Sentences have no such run, and are done with after one look. */
function hasLongRun(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length && run < SHORTEST; at += 1) {
    run = (BREAKS[text.charCodeAt(at)] ?? BREAK.test(text.charAt(at))) ? 0 : run + 1;
  }
  return run >= SHORTEST;
}

/** A cheap look that says no to nearly every text in which `findTokens` would find nothing. */
export function mayHoldTokens(text: string): boolean {
  if (text.length < SHORTEST || !hasLongRun(text)) {
    return false;
  }
  return (
    mayHoldForm(text) ||
    mayNameBasic(text) ||
    mayBeEscaped(text) ||
    mayHoldUserInfo(text) ||
    mayBeEncoded(text) ||
    mayBeWrapped(text)
  );
}

/** What a pair of user and password tells, for a caller that has split it already. */
export function findInPair(pair: Pair, range: Range, budget: Budget): readonly Token[] {
  const search = searchWith(budget);
  addPair(pair, 0, range, search);
  return onePerUse(search.tokens);
}

function searchWith(budget: Budget): Search {
  const search: Search = {
    tokens: [],
    budget,
    look: (view) => {
      look(view, search);
    },
  };
  return search;
}

function look(view: View, search: Search): void {
  const { text, depth } = view;
  if (text.length < SHORTEST || !search.budget.spend(text.length)) {
    return;
  }
  lookForForms(view, search);
  if (mayNameBasic(text)) {
    lookForBasic(view, search);
  }
  if (mayHoldUserInfo(text)) {
    lookForUserInfo(view, search);
  }
  if (depth >= DEEPEST) {
    return;
  }
  if (mayBeEscaped(text)) {
    lookBehindEscapes(view, search);
  }
  if (mayBeEncoded(text)) {
    lookBehindBase64(view, search);
  }
  if (mayBeWrapped(text)) {
    lookBehindWraps(view, search);
  }
}

/** The same place seen through several decodings is one use: the reading that tells most is kept. */
function onePerUse(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length < 2) {
    return tokens;
  }
  const best = new Map<string, Token>();
  for (const token of tokens) {
    const known = best.get(token.value);
    if (known === undefined || detailOf(token) > detailOf(known)) {
      best.set(token.value, token);
    }
  }
  const all = [...best.values()];
  if (!all.some(mayBeCovered)) {
    return all;
  }
  const certain = all.filter((token) => !isPlain(token));
  const isCovered = overlapsWith(certain);
  const whole = byStart(
    certain.filter(({ checksum }) => checksum === 'valid'),
    ({ value }) => value,
  );
  return all.filter((token) => {
    if (isPlain(token)) {
      return !isCovered(token);
    }
    if (token.checksum !== 'invalid') {
      return true;
    }
    return !whole.alike(token.value).some((other) => overlap(token, other) && isCut(token, other));
  });
}

function overlap(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to;
}

function mayBeCovered(token: Token): boolean {
  return isPlain(token) || token.checksum === 'invalid';
}

/** A value that only its place calls a credential. */
function isPlain(token: Token): boolean {
  return token.kind === 'basic-password' || token.kind === 'opaque';
}

function detailOf(token: Token): number {
  return (
    (isPlain(token) ? 0 : 16) +
    (token.checksum === 'valid' ? 8 : 0) +
    (token.user === null ? 0 : 4) +
    (token.scheme === 'other' ? 0 : 2)
  );
}

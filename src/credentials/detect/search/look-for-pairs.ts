import { decodeBase64 } from '../../decode/base64';
import { decodePercent } from '../../decode/escapes';
import { readPair, splitPair } from '../../heuristics/basic-pair';
import type { Pair } from '../../heuristics/basic-pair';
import { UNRESOLVED } from '../../text/source-text';
import { rangeIn } from '../../token';
import type { Range, Search, Token, View } from '../../token';
import { goesOn } from './goes-on';

const BASIC = /\bbasic(?:\s|%20){1,20}["']?([\w+/-]{2,20000}={0,2})/gi;
const USER_INFO = /:\/\/([^\s"'/:<>?@\\#]{0,320}):([^\s"'/:<>?@\\#]{1,4000})@/g;

/** A cheap look before the expression: `Basic`, `basic` and `BASIC` are what people and programs write. */
export function mayNameBasic(text: string): boolean {
  return text.includes('asic') || text.includes('ASIC');
}

/** Looks for `Basic …`. */
export function lookForBasic(view: View, search: Search): void {
  const { text } = view;
  for (const hit of text.matchAll(BASIC)) {
    const end = hit.index + hit[0].length;
    const encoded = hit[1] ?? '';
    if (!search.budget.spend(encoded.length)) {
      return;
    }
    const decoded = goesOn(text, end) ? null : decodeBase64(encoded);
    const pair = decoded === null ? null : splitPair(decoded);
    if (pair !== null) {
      addPair(pair, view.depth, rangeIn(view, hit.index, end), search);
    }
  }
}

/** A cheap look before the expression. */
export function mayHoldUserInfo(text: string): boolean {
  return text.includes('@') && text.includes('://');
}

/** Looks for `https://user:password@host`. */
export function lookForUserInfo(view: View, search: Search): void {
  for (const hit of view.text.matchAll(USER_INFO)) {
    if (!search.budget.spend(hit[0].length)) {
      return;
    }
    if (hit[0].includes(UNRESOLVED)) {
      continue;
    }
    const pair = { user: decodePercent(hit[1] ?? ''), password: decodePercent(hit[2] ?? '') };
    addPair(pair, view.depth, rangeIn(view, hit.index, hit.index + hit[0].length), search);
  }
}

/** Reads a pair, each part of which may hold a credential of known form, encoded again or not. */
export function addPair(pair: Pair, depth: number, range: Range, search: Search): void {
  const inUser = tokensIn(pair.user, depth, range, search);
  const inPassword = tokensIn(pair.password, depth, range, search);
  for (const reading of readPair(pair, inUser, inPassword)) {
    search.tokens.push({ ...reading, ...range, scheme: 'basic', isAddress: false });
  }
}

function tokensIn(text: string, depth: number, within: Range, search: Search): Token[] {
  const before = search.tokens.length;
  search.look({ text, depth: depth + 1, within });
  return search.tokens.splice(before);
}

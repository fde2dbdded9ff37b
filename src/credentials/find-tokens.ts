import type { Scheme } from '../report/report';
import type { Budget } from './budget';
import { decodeBase64, startsLikeText } from './decode/base64';
import { decodeHtml, decodeJsonEscapes, decodePercent } from './decode/escapes';
import { readPair, splitPair } from './judge/basic-pair';
import type { Pair } from './judge/basic-pair';
import type { Detector, Reading } from './kinds/detector';
import { DETECTORS } from './kinds/table';
import { UNRESOLVED } from './text/source-text';

/** A credential found in a text by its own form, without the help of a name beside it. */
export interface Token extends Reading {
  /** Where in the text it stands: the characters that hold it, encoded or not. */
  from: number;
  to: number;
  scheme: Scheme;
  /** The user part of Basic or of an address, null where the value names nobody. */
  user: string | null;
  /** The value is a whole address, which is the credential itself. */
  isAddress: boolean;
}

/** Encodings inside encodings are undone this far: percent, JSON, HTML and base64, in any order. */
const DEEPEST = 6;
/** No known form is shorter, encoded or not. */
const SHORTEST = 12;

const byStart = new Map<string, Detector[]>();
for (const detector of DETECTORS) {
  for (const start of new Set(detector.hints.map((hint) => hint.slice(0, 2)))) {
    byStart.set(start, [...(byStart.get(start) ?? []), detector]);
  }
}
const escaped = DETECTORS.flatMap((detector) => detector.hints).map((hint) =>
  hint.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&'),
);
// Built from the table of kinds: an alternation of literal starts, without any quantifier.
const START = new RegExp(`\\b(?:${[...new Set(escaped)].join('|')})`, 'g');

interface Sink {
  tokens: Token[];
  budget: Budget;
}

/** Finds every credential of a known form in a text, whatever its encoding. Bounded by the budget. */
export function findTokens(text: string, budget: Budget): Token[] {
  if (text.length < SHORTEST) return [];
  const sink: Sink = { tokens: [], budget };
  look(text, 0, null, sink);
  return onePerUse(sink.tokens);
}

export interface Range {
  from: number;
  to: number;
}

/** Looks at one view of the text. `within` is the part of the original that this view was decoded from. */
function look(view: string, depth: number, within: Range | null, sink: Sink): void {
  if (!sink.budget.spend(view.length)) return;
  lookForForms(view, within, sink);
  lookForBasic(view, depth, within, sink);
  lookForUserInfo(view, depth, within, sink);
  if (depth >= DEEPEST) return;
  lookBehindEscapes(view, depth, within, sink);
  lookBehindBase64(view, depth, within, sink);
}

function lookForForms(view: string, within: Range | null, sink: Sink): void {
  START.lastIndex = 0;
  for (let hit = START.exec(view); hit !== null; hit = START.exec(view)) {
    const at = hit.index;
    for (const { pattern, read, address } of byStart.get(view.slice(at, at + 2)) ?? []) {
      if (!sink.budget.spend(64)) return;
      pattern.lastIndex = at;
      const match = pattern.exec(view)?.[0];
      if (match === undefined || goesOn(view, at + match.length)) continue;
      sink.budget.spend(match.length);
      const reading = read(match);
      if (reading === null) continue;
      const range = within ?? { from: at, to: at + match.length };
      sink.tokens.push({
        ...reading,
        ...range,
        scheme: schemeBefore(view, at),
        user: null,
        isAddress: address === true,
      });
      START.lastIndex = at + match.length;
      break;
    }
  }
}

const BASIC = /\bbasic(?:\s|%20){1,20}["']?([\w+/-]{2,20000}={0,2})/gi;

function lookForBasic(view: string, depth: number, within: Range | null, sink: Sink): void {
  BASIC.lastIndex = 0;
  for (let hit = BASIC.exec(view); hit !== null; hit = BASIC.exec(view)) {
    const encoded = hit[1] ?? '';
    const end = hit.index + hit[0].length;
    if (!sink.budget.spend(encoded.length)) return;
    const text = goesOn(view, end) ? null : decodeBase64(encoded);
    const pair = text === null ? null : splitPair(text);
    if (pair !== null) addPair(pair, depth, within ?? { from: hit.index, to: end }, sink);
  }
}

const USER_INFO = /:\/\/([^\s"'/:<>?@\\#]{0,320}):([^\s"'/:<>?@\\#]{1,4000})@/g;

function lookForUserInfo(view: string, depth: number, within: Range | null, sink: Sink): void {
  if (!view.includes('@') || !view.includes('://')) return;
  USER_INFO.lastIndex = 0;
  for (let hit = USER_INFO.exec(view); hit !== null; hit = USER_INFO.exec(view)) {
    const pair = { user: decodePercent(hit[1] ?? ''), password: decodePercent(hit[2] ?? '') };
    if (!sink.budget.spend(hit[0].length)) return;
    if (!hit[0].includes(UNRESOLVED)) {
      addPair(pair, depth, within ?? { from: hit.index, to: hit.index + hit[0].length }, sink);
    }
  }
}

/** Reads a pair of user and password, each of which may hold a credential of known form, encoded again or not. */
function addPair(pair: Pair, depth: number, range: Range, sink: Sink): void {
  const [inUser, inPassword] = [pair.user, pair.password].map((part) => {
    const inside: Sink = { tokens: [], budget: sink.budget };
    look(part, depth + 1, range, inside);
    return inside.tokens;
  });
  for (const reading of readPair(pair, inUser ?? [], inPassword ?? [])) {
    sink.tokens.push({ ...reading, ...range, scheme: 'basic', isAddress: false });
  }
}

/** What a pair tells, for a caller that has split it already. */
export function findInPair(pair: Pair, range: Range, budget: Budget): Token[] {
  const sink: Sink = { tokens: [], budget };
  addPair(pair, 0, range, sink);
  return onePerUse(sink.tokens);
}

/** A run of characters between spaces and quotes: what an encoder has encoded as a whole. */
const RUN = /[^\s"'<>]{4,}/g;
const ESCAPE = /%[\da-f]{2}|\\[\\/u=n"]|&(?:#x?[\da-f]{2,6}|[a-z]{2,6});/i;

function lookBehindEscapes(view: string, depth: number, within: Range | null, sink: Sink): void {
  if (!ESCAPE.test(view)) return;
  RUN.lastIndex = 0;
  const runs: { text: string; range: Range }[] = [];
  for (let hit = RUN.exec(view); hit !== null; hit = RUN.exec(view)) {
    if (hit[0].length < SHORTEST || !ESCAPE.test(hit[0])) continue;
    runs.push({ text: hit[0], range: within ?? { from: hit.index, to: hit.index + hit[0].length } });
  }
  for (const { text, range } of runs) {
    for (const decode of [decodePercent, decodeJsonEscapes, decodeHtml]) {
      const decoded = decode(text);
      if (decoded !== text) look(decoded, depth + 1, range, sink);
    }
  }
}

/** Long enough for the shortest known form, encoded. */
const ENCODED = /[\w+/-]{24,}={0,2}/g;

function lookBehindBase64(view: string, depth: number, within: Range | null, sink: Sink): void {
  ENCODED.lastIndex = 0;
  const decodedRuns: { text: string; range: Range }[] = [];
  for (let hit = ENCODED.exec(view); hit !== null; hit = ENCODED.exec(view)) {
    const encoded = hit[0];
    if (!startsLikeText(encoded, 0) || goesOn(view, hit.index + encoded.length)) continue;
    if (!sink.budget.spend(encoded.length)) return;
    const text = decodeBase64(encoded);
    if (text === null) continue;
    decodedRuns.push({ text, range: within ?? { from: hit.index, to: hit.index + encoded.length } });
  }
  for (const { text, range } of decodedRuns) {
    const before = sink.tokens.length;
    look(text, depth + 1, range, sink);
    nameUser(text, sink.tokens, before);
  }
}

/** `email:token` in base64 without the word Basic: whoever reads it can still tell whose it is. */
function nameUser(pair: string, tokens: Token[], from: number): void {
  const user = /^([^\s:@]{1,200}@[^\s:@]{1,200}):\S/.exec(pair)?.[1];
  if (user === undefined) return;
  for (const token of tokens.slice(from)) token.user ??= user;
}

/**
 * True when the value goes on after `end` in an escape that another view undoes, or in a smart value: what was
 * matched is then only a part of it.
 */
function goesOn(view: string, end: number): boolean {
  const code = view.charCodeAt(end);
  if (code === UNRESOLVED.charCodeAt(0)) return true;
  if (code !== 0x25 && code !== 0x5c && code !== 0x26) return false;
  const escape = ONE_ESCAPE.exec(view.slice(end, end + 10))?.[0];
  if (escape === undefined) return false;
  return /^[\w+./=~-]/.test(decodeHtml(decodeJsonEscapes(decodePercent(escape))));
}

const ONE_ESCAPE = /^(?:%[\da-f]{2}|\\u[\da-f]{4}|\\[/=]|&(?:#\d{2,3}|#x[\da-f]{2}|[a-z]{2,6});)/i;

function schemeBefore(view: string, at: number): Scheme {
  return /\bbearer(?:[\s:]|%20){1,8}["']?$/i.test(view.slice(Math.max(0, at - 20), at)) ? 'bearer' : 'other';
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

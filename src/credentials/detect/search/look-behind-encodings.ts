import { decodeBase64, startsLikeText } from '../../decode/base64';
import { decodeHtml, decodeJsonEscapes, decodePercent } from '../../decode/escapes';
import { rangeIn } from '../../token';
import type { Search, Token, View } from '../../token';
import { goesOn } from './goes-on';

/** A run of characters between spaces and quotes: what an encoder has encoded as a whole. */
const RUN = /[^\s"'<>]{12,}/g;
const BASIC_BEFORE = /\bbasic\s{1,6}["']?$/i;
const ESCAPE = /%[\da-f]{2}|\\[\\/u=n"]|&(?:#x?[\da-f]{2,6}|[a-z]{2,6});/i;
const ENCODED = /[\w+/-]{24,}={0,2}/g;

/** The shortest known form is 24 characters long in base64. */
const SHORTEST_ENCODED = 24;
/** Text in base64 starts with one of these letters, because printable ASCII starts with the bits 001 to 011. */
const ENCODED_TEXT = /(?:^|[^\w+-])[I-Za-f][\w+/-]{23}/;
/** What `startsLikeText` takes as the first three of its characters: ids in hexadecimal digits seldom have them. */
const ENCODED_START = /(?:^|[^\w+-])[CDI-Za-f][0-3A-HQ-Xg-nw-z][014589ABEFIJMNQRUVYZcdghklopstwx][\w+/-]{21}/;

/** A cheap look before undoing escapes. */
export function mayBeEscaped(text: string): boolean {
  return (text.includes('%') || text.includes('\\') || text.includes('&')) && ESCAPE.test(text);
}

/** A cheap look before undoing base64. */
export function mayBeEncoded(text: string): boolean {
  return text.length >= SHORTEST_ENCODED && ENCODED_TEXT.test(text) && ENCODED_START.test(text);
}

/** A cheap look before joining lines, which may be of any form. */
export function mayBeWrapped(text: string): boolean {
  return text.length >= SHORTEST_ENCODED && text.includes('\n') && ENCODED_TEXT.test(text);
}

/** Looks at what percent-encoding and the escapes of JSON and HTML hide, each run of characters by itself. */
export function lookBehindEscapes(view: View, search: Search): void {
  for (const { 0: run, index } of view.text.matchAll(RUN)) {
    if (!ESCAPE.test(run)) {
      continue;
    }
    const within = rangeIn(view, index, index + run.length);
    for (const decode of [decodePercent, decodeJsonEscapes, decodeHtml]) {
      const decoded = decode(run);
      if (decoded === run) {
        continue;
      }
      // `Basic` stands before the run, which was encoded without it.
      const basic = BASIC_BEFORE.test(view.text.slice(Math.max(0, index - 12), index));
      search.look({ text: basic ? `Basic ${decoded}` : decoded, depth: view.depth + 1, within });
    }
  }
}

/** Looks at what base64 and base64url hide, where it may be text. */
export function lookBehindBase64(view: View, search: Search): void {
  for (const { 0: run, index } of view.text.matchAll(ENCODED)) {
    if (lookAtRun(run, index, view, search) || !run.includes('/')) {
      continue;
    }
    // In an address the slashes around a value are of the alphabet too: the parts between them may be the value.
    for (const [from, to] of partsOf(run)) {
      if (lookAtRun(run.slice(from, to), index + from, view, search)) {
        break;
      }
    }
  }
}

/** True when what a run hides was a credential. */
function lookAtRun(run: string, index: number, view: View, search: Search): boolean {
  const end = index + run.length;
  if (!startsLikeText(run, 0) || goesOn(view.text, end) || !search.budget.spend(run.length)) {
    return false;
  }
  const text = decodeBase64(run);
  if (text === null) {
    return false;
  }
  const before = search.tokens.length;
  search.look({ text, depth: view.depth + 1, within: rangeIn(view, index, end) });
  nameUser(text, search.tokens.slice(before));
  return search.tokens.length > before;
}

/** So many parts of a run, and so many of them together, are tried. */
const MOST_PARTS = 12;
const MOST_TOGETHER = 5;

function partsOf(run: string): [number, number][] {
  const edges = [-1];
  for (let at = run.indexOf('/'); at !== -1 && edges.length < MOST_PARTS; at = run.indexOf('/', at + 1)) {
    edges.push(at);
  }
  edges.push(run.length);
  const parts: [number, number][] = [];
  for (let together = 1; together <= MOST_TOGETHER; together += 1) {
    for (let first = 0; first + together < edges.length; first += 1) {
      const from = (edges[first] ?? -1) + 1;
      const to = edges[first + together] ?? run.length;
      if (to - from >= SHORTEST_ENCODED && to - from < run.length) {
        parts.push([from, to]);
      }
    }
  }
  return parts;
}

/** `email:token` in base64 without the word Basic: whoever reads it can still tell whose it is. */
function nameUser(pair: string, tokens: readonly Token[]): void {
  const user = /^([^\s:@]{1,200}@[^\s:@]{1,200}):\S/.exec(pair)?.[1];
  if (user === undefined) {
    return;
  }
  for (const token of tokens) {
    token.user ??= user;
  }
}

import { decodeBase64, startsLikeText } from '../decode/base64';
import { decodeHtml, decodeJsonEscapes, decodePercent } from '../decode/escapes';
import { rangeIn } from '../token';
import type { Search, Token, View } from '../token';
import { goesOn } from './goes-on';

/** A run of characters between spaces and quotes: what an encoder has encoded as a whole. */
const RUN = /[^\s"'<>]{12,}/g;
const ESCAPE = /%[\da-f]{2}|\\[\\/u=n"]|&(?:#x?[\da-f]{2,6}|[a-z]{2,6});/i;
/** Long enough for the shortest known form, encoded. */
const ENCODED = /[\w+/-]{24,}={0,2}/g;

/** Looks at what percent-encoding and the escapes of JSON and HTML hide, each run of characters by itself. */
export function lookBehindEscapes(view: View, search: Search): void {
  if (!ESCAPE.test(view.text)) return;
  for (const { 0: run, index } of view.text.matchAll(RUN)) {
    if (!ESCAPE.test(run)) continue;
    const within = rangeIn(view, index, index + run.length);
    for (const decode of [decodePercent, decodeJsonEscapes, decodeHtml]) {
      const text = decode(run);
      if (text !== run) search.look({ text, depth: view.depth + 1, within });
    }
  }
}

/** Looks at what base64 and base64url hide, where it may be text. */
export function lookBehindBase64(view: View, search: Search): void {
  for (const { 0: run, index } of view.text.matchAll(ENCODED)) {
    const end = index + run.length;
    if (!startsLikeText(run, 0) || goesOn(view.text, end)) continue;
    if (!search.budget.spend(run.length)) return;
    const text = decodeBase64(run);
    if (text === null) continue;
    const before = search.tokens.length;
    search.look({ text, depth: view.depth + 1, within: rangeIn(view, index, end) });
    nameUser(text, search.tokens.slice(before));
  }
}

/** `email:token` in base64 without the word Basic: whoever reads it can still tell whose it is. */
function nameUser(pair: string, tokens: readonly Token[]): void {
  const user = /^([^\s:@]{1,200}@[^\s:@]{1,200}):\S/.exec(pair)?.[1];
  if (user === undefined) return;
  for (const token of tokens) token.user ??= user;
}

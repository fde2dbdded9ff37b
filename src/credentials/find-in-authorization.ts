import type { Scheme } from '../report/report';
import type { Budget } from './budget';
import { decodeBase64 } from './decode/base64';
import { decodeHtml, decodeJsonEscapes, decodePercent } from './decode/escapes';
import { findInPair, findTokens } from './find-tokens';
import type { Range } from './token';
import { splitPair } from './judge/basic-pair';
import type { Pair } from './judge/basic-pair';
import { isPlaceholder } from './judge/placeholder';
import { isProse } from './judge/random-text';
import { isSecretValue } from './judge/secret-value';
import { opaqueSighting, sightingOf } from './sighting';
import type { Sighting } from './sighting';
import { UNRESOLVED } from './text/source-text';

const SCHEME = /^\s*([a-z][\w-]{1,30})(?:\s*:\s*|\s+)(?=\S)/i;

/**
 * Finds the credential in the value of an Authorization header, with a scheme or without: `Basic …`, `Bearer …`,
 * `token …`, or the bare value. A smart value without a literal is not found here.
 */
export function findInAuthorization(text: string, budget: Budget): Sighting[] {
  const scheme = SCHEME.exec(text);
  const word = scheme?.[1]?.toLowerCase() ?? '';
  const start = scheme === null ? 0 : scheme[0].length;
  const rest = text.slice(start).trim();
  const range = { from: 0, to: text.length };
  if (word === 'basic') return findInBasic(rest, range, budget);
  const bare = text.includes(UNRESOLVED) ? null : splitPair(rest);
  if (scheme === null && bare !== null && /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(bare.user)) {
    return findInPair(bare, range, budget).map(sightingOf);
  }
  const tokens = findTokens(text, budget);
  const named: Scheme = word === 'bearer' ? 'bearer' : 'other';
  if (tokens.length > 0) {
    return tokens.map((token) => sightingOf({ ...token, scheme: token.scheme === 'other' ? named : token.scheme }));
  }
  if (text.includes(UNRESOLVED)) return [];
  // With a scheme the value is a credential by HTTP's own rules, also where it looks like an id.
  const isOne =
    scheme === null
      ? isSecretValue(rest, 'authorization', 'strong')
      : rest.length >= 6 && !isPlaceholder(rest) && !isProse(rest) && !isLabel(rest);
  return isOne ? [opaqueSighting(rest, named, 0, text.length)] : [];
}

/** `Bearer required`, `Basic auth`: plain lower-case words describe a scheme, they are no value. */
function isLabel(text: string): boolean {
  return /^[a-z]{1,14}$/i.test(text) && !/[a-z][A-Z]/.test(text);
}

function findInBasic(rest: string, range: Range, budget: Budget): Sighting[] {
  if (rest.includes(UNRESOLVED)) return [];
  const encoded = unescape(rest)
    .replace(/^["']|["']$/g, '')
    .replace(/\s+/g, '');
  const pair = readEncodedPair(encoded, 3) ?? splitPair(rest);
  if (pair !== null) return findInPair(pair, range, budget).map(sightingOf);
  const tokens = findTokens(rest, budget);
  if (tokens.length > 0) return tokens.map((token) => sightingOf({ ...token, ...range, scheme: 'basic' }));
  const text = decodeBase64(encoded);
  const value = text ?? rest;
  // An email without a password holds no secret; what does not decode is a value that nobody could read.
  const empty = isPlaceholder(value) || isPlaceholder(rest) || /^[^\s@]{1,100}@[^\s@]{1,100}$/.test(value);
  return empty || value.length < 6 || isLabel(rest) ? [] : [opaqueSighting(value, 'basic', range.from, range.to)];
}

/** The pair behind base64, also where it was encoded twice. */
function readEncodedPair(encoded: string, depth: number): Pair | null {
  const text = decodeBase64(encoded);
  if (text === null || depth === 0) return null;
  return splitPair(text) ?? readEncodedPair(unescape(text.trim()), depth - 1);
}

function unescape(text: string): string {
  let value = text;
  for (let round = 0; round < 3; round += 1) {
    const next = decodeHtml(decodeJsonEscapes(decodePercent(value)));
    if (next === value) break;
    value = next;
  }
  return value;
}

import type { Scheme } from '../../report/report';
import type { Budget } from '../budget';
import { decodeBase64 } from '../decode/base64';
import { decodeHtml, decodeJsonEscapes, decodePercent } from '../decode/escapes';
import { findInPair, findTokens } from './find-tokens';
import type { Range } from '../token';
import { splitPair } from '../heuristics/basic-pair';
import type { Pair } from '../heuristics/basic-pair';
import { isPlaceholder } from '../heuristics/placeholder';
import { isIdentifier, isProse, isUuid } from '../heuristics/random-text';
import { isSecretUuid, isSecretValue } from '../heuristics/secret-value';
import { opaqueSighting, sightingOf } from './sighting';
import type { Sighting } from './sighting';
import { UNRESOLVED } from '../text/source-text';

const SCHEME = /^\s*([a-z][\w-]{1,30})(?:\s*:\s*|\s+)(?=\S)/i;
/** `Basic` and the pair without the space between them. */
const GLUED = /^\s*basic(?=[\w+/-]{16,20000}={0,2}\s*$)/i;
/** The whole header pasted into its value: `Authorization: Basic …`. */
const OWN_NAME = /^\s*(?:proxy-)?authorization\s*:\s*(?=\S)/i;
/** `Token token=…`, `ApiKey key="…"`: the one parameter of a scheme that is the credential itself. */
const PARAMETER = /^(?:token|key|api[_-]?key|access[_-]?token)\s*=\s*"?([^\s",;]{6,4000})"?$/i;

/**
 * Finds the credential in the value of an Authorization header, with a scheme or without: `Basic …`, `Bearer …`,
 * `token …`, or the bare value. A smart value without a literal is not found here.
 */
export function findInAuthorization(text: string, budget: Budget): Sighting[] {
  const repeated = OWN_NAME.exec(text)?.[0].length ?? 0;
  if (repeated > 0) {
    return shifted(findInAuthorization(text.slice(repeated), budget), repeated);
  }
  const glued = GLUED.exec(text)?.[0].length ?? 0;
  if (glued > 0) {
    const pair = readEncodedPair(text.slice(glued).trim(), 1);
    if (pair !== null) {
      return findInPair(pair, { from: 0, to: text.length }, budget).map(sightingOf);
    }
  }
  const scheme = SCHEME.exec(text);
  const word = scheme?.[1]?.toLowerCase() ?? '';
  const start = scheme === null ? 0 : scheme[0].length;
  const rest = text.slice(start).trim();
  const range = { from: 0, to: text.length };
  if (word === 'basic') {
    return findInBasic(rest, range, budget);
  }
  const bare = text.includes(UNRESOLVED) ? null : splitPair(rest);
  if (scheme === null && bare !== null && /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(bare.user)) {
    return findInPair(bare, range, budget).map(sightingOf);
  }
  const tokens = findTokens(text, budget);
  const named: Scheme = word === 'bearer' ? 'bearer' : 'other';
  if (tokens.length > 0) {
    return tokens.map((token) => sightingOf({ ...token, scheme: token.scheme === 'other' ? named : token.scheme }));
  }
  if (text.includes(UNRESOLVED)) {
    return [];
  }
  if (scheme === null) {
    return isSecretValue(rest, 'authorization', 'strong') ? [opaqueSighting(rest, named, 0, text.length)] : [];
  }
  // With a scheme the value is a credential by HTTP's own rules, also where it looks like a hash or is a UUID.
  const value = PARAMETER.exec(rest)?.[1] ?? rest;
  const isOther = isPlaceholder(value) || isProse(value) || isLabel(value);
  const isOne = value.length >= 6 && !isOther && (isUuid(value) ? isSecretUuid(value) : !isIdentifier(value));
  return isOne ? [opaqueSighting(value, named, 0, text.length)] : [];
}

function shifted(sightings: readonly Sighting[], by: number): Sighting[] {
  return sightings.map((sighting) => ({ ...sighting, from: sighting.from + by, to: sighting.to + by }));
}

/** `Bearer required`, `Basic auth`: plain lower-case words describe a scheme, they are no value. */
function isLabel(text: string): boolean {
  return /^[a-z]{1,14}$/i.test(text) && !/[a-z][A-Z]/.test(text);
}

function findInBasic(rest: string, range: Range, budget: Budget): Sighting[] {
  if (rest.includes(UNRESOLVED)) {
    return [];
  }
  const encoded = unescape(rest)
    .replace(/^["']|["']$/g, '')
    .replace(/\s+/g, '');
  const pair = readEncodedPair(encoded, 3) ?? plainPair(rest);
  if (pair !== null) {
    return findInPair(pair, range, budget).map(sightingOf);
  }
  const tokens = findTokens(rest, budget);
  if (tokens.length > 0) {
    return tokens.map((token) => sightingOf({ ...token, ...range, scheme: 'basic' }));
  }
  const text = decodeBase64(encoded);
  if (text === null && isPlaceholder(splitPair(rest)?.password ?? rest)) {
    return [];
  }
  const value = text ?? rest;
  // An email without a password holds no secret; what does not decode is a value that nobody could read.
  const empty = isPlaceholder(value) || isPlaceholder(rest) || /^[^\s@]{1,100}@[^\s@]{1,100}$/.test(value);
  if (empty || value.length < 6 || isLabel(rest)) {
    return [];
  }
  return [opaqueSighting(value, 'basic', range.from, range.to)];
}

/** The pair that somebody forgot to encode. What stands in brackets is an instruction: `base64(email:api_token)`. */
function plainPair(text: string): Pair | null {
  const pair = splitPair(text);
  return pair !== null && !/[()<>[\]{}$\s|"'`]/.test(pair.user) ? pair : null;
}

/** The pair behind base64, also where it was encoded twice. */
function readEncodedPair(encoded: string, depth: number): Pair | null {
  const text = decodeBase64(encoded);
  if (text === null || depth === 0) {
    return null;
  }
  return splitPair(text) ?? readEncodedPair(unescape(text.trim()), depth - 1);
}

function unescape(text: string): string {
  let value = text;
  for (let round = 0; round < 3; round += 1) {
    const next = decodeHtml(decodeJsonEscapes(decodePercent(value)));
    if (next === value) {
      break;
    }
    value = next;
  }
  return value;
}

import type { Budget } from '../budget';
import { decodeHtml, decodeJsonEscapes, decodePercent } from '../decode/escapes';
import { findInAuthorization } from './find-in-authorization';
import { findTokens } from './find-tokens';
import { isAuthorizationName, isCookieName, strengthOf } from '../heuristics/credential-name';
import { isSecretValue } from '../heuristics/secret-value';
import { opaqueSighting, sightingOf } from './sighting';
import type { Sighting } from './sighting';
import { UNRESOLVED } from '../text/source-text';

/** What a caller knows of the value already. */
interface Known {
  /** False where the whole text around it was looked at and holds no known form. */
  mayHold?: boolean;
  /** True where somebody marked it as hidden, which says as much as a name. */
  hidden?: boolean;
}

/**
 * Finds the credential in a value that stands under a name: a header, a parameter, a field. Known forms are found
 * under any name; what has no known form only where the name, or a mark beside it, says that it is a credential.
 */
export function findInNamed(name: string, text: string, budget: Budget, known: Known = {}): Sighting[] {
  const { mayHold = true, hidden = false } = known;
  if (isAuthorizationName(name)) {
    return findInAuthorization(text, budget);
  }
  const tokens = mayHold ? findTokens(text, budget) : [];
  if (tokens.length > 0) {
    return tokens.map(sightingOf);
  }
  if (isCookieName(name)) {
    return findInCookie(text);
  }
  const strength = hidden ? 'strong' : strengthOf(name);
  if (strength === 'none' || text.includes(UNRESOLVED)) {
    return [];
  }
  const scheme = /^\s*(bearer|basic|token)\s+(?=\S)/i.exec(text);
  if (scheme !== null) {
    return findInAuthorization(text, budget);
  }
  const value = undoOnce(text).trim();
  return isSecretValue(value, name, strength) ? [opaqueSighting(value, 'other', 0, text.length)] : [];
}

/** A session or a remembered sign-in among the pairs of a Cookie header. */
function findInCookie(text: string): Sighting[] {
  const found: Sighting[] = [];
  for (const { 0: pair, index } of text.matchAll(/[^;]{1,4000}/g)) {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1).trim();
    if (equals === -1 || !SIGNS_IN.test(pair.slice(0, equals)) || !isSecretValue(value, 'cookie', 'strong')) {
      continue;
    }
    found.push(opaqueSighting(value, 'other', index + equals + 1, index + pair.length));
  }
  return found;
}

const SIGNS_IN = /sess|sid\s*$|token|auth|jwt|login|remember|crowd|seraph/i;

/** One round of escapes, so that the same secret has the same fingerprint wherever it stands. */
function undoOnce(text: string): string {
  if (/%[\da-f]{2}/i.test(text)) {
    return decodePercent(text);
  }
  if (text.includes('\\')) {
    return decodeJsonEscapes(text);
  }
  return text.includes('&') ? decodeHtml(text) : text;
}

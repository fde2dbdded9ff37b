import type { Reading } from '../kinds/detector';
import { isPlaceholder } from './placeholder';
import { isIdentifier, isRandomText, isWordsWithNumbers } from './random-text';

export interface PairReading extends Reading {
  user: string | null;
}

export interface Pair {
  user: string;
  password: string;
}

/** Splits `user:password` at the first colon (RFC 7617, section 2: a user name cannot hold one). */
export function splitPair(text: string): Pair | null {
  const colon = text.indexOf(':');
  return colon === -1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/**
 * What a pair of user and password tells. `inUser` and `inPassword` are the credentials of known form found in each
 * part: some vendors put the key into the user part and leave the password empty.
 */
export function readPair(pair: Pair, inUser: readonly Reading[], inPassword: readonly Reading[]): PairReading[] {
  // Zendesk: `email/token` says that a token follows, not a password.
  const named = pair.user.trim();
  const user = named.includes('@') && named.endsWith('/token') ? named.slice(0, -'/token'.length) : named;
  if (inPassword.length > 0) {
    const name = inUser.length > 0 || user === '' ? null : user;
    return inPassword.map((reading) => ({ ...reading, user: name }));
  }
  if (inUser.length > 0) {
    return inUser.map((reading) => ({ ...reading, user: null }));
  }
  const password = pair.password.trim();
  const isKey = mayBeKey(user);
  if (isKey && (isPlaceholder(password) || (isRandomText(user) ? WORD : NO_PASSWORD).test(password))) {
    return [plain(user, null)];
  }
  if (isPlaceholder(password)) {
    return [];
  }
  if (user.includes(' ') || (isPlaceholder(user) && password.length < 8)) {
    return [];
  }
  // The id of a client names nobody, and may be a secret of its own.
  const isName = user !== '' && !(isKey && isRandomText(user));
  return [plain(password, isName ? user : null)];
}

/** What people put where a vendor that takes the key as the user wants no password: Freshdesk, Toggl, Stripe. */
const NO_PASSWORD =
  /^(?:no[ _-]?pass(?:word|wd)?|api[ _-]?token|x{1,8}|ignore[ds]?|unused|blank|none|any(?:thing)?|empty|null)?$/i;
/** A password is never one plain word beside a user that is as random as a key. */
const WORD = /^(?:[a-z]{1,16}(?:[ _-][a-z]{1,16})?)?$/i;
/** No vendor's key is shorter. */
const SHORTEST_KEY = 8;

/** Not an address, an id, a name in words or one followed by a number. */
function mayBeKey(user: string): boolean {
  const isOther = user.includes('@') || isIdentifier(user) || isWordsWithNumbers(user) || /\s/.test(user);
  return user.length >= SHORTEST_KEY && !isOther && (isRandomText(user) || /^(?=.*\d)(?=.*[a-z])[\w-]+$/i.test(user));
}

function plain(value: string, user: string | null): PairReading {
  return { kind: 'basic-password', value, checksum: 'none', expiresAt: null, user };
}

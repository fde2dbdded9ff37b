import type { Reading } from '../kinds/detector';
import { isPlaceholder } from './placeholder';
import { isRandomText } from './random-text';

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
  if (inUser.length > 0) return inUser.map((reading) => ({ ...reading, user: null }));
  const password = pair.password.trim();
  if (isPlaceholder(password)) {
    const keyAsUser = !user.includes('@') && isRandomText(user);
    return keyAsUser ? [plain(user, null)] : [];
  }
  if (user.includes(' ') || (isPlaceholder(user) && password.length < 8)) return [];
  return [plain(password, user === '' ? null : user)];
}

function plain(value: string, user: string | null): PairReading {
  return { kind: 'basic-password', value, checksum: 'none', expiresAt: null, user };
}

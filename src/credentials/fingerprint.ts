import { createHmac } from 'node:crypto';

import { Secret, openSecret } from './secret';

/** HMAC-SHA-256 of a credential's value, in lower-case hex. Equal fingerprints are the same secret. */
export type Fingerprinter = (secret: Secret) => string;

/** A plain hash of a short password could be guessed; the key, which only this installation has, prevents that. */
export function createFingerprinter(key: Uint8Array): Fingerprinter {
  const own = Uint8Array.from(key);
  return (secret) => createHmac('sha256', own).update(openSecret(secret), 'utf8').digest('hex');
}

/** The fingerprint of one of the app's own credentials, comparable to those found in rules. Key as text (UTF-8). */
export function fingerprintText(value: string, key: string): string {
  return createFingerprinter(Buffer.from(key, 'utf8'))(new Secret(value));
}

import { createHash, randomBytes } from 'node:crypto';
import { SECRET_FINGERPRINT } from './keys';
import { readSecret, readSettled, writeFirstSecret } from './values';

/** The key under which this installation alone makes fingerprints. This file alone reads it. */
interface FingerprintSecret {
  key: string;
}

export interface FingerprintKey {
  key: Buffer;
  /** Tells keys apart without revealing the key: facts made under another key are read again. */
  id: string;
}

const KEY_BYTES = 32;

/** The installation's key, made on first use. */
export async function ensureFingerprintKey(): Promise<FingerprintKey> {
  const known = await readFingerprintKey();
  if (known !== null) {
    return known;
  }
  const secret: FingerprintSecret = { key: randomBytes(KEY_BYTES).toString('hex') };
  if (await writeFirstSecret(SECRET_FINGERPRINT, secret)) {
    return toKey(secret);
  }
  // Two first uses at once, or a read that was behind: the first one that was written is the key.
  const first = await readSettled(readFingerprintKey, (key) => key === null);
  if (first === null) {
    throw new Error('The fingerprint key can be neither written nor read.');
  }
  return first;
}

export async function readFingerprintKey(): Promise<FingerprintKey | null> {
  const secret = await readSecret<FingerprintSecret>(SECRET_FINGERPRINT);
  return secret === undefined ? null : toKey(secret);
}

function toKey(secret: FingerprintSecret): FingerprintKey {
  const key = Buffer.from(secret.key, 'hex');
  return { key, id: createHash('sha256').update('key-id').update(key).digest('hex').slice(0, 12) };
}

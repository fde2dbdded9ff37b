import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * A value that nobody reads without the installation's key, which lies in the secret store: AES-256-GCM (NIST SP 800-38D), packed
 * before.
 * @param key the fingerprint key, from which another one is derived
 */
export function seal(value: unknown, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sealingKey(key), nonce);
  const packed = brotliCompressSync(JSON.stringify(value), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  const sealed = Buffer.concat([cipher.update(packed), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The value again; undefined where it was sealed with another key or changed since. */
export function open(sealed: string, key: Buffer): unknown {
  const bytes = Buffer.from(sealed, 'base64');
  const after = NONCE_BYTES + TAG_BYTES;
  try {
    const decipher = createDecipheriv(CIPHER, sealingKey(key), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, after));
    const packed = Buffer.concat([decipher.update(bytes.subarray(after)), decipher.final()]);
    const value: unknown = JSON.parse(brotliDecompressSync(packed).toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

function sealingKey(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'notes of a scan', KEY_BYTES));
}

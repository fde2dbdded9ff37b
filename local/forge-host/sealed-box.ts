import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inStateFolder, UnusableState } from './unusable-state';

const KEY_BYTES = 32;

/** Encrypts what the secret store keeps, as the platform does: a look into the state folder shows no secret. */
export interface SealedBox {
  seal(text: string): string;
  /** `undefined` where the text was not sealed with this key. */
  open(sealed: string): string | undefined;
}

export function sealedBox(key: Buffer = randomBytes(KEY_BYTES)): SealedBox {
  return {
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

/** The box of a state folder; its key is made once and readable by its owner only. Throws `UnusableState`. */
export function sealedBoxIn(folder: string): SealedBox {
  const file = join(folder, 'secret-store.key');
  const key = inStateFolder(folder, () => {
    if (!existsSync(file)) {
      // Whole or not at all: with half a key nothing could be sealed or opened ever again.
      writeFileSync(`${file}.draft`, randomBytes(KEY_BYTES), { mode: 0o600 });
      renameSync(`${file}.draft`, file);
    }
    return readFileSync(file);
  });
  if (key.length !== KEY_BYTES) {
    throw new UnusableState(
      `${file} is damaged and was left as it is. Put a good copy in its place, or name another folder with --state.`,
    );
  }
  return sealedBox(key);
}

import { createHmac } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Outcome } from '../src/outcome';
import { succeed } from '../src/outcome';
import { shownName, unusableAsNewFile } from './input/file-name';
import { reasonOf, systemCode } from './input/read-text';
import { problem } from './problem';
import type { Problem } from './problem';

export interface FingerprintKey {
  /** 64 hex digits; their text is the key, so that a key can be carried over as text. */
  key: string;
  /** Names the key without revealing it: two inventories with one id have comparable fingerprints. */
  keyId: string;
  /** True when other users of this computer may read the key file. */
  isExposed: boolean;
}

const KEY_BYTES = 32;

/**
 * The key under which credentials become fingerprints: 32 bytes, kept as 64 hex digits in a file that only its owner may
 * read. A missing file is made. Without a file the key is random and ends with the process: fingerprints of two runs
 * then differ.
 */
export async function loadFingerprintKey(
  file: string | undefined,
  randomBytes: (count: number) => Buffer,
): Promise<Outcome<FingerprintKey, Problem>> {
  if (file === undefined) {
    return succeed(named(randomBytes(KEY_BYTES).toString('hex'), false));
  }
  try {
    return await readKey(file);
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? createKey(file, randomBytes) : cannotUse(file, error);
  }
}

async function readKey(file: string): Promise<Outcome<FingerprintKey, Problem>> {
  const text = (await readFile(file, 'utf8')).trim().toLowerCase();
  if (!/^[\da-f]{64}$/.test(text)) {
    return problem(`${shownName(file, true)}: not a key file (64 hex digits are expected)`);
  }
  const { mode } = await stat(file);
  // Windows has no such bits; Node shows them all set there.
  const isExposed = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return succeed(named(text, isExposed));
}

async function createKey(
  file: string,
  randomBytes: (count: number) => Buffer,
): Promise<Outcome<FingerprintKey, Problem>> {
  const unusable = unusableAsNewFile(file);
  if (unusable !== null) {
    return problem(`--key-file: ${unusable}`);
  }
  const key = randomBytes(KEY_BYTES).toString('hex');
  try {
    await writeFile(file, `${key}\n`, { flag: 'wx', mode: 0o600 });
    return succeed(named(key, false));
  } catch (error) {
    return cannotUse(file, error);
  }
}

function cannotUse(file: string, error: unknown): Outcome<never, Problem> {
  return problem(`${shownName(file, false)}: ${reasonOf(error)}`);
}

/** A key that was not read from a file. */
export function nameKey(key: string): FingerprintKey {
  return named(key, false);
}

function named(key: string, isExposed: boolean): FingerprintKey {
  const keyId = createHmac('sha256', key).update('automation-token-watch key id').digest('hex').slice(0, 16);
  return { key, keyId, isExposed };
}

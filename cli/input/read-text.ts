import { readFile, stat } from 'node:fs/promises';
import type { Outcome } from '../../src/outcome';
import { decodeText, type DecodedText } from '../../src/decode-text';
import { fail } from '../../src/outcome';
import type { CliContext } from '../cli-context';

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Node cannot hold a longer text in one string; an export of this size has some 100,000 rules. */
const MOST_BYTES = 400 * 1024 * 1024;

/** Reads one file, or standard input for `-`, as text. The reason does not name the file. */
export async function readText(
  path: string,
  { readStandardInput }: Pick<CliContext, 'readStandardInput'>,
): Promise<Outcome<DecodedText, { reason: string; isMissing?: boolean }>> {
  try {
    if (path === STANDARD_INPUT) {
      return decodeText(await readStandardInput());
    }
    if ((await stat(path)).size > MOST_BYTES) {
      return fail({ reason: 'the file is larger than 400 MB; export fewer rules at a time' });
    }
    return decodeText(await readFile(path));
  } catch (error) {
    return fail({ reason: reasonOf(error), isMissing: systemCode(error) === 'ENOENT' });
  }
}

/** A system error in plain words, by its code only: its message repeats the path. */
export function reasonOf(error: unknown): string {
  return REASONS.get(systemCode(error) ?? '') ?? 'cannot be read';
}

/** `ENOENT` and the like, where the error has one. */
export function systemCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

const REASONS = new Map([
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'no such file or folder'],
  ['EACCES', 'no permission'],
  ['EPERM', 'no permission'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'a symbolic link that leads back to itself'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOSPC', 'no space left on the device'],
  ['EROFS', 'the file system is read-only'],
]);

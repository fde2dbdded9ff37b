import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import type { Outcome } from '../src/outcome';
import { succeed } from '../src/outcome';
import { shownName, unusableAsNewFile } from './input/file-name';
import { reasonOf, systemCode } from './input/read-text';
import { problem } from './problem';
import type { Problem } from './problem';
import type { TextSink } from './cli-context';

/**
 * Writes results to standard output, or whole to a file that only its owner may read: reports name people. A file is
 * written aside and renamed, so that a run that dies leaves the former one.
 */
export async function writeOutput(
  text: string,
  file: string | undefined,
  output: TextSink,
): Promise<Outcome<undefined, Problem>> {
  if (file === undefined) {
    output.write(text);
    return succeed(undefined);
  }
  const unusable = unusableAsNewFile(file);
  if (unusable !== null) {
    return problem(unusable);
  }
  try {
    await ((await isReplaceable(file)) ? replaceFile(file, text) : writeFile(file, text));
    return succeed(undefined);
  } catch (error) {
    return problem(`${shownName(file, false)}: cannot be written: ${reasonOf(error)}`);
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A device, a pipe or a link is written through, never replaced by a file. */
async function isReplaceable(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isFile();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return true;
    }
    throw error;
  }
}

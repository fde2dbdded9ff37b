import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { isInventory } from '../src/rules/inventory';
import { isJsonObject } from '../src/rules/json-value';
import { parseJson } from '../src/rules/parse-json';
import { shownName } from './input/file-name';
import { STANDARD_INPUT, readText, systemCode } from './input/read-text';
import { USUAL_SETTINGS } from './memory/apply-settings';
import { problem } from './problem';
import type { Problem } from './problem';
import type { CheckUserRequest, CollectRequest, ScanRequest } from './requests';
import { formatOfFile } from './scan-formats';

/** A file, and what the command line calls it. */
type Named = readonly [option: string, path: string];

/**
 * Refuses a command line that would write over a file that it reads, or twice to one file, whatever the file is called there. To be asked
 * before anything is written. A baseline may be followed by the JSON report that takes its place.
 */
export async function checkOutputs(
  request: ScanRequest | CollectRequest | CheckUserRequest,
): Promise<Outcome<undefined, Problem>> {
  const outputs = outputsOf(request);
  if (outputs.length === 0) {
    return succeed(undefined);
  }
  const taken = new Map<string, string>();
  for (const [option, path] of inputsOf(request)) {
    const identity = path === STANDARD_INPUT ? null : await identityOf(path);
    if (identity !== null && !taken.has(identity)) {
      taken.set(identity, `is also read, as ${option}`);
    }
  }
  const baseline =
    request.command === 'scan' && request.baseline !== undefined ? await identityOf(request.baseline) : null;
  for (const [option, path, isReport] of outputs) {
    const identity = await identityOf(path);
    if (identity === null) {
      continue;
    }
    const reason =
      taken.get(identity) ?? (identity === baseline && !isReport ? 'is also read, as --baseline' : undefined);
    if (reason !== undefined) {
      return problem(`${option} ${shownName(path, false)}: this file ${reason}; nothing was written`);
    }
    if (await isReadFromFolder(path, request.files)) {
      return problem(
        `${option} ${shownName(path, false)}: this file lies in a folder that is read, and is no result of an earlier run; nothing was written`,
      );
    }
    taken.set(identity, `is also written, by ${option}`);
  }
  return succeed(undefined);
}

function outputsOf(
  request: ScanRequest | CollectRequest | CheckUserRequest,
): (readonly [...Named, isReport: boolean])[] {
  const { output } = request;
  const isJson = request.command === 'scan' && request.format === 'json';
  const also = request.command === 'scan' ? request.also : [];
  return [
    ...(output === undefined ? [] : [['--output', output, isJson] as const]),
    ...also.map((file) => ['--also', file, formatOfFile(file) === 'json'] as const),
  ];
}

function inputsOf(request: ScanRequest | CollectRequest | CheckUserRequest): Named[] {
  const named = (option: string, files: readonly string[]): Named[] => files.map((file) => [option, file]);
  const { files, users, tokens, keyFile } = request;
  return [
    ...named('FILE', files),
    ...named('--users', users),
    ...named('--tokens', tokens),
    ...named('--key-file', keyFile === undefined ? [] : [keyFile]),
    ...named('--config', request.command === 'collect' ? [] : [request.config ?? USUAL_SETTINGS]),
  ];
}

/**
 * Whether a file that is there would be taken from one of the folders, were it not written to. What an earlier run wrote there is not
 * meant: it is left out of the folder and written anew.
 */
async function isReadFromFolder(path: string, files: readonly string[]): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json') || !(await isFile(path))) {
    return false;
  }
  const real = await realpath(path);
  for (const file of files) {
    const folder = file === STANDARD_INPUT ? null : await realpath(file).catch(() => null);
    if (folder !== null && real.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) {
      return !(await isResult(real));
    }
  }
  return false;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** A report, an inventory or the answer about an account. */
async function isResult(path: string): Promise<boolean> {
  const text = await readText(path, { readStandardInput: () => Promise.resolve(Buffer.alloc(0)) });
  const json = text.ok ? parseJson(text.value.text) : text;
  if (!json.ok || !isJsonObject(json.value)) {
    return false;
  }
  const { findings, asked } = json.value;
  return Array.isArray(findings) || typeof asked === 'string' || isInventory(json.value);
}

/** So many links may lead to one another. */
const MOST_LINKS = 40;

/** The same for every name of one file, whether it is there or not; null for what holds nothing: a folder, a device, a pipe. */
async function identityOf(path: string, links = 0): Promise<string | null> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() ? `${found.dev}:${found.ino}` : null;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || links > MOST_LINKS) {
      return null;
    }
  }
  try {
    if ((await lstat(path)).isSymbolicLink()) {
      // A link to a file that is not there yet: what is written to it makes that file.
      return await identityOf(resolve(await realpath(dirname(path)), await readlink(path)), links + 1);
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      return null;
    }
  }
  try {
    return join(await realpath(dirname(path)), basename(path));
  } catch {
    return null;
  }
}

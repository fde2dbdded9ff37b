import type { Fingerprinter } from '../../src/credentials/fingerprint';
import { DECODE_NOTE } from '../../src/decode-text';
import { parseJson } from '../../src/rules/parse-json';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import type { CliContext } from '../cli-context';
import { shownName } from './file-name';
import { listFiles } from './list-files';
import { STANDARD_INPUT, readText } from './read-text';
import { reduceDocument } from './reduce-document';
import type { RulesRead } from './reduce-document';

/**
 * Reads every rule in the files and folders given, one file after the other, so that only one file's text is in
 * memory at a time.
 * @param apart files of the command that a folder may hold beside its rules
 */
export async function readRules(
  paths: readonly string[],
  apart: readonly string[],
  fingerprint: Fingerprinter,
  context: CliContext,
): Promise<RulesRead> {
  const list = await listFiles(paths, apart);
  const parts: RulesRead[] = [{ facts: [], unreadable: list.missing, limits: [], unreadInside: [] }];
  for (const [index, path] of list.files.entries()) {
    showProgress(context, index, list.files.length);
    parts.push(await readFileOfRules(path, fingerprint, context));
  }
  return {
    facts: parts.flatMap((part) => part.facts),
    unreadable: parts.flatMap((part) => part.unreadable),
    limits: [
      ...parts.flatMap((part) => part.limits),
      ...list.emptyFolders.map((folder) => `${folder}: no .json file in this folder`),
    ],
    unreadInside: parts.flatMap((part) => part.unreadInside),
  };
}

async function readFileOfRules(path: string, fingerprint: Fingerprinter, context: CliContext): Promise<RulesRead> {
  const source = path === STANDARD_INPUT ? 'standard input' : shownName(path, true);
  const text = await readText(path, context);
  const json = text.ok ? parseJson(text.value.text) : text;
  if (!json.ok) {
    return { facts: [], unreadable: [{ source, reason: json.failure.reason }], limits: [], unreadInside: [] };
  }
  const read = reduceDocument(readRuleDocument(json.value, source), source, fingerprint);
  const note = text.ok ? text.value.note : null;
  return note === null ? read : { ...read, limits: [...read.limits, `${source}: ${DECODE_NOTE[note]}.`] };
}

function showProgress({ errors }: CliContext, index: number, count: number): void {
  if (errors.isTerminal && count > 1) {
    errors.write(`\rReading file ${index + 1} of ${count}…${index + 1 === count ? '\r\u001B[K' : ''}`);
  }
}

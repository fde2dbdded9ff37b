import type { Fingerprinter } from '../../src/credentials/fingerprint';
import { DECODE_NOTE } from '../../src/decode-text';
import { ageLimit } from '../../src/rules/inventory';
import { readRuleText } from '../../src/rules/read-rule-text';
import type { CliContext } from '../cli-context';
import { printDetail } from '../notes';
import { startProgress } from '../progress';
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
  const progress = startProgress('files', context);
  for (const [index, path] of list.files.entries()) {
    progress.show(index, list.files.length);
    printDetail(context, `reading rules from ${path === STANDARD_INPUT ? 'standard input' : shownName(path, false)}`);
    parts.push(await readFileOfRules(path, fingerprint, context));
  }
  progress.end();
  const all = joined(parts);
  return {
    ...all,
    limits: [...all.limits, ...list.emptyFolders.map((folder) => `${folder}: no .json file in this folder`)],
  };
}

async function readFileOfRules(path: string, fingerprint: Fingerprinter, context: CliContext): Promise<RulesRead> {
  const source = path === STANDARD_INPUT ? 'standard input' : shownName(path, true);
  const text = await readText(path, context);
  const read = text.ok ? readRuleText(text.value.text, source) : text;
  if (!read.ok) {
    return { facts: [], unreadable: [{ source, reason: read.failure.reason }], limits: [], unreadInside: [] };
  }
  const { documents, unreadable } = read.value;
  const note = text.ok ? text.value.note : null;
  const now = context.clock.now();
  const limits = [
    ...(note === null ? [] : [`${source}: ${DECODE_NOTE[note]}.`]),
    ...documents.map(({ json }) => ageLimit(json, source, now)).filter((limit) => limit !== null),
  ];
  return joined([
    ...documents.map(({ json, place }) => reduceDocument(json, source, fingerprint, { place })),
    { facts: [], unreadable, limits, unreadInside: [] },
  ]);
}

function joined(parts: readonly RulesRead[]): RulesRead {
  return {
    facts: parts.flatMap((part) => part.facts),
    unreadable: parts.flatMap((part) => part.unreadable),
    limits: [...new Set(parts.flatMap((part) => part.limits))],
    unreadInside: parts.flatMap((part) => part.unreadInside),
  };
}

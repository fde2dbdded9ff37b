import { scrubPeople, scrubTokens } from '../atlassian/scrub-sources';
import { createFingerprinter } from '../credentials/fingerprint';
import { reduceRule } from '../credentials/reduce-rule';
import { scrubFacts } from '../credentials/scrub-facts';
import { holdsCredential } from '../credentials/scrub-text';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import { parsePeople } from '../people/parse-people';
import { parsePeopleCsv } from '../people/parse-people-csv';
import { parseSourceText } from '../people/parse-source-text';
import type { ImportKind } from '../report/imported-file';
import { inventoryKeyId } from '../rules/inventory';
import { readRuleDocument } from '../rules/read-rule-document';
import { readRuleText } from '../rules/read-rule-text';
import type { StoredRule } from '../storage/facts-store';
import { writeSegment } from '../storage/facts-store';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { noteGarbage } from '../storage/garbage-store';
import type { ImportedPart } from '../storage/imports-store';
import { keysOfImport, writeImportedPart, writeImportedPeople, writeImportedTokens } from '../storage/imports-store';
import { importUpload } from '../storage/keys';
import { parseTokens } from '../tokens/parse-tokens';
import { parseTokensCsv } from '../tokens/parse-tokens-csv';

/** A file, or a piece of a large one that is a file of its own: JSON with fewer entries, CSV with fewer rows. */
export interface FilePart {
  /** Names the upload that the part belongs to. */
  upload: string;
  part: number;
  kind: ImportKind;
  fileName: string;
  text: string;
}

interface Failure {
  reason: string;
}

/**
 * Reads one part of a file and keeps what the app may know of it: rules are reduced at once, so that no credential is
 * stored. Nobody sees the part before `finishImport`; an upload that never ends is swept away.
 * @returns what was understood, or why nothing was
 */
export async function importPart(file: FilePart, now: Date): Promise<Outcome<ImportedPart, Failure>> {
  const read = await READERS[file.kind](file, now);
  if (!read.ok) {
    return read;
  }
  const imported = { ...read.value, limits: read.value.limits.map((limit) => harmless(limit)) };
  // Noted before it is in use: if the upload is given up, a later sweep finds it.
  await noteGarbage([...keysOfImport([imported.place]), importUpload(file.upload, file.part)], now);
  await writeImportedPart(file.upload, file.part, imported);
  return succeed(imported);
}

const READERS: Record<ImportKind, (file: FilePart, now: Date) => Promise<Outcome<ImportedPart, Failure>>> = {
  rules: importRules,
  people: importPeople,
  tokens: importTokens,
};

async function importRules(
  { upload, part, fileName, text }: FilePart,
  now: Date,
): Promise<Outcome<ImportedPart, Failure>> {
  const read = readRuleText(text, fileName);
  if (!read.ok) {
    return read;
  }
  const { documents } = read.value;
  const parts = documents.map(({ json, place }) => readRuleDocument(json, fileName, { place }));
  const rules = parts.flatMap((one) => one.rules);
  const facts = parts.flatMap((one) => one.facts);
  const unreadable = [...read.value.unreadable, ...parts.flatMap((one) => one.unreadable)];
  const limits = [...new Set(parts.flatMap((one) => one.limits))];
  const { key, id } = await ensureFingerprintKey();
  const fingerprint = createFingerprinter(key);
  // An inventory is reduced already, but its names are anybody's text.
  const reduced = [
    ...rules.map((rule) => reduceRule(rule, fingerprint)),
    ...facts.map((one) => scrubFacts(one, new Set())),
  ];
  if (reduced.length === 0) {
    return fail({ reason: unreadable[0]?.reason ?? 'there are no rules in it' });
  }
  const readAt = now.toISOString();
  const stored = reduced.map((one): StoredRule => {
    const { uuid, product, updatedAt } = one;
    return { uuid, product, updated: updatedAt, readAt, by: `file:${id}`, facts: one, reason: null };
  });
  return succeed({
    place: await writeSegment(upload, part, stored),
    count: stored.length,
    complete: unreadable.length === 0,
    covers: null,
    limits,
    unreadable: unreadable.map(({ source, reason }) => ({
      source: harmless(inFile(source), 'an entry#/'),
      reason: harmless(reason),
    })),
    keyId: documents.map(({ json }) => inventoryKeyId(json)).find((id) => id !== null) ?? null,
  });
}

async function importPeople(file: FilePart): Promise<Outcome<ImportedPart, Failure>> {
  const read = parseSourceText(file.text, file.fileName, { fromJson: parsePeople, fromCsv: parsePeopleCsv });
  if (!read.ok) {
    return read;
  }
  const { people, complete, limits, covers } = scrubPeople(read.value);
  const place = await writeImportedPeople(file.upload, file.part, people);
  return succeed({ ...NOTHING_SAID, place, count: people.length, complete, covers: covers ?? null, limits });
}

async function importTokens(file: FilePart): Promise<Outcome<ImportedPart, Failure>> {
  const read = parseSourceText(file.text, file.fileName, { fromJson: parseTokens, fromCsv: parseTokensCsv });
  if (!read.ok) {
    return read;
  }
  const { records, complete, limits } = scrubTokens(read.value);
  const place = await writeImportedTokens(file.upload, file.part, records);
  return succeed({ ...NOTHING_SAID, place, count: records.length, complete, limits });
}

const NOTHING_SAID = { covers: null, unreadable: [], keyId: null };

/** Tells a place in a file from a rule's id. */
function inFile(source: string): string {
  return source.includes('#/') ? source : `${source}#/`;
}

/** What is said of a file may name things in it, and people paste tokens into anything. */
function harmless(text: string, instead = 'Something in it could not be read.'): string {
  return holdsCredential(text) ? instead : text;
}

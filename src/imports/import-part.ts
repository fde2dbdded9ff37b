import { scrubPeople, scrubTokens } from '../atlassian/scrub-sources';
import { createFingerprinter } from '../credentials/fingerprint';
import { fingerprintsIn, hideForeign, withoutForeign } from '../credentials/hide-foreign';
import { reduceRule } from '../credentials/reduce-rule';
import { scrubForeignFacts } from '../credentials/scrub-facts';
import { holdsCredential } from '../credentials/scrub-text';
import { DECODE_NOTE, type DecodeNote } from '../decode-text';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { WholeFile } from '../people/csv-table';
import type { DayOrder } from '../people/day-order';
import type { FileReading } from '../people/file-reading';
import { parsePeople } from '../people/parse-people';
import { parsePeopleCsv } from '../people/parse-people-csv';
import { parseSourceText } from '../people/parse-source-text';
import type { PeopleSource } from '../people/person';
import type { ImportKind } from '../report/imported-file';
import { collectedAt, inventoryKeyId } from '../rules/inventory';
import { readRuleDocument } from '../rules/read-rule-document';
import type { RuleFacts } from '../rules/rule-facts';
import { readRuleText } from '../rules/read-rule-text';
import { factsIn, readFacts, readFactsPointer } from '../storage/facts-store';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { fitRule, TOO_MUCH } from '../storage/fit-rule';
import { PartMissing } from '../storage/lists';
import type { ImportedPart } from '../storage/imports-store';
import {
  writeImportedPart,
  writeImportedPeople,
  writeImportedRules,
  writeImportedTokens,
} from '../storage/imports-store';
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
  /** Where its text was in no encoding that says what it is, or damaged. */
  decoding?: DecodeNote | undefined;
  /** What an admin says of dates that could have the day or the month first. */
  dateOrder?: DayOrder | undefined;
  /** Of a part of a CSV: what only the whole tells. */
  whole?: WholeFile | undefined;
}

interface Failure {
  reason: string;
}

/**
 * Reads one part of a file and keeps what the app may know of it: rules are reduced at once, so that no credential is
 * stored. Nobody sees the part before `finishImport`; an upload that never ends is removed after some days.
 * @returns what was understood, or why nothing was
 */
export async function importPart(
  file: FilePart,
  { siteHost }: { siteHost: string | null },
): Promise<Outcome<ImportedPart, Failure>> {
  const read = await readPart(file, siteHost);
  if (!read.ok) {
    return read;
  }
  const notes = file.decoding === undefined ? [] : [`${file.fileName}: ${DECODE_NOTE[file.decoding]}.`];
  const imported = { ...read.value, limits: [...notes, ...read.value.limits].map((limit) => harmless(limit)) };
  await writeImportedPart(file.upload, file.part, imported);
  return succeed(imported);
}

function readPart(file: FilePart, siteHost: string | null): Promise<Outcome<ImportedPart, Failure>> {
  switch (file.kind) {
    case 'rules':
      return importRules(file);
    case 'people':
      return importPeople(file, siteHost);
    case 'tokens':
      return importTokens(file, siteHost);
  }
}

async function importRules({ upload, part, fileName, text }: FilePart): Promise<Outcome<ImportedPart, Failure>> {
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
  const { key } = await ensureFingerprintKey();
  const fingerprint = createFingerprinter(key);
  // An inventory is reduced already, but its names are anybody's text.
  const reduced = [...rules.map((rule) => reduceRule(rule, fingerprint)), ...facts.map(scrubForeignFacts)];
  if (reduced.length === 0) {
    return fail({ reason: unreadable[0]?.reason ?? 'there are no rules in it' });
  }
  const hide = hideForeign(await knownFingerprints(reduced), fingerprint);
  const fitting = reduced.map((one) => fitRule(withoutForeign(one, hide)) ?? one.uuid);
  const kept = fitting.filter((one) => typeof one !== 'string');
  const tooLarge = fitting.filter((one) => typeof one === 'string').map((source) => ({ source, reason: TOO_MUCH }));
  return succeed({
    place: await writeImportedRules(upload, part, kept),
    count: kept.length,
    readWhole: unreadable.length + tooLarge.length === 0,
    asOf: documents.map(({ json }) => collectedAt(json)).find((made) => made !== null) ?? null,
    covers: null,
    limits,
    unreadable: [...unreadable, ...tooLarge].map(({ source, reason }) => ({
      source: harmless(inFile(source), 'an entry#/'),
      reason: harmless(reason),
    })),
    keyId: documents.map(({ json }) => inventoryKeyId(json)).find((id) => id !== null) ?? null,
  });
}

/** Of the rules of this part and of those that the last scan read. */
async function knownFingerprints(reduced: readonly RuleFacts[]): Promise<Set<string>> {
  const pointer = await readFactsPointer();
  try {
    const known = pointer === null ? [] : factsIn((await readFacts(pointer)).relevant);
    return fingerprintsIn([...reduced, ...known]);
  } catch (error) {
    if (error instanceof PartMissing) {
      return fingerprintsIn(reduced);
    }
    throw error;
  }
}

async function importPeople(file: FilePart, siteHost: string | null): Promise<Outcome<ImportedPart, Failure>> {
  const formats = { fromJson: parsePeople, fromCsv: parsePeopleCsv };
  const read = parseSourceText(file.text, file.fileName, formats, readingOf(file, siteHost));
  if (!read.ok) {
    return read;
  }
  const { people, covers, ...source } = scrubPeople(read.value);
  const place = await writeImportedPeople(file.upload, file.part, people);
  return succeed({ ...factsOf(source), place, count: people.length, covers: covers ?? null });
}

async function importTokens(file: FilePart, siteHost: string | null): Promise<Outcome<ImportedPart, Failure>> {
  const formats = { fromJson: parseTokens, fromCsv: parseTokensCsv };
  const read = parseSourceText(file.text, file.fileName, formats, readingOf(file, siteHost));
  if (!read.ok) {
    return read;
  }
  const { records, ...source } = scrubTokens(read.value);
  const place = await writeImportedTokens(file.upload, file.part, records);
  return succeed({ ...factsOf(source), place, count: records.length, covers: null });
}

function readingOf({ dateOrder, whole }: FilePart, siteHost: string | null): FileReading {
  return {
    siteHost,
    dateOrder: dateOrder ?? null,
    orderAdvice: 'write it like 2026-12-10, or say which comes first when you give the file',
    ...(whole === undefined ? {} : { whole }),
  };
}

function factsOf({ limits, file, unread }: Pick<PeopleSource, 'limits' | 'file' | 'unread'>) {
  return {
    limits,
    readWhole: file?.readWhole ?? false,
    asOf: file?.asOf ?? null,
    // They are named in `limits`; here they count.
    unreadEntries: unread ?? 0,
    unreadable: [],
    keyId: null,
  };
}

/** Tells a place in a file from a rule's id. */
function inFile(source: string): string {
  return source.includes('#/') ? source : `${source}#/`;
}

/** What is said of a file may name things in it, and people paste tokens into anything. */
function harmless(text: string, instead = 'Something in it could not be read.'): string {
  return holdsCredential(text) ? instead : text;
}

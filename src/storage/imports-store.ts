import type { FileStatement } from '../people/file-reading';
import type { Person, PeopleSource } from '../people/person';
import type { ImportedFile, ImportKind } from '../report/imported-file';
import type { Instant, UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import type { TokenRecord } from '../tokens/token-record';
import { firstThatFit } from './first-that-fit';
import {
  importedContent,
  importedFile,
  importedPart,
  IMPORTS,
  importStatement,
  importUpload,
  TEMPORARY_DAYS,
} from './keys';
import type { ListRef } from './lists';
import { keysOf, PartMissing, readItems, readListIfWhole, writeList } from './lists';
import type { ListKind } from './pack';
import { deleteValue, deleteValues, readAll, readValues, writeValue } from './values';
import { listOf } from './pack';

/** What one part of a file left behind. A large file arrives in parts; nobody sees any before all are there. */
export interface ImportedPart {
  /** Rules, people or token records, as the file's kind says. */
  place: ListRef;
  count: number;
  /** Every row or item of it was read, and nothing says that there is more. */
  readWhole: boolean;
  /** The first instant that it can show, where it says so itself. */
  asOf: Instant | null;
  covers: NonNullable<PeopleSource['covers']> | null;
  limits: string[];
  unreadable: UnreadableRule[];
  /** Rows, items and cells of people and tokens that were not read; `limits` names them. */
  unreadEntries?: number;
  /** For an inventory: the key its fingerprints were made with, which is not this installation's. */
  keyId: string | null;
}

/** A part as it is read again: of what could not be read only the first are named. */
export interface KeptPart extends ImportedPart {
  unreadableCount: number;
}

/** A file that an admin gave, with where its content is kept. */
export interface KeptFile extends Omit<ImportedFile, 'completeness'> {
  content: ListRef;
  readWhole: boolean;
  /** What an admin said last. */
  said: FileStatement;
  /** The first instant that it can show, where it says so itself. */
  asOf: Instant | null;
  covers: NonNullable<PeopleSource['covers']> | null;
  named: UnreadableRule[];
  keyId: string | null;
}

/** Entries that could not be read and sentences of one part or file that are kept: how much of each, and bytes of all. */
const MOST_NAMED = 200;
const MOST_LIMITS = 20;
const LONGEST_TEXT = 300;
const MOST_BYTES = 80_000;

const RULES = listOf<RuleFacts>('imported-rules', 'credentials');
const PEOPLE = listOf<Person>('imported-people', 'accountType');
const TOKENS = listOf<TokenRecord>('imported-tokens', 'owner');

/** A file that is being put into use: its content is not whole yet. */
type Unfinished = Omit<KeptFile, 'content'> & { content: null };

/** The files that are in use, oldest first, each with what was said of it last. */
export async function readImports(): Promise<KeptFile[]> {
  const files = (await readAll<KeptFile | Unfinished>(IMPORTS)).map(({ value }) => value).filter(isInUse);
  const said = await readValues<FileStatement>(files.map(({ id }) => importStatement(id)));
  return files
    .map((file, place) => ({ ...file, said: said[place] ?? file.said }))
    .sort((one, other) => Date.parse(one.importedAt) - Date.parse(other.importedAt));
}

/** Keeps what somebody says of a file. Null where it is not in use, also when it is removed at the same moment. */
export async function restateImport(id: string, said: FileStatement): Promise<KeptFile | null> {
  const find = async (): Promise<KeptFile | undefined> => (await readImports()).find((file) => file.id === id);
  if ((await find()) === undefined) {
    return null;
  }
  await writeValue(importStatement(id), said);
  const file = await find();
  if (file === undefined) {
    await deleteValue(importStatement(id));
    return null;
  }
  return { ...file, said };
}

export function writeImportedRules(upload: string, part: number, rules: readonly RuleFacts[]): Promise<ListRef> {
  return writeList(RULES, importedPart(upload, part), upload, rules, { days: TEMPORARY_DAYS });
}

export function writeImportedPeople(upload: string, part: number, people: readonly Person[]): Promise<ListRef> {
  return writeList(PEOPLE, importedPart(upload, part), upload, people, { days: TEMPORARY_DAYS });
}

export function writeImportedTokens(upload: string, part: number, records: readonly TokenRecord[]): Promise<ListRef> {
  return writeList(TOKENS, importedPart(upload, part), upload, records, { days: TEMPORARY_DAYS });
}

export async function writeImportedPart(upload: string, part: number, imported: ImportedPart): Promise<void> {
  const kept: KeptPart = {
    ...imported,
    limits: shortened(imported.limits),
    unreadable: shortenedPlaces(imported.unreadable),
    unreadableCount: imported.unreadable.length,
  };
  await writeValue(importUpload(upload, part), kept, TEMPORARY_DAYS);
}

/** What the parts of an upload left; undefined where one has not arrived. */
export function readImportedParts(upload: string, parts: number): Promise<(KeptPart | undefined)[]> {
  return readValues<KeptPart>(noteKeys(upload, parts));
}

/**
 * Puts a file into use: its parts become one list, which stays, and a record that names it. Files are recorded each by itself, so
 * that two that come at once are both kept.
 * @throws PartMissing where a part's content is lost
 */
export async function keepImport(file: Omit<KeptFile, 'content'>, parts: readonly KeptPart[]): Promise<KeptFile> {
  const places = parts.map(({ place }) => place);
  const short = { ...file, limits: shortened(file.limits), named: shortenedPlaces(file.named) };
  // Should this be cut off, the record tells that there is content which nobody reads.
  await writeValue(importedFile(file.id), { ...short, content: null } satisfies Unfinished);
  const content = await JOINED[file.kind](file.id, places);
  const kept: KeptFile = { ...short, content };
  await writeValue(importedFile(file.id), kept);
  await deleteValues([...noteKeys(file.id, parts.length), ...places.flatMap(keysOf)]);
  return kept;
}

/** Removes what is left of files that were never put into use, once that cannot happen any more. */
export async function deleteUnfinishedImports(now: Date): Promise<void> {
  const files = (await readAll<KeptFile | Unfinished>(IMPORTS)).map(({ value }) => value);
  for (const file of files) {
    if (!isInUse(file) && now.getTime() - Date.parse(file.importedAt) > DAY) {
      await deleteValues((await readAll(`${importedContent(file.id)}:`)).map(({ key }) => key));
      await deleteValue(importedFile(file.id));
    }
  }
}

const DAY = 86_400_000;

function isInUse(file: KeptFile | Unfinished): file is KeptFile {
  return file.content !== null;
}

/** Takes a file out of use and removes its content. */
export async function deleteImport({ id, content }: KeptFile): Promise<void> {
  await deleteValue(importedFile(id));
  await deleteValues([importStatement(id), ...keysOf(content)]);
}

/** Every rule of a file; undefined where a part of it is lost. */
export function readImportedRules({ content }: KeptFile): Promise<RuleFacts[] | undefined> {
  return readListIfWhole(RULES, content);
}

/** Everyone a file names; undefined where a part of it is lost. */
export function readImportedPeople({ content }: KeptFile): Promise<Person[] | undefined> {
  return readListIfWhole(PEOPLE, content);
}

/** Every token record of a file; undefined where a part of it is lost. */
export function readImportedTokens({ content }: KeptFile): Promise<TokenRecord[] | undefined> {
  return readListIfWhole(TOKENS, content);
}

const JOINED: Record<ImportKind, (upload: string, parts: readonly ListRef[]) => Promise<ListRef>> = {
  rules: (upload, parts) => joined(RULES, upload, parts),
  people: (upload, parts) => joined(PEOPLE, upload, parts),
  tokens: (upload, parts) => joined(TOKENS, upload, parts),
};

async function joined<Item>(kind: ListKind<Item>, upload: string, parts: readonly ListRef[]): Promise<ListRef> {
  const items: Item[] = [];
  for (const part of parts) {
    for (const item of await readItems(kind, part)) {
      items.push(item);
    }
  }
  return writeList(kind, importedContent(upload), upload, items);
}

function noteKeys(upload: string, parts: number): string[] {
  return Array.from({ length: parts }, (_, part) => importUpload(upload, part));
}

function shortened(texts: readonly string[]): string[] {
  return firstThatFit(texts.slice(0, MOST_LIMITS).map(cut), MOST_BYTES);
}

function shortenedPlaces(places: readonly UnreadableRule[]): UnreadableRule[] {
  const first = places.slice(0, MOST_NAMED).map(({ source, reason }) => ({ source: cut(source), reason: cut(reason) }));
  return firstThatFit(first, MOST_BYTES);
}

function cut(text: string): string {
  return text.slice(0, LONGEST_TEXT);
}

export { PartMissing };

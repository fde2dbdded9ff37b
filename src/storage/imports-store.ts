import type { FileStatement } from '../people/file-reading';
import type { Person, PeopleSource } from '../people/person';
import type { ImportedFile } from '../report/imported-file';
import type { Instant, UnreadableRule } from '../report/report';
import type { TokenRecord } from '../tokens/token-record';
import { IMPORTS, importedPart, importUpload } from './keys';
import type { ListPlace } from './lists';
import { keysOf, readList, writeList } from './lists';
import type { ListKind } from './pack';
import { deleteValues, readValue, readValues, writeValue } from './values';

/** What one part of a file left behind. A large file arrives in parts; nobody sees any before all are there. */
export interface ImportedPart {
  /** Rules, people or token records, as the file's kind says. */
  place: ListPlace;
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

/** A file that an admin gave, with where its content is kept. */
export interface KeptFile extends Omit<ImportedFile, 'completeness'> {
  parts: ListPlace[];
  readWhole: boolean;
  /** What an admin said last. */
  said: FileStatement;
  /** The first instant that it can show, where it says so itself. */
  asOf: Instant | null;
  covers: NonNullable<PeopleSource['covers']> | null;
  named: UnreadableRule[];
  keyId: string | null;
}

const PEOPLE: ListKind<Person> = {
  kind: 'people',
  schema: 1,
  isItem: (item): item is Person => typeof item === 'object' && item !== null && 'accountType' in item,
};

const TOKENS: ListKind<TokenRecord> = {
  kind: 'tokens',
  schema: 1,
  isItem: (item): item is TokenRecord => typeof item === 'object' && item !== null && 'owner' in item,
};

/** The files that are in use, oldest first. */
export async function readImports(): Promise<KeptFile[]> {
  return (await readValue<{ files: KeptFile[] }>(IMPORTS))?.files ?? [];
}

export async function writeImports(files: readonly KeptFile[]): Promise<void> {
  await writeValue(IMPORTS, { files: [...files] });
}

export async function writeImportedPart(upload: string, part: number, imported: ImportedPart): Promise<void> {
  await writeValue(importUpload(upload, part), imported);
}

/** What the parts of an upload left; undefined where one has not arrived. */
export function readImportedParts(upload: string, parts: number): Promise<(ImportedPart | undefined)[]> {
  return readValues<ImportedPart>(uploadKeys(upload, parts));
}

/** The notes of an upload; what they name stays. */
export async function deleteUpload(upload: string, parts: number): Promise<void> {
  await deleteValues(uploadKeys(upload, parts));
}

export function writeImportedPeople(upload: string, part: number, people: readonly Person[]): Promise<ListPlace> {
  return writeList(PEOPLE, importedPart(upload, part), people);
}

export function writeImportedTokens(upload: string, part: number, records: readonly TokenRecord[]): Promise<ListPlace> {
  return writeList(TOKENS, importedPart(upload, part), records);
}

/** Everyone a file names; undefined where a part of it is lost. */
export function readImportedPeople(file: KeptFile): Promise<Person[] | undefined> {
  return readParts(file, PEOPLE);
}

/** Every token record of a file; undefined where a part of it is lost. */
export function readImportedTokens(file: KeptFile): Promise<TokenRecord[] | undefined> {
  return readParts(file, TOKENS);
}

/** Every key that a file's content, or an upload's notes, stand under. */
export function keysOfImport(parts: readonly ListPlace[]): string[] {
  return parts.flatMap(keysOf);
}

function uploadKeys(upload: string, parts: number): string[] {
  return Array.from({ length: parts }, (_, part) => importUpload(upload, part));
}

async function readParts<Item>(file: KeptFile, kind: ListKind<Item>): Promise<Item[] | undefined> {
  const items: Item[] = [];
  for (const place of file.parts) {
    const some = await readList(kind, place);
    if (some === undefined) {
      return undefined;
    }
    for (const item of some) {
      items.push(item);
    }
  }
  return items;
}

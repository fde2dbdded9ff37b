import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import { dayOfStatement, type FileStatement } from '../people/file-reading';
import type { FileCompleteness, ImportedFile, ImportKind } from '../report/imported-file';
import { ensureFingerprintKey, readFingerprintKey } from '../storage/fingerprint-key';
import type { KeptFile, KeptPart } from '../storage/imports-store';
import {
  deleteImport,
  keepImport,
  PartMissing,
  readImportedParts,
  readImports,
  restateImport,
} from '../storage/imports-store';

/** Files in use at a time. */
const MOST_FILES = 20;
const TOO_LARGE = 'too large to be sent from the page, which Forge lets send 500 KB at once';

export interface Upload {
  upload: string;
  kind: ImportKind;
  fileName: string;
  parts: number;
  /** Places of entries that the page could not send. */
  leftOut: readonly number[];
  /** The admin who gave it. */
  accountId: string;
  said: FileStatement;
}

export type ImportRefusal = 'part-missing' | 'too-many-files';

/**
 * Puts an uploaded file into use, all of it at once. A file of the same kind and name takes the place of the older
 * one. Asked twice, it gives the same answer.
 */
export async function finishImport(upload: Upload, now: Date): Promise<Outcome<ImportedFile, ImportRefusal>> {
  const { id: installation } = await ensureFingerprintKey();
  const files = await readImports();
  const done = files.find(({ id }) => id === upload.upload);
  if (done !== undefined) {
    return succeed(toImportedFile(done));
  }
  const read = await readImportedParts(upload.upload, upload.parts);
  const parts = read.filter((part) => part !== undefined);
  if (parts.length < read.length) {
    return fail('part-missing');
  }
  const replaced = files.filter(({ kind, fileName }) => kind === upload.kind && fileName === upload.fileName);
  const others = files.filter((file) => !replaced.includes(file));
  if (others.length >= MOST_FILES) {
    return fail('too-many-files');
  }
  try {
    const file = await keepImport(toKeptFile(upload, parts, now), parts);
    // Everything may have been erased meanwhile: then nothing of this file may stay.
    if ((await readFingerprintKey())?.id !== installation) {
      await deleteImport(file);
      return fail('part-missing');
    }
    for (const old of replaced) {
      await deleteImport(old);
    }
    return succeed(toImportedFile(file));
  } catch (error) {
    if (error instanceof PartMissing) {
      return fail('part-missing');
    }
    throw error;
  }
}

/** Takes a file out of use. Null where there is none of that id. */
export async function removeImport(id: string): Promise<KeptFile | null> {
  const files = await readImports();
  const file = files.find((one) => one.id === id);
  if (file === undefined) {
    return null;
  }
  await deleteImport(file);
  return file;
}

/** Takes another word for whether a file lists everything, and of which day it is. Null where there is none of that id. */
export async function changeImport(id: string, said: FileStatement): Promise<ImportedFile | null> {
  const changed = await restateImport(id, said);
  return changed === null ? null : toImportedFile(changed);
}

/** The files in use, as they are shown. */
export async function listImports(): Promise<ImportedFile[]> {
  return (await readImports()).map(toImportedFile);
}

function toKeptFile(
  { upload, kind, fileName, accountId, leftOut, said }: Upload,
  parts: readonly KeptPart[],
  now: Date,
): Omit<KeptFile, 'content'> {
  const named = [
    ...leftOut.map((place) => ({ source: `${fileName}#/${place}`, reason: TOO_LARGE })),
    ...parts.flatMap((part) => part.unreadable),
  ];
  return {
    id: upload,
    kind,
    fileName,
    importedAt: now.toISOString(),
    accountId,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    unreadable:
      leftOut.length +
      parts.reduce((sum, { unreadableCount, unreadEntries }) => sum + unreadableCount + (unreadEntries ?? 0), 0),
    limits: [...new Set(parts.flatMap(({ limits }) => limits))],
    readWhole: leftOut.length === 0 && parts.every(({ readWhole }) => readWhole),
    said,
    asOf: parts.map(({ asOf }) => asOf).find((asOf) => asOf !== null) ?? null,
    covers: commonOf(parts.map(({ covers }) => covers)),
    named,
    keyId: parts.find(({ keyId }) => keyId !== null)?.keyId ?? null,
  };
}

/** Whom the whole lists; where its parts differ, nothing follows from who is not in it. */
function commonOf(covers: readonly KeptFile['covers'][]): KeptFile['covers'] {
  const [first = null] = covers;
  return covers.every((one) => one === first) ? first : 'selection';
}

function completenessOf({ readWhole, said, asOf }: KeptFile): FileCompleteness {
  const from = said.asOf ?? asOf;
  return { isPossible: readWhole, isSaid: said.complete, day: from === null ? null : dayOfStatement(from) };
}

function toImportedFile(kept: KeptFile): ImportedFile {
  const { id, kind, fileName, importedAt, accountId, count, unreadable, limits } = kept;
  return {
    id,
    kind,
    fileName,
    importedAt,
    accountId,
    count,
    unreadable,
    limits,
    completeness: kind === 'rules' ? null : completenessOf(kept),
  };
}

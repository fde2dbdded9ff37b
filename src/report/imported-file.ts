import type { Instant } from './report';

/** What a file holds. */
export const IMPORT_KINDS = ['rules', 'people', 'tokens'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A file that an admin gave the app, as it is shown: what came of it, nothing of its content. */
export interface ImportedFile {
  id: string;
  kind: ImportKind;
  fileName: string;
  importedAt: Instant;
  /** Who gave it. */
  accountId: string;
  /** Rules, people or token records that were understood. */
  count: number;
  /** Entries that were not. */
  unreadable: number;
  /** Plain sentences: what the file cannot show. */
  limits: string[];
}

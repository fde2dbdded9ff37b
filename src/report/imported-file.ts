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
  /** Whether an admin says that it lists everybody, or every token; null for rules, of which nobody asks. */
  completeness: FileCompleteness | null;
}

export interface FileCompleteness {
  /** Every row of it was read and it lists something, so that it can be complete. */
  isPossible: boolean;
  isSaid: boolean;
  /** The day that it shows, as an admin or the file says; null where nobody does. Never the day on which it was given. */
  day: string | null;
}

import type { DayOrder } from '../src/people/day-order';
import type { FileStatement } from '../src/people/file-reading';
import type { Level } from '../src/report/report';
import type { Ladder } from '../src/report/settings';
import type { ScanFormat } from './scan-formats';
import type { RotateRequest, RotateSite } from './rotate/request';

/** Where rules, people and tokens come from. */
export interface Sources {
  /** Files and folders with rules; `-` is standard input. Empty with `live`. */
  readonly files: readonly string[];
  readonly users: readonly string[];
  readonly tokens: readonly string[];
  /** Whether the files list everybody, and the first instant that they can show. */
  readonly usersSaid: FileStatement;
  readonly tokensSaid: FileStatement;
  /** What comes first in dates that could have either; null where nobody says. */
  readonly dateOrder: DayOrder | null;
  /** A real site to read instead of files. */
  readonly live: RotateSite | null;
  /** Base URL of a server that stands in for Atlassian's hosts; for tests. */
  readonly atlassian: string | null;
  readonly keyFile: string | undefined;
  readonly verbosity: Verbosity;
}

/** `quiet`: only what went wrong on standard error; `verbose`: also what is read, and from where. */
export type Verbosity = 'quiet' | 'usual' | 'verbose';

/** A finding, or all findings of a rule, that somebody decided to live with for a while. */
export interface IgnoreEntry {
  /** Id of a finding. */
  readonly id: string | null;
  /** Uuid or whole name of a rule. */
  readonly rule: string | null;
  readonly reason: string;
  /** The first instant at which it does not hold any more. */
  readonly until: Date;
  /** The file and line that it stands in, for messages. */
  readonly place: string;
}

export interface Judging {
  readonly site: string | null;
  readonly cloudId: string | null;
  /** The instant to judge at; null: now. */
  readonly now: Date | null;
  /** Null: as the settings say, or the usual one. */
  readonly ladder: Ladder | null;
  /** The settings file that was named; undefined: the usual one, if there is one. */
  readonly config: string | undefined;
  /** From the settings. */
  readonly ignore: readonly IgnoreEntry[];
}

/** Shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const SORT_ORDERS = ['date', 'level', 'rule', 'owner'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** What a table shows. */
export interface TableWishes {
  /** Only what is broken or breaks within so many days; null: all that needs something. */
  readonly within: number | null;
  /** So many rows; null: as many as are good to read. */
  readonly limit: number | 'all' | null;
  readonly sort: SortOrder;
  readonly explain: boolean;
}

export interface ScanRequest extends Sources, Judging, TableWishes {
  readonly command: 'scan';
  readonly format: ScanFormat;
  /** Files that get the report, too, each in the format of its ending. */
  readonly also: readonly string[];
  /** The mildest level that makes the exit code 1; null: none does. */
  readonly failOn: Level | null;
  /** What could not be checked makes the exit code 1 as well. */
  readonly strict: boolean;
  /** Disabled rules are treated like enabled ones. */
  readonly includeDisabled: boolean;
  /** A former JSON report: only what is new or worse since makes the exit code 1. */
  readonly baseline: string | undefined;
  readonly output: string | undefined;
}

export interface CollectRequest extends Sources {
  readonly command: 'collect';
  readonly site: string | null;
  readonly output: string | undefined;
  /** An output file that is there is overwritten. */
  readonly force: boolean;
}

export interface CheckUserRequest extends Sources, Judging {
  readonly command: 'check-user';
  readonly person: string;
  readonly format: 'table' | 'json';
  readonly output: string | undefined;
}

export interface CompletionRequest {
  readonly command: 'completion';
  readonly shell: Shell;
}

export type Request = ScanRequest | CollectRequest | CheckUserRequest | RotateRequest | CompletionRequest;

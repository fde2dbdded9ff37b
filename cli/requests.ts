import type { DayOrder } from '../src/people/day-order';
import type { FileStatement } from '../src/people/file-reading';
import type { Level } from '../src/report/report';
import type { Ladder } from '../src/report/settings';
import type { ScanFormat } from './scan-formats';
import type { RotateRequest } from './rotate/request';

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
  /** Host of a real site to read instead of files. */
  readonly live: string | null;
  /** Base URL of a server that stands in for Atlassian's hosts; for tests. */
  readonly atlassian: string | null;
  readonly keyFile: string | undefined;
}

export interface Judging {
  readonly site: string | null;
  readonly cloudId: string | null;
  /** The instant to judge at; null: now. */
  readonly now: Date | null;
  readonly ladder: Ladder;
}

export interface ScanRequest extends Sources, Judging {
  readonly command: 'scan';
  readonly format: ScanFormat;
  /** The mildest level that makes the exit code 1; null: none does. */
  readonly failOn: Level | null;
  readonly output: string | undefined;
}

export interface CollectRequest extends Sources {
  readonly command: 'collect';
  readonly site: string | null;
  readonly output: string | undefined;
}

export interface CheckUserRequest extends Sources, Judging {
  readonly command: 'check-user';
  readonly person: string;
  readonly format: 'table' | 'json';
  readonly output: string | undefined;
}

export type Request = ScanRequest | CollectRequest | CheckUserRequest | RotateRequest;

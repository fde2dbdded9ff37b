import type { FindingMark } from '../report/compare-reports';
import type { Instant, Level, ReasonCode } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { MatchMemory, RememberedMatch, RememberedRecord } from '../tokens/token-match';
import type { ListKind } from './pack';

/** What a report leaves for the next judgement: what it remembers of matches, what hosts said, and its levels. */
export interface ForNext {
  memory: MatchMemory | undefined;
  live: Map<string, LiveCheck>;
  /** By the ids of findings. */
  levels: Map<string, Level>;
}

/** Entry by entry, since the whole is long. */
export type NextEntry =
  | { type: 'memory'; version: 1; at: Instant; readAt?: Instant }
  | { type: 'fingerprint'; key: string; value: RememberedMatch }
  | { type: 'record'; key: string; value: RememberedRecord }
  | { type: 'live'; key: string; value: LiveCheck }
  | [id: string, level: Level];

export const FOR_NEXT: ListKind<NextEntry> = {
  kind: 'for-next',
  schema: 1,
  isItem: (item): item is NextEntry =>
    typeof item === 'object' && item !== null && (Array.isArray(item) || 'type' in item),
};

/**
 * Places by which a later judgement notices that fingerprints are made with another key: all of them change then, so a few are
 * enough, and all would be half of what is written every day.
 */
const PLACES_KEPT = 200;

export function* toNextEntries({ memory, live, levels }: ForNext): Generator<NextEntry> {
  if (memory !== undefined) {
    const { version, at, readAt } = memory;
    yield { type: 'memory', version, at, ...(readAt === undefined ? {} : { readAt }) };
    let places = 0;
    for (const [key, value] of Object.entries(memory.fingerprints)) {
      const isShort = value.seenAt !== at || places >= PLACES_KEPT;
      places += isShort ? 0 : Object.keys(value.uses).length;
      yield { type: 'fingerprint', key, value: isShort ? { ...value, uses: {} } : value };
    }
    for (const [key, value] of Object.entries(memory.records)) {
      yield { type: 'record', key, value };
    }
  }
  for (const [key, value] of live) {
    yield { type: 'live', key, value };
  }
  for (const [id, level] of levels) {
    yield [id, level];
  }
}

export function fromNextEntries(entries: Iterable<NextEntry>): ForNext {
  let head: { at: Instant; readAt?: Instant } | undefined;
  const fingerprints = new Map<string, RememberedMatch>();
  const records = new Map<string, RememberedRecord>();
  const live = new Map<string, LiveCheck>();
  const levels = new Map<string, Level>();
  for (const entry of entries) {
    if (Array.isArray(entry)) {
      levels.set(entry[0], entry[1]);
    } else if (entry.type === 'memory') {
      const { at, readAt } = entry;
      head = { at, ...(readAt === undefined ? {} : { readAt }) };
    } else if (entry.type === 'fingerprint') {
      fingerprints.set(entry.key, entry.value);
    } else if (entry.type === 'record') {
      records.set(entry.key, entry.value);
    } else {
      live.set(entry.key, entry.value);
    }
  }
  const memory: MatchMemory | undefined =
    head === undefined
      ? undefined
      : { version: 1, ...head, fingerprints: Object.fromEntries(fingerprints), records: Object.fromEntries(records) };
  return { memory, live, levels };
}

/** A mark in a short form: there is one for every finding. */
export type MarkEntry = readonly [
  id: string,
  level: Level,
  fingerprint: string | null,
  editedAt: number | null,
  rule: string,
  ruleName: string,
  reason: ReasonCode | null,
];

export const MARKS: ListKind<MarkEntry> = {
  kind: 'marks',
  schema: 1,
  isItem: (item): item is MarkEntry => Array.isArray(item) && item.length === 7,
};

export function toMarkEntry({ id, level, fingerprint, editedAt, rule, ruleName, reason }: FindingMark): MarkEntry {
  return [id, level, fingerprint, editedAt, rule, ruleName, reason];
}

export function fromMarkEntry([id, level, fingerprint, editedAt, rule, ruleName, reason]: MarkEntry): FindingMark {
  return { id, level, fingerprint, editedAt, rule, ruleName, reason };
}

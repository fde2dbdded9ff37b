import type { TokenRecord } from './token-record';

/** A token record made ready for comparing many of them: instants as numbers, one object per record. */
export interface KnownRecord {
  readonly record: TokenRecord;
  readonly key: string;
  /** Epoch milliseconds; `-Infinity` where the source does not say, which constrains nothing. */
  readonly createdAt: number;
  /** The earliest and the latest that it can be: `-Infinity` and `Infinity` where nobody says. */
  readonly createdFrom: number;
  readonly createdTo: number;
  readonly lastActiveAt: number;
  /** False for a record that is only remembered from an earlier scan. */
  readonly listed: boolean;
}

export function recordKey(record: Pick<TokenRecord, 'type' | 'id'>): string {
  return `${record.type}:${record.id}`;
}

export function toKnownRecord(record: TokenRecord, listed: boolean): KnownRecord {
  const time = (at: string | null) => (at === null ? Number.NEGATIVE_INFINITY : Date.parse(at));
  return {
    record,
    key: recordKey(record),
    createdAt: time(record.createdAt),
    createdFrom: time(record.createdWithin?.from ?? record.createdAt),
    createdTo:
      record.createdAt === null ? Number.POSITIVE_INFINITY : time(record.createdWithin?.to ?? record.createdAt),
    lastActiveAt: time(record.lastActiveAt),
    listed,
  };
}

/**
 * The likeliest first: a token that was used lately rather than one that was never used, then the youngest. This leans only; no
 * record is left out for it.
 */
export function likeliestFirst(records: readonly KnownRecord[]): KnownRecord[] {
  return [...records].sort(
    (one, other) =>
      descending(one.lastActiveAt, other.lastActiveAt) ||
      descending(one.createdAt, other.createdAt) ||
      (one.key < other.key ? -1 : 1),
  );
}

/** Not a difference: two infinities would give no number. */
function descending(one: number, other: number): number {
  return one === other ? 0 : one > other ? -1 : 1;
}

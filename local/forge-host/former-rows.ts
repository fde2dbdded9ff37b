import type { Row } from './kvs-rows';

/** Which read: of one key, or of a page of keys. */
export type ReadKind = 'get' | 'query';

/** How old the answer to a read is, in milliseconds. */
export type Lag = (kind: ReadKind, key: string) => number;

/**
 * What keys held before, for a store that answers with an older state for a while. Atlassian says of its store only that reads and
 * queries are "eventually consistent": https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-reference/
 */
export class FormerRows {
  private readonly former = new Map<string, { until: number; row: Row | undefined }[]>();

  /** Notes what a key holds up to this instant. */
  note(key: string, row: Row | undefined, until: number): void {
    this.former.set(key, [...(this.former.get(key) ?? []), { until, row }]);
  }

  keys(): IterableIterator<string> {
    return this.former.keys();
  }

  /** What a key held at an instant; null where it has not changed since. */
  at(key: string, instant: number): { row: Row | undefined } | null {
    return this.former.get(key)?.find(({ until }) => until > instant) ?? null;
  }
}

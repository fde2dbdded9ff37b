import type { Instant } from '../report/report';
import { PRIVACY, privacyList } from './keys';
import { readList } from './lists';
import type { ListKind } from './pack';
import { unusedAfter, writeBeside, type TwoPlaces } from './two-places';
import { deleteValues, readValue, writeValue } from './values';

/**
 * When the platform was last told whose personal data is kept, and whose is not to be shown any more. Written only by the holder
 * of the lease `judging`.
 */
export interface PrivacyRecord {
  reportedAt: Instant | null;
  closed: string[];
  /** Of these, whose names and emails have not been erased yet. */
  pending: string[];
  /**
   * Their account ids by a mark of each email, made with the installation's own key: a rule that is read again still
   * holds the email, and is kept without it.
   */
  former: Record<string, string>;
}

/** Accounts close for years, so what is kept of them has no bound. */
type Entry = ['closed' | 'pending', string] | ['former', mark: string, accountId: string];

const ENTRIES: ListKind<Entry> = {
  kind: 'privacy',
  schema: 1,
  isItem: (item): item is Entry => Array.isArray(item) && typeof item[1] === 'string',
};

interface Pointer {
  reportedAt: Instant | null;
  entries: TwoPlaces;
}

export async function readPrivacy(): Promise<PrivacyRecord> {
  const pointer = await readValue<Pointer>(PRIVACY);
  const record: PrivacyRecord = { reportedAt: pointer?.reportedAt ?? null, closed: [], pending: [], former: {} };
  const former = new Map<string, string>();
  for (const entry of pointer === undefined ? [] : await readList(ENTRIES, pointer.entries.ref)) {
    if (entry[0] === 'former') {
      former.set(entry[1], entry[2]);
    } else {
      record[entry[0]].push(entry[1]);
    }
  }
  return { ...record, former: Object.fromEntries(former) };
}

/** @param stamp a new one for each version */
export async function writePrivacy(
  { reportedAt, closed, pending, former }: PrivacyRecord,
  stamp: string,
): Promise<void> {
  const before = await readValue<Pointer>(PRIVACY);
  const items: Entry[] = [
    ...closed.map((accountId): Entry => ['closed', accountId]),
    ...pending.map((accountId): Entry => ['pending', accountId]),
    ...Object.entries(former).map(([mark, accountId]): Entry => ['former', mark, accountId]),
  ];
  const entries = await writeBeside(ENTRIES, privacyList, before?.entries, stamp, items);
  const pointer: Pointer = { reportedAt, entries };
  await writeValue(PRIVACY, pointer);
  await deleteValues(unusedAfter(before === undefined ? [] : [before.entries], [entries]));
}

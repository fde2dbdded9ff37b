import type { Problem } from '../report/problem';
import type { Instant } from '../report/report';
import { NOTICE } from './keys';
import { ofThisForm } from './schema';
import { changeValue, readValue, writeValue } from './values';

/** What was told, so that nothing is told twice. */
export interface NoticeRecord {
  schema: 1;
  workItem: { id: string; key: string; projectId: string } | null;
  /** The report whose digest the work item shows. */
  reportId: string | null;
  lastUpdatedAt: Instant | null;
  /** By the name of the channel. */
  sent: Record<string, SentMessages>;
  problem: Problem | null;
}

/** What one channel sent. */
export interface SentMessages {
  /** ISO week (`2026-W47`) of the last weekly message. */
  week: string | null;
  lastAt: Instant | null;
  /** Findings about which a message was sent at once, with the level that it named. */
  urgent: Record<string, string>;
}

export const NOTHING_SENT: SentMessages = { week: null, lastAt: null, urgent: {} };

export async function readNotice(): Promise<NoticeRecord> {
  return ofThisForm(await readValue<NoticeRecord>(NOTICE), 1) ?? NOTHING_TOLD;
}

/**
 * The same for one who is about to tell something, and holds the lease `judging`: a read that is behind would let it be told
 * twice, so the record is written back, and the store says what it was.
 */
export function takeNotice(): Promise<NoticeRecord> {
  return changeValue<NoticeRecord>(NOTICE, (before) => ofThisForm(before, 1) ?? NOTHING_TOLD);
}

const NOTHING_TOLD: NoticeRecord = {
  schema: 1,
  workItem: null,
  reportId: null,
  lastUpdatedAt: null,
  sent: {},
  problem: null,
};

/** Marks that fit into one value, all channels together. So many findings at once are one message, which names the first. */
const MOST_URGENT = 4000;

export async function writeNotice(record: NoticeRecord): Promise<void> {
  const channels = Object.entries(record.sent);
  const most = Math.floor(MOST_URGENT / Math.max(1, channels.length));
  const sent = channels.map(([name, { urgent, ...rest }]): [string, SentMessages] => [
    name,
    { ...rest, urgent: Object.fromEntries(Object.entries(urgent).slice(-most)) },
  ]);
  await writeValue(NOTICE, { ...record, sent: Object.fromEntries(sent) });
}

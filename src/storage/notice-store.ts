import type { Problem } from '../report/problem';
import type { Instant } from '../report/report';
import { NOTICE } from './keys';
import { ofThisForm } from './schema';
import { readValue, writeValue } from './values';

/** What was told, so that nothing is told twice. */
export interface NoticeRecord {
  schema: 1;
  workItem: { id: string; key: string; projectId: string } | null;
  /** The report whose digest the work item shows. */
  reportId: string | null;
  lastUpdatedAt: Instant | null;
  /** ISO week (`2026-W47`) of the last weekly email. */
  emailedWeek: string | null;
  lastEmailAt: Instant | null;
  /** Findings about which an email was sent at once, with the level told. */
  urgent: Record<string, string>;
  problem: Problem | null;
}

export async function readNotice(): Promise<NoticeRecord> {
  return ofThisForm(await readValue<NoticeRecord>(NOTICE), 1) ?? NOTHING_TOLD;
}

const NOTHING_TOLD: NoticeRecord = {
  schema: 1,
  workItem: null,
  reportId: null,
  lastUpdatedAt: null,
  emailedWeek: null,
  lastEmailAt: null,
  urgent: {},
  problem: null,
};

/** Marks that fit into one value. So many findings at once are told in one email, which names the first of them. */
const MOST_URGENT = 4000;

export async function writeNotice(record: NoticeRecord): Promise<void> {
  const urgent = Object.fromEntries(Object.entries(record.urgent).slice(-MOST_URGENT));
  await writeValue(NOTICE, { ...record, urgent });
}

import type { Problem } from '../report/problem';
import type { Instant } from '../report/report';
import { NOTICE } from './keys';
import { ofFirstForm } from './schema';
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
  const stored = ofFirstForm(await readValue<Partial<NoticeRecord>>(NOTICE));
  return {
    schema: 1,
    workItem: stored?.workItem ?? null,
    reportId: stored?.reportId ?? null,
    lastUpdatedAt: stored?.lastUpdatedAt ?? null,
    emailedWeek: stored?.emailedWeek ?? null,
    lastEmailAt: stored?.lastEmailAt ?? null,
    urgent: stored?.urgent ?? {},
    problem: stored?.problem ?? null,
  };
}

export async function writeNotice(record: NoticeRecord): Promise<void> {
  await writeValue(NOTICE, record);
}

import type { Instant } from '../report/report';
import { PRIVACY } from './keys';
import { readValue, writeValue } from './values';

/** When the platform was last told whose personal data is kept, and whose is not to be shown any more. */
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

export async function readPrivacy(): Promise<PrivacyRecord> {
  const stored = await readValue<Partial<PrivacyRecord>>(PRIVACY);
  return {
    reportedAt: stored?.reportedAt ?? null,
    closed: stored?.closed ?? [],
    pending: stored?.pending ?? [],
    former: stored?.former ?? {},
  };
}

export async function writePrivacy(record: PrivacyRecord): Promise<void> {
  await writeValue(PRIVACY, record);
}

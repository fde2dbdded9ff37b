import type { Instant } from '../report/report';
import { PRIVACY } from './keys';
import { readValue, writeValue } from './values';

/** When the platform was last told whose personal data is kept, and whose is not to be shown any more. */
export interface PrivacyRecord {
  reportedAt: Instant | null;
  closed: string[];
}

export async function readPrivacy(): Promise<PrivacyRecord> {
  return (await readValue<PrivacyRecord>(PRIVACY)) ?? { reportedAt: null, closed: [] };
}

export async function writePrivacy(record: PrivacyRecord): Promise<void> {
  await writeValue(PRIVACY, record);
}

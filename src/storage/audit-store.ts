import type { AuditEntry } from '../report/published';
import { AUDIT } from './keys';
import { readValue, writeValue } from './values';

const KEPT = 500;

/** What admins did, newest first. */
export async function readAudit(): Promise<AuditEntry[]> {
  return (await readValue<{ entries: AuditEntry[] }>(AUDIT))?.entries ?? [];
}

export async function addToAudit(entry: AuditEntry): Promise<void> {
  await writeValue(AUDIT, { entries: [entry, ...(await readAudit())].slice(0, KEPT) });
}

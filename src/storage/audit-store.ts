import type { AuditEntry } from '../report/published';
import { AUDIT, auditKey } from './keys';
import { deleteValues, readAll, writeValue } from './values';

const KEPT = 500;

/** What admins did, newest first. */
export async function readAudit(): Promise<AuditEntry[]> {
  return (await readSorted()).slice(0, KEPT).map(({ value }) => value);
}

/** @param id tells entries of the same millisecond apart */
export async function addToAudit(entry: AuditEntry, id: string): Promise<void> {
  await writeValue(auditKey(entry.at, id), entry);
}

/** Removes the oldest entries of a long trail. */
export async function pruneAudit(): Promise<void> {
  const old = (await readSorted()).slice(KEPT);
  await deleteValues(old.map(({ key }) => key));
}

async function readSorted(): Promise<{ key: string; value: AuditEntry }[]> {
  const entries = await readAll<AuditEntry>(AUDIT);
  return entries.sort((one, other) => (one.key < other.key ? 1 : -1));
}

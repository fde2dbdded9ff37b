import type { Instant } from '../report/report';
import { PENDING_CHECK } from './keys';
import { deleteValue, readValue, writeValue } from './values';

/** When a check was asked for that has not begun yet. */
export async function readPendingCheck(): Promise<Instant | null> {
  return (await readValue<{ askedAt: Instant }>(PENDING_CHECK))?.askedAt ?? null;
}

export async function writePendingCheck(askedAt: Instant): Promise<void> {
  await writeValue(PENDING_CHECK, { askedAt });
}

export async function clearPendingCheck(): Promise<void> {
  await deleteValue(PENDING_CHECK);
}

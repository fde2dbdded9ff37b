import { readPendingCheck, writePendingCheck } from '../storage/pending-check-store';
import type { AppPorts } from '../platform/ports';
import { toQueueBody } from './scan-event';

/** Many leave at once when a directory is cleaned up: one check for all of them. */
const GATHER = 120;
/** A check that was asked for so long ago got lost. */
const LOST_AFTER = 30 * 60_000;

/** Someone left, or an admin decided something: everything is judged again soon, once for all that happens till then. */
export async function scheduleRecheck(
  ports: AppPorts,
  reason: 'event' | 'decision',
  delayInSeconds: number = GATHER,
): Promise<void> {
  const now = ports.clock.now();
  const pending = await readPendingCheck();
  if (pending !== null && now.getTime() - Date.parse(pending) < LOST_AFTER) {
    return;
  }
  await writePendingCheck(now.toISOString());
  await ports.push([{ body: toQueueBody({ step: 'check', reason }), delayInSeconds }]);
}

import { readPendingCheck, writePendingCheck } from '../storage/pending-check-store';
import type { AppPorts } from '../platform/ports';
import { toQueueBody } from './scan-event';

/** Many leave at once when a directory is cleaned up: one check for all of them. */
const GATHER = 120;
/** Seconds within which one check serves all who want it at once. */
const SOON = 10;

/** Someone left, or an admin decided something: everything is judged again soon, once for all that happens till then. */
export async function scheduleRecheck(
  ports: AppPorts,
  reason: 'event' | 'decision',
  delayInSeconds: number = GATHER,
): Promise<void> {
  const now = ports.clock.now();
  const pending = await readPendingCheck();
  const age = pending === null ? Infinity : now.getTime() - Date.parse(pending);
  // One that was due may have begun before this happened; of the future is what was asked for before a clock was set back.
  if (age >= 0 && age < Math.max(SOON, delayInSeconds) * 1000) {
    return;
  }
  await writePendingCheck(now.toISOString());
  await ports.push([{ body: toQueueBody({ step: 'check', reason }), delayInSeconds }]);
}

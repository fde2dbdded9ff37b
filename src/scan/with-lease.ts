import type { LeaseName } from '../storage/lease';
import { releaseLease, acquireLease } from '../storage/lease';
import type { ScanPorts } from './ports';
import { newScanId } from './start-scan';

/** Keys of the store may hold it, ids of events and scans do not. */
const SEPARATOR = '#';

/**
 * Does the work unless another invocation is at it; false then. That needs no second try: should the other die, its
 * own event comes again, or the watch sends one. A turn that fails is given back for the next try.
 */
export async function withLease(ports: ScanPorts, name: LeaseName, work: () => Promise<void>): Promise<boolean> {
  const now = ports.clock.now();
  const { event } = ports;
  const by = [...(event === undefined ? [] : [event.id]), newScanId(now, ports.random)].join(SEPARATOR);
  // An event is delivered again only when the invocation that had it is over.
  const isKnownDead = (holder: string): boolean =>
    event?.isRetry === true && holder.startsWith(`${event.id}${SEPARATOR}`);
  if (!(await acquireLease(name, by, now, isKnownDead))) {
    return false;
  }
  try {
    await work();
  } finally {
    await releaseLease(name);
  }
  return true;
}

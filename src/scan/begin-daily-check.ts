import { readConfiguration } from '../storage/configuration';
import type { ScanRecord } from '../storage/scan-store';
import { readScan } from '../storage/scan-store';
import type { AppPorts } from '../platform/ports';
import { toQueueBody } from './scan-event';
import { isRunning, startScan } from './start-scan';

const DAY = 24 * 60 * 60_000;
/** A weekly scan that is a day late did not come: the trigger's invocation died, or the platform left it out. */
const OVERDUE = 8 * DAY;
/** A scan that did not end well is begun again the next day, so often; then the weekly one comes anyway. */
const MOST_REPEATS = 3;

/**
 * Puts the day's check on the queue, and the watch of a scan that runs, should the watch itself have got lost. A scan
 * that failed, or left something out, is begun again: what went wrong last night may work today.
 */
export async function beginDailyCheck(ports: AppPorts): Promise<void> {
  const current = await readScan();
  if (current !== null && isRunning(current)) {
    await ports.push([{ body: toQueueBody({ step: 'watch', scan: current.id, seen: '', idle: 0 }) }]);
  } else if (current !== null) {
    await repeatScan(ports, current);
  }
  await ports.push([{ body: toQueueBody({ step: 'check', reason: 'daily' }) }]);
}

async function repeatScan(ports: AppPorts, last: ScanRecord): Promise<void> {
  // Without a connection there is nothing to begin again with.
  if ((await readConfiguration()).automation === null) {
    return;
  }
  const { trigger, cloudId, repeats } = last;
  if (ports.clock.now().getTime() - Date.parse(last.startedAt) > OVERDUE) {
    await startScan(ports, { trigger: 'weekly', cloudId });
  } else if (isIncomplete(last) && repeats < MOST_REPEATS) {
    await startScan(ports, { trigger, cloudId, repeats: repeats + 1 });
  }
}

function isIncomplete({ step, partial }: ScanRecord): boolean {
  return step === 'failed' || partial;
}

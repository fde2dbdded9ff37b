import { sweepGarbage } from '../storage/garbage-store';
import { readScan } from '../storage/scan-store';
import type { ScanPorts } from './ports';
import { toQueueBody } from './scan-event';
import { isRunning } from './start-scan';

/** Puts the day's check on the queue, and the watch of a scan that runs, should the watch itself have got lost. */
export async function beginDailyCheck(ports: ScanPorts): Promise<void> {
  const current = await readScan();
  await sweepGarbage();
  const watch =
    current !== null && isRunning(current)
      ? [{ body: toQueueBody({ step: 'watch', scan: current.id, seen: '', idle: 0 }) }]
      : [];
  await ports.push([...watch, { body: toQueueBody({ step: 'check', reason: 'daily' }) }]);
}

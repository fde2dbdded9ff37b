import { readPlan, readScanAsOf } from '../storage/scan-store';
import { readProgress } from './all-read';
import { failScan } from './fail-scan';
import { pushChunks } from './list-rules';
import type { AppPorts } from '../platform/ports';
import { stalled } from '../publish/problems';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { isRunning, WATCH_DELAY } from './start-scan';

/** Looks without progress before a scan is closed: with the delay between them, four hours. */
const PATIENCE = 16;

/**
 * Looks after a running scan: what got lost on the way is sent again, and a scan that nothing helps is closed. It
 * comes back by itself as long as the scan runs; the daily check starts it anew should it get lost, too.
 */
export async function watchScan(ports: AppPorts, event: Extract<ScanEvent, { step: 'watch' }>): Promise<void> {
  const scan = await readScanAsOf(event.scan);
  if (scan?.id !== event.scan || !isRunning(scan)) {
    return;
  }
  const progress = scan.step === 'reading' ? await readProgress(scan) : { rulesDone: 0, open: [] };
  const pieces = Object.values(scan.listings ?? {}).flatMap(({ places }) => places).length;
  const seen = `${scan.step}:${scan.attempts}:${pieces}:${progress.rulesDone}:${progress.open.length}`;
  const idle = seen === event.seen ? event.idle + 1 : 0;
  if (idle >= PATIENCE) {
    await failScan(ports, scan, stalled(ports.clock.now()), {});
    return;
  }

  // A first look only takes note; what did not move until the second is sent again.
  if (idle > 0) {
    switch (scan.step) {
      case 'listing':
        await ports.push([{ body: toQueueBody({ step: 'list', scan: scan.id }) }]);
        break;
      case 'reading': {
        const plan = scan.plan === null ? [] : await readPlan(scan.plan);
        await pushChunks(ports, scan, plan, progress.open);
        break;
      }
      case 'judging':
        await ports.push([{ body: toQueueBody({ step: 'finish', scan: scan.id }) }]);
        break;
      case 'done':
      case 'failed':
        break;
    }
    ports.log.warn('Scan resumed', { scan: scan.id, step: scan.step, open: progress.open.length });
  }
  await ports.push([{ body: toQueueBody({ step: 'watch', scan: scan.id, seen, idle }), delayInSeconds: WATCH_DELAY }]);
}

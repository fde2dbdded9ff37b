import { hasImportedRules } from '../imports/read-imported';
import { newId } from '../platform/new-id';
import type { Instant } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { ScanRecord, ScanTrigger } from '../storage/scan-store';
import { beginScan, readScan } from '../storage/scan-store';
import { readSettled } from '../storage/values';
import { OFFERS } from '../platform/offers';
import { notConnected } from '../publish/problems';
import type { AppPorts } from '../platform/ports';
import { toQueueBody } from './scan-event';

/** After this long a scan that did not end is replaced instead of resumed. */
const OLDEST_TO_RESUME = 24 * 60 * 60_000;
/** The watch looks after this many seconds; Forge delays an event by at most 900. */
export const WATCH_DELAY = 900;

/** `files`: no connection, so what was given as files is judged anew instead. */
export type Started = 'started' | 'files' | 'already-running' | 'not-connected' | 'no-site';

/** Begins a scan: writes it down and puts its first step on the queue. The work is done there. */
export async function startScan(
  ports: AppPorts,
  { trigger, cloudId, repeats = 0 }: { trigger: ScanTrigger; cloudId: string | null; repeats?: number },
): Promise<Started> {
  const [current, configuration] = await readSettled(
    () => Promise.all([readScan(), readConfiguration()]),
    ([, { automation }]) => automation === null && OFFERS.connections && trigger === 'manual',
  );
  const now = ports.clock.now();
  if (current !== null && isRunning(current) && now.getTime() - Date.parse(current.startedAt) < OLDEST_TO_RESUME) {
    if (trigger === 'weekly') {
      // If the running one got stuck and its watch was lost as well, a new watch finds out.
      await ports.push([{ body: toQueueBody({ step: 'watch', scan: current.id, seen: '', idle: 0 }) }]);
    }
    return 'already-running';
  }

  const site = cloudId ?? configuration.site.cloudId;
  if (site === null) {
    return 'no-site';
  }
  if (configuration.automation === null && (await hasImportedRules())) {
    await ports.push([{ body: toQueueBody({ step: 'check', reason: trigger }) }]);
    return 'files';
  }
  const scan = { ...newScan(newId(now, ports.random), trigger, now.toISOString(), site), repeats };
  if (configuration.automation === null) {
    const problem = notConnected(now);
    await beginScan({ ...scan, step: 'failed', finishedAt: now.toISOString(), problem });
    return 'not-connected';
  }

  if (!(await beginScan(scan))) {
    return 'not-connected';
  }
  await ports.push([
    { body: toQueueBody({ step: 'list', scan: scan.id }) },
    { body: toQueueBody({ step: 'watch', scan: scan.id, seen: '', idle: 0 }), delayInSeconds: WATCH_DELAY },
  ]);
  ports.log.info('Scan started', { scan: scan.id, trigger });
  return 'started';
}

export function isRunning(scan: ScanRecord): boolean {
  return scan.step !== 'done' && scan.step !== 'failed';
}

function newScan(id: string, trigger: ScanTrigger, startedAt: Instant, cloudId: string): ScanRecord {
  return {
    schema: 1,
    id,
    trigger,
    startedAt,
    finishedAt: null,
    cloudId,
    step: 'listing',
    full: false,
    live: false,
    by: '',
    plan: null,
    chunks: 0,
    total: 0,
    listed: 0,
    attempts: 0,
    repeats: 0,
    requests: {},
    limits: [],
    partial: false,
    problem: null,
  };
}

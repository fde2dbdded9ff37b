import { VirtualClock } from '../../../local/forge-host/virtual-clock';
import type { AppPorts } from '../../../src/platform/ports';
import { prepareInstallation } from '../../../src/scan/prepare-installation';
import { saveConnection } from '../../../src/storage/configuration';
import type { ScanRecord } from '../../../src/storage/scan-store';
import { beginScan } from '../../../src/storage/scan-store';
import { openStore } from '../../storage/support/open-store';

/** What was put on the queue: the step, and the event whole. */
export interface Pushed {
  step: unknown;
  body: Record<string, unknown>;
}

/** An installation with a connection and nothing else, whose queue only notes what it is given. */
export async function openInstallation(
  start: Date,
): Promise<{ ports: AppPorts; clock: VirtualClock; pushed: Pushed[] }> {
  const clock = new VirtualClock({ start });
  openStore({ now: () => clock.now() });
  await prepareInstallation();
  await saveConnection('automation', {
    email: 'a@example.com',
    accountId: null,
    savedAt: start.toISOString(),
    fingerprint: null,
  });
  const pushed: Pushed[] = [];
  const nobody = (): Promise<never> => Promise.reject(new Error('Nothing is asked here.'));
  const ports: AppPorts = {
    clock: { now: () => clock.date(), sleep: (milliseconds) => clock.sleep(milliseconds) },
    startTimer: () => () => undefined,
    random: Math.random,
    egress: nobody,
    jira: nobody,
    push: (events) => {
      pushed.push(...events.map(({ body }) => ({ step: body['step'], body })));
      return Promise.resolve();
    },
    reportPersonalData: nobody,
    log: { info: () => undefined, warn: () => undefined },
  };
  return { ports, clock, pushed };
}

/** The scan that runs, or ran last. */
export async function keepScan(
  given: Partial<ScanRecord> & Pick<ScanRecord, 'startedAt' | 'step'>,
): Promise<ScanRecord> {
  const scan: ScanRecord = {
    schema: 1,
    id: 'scan-1',
    trigger: 'weekly',
    finishedAt: null,
    cloudId: 'cloud-1',
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
    ...given,
  };
  await beginScan(scan);
  return scan;
}

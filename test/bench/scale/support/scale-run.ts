import { AppClient } from '../../../../local/app-client';
import type { AdminAnswer, AdminRequest, AdminValue, ExportFormat } from '../../../../src/resolvers/admin-api';
import { PretendCloud } from '../../../../local/cloud/cloud';
import { transportTo } from '../../../../local/cloud/in-process';
import { ForgeHost } from '../../../../local/forge-host/host';
import { deliverEvents, fireSchedule } from '../../../../local/forge-host/run-events';
import { sealedBox } from '../../../../local/forge-host/sealed-box';
import { memoryState } from '../../../../local/forge-host/state-folder';
import { VirtualClock } from '../../../../local/forge-host/virtual-clock';
import { openApp, openManifest } from '../../../../local/open-app';
import { textOf } from '../../../../local/json';
import { largeSite } from './large-site';
import type { LeastWork } from './least-work';
import { LATENCY, leastWork } from './least-work';
import type { Peak } from './memory';
import { MemoryWatch } from './memory';

const START = new Date('2026-11-02T09:00:00.000Z');
const DAY = 86_400_000;
/** `runtime.memoryMB` of the manifest. */
const FUNCTION_GB = 0.5;

/** What one scan, check or view cost. */
export interface Figures {
  name: string;
  rules: number;
  requests: number;
  least: LeastWork | null;
  /** From the trigger to the end of the last step, on the host's clock. */
  seconds: number;
  kvs: { reads: number; writes: number; megabytesRead: number; megabytesWritten: number };
  /** Run time of all functions by the host's clock plus the processor time of this process, times the function's memory. */
  gbSeconds: number;
  cpuSeconds: number;
  /** Largest memory of the whole process (app, host, pretend site and its store) in each step. */
  peaks: Record<string, Peak>;
  /** Answers of the app that the step took, and the largest in MB; null where none is looked at. */
  answers: { count: number; largest: number; total: number } | null;
  findings: number;
}

/** First scan, a day's check, the next week with one rule in a hundred changed, and the views of the page. */
export async function runScale(
  rules: number,
  onProgress: (text: string) => void = () => undefined,
): Promise<Figures[]> {
  const site = largeSite(rules, START);
  const clock = new VirtualClock({ start: START, hangAfterMs: 60_000 });
  const cloud = new PretendCloud({ org: site.org, now: () => clock.now() });
  let requests = 0;
  cloud.onRequest = (request) => {
    requests += 1;
    // Paths of single rules are many; the cloud would count each.
    return request.path === '' ? { status: 404 } : undefined;
  };
  const host = new ForgeHost({
    manifest: openManifest(),
    bundle: await openApp(),
    root: 'http://cloud.invalid',
    state: memoryState(),
    secrets: sealedBox(),
    clock,
    cloudId: site.org.cloudId,
    site: site.org.host,
    transport: transportTo(cloud),
    latencyMs: LATENCY,
    coldStarts: true,
  });
  const admin = new AppClient(host, site.org.admin.accountId);
  const memory = new MemoryWatch();

  async function measure(name: string, least: LeastWork | null, work: (ends: Ends) => Promise<void>): Promise<Figures> {
    globalThis.gc?.();
    const ends: Ends = { lastStep: clock.now(), peaks: {}, answers: null };
    const before = { ...host.kvs.counters };
    const ranBefore = runTimeOf(host);
    const startedAt = clock.now();
    const cpu = process.cpuUsage();
    requests = 0;
    ends.peaks['before'] = memory.takePeak();
    await work(ends);
    const used = process.cpuUsage(cpu);
    const cpuSeconds = (used.user + used.system) / 1e6;
    const counters = { ...host.kvs.counters };
    const asked = requests;
    const ran = runTimeOf(host) - ranBefore;
    const overview = await admin.ask('getOverview', {});
    const figures: Figures = {
      name,
      rules,
      requests: asked,
      least,
      seconds: (ends.lastStep - startedAt) / 1000,
      kvs: {
        reads: counters.reads - before.reads,
        writes: counters.writes - before.writes,
        megabytesRead: (counters.bytesRead - before.bytesRead) / 1e6,
        megabytesWritten: (counters.bytesWritten - before.bytesWritten) / 1e6,
      },
      gbSeconds: (ran / 1000 + cpuSeconds) * FUNCTION_GB,
      cpuSeconds,
      peaks: ends.peaks,
      answers: ends.answers,
      findings: overview.ok ? (overview.value.report?.findingCount ?? 0) : 0,
    };
    onProgress(`${name} of ${rules} rules: done`);
    return figures;
  }

  async function fire(trigger: string, ends: Ends): Promise<void> {
    await fireSchedule(host, trigger);
    await deliverEvents(host, {
      onDelivered: ({ body }) => {
        const step = textOf(body['step']) ?? '';
        ends.peaks[step] = higher(ends.peaks[step], memory.takePeak());
        if (step !== 'watch') {
          ends.lastStep = clock.now();
        }
      },
    });
  }

  async function view(ends: Ends, name: string, ask: () => Promise<unknown>): Promise<void> {
    await ask();
    ends.peaks[name] = memory.takePeak();
    ends.lastStep = clock.now();
  }

  const { email, token, key } = cloud.credentials();
  await admin.ask('connectAutomation', { email, token });
  await admin.ask('connectOrganization', { key });
  const all: Figures[] = [];
  all.push(await measure('first scan', leastWork(site.org, rules), (ends) => fire('weekly-scan', ends)));
  await travel(clock, START.getTime() + DAY);
  all.push(await measure('daily check', null, (ends) => fire('daily-check', ends)));
  await travel(clock, START.getTime() + 2 * DAY);
  all.push(await measure('another day', null, (ends) => fire('daily-check', ends)));
  await travel(clock, START.getTime() + 7 * DAY);
  const changed = site.edit(clock.now());
  all.push(await measure('next week', leastWork(site.org, changed), (ends) => fire('weekly-scan', ends)));
  all.push(await measure('first view', null, (ends) => view(ends, 'view', () => admin.ask('getOverview', {}))));
  all.push(await measure('all findings', null, (ends) => view(ends, 'list', () => everyFinding(ends))));
  const found = await admin.ask('getFindings', {});
  const finding = found.ok ? found.value.rows.find(({ own }) => own !== true) : undefined;
  const uuid = finding?.rule.uuid ?? '';
  all.push(await measure('one rule', null, (ends) => view(ends, 'rule', () => admin.ask('getRule', { uuid }))));
  all.push(
    await measure('one person', null, (ends) =>
      view(ends, 'person', () => admin.ask('checkPerson', { account: 'role-3@example.com' })),
    ),
  );
  const decision = { findingId: finding?.id ?? '', type: 'accepted', because: 'It is known.' } as const;
  all.push(
    await measure('a decision', null, async (ends) => {
      await view(ends, 'decide', () => admin.ask('decide', decision));
      await deliverEvents(host, { until: clock.now() + 60_000 });
      ends.lastStep = clock.now();
      ends.peaks['check'] = memory.takePeak();
    }),
  );
  for (const format of ['csv', 'json'] as const) {
    all.push(
      await measure(`an export as ${format}`, null, (ends) => view(ends, 'export', () => exportAll(format, ends))),
    );
  }
  memory.stop();
  return all;

  /** Asks for all rows, as the page does when it is opened. */
  async function everyFinding(ends: Ends): Promise<void> {
    for (let from: number | null = 0; from !== null;) {
      const answer: AdminAnswer<AdminValue<'getFindings'>> = await admin.ask('getFindings', { from });
      count(ends, answer);
      from = answer.ok ? answer.value.next : null;
    }
  }

  /** Asks for slice after slice and keeps none, as a browser that saves them. */
  async function exportAll(format: ExportFormat, ends: Ends): Promise<void> {
    let request: AdminRequest<'exportReport'> | null = { format };
    while (request !== null) {
      const answer: AdminAnswer<AdminValue<'exportReport'>> = await admin.ask('exportReport', request);
      count(ends, answer);
      const cursor: string | null = answer.ok ? answer.value.nextCursor : null;
      request = cursor === null ? null : { format, cursor };
    }
  }
}

function count(ends: Ends, answer: unknown): void {
  const megabytes = Buffer.byteLength(JSON.stringify(answer)) / 1e6;
  const { count: before, largest, total } = ends.answers ?? { count: 0, largest: 0, total: 0 };
  ends.answers = { count: before + 1, largest: Math.max(largest, megabytes), total: total + megabytes };
}

function higher(one: Peak | undefined, other: Peak): Peak {
  const resident = Math.max(one?.resident ?? 0, other.resident);
  return { resident, heap: Math.max(one?.heap ?? 0, other.heap) };
}

interface Ends {
  lastStep: number;
  peaks: Record<string, Peak>;
  answers: Figures['answers'];
}

async function travel(clock: VirtualClock, until: number): Promise<void> {
  await clock.run(
    new Promise<void>((resolve) => {
      clock.setTimer(resolve, Math.max(0, until - clock.now()));
    }),
  );
}

function runTimeOf({ runTime }: ForgeHost): number {
  return Object.values(runTime).reduce((sum, milliseconds) => sum + milliseconds, 0);
}

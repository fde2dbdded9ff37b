import type { Edition } from '../../../editions/edition';
import { AppClient } from '../../../local/app-client';
import type { CloudAnswer, CloudRequest } from '../../../local/cloud/api/router';
import { PretendCloud } from '../../../local/cloud/cloud';
import { demoOrganization } from '../../../local/cloud/demo/demo-organization';
import type { HostHooks } from '../../../local/forge-host/hooks';
import { ForgeHost } from '../../../local/forge-host/host';
import type { AppManifest } from '../../../local/forge-host/manifest';
import type { Transport } from '../../../local/forge-host/remote';
import { deliverEvents, fireSchedule } from '../../../local/forge-host/run-events';
import { sealedBox } from '../../../local/forge-host/sealed-box';
import { type HostState, memoryState } from '../../../local/forge-host/state-folder';
import { VirtualClock } from '../../../local/forge-host/virtual-clock';
import { openApp, openManifest } from '../../../local/open-app';
import type { Report } from '../../../src/report/report';
import { copyState } from '../../faults/support/copy-state';

export const START = new Date('2026-11-02T09:00:00.000Z');
/** One key for all: a site that goes on with another’s state opens what that sealed. */
const secrets = sealedBox();
export const WEEK = 7 * 24 * 60 * 60_000;

/** Answers in place of the pretend cloud: an answer, a thrown network failure, or undefined for the cloud's own. */
export type Interfere = (request: CloudRequest) => CloudAnswer | 'no-answer' | undefined;

export interface TestSite {
  state: HostState;
  host: ForgeHost;
  cloud: PretendCloud;
  clock: VirtualClock;
  admin: AppClient;
  /** What stands between the app and the cloud from now on. */
  interfere: (how: Interfere | null) => void;
  /** Requests since the last call, as `METHOD /path`. */
  takeRequests: () => string[];
  connect: () => Promise<void>;
  fire: (trigger: 'weekly-scan' | 'daily-check') => Promise<void>;
  deliver: () => Promise<void>;
  report: () => Promise<Report>;
  /** Jumps to a later instant; what is due on the way is delivered. */
  travel: (milliseconds: number) => Promise<void>;
}

export interface TestSiteOptions {
  rules?: number;
  seed?: number;
  hooks?: HostHooks;
  coldStarts?: boolean;
  /** The private one without the live check when absent. */
  edition?: Edition;
  /** In place of the edition's own. */
  manifest?: AppManifest;
  /** State of an earlier site, to go on with. */
  state?: HostState;
}

/** The real app in the local host on a pretend site, without sockets. */
export async function openTestSite({
  rules = 60,
  seed = 7,
  hooks,
  coldStarts,
  edition,
  manifest = openManifest(edition),
  state = memoryState(),
}: TestSiteOptions = {}): Promise<TestSite> {
  const clock = new VirtualClock({ start: START, hangAfterMs: 50 });
  const org = demoOrganization({ seed, bornAt: START, rules });
  const cloud = new PretendCloud({ org, now: () => clock.now() });
  let interference: Interfere | null = null;
  let requests: string[] = [];
  const transport: Transport = (url, init) => {
    const request = toCloudRequest(url, init);
    requests.push(`${request.method} ${request.path}`);
    const instead = interference?.(request);
    if (instead === 'no-answer') {
      return Promise.reject(new TypeError('fetch failed'));
    }
    const { status, headers, json } = instead ?? cloud.handle(request);
    const body = json === undefined ? null : JSON.stringify(json);
    return Promise.resolve(new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }));
  };
  const host = new ForgeHost({
    manifest,
    bundle: await openApp(edition),
    root: 'http://cloud.invalid',
    state,
    secrets,
    clock,
    cloudId: org.cloudId,
    site: org.host,
    transport,
    ...(hooks === undefined ? {} : { hooks }),
    ...(coldStarts === undefined ? {} : { coldStarts }),
  });
  const admin = new AppClient(host, org.admin.accountId);
  const deliver = (): Promise<void> => deliverEvents(host);

  return {
    state,
    host,
    cloud,
    clock,
    admin,
    interfere: (how) => {
      interference = how;
    },
    takeRequests: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    connect: async () => {
      const { email, token, key } = cloud.credentials();
      const automation = await admin.ask('connectAutomation', { email, token });
      const organization = await admin.ask('connectOrganization', { key });
      if (!automation.ok || !organization.ok) {
        throw new Error('The test site could not be connected.');
      }
    },
    fire: async (trigger) => {
      await fireSchedule(host, trigger);
      await deliver();
    },
    deliver,
    report: async () => {
      const report = await admin.publishedReport();
      if (report === null) {
        throw new Error('No report has been published.');
      }
      return report;
    },
    travel: async (milliseconds) => {
      const until = clock.now() + milliseconds;
      await deliverEvents(host, { until });
      await clock.run(
        new Promise<void>((resolve) => {
          clock.setTimer(resolve, Math.max(0, until - clock.now()));
        }),
      );
    },
  };
}

/**
 * Sites that begin where a connected site's first scan ended. The scan is made once for a test file; each call opens a site of its
 * own, with a copy of what that scan left, at the instant at which it ended.
 */
export function afterFirstScan(): () => Promise<TestSite> {
  let scanned: Promise<TestSite> | undefined;
  const scan = async (): Promise<TestSite> => {
    const site = await openTestSite();
    await site.connect();
    await site.fire('weekly-scan');
    return site;
  };
  return async () => {
    scanned ??= scan();
    const { state, clock } = await scanned;
    const site = await openTestSite({ state: copyState(state) });
    await site.travel(clock.now() - site.clock.now());
    return site;
  };
}

function toCloudRequest(url: string, init: RequestInit): CloudRequest {
  const { pathname, searchParams } = new URL(url);
  const headers: Record<string, string | undefined> = {};
  new Headers(init.headers).forEach((value, name) => {
    headers[name] = value;
  });
  const body: unknown = typeof init.body === 'string' && init.body !== '' ? JSON.parse(init.body) : undefined;
  return { method: init.method ?? 'GET', path: pathname, query: searchParams, headers, body };
}

/** What of a report does not depend on when it was made. */
export function substance({ status, summary, findings, coverage, asOf }: Report): unknown {
  const kept = JSON.stringify({ status, summary, findings, unreadable: coverage.rulesUnreadable });
  // What may break from now on breaks from the instant judged at.
  const json: unknown = JSON.parse(kept.replaceAll(`"from":"${asOf}"`, '"from":"now"'));
  return json;
}

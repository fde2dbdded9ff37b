import { parseEdition } from '../../../editions/edition';
import { AppClient } from '../../../local/app-client';
import { PretendCloud } from '../../../local/cloud/cloud';
import type { Organization } from '../../../local/cloud/organization';
import type { CloudAnswer, CloudRequest } from '../../../local/cloud/api/router';
import type { Lag } from '../../../local/forge-host/former-rows';
import { faultyAnswer, type Fault, type HostHooks } from '../../../local/forge-host/hooks';
import { ForgeHost } from '../../../local/forge-host/host';
import type { Transport } from '../../../local/forge-host/remote';
import { sealedBox } from '../../../local/forge-host/sealed-box';
import type { SharedProcess } from '../../../local/forge-host/shared-process';
import { memoryState, type HostState } from '../../../local/forge-host/state-folder';
import { VirtualClock } from '../../../local/forge-host/virtual-clock';
import { parseOrUndefined } from '../../../local/json';
import { openApp, openManifest, type AppBundle } from '../../../local/open-app';
import { copyState } from './copy-state';

/** A site with its app at one moment, to begin any number of trials from. */
export interface Moment {
  state: HostState;
  org: Organization;
  at: Date;
}

/** The app in its host before a pretend site; everything in this process, nothing on a network. */
export interface World {
  host: ForgeHost;
  cloud: PretendCloud;
  state: HostState;
  admin: AppClient;
}

/** A request to Atlassian. */
export interface RemoteCall {
  /** Counts the requests of this world. */
  index: number;
  /** Method and path: `GET /api.atlassian.com/…` or `GET /jira/…`. */
  label: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface WorldOptions {
  hooks?: HostHooks;
  /** Answers in place of the site. */
  onRequest?: (request: CloudRequest) => CloudAnswer | undefined;
  /** What goes wrong with a remote call, on the way to the site and back. */
  onRemote?: (call: RemoteCall) => Fault | undefined;
  /** How old what the store answers is. */
  lag?: Lag | null;
  /** A new process for every invocation. */
  coldStarts?: boolean;
  /** Another version of the app. */
  bundle?: AppBundle;
  /** A process that other worlds use as well, and the clock that they share. */
  shared?: { process: SharedProcess; clock: VirtualClock };
}

/** Where the app asks which of the people it keeps are gone. */
export const PRIVACY_PATH = '/stargate/app/report-accounts';

/** With the live check, which trials switch on. */
const EDITION = parseEdition('private', true);
const app = openApp(EDITION);
const manifest = openManifest(EDITION);
// One key for all: a copy of the state opens what the original sealed.
const secrets = sealedBox();

/** Begins at a moment, which stays as it is. */
export async function openWorld({ state: original, org, at }: Moment, options: WorldOptions = {}): Promise<World> {
  const state = copyState(original);
  // A request that hangs is given up soon: nothing here is truly outside.
  const clock = options.shared?.clock ?? new VirtualClock({ start: at, hangAfterMs: 20 });
  const cloud = new PretendCloud({ org, now: () => clock.now(), state });
  // Unless a trial says so nobody is erased meanwhile: reports before and after that differ, as they should.
  cloud.onRequest = (request) =>
    options.onRequest?.(request) ?? (request.path === PRIVACY_PATH ? { status: 204 } : undefined);
  const host = new ForgeHost({
    manifest,
    bundle: options.bundle ?? (await app),
    root: 'http://cloud.invalid',
    state,
    secrets,
    clock,
    cloudId: org.cloudId,
    site: org.host,
    transport: transportTo(cloud, clock, options.onRemote),
    hooks: options.hooks ?? {},
    coldStarts: options.coldStarts ?? false,
    ...(options.shared === undefined ? {} : { process: options.shared.process }),
  });
  host.kvs.lag = options.lag ?? null;
  return { host, cloud, state, admin: new AppClient(host, org.admin.accountId) };
}

/** The same world at its present instant, for others to begin from. Only while nothing runs. */
export function momentOf({ host, cloud, state }: World): Moment {
  return { state: copyState(state), org: cloud.org, at: host.clock.date() };
}

/** A site on which the app was just installed and connected, with a notice that one admin gets. */
export async function connectedSite(org: Organization, at: Date, { liveCheck = false } = {}): Promise<Moment> {
  const world = await openWorld({ state: memoryState(), org, at });
  const { email, token, key } = world.cloud.credentials();
  const settings = await world.admin.ask('getSettings', {});
  if (!settings.ok) {
    throw new Error(settings.failure.text);
  }
  const [project] = org.projects;
  const recipients = [{ type: 'user' as const, id: org.admin.accountId, name: 'Site Administration' }];
  const answers = [
    await world.admin.ask('connectAutomation', { email, token }),
    await world.admin.ask('connectOrganization', { key }),
    await world.admin.ask('saveSettings', {
      settings: { ...settings.value.settings, liveCheck, notice: { project: project ?? null, recipients } },
    }),
  ];
  for (const answer of answers) {
    if (!answer.ok) {
      throw new Error(answer.failure.text);
    }
  }
  return momentOf(world);
}

function transportTo(cloud: PretendCloud, clock: VirtualClock, onRemote: WorldOptions['onRemote']): Transport {
  let index = 0;
  return (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const method = init.method ?? 'GET';
    const answer = (): Promise<Response> => {
      const { status, headers, json } = cloud.handle({
        method,
        path: pathname,
        query: searchParams,
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? parseOrUndefined(init.body) : undefined,
      });
      const type = { 'content-type': 'application/json' };
      const body = json === undefined ? null : JSON.stringify(json);
      return Promise.resolve(new Response(body, { status, headers: { ...type, ...headers } }));
    };
    const fault = onRemote?.({ index: index++, label: `${method} ${pathname}`, at: clock.now() });
    return fault === undefined ? answer() : Promise.race([faultyAnswer(fault, answer), abortOf(init.signal)]);
  };
}

/** Whoever gives a request up is told so; a request that hangs ends in no other way. */
function abortOf(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new DOMException('This operation was aborted', 'AbortError'));
    });
  });
}

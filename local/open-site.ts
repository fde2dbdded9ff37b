import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from '../editions/edition';
import { AppClient } from './app-client';
import { PretendCloud } from './cloud/cloud';
import { demoOrganization } from './cloud/demo/demo-organization';
import { transportTo } from './cloud/in-process';
import type { Organization } from './cloud/organization';
import { putRules } from './cloud/put-rules';
import { serveCloud } from './cloud/serve-cloud';
import { HOLDER_FILE, holdFolder } from './forge-host/hold-folder';
import { ForgeHost } from './forge-host/host';
import { deliverEvents, emitEvent } from './forge-host/run-events';
import { sealedBox, sealedBoxIn } from './forge-host/sealed-box';
import { memoryState, openStateFolder, type HostState } from './forge-host/state-folder';
import { VirtualClock } from './forge-host/virtual-clock';
import { findAdmin } from './find-admin';
import { isRecord } from './json';
import { openApp, openManifest, type Bundler } from './open-app';

export interface SiteOptions {
  /** Folder that keeps the app's storage, the queue and the pretend site; nothing is kept when absent. */
  state?: string | undefined;
  /** Begin with an empty folder. */
  fresh?: boolean;
  /** Server that stands in for Atlassian. Absent: a pretend cloud of our own is started. */
  atlassian?: string | undefined;
  site?: string | undefined;
  cloudId?: string | undefined;
  /** Credentials to be connected; on another server they also tell who opens the admin page. */
  connect?: { email: string; token: string } | undefined;
  now?: Date | undefined;
  seed: number;
  /** Rule files in place of the pretend site's rules. */
  rules?: string[] | undefined;
  /** Let time pass by itself between jumps. */
  ticking?: boolean;
  onLog?: (text: string) => void;
  /** Ask the pretend cloud without a network between. */
  inProcess?: boolean;
  /** The private one without the live check when absent. */
  edition?: Edition | undefined;
  /** The organization of our own pretend cloud, in place of the demo. */
  organization?: Organization;
  /** Which bundle of the app is run. */
  bundler?: Bundler;
}

/** The app in its host, connected to a site, ready to be used. */
export interface OpenSite {
  host: ForgeHost;
  /** The pretend cloud, when it is our own. */
  cloud: PretendCloud | null;
  /** Resolvers, asked as the site's admin. */
  admin: AppClient;
  adminAccountId: string;
  /**
   * From now on this machine itself answers who may see the report. For the end of a run in which the site could not be
   * reached: whoever runs the host owns its storage, and the last good report must not be out of reach with the site.
   */
  answerPermissionsHere(): void;
  close(): Promise<void>;
}

/** Used where a stand-in server does not say which site it is. */
const SOME_CLOUD_ID = '00000000-0000-4000-8000-00000000c10d';

const MAY_ADMINISTER = JSON.stringify({ permissions: { ADMINISTER: { havePermission: true } } });

/** How long a run waits for another one on the same folder to end. */
const MOST_WAIT_MS = 30_000;

/** Starts what is needed: the pretend cloud (unless another server is named), the clock, and the app in its host. */
export async function openSite(options: SiteOptions): Promise<OpenSite> {
  const letGo = await holdState(options);
  try {
    return await openHeldSite(options, letGo);
  } catch (error) {
    letGo();
    throw error;
  }
}

/** From here to the end no other process uses the folder, and one that must be empty is. */
async function holdState({ state, fresh }: SiteOptions): Promise<() => void> {
  if (state === undefined) {
    return () => undefined;
  }
  const letGo = await holdFolder(state, fresh === true ? 0 : MOST_WAIT_MS);
  if (fresh === true) {
    for (const name of readdirSync(state).filter((file) => file !== HOLDER_FILE)) {
      rmSync(join(state, name), { recursive: true, force: true });
    }
  }
  return letGo;
}

async function openHeldSite(options: SiteOptions, letGo: () => void): Promise<OpenSite> {
  const state = options.state === undefined ? memoryState() : openStateFolder(options.state);
  const secrets = options.state === undefined ? sealedBox() : sealedBoxIn(options.state);
  const clock = new VirtualClock({ start: options.now ?? new Date(), ticking: options.ticking ?? false });
  const cloud = options.atlassian === undefined ? pretendCloud(options, state, clock) : null;
  const inProcess = options.inProcess === true && cloud !== null;
  const served = cloud === null || inProcess ? null : await serveCloud(cloud);
  const root = options.atlassian ?? served?.url ?? 'http://cloud.invalid';
  const site = options.site ?? cloud?.org.host ?? null;
  let permissionsHere = false;
  const host = new ForgeHost({
    manifest: openManifest(options.edition),
    bundle: await openApp(options.edition, options.bundler),
    root,
    state,
    secrets,
    clock,
    cloudId: options.cloudId ?? cloud?.org.cloudId ?? (await cloudIdAt(root, site)) ?? SOME_CLOUD_ID,
    site,
    ...(inProcess ? { transport: transportTo(cloud) } : {}),
    hooks: {
      onLog: ({ level, text }) => options.onLog?.(`${level}: ${text}`),
      onLeave: ({ label, phase }) =>
        permissionsHere && phase === 'before' && label.includes('/rest/api/3/mypermissions')
          ? { fail: { kind: 'status', status: 200, body: MAY_ADMINISTER } }
          : 'pass',
    },
  });
  const adminAccountId =
    cloud?.org.admin.accountId ?? (await findAdmin({ root, site, connect: options.connect, state }));
  await installOnce(host, state);
  return {
    host,
    cloud,
    admin: new AppClient(host, adminAccountId),
    adminAccountId,
    answerPermissionsHere: () => {
      permissionsHere = true;
    },
    close: async () => {
      state.compact();
      letGo();
      await served?.close();
    },
  };
}

function pretendCloud(options: SiteOptions, state: HostState, clock: VirtualClock): PretendCloud {
  const birth = state.table('cloud');
  const stored = birth.get('bornAt');
  const bornAt = typeof stored === 'number' ? stored : clock.now();
  const storedSeed = birth.get('seed');
  const seed = typeof storedSeed === 'number' ? storedSeed : options.seed;
  birth.set('bornAt', bornAt);
  birth.set('seed', seed);
  const org = options.organization ?? demoOrganization({ seed, bornAt: new Date(bornAt) });
  if (options.rules !== undefined && options.rules.length > 0) {
    putRules(org, options.rules);
  }
  return new PretendCloud({ org, now: () => clock.now(), state });
}

/** Asks the site itself, as anybody may (`/_edge/tenant_info`). */
async function cloudIdAt(root: string, site: string | null): Promise<string | undefined> {
  if (site === null) {
    return undefined;
  }
  try {
    const answer: unknown = await (
      await fetch(`${root}/${site}/_edge/tenant_info`, { signal: AbortSignal.timeout(3000) })
    ).json();
    return isRecord(answer) && typeof answer['cloudId'] === 'string' ? answer['cloudId'] : undefined;
  } catch {
    return undefined;
  }
}

async function installOnce(host: ForgeHost, state: HostState): Promise<void> {
  const table = state.table('host');
  if (table.get('installed') === true) {
    return;
  }
  emitEvent(host, 'avi:forge:installed:app', { id: host.identity.installationId });
  await deliverEvents(host, { until: host.clock.now() + 60_000 });
  table.set('installed', true);
}

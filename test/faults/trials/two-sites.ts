import { deliverEvents } from '../../../local/forge-host/run-events';
import { SharedProcess } from '../../../local/forge-host/shared-process';
import { VirtualClock } from '../../../local/forge-host/virtual-clock';
import type { Organization } from '../../../local/cloud/organization';
import { seededRandom } from '../../../local/cloud/seeded-random';
import type { HostState } from '../../../local/forge-host/state-folder';
import { faultFreeRun } from '../support/fault-free-run';
import { compareEssence, essenceOf, expectedReports, type Essence } from '../support/expected-report';
import { fire } from '../support/scan-week';
import { smallOrganization } from '../support/small-organization';
import { storedTexts } from '../../support/stored-lists';
import { perform, problemsAfter } from './erase-all';
import type { Trial, TrialResult } from '../support/trial';
import { connectedSite, openWorld, type Moment, type World } from '../support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
/** Milliseconds that a call may be held: the other site's invocation runs meanwhile. */
const LONGEST = 400;
const OTHER = {
  host: 'other.atlassian.net',
  cloudId: '1d6b3c8f-2222-4333-8444-00000000c20d',
  orgId: '1d6b3c8f-2222-4333-8444-0000000000b7',
};

/** Two sites that one process serves: whatever is kept between invocations, neither may see anything of the other. */
export async function twoSitesTrials(times: number): Promise<Trial[]> {
  const orgs = [
    smallOrganization({ rules: 30, bornAt: START }),
    smallOrganization({ rules: 40, bornAt: START, seed: 'other', site: OTHER }),
  ];
  const moments = await Promise.all(orgs.map((org) => connectedSite(org, START)));
  const expected = moments.map(expectedReports);
  const beside = await besideErasedTrials(Math.ceil(times / 2), moments[0], moments[1], expected[1]);
  const both = Array.from({ length: times }, (_, number) => ({
    kind: 'two sites in one process',
    name: number === 0 ? 'one invocation after the other' : `side by side, held by chance ${number}`,
    run: async () => {
      const worlds = await openBeside(moments, number);
      for (const trigger of ['weekly-scan', 'daily-check', 'weekly-scan'] as const) {
        await scanBoth(worlds, trigger, number > 0);
      }
      const problems: string[] = [];
      for (const [index, world] of worlds.entries()) {
        problems.push(...(await problemsOf(world, orgs[1 - index], expected[index])));
      }
      const verdict = problems.length === 0 ? 'same' : 'lost';
      return { verdict, difference: problems.join('; '), days: 0 } satisfies TrialResult;
    },
  }));
  return [...both, ...beside];
}

const TAKEN_AWAY = [
  'everything is erased',
  'the app is disconnected',
  'it is uninstalled and installed again',
] as const;
/** Longer than an invocation lives. */
const AFTERWARDS = 2_000_000;

/** At points all over the scan of one site that site is taken away, while the other one scans in the same process. */
async function besideErasedTrials(
  times: number,
  leaving: Moment | undefined,
  staying: Moment | undefined,
  expected: ((asOf: string) => Promise<Essence>) | undefined,
): Promise<Trial[]> {
  if (leaving === undefined || staying === undefined || expected === undefined) {
    return [];
  }
  const { points } = await faultFreeRun(leaving);
  return TAKEN_AWAY.flatMap((what) =>
    Array.from({ length: times }, (_, number) => {
      const at = Math.floor(((number + 0.5) * points.length) / times);
      return {
        kind: `two sites in one process: ${what} on one`,
        name: `point ${at}`,
        run: () => takeAway([leaving, staying], at, what, expected),
      };
    }),
  );
}

async function takeAway(
  [leaving, staying]: readonly [Moment, Moment],
  at: number,
  what: (typeof TAKEN_AWAY)[number],
  expected: (asOf: string) => Promise<Essence>,
): Promise<TrialResult> {
  const shared = { process: new SharedProcess(), clock: new VirtualClock({ start: START, hangAfterMs: 20 }) };
  const pause = async (): Promise<'pass'> => {
    await shared.clock.sleep(LONGEST);
    return 'pass';
  };
  const one: World = await openWorld(leaving, {
    shared,
    hooks: { onLeave: ({ index }) => (index === at ? perform(one, what).then(pause) : 'pass') },
  });
  const other = await openWorld(staying, {
    shared,
    hooks: { onLeave: ({ index }) => (index % 7 === 0 ? pause() : 'pass') },
  });
  await scanBoth([one, other], 'weekly-scan', true);
  const problems = await problemsOf(other, one.cloud.org, expected);
  shared.clock.advanceTo(shared.clock.now() + AFTERWARDS);
  await deliverEvents(one.host);
  problems.push(...(await problemsAfter(one, what, expectedReports(leaving))));
  return { verdict: problems.length === 0 ? 'same' : 'lost', difference: problems.join('; '), days: 0 };
}

function openBeside(moments: Moment[], number: number): Promise<World[]> {
  const shared = { process: new SharedProcess(), clock: new VirtualClock({ start: START, hangAfterMs: 20 }) };
  const random = seededRandom(`two sites ${number}`);
  const hold = async (): Promise<'pass'> => {
    await shared.clock.sleep(random.between(0, LONGEST));
    return 'pass';
  };
  return Promise.all(
    moments.map((moment) => openWorld(moment, { shared, ...(number === 0 ? {} : { hooks: { onLeave: hold } }) })),
  );
}

async function scanBoth(worlds: World[], trigger: 'weekly-scan' | 'daily-check', sideBySide: boolean): Promise<void> {
  const scan = async (world: World): Promise<void> => {
    await fire(world, trigger);
    await deliverEvents(world.host);
  };
  if (sideBySide) {
    await Promise.all(worlds.map(scan));
    return;
  }
  for (const world of worlds) {
    await fire(world, trigger);
  }
  // A step of one, a step of the other.
  while (worlds.some(({ host }) => host.queue.pending().length > 0)) {
    for (const { host } of worlds) {
      const [next] = host.queue.pending();
      await (next === undefined ? Promise.resolve() : deliverEvents(host, { until: next.dueAt }));
    }
  }
}

async function problemsOf(
  world: World,
  other: Organization | undefined,
  expected: ((asOf: string) => ReturnType<ReturnType<typeof expectedReports>>) | undefined,
): Promise<string[]> {
  const report = await world.admin.publishedReport();
  if (report === null || other === undefined || expected === undefined) {
    return ['no report was published'];
  }
  const found = essenceOf(report);
  const { likeness, difference } = compareEssence(found, await expected(found.asOf));
  const marks = [
    other.cloudId,
    other.host,
    other.id,
    ...other.rules.map(({ uuid }) => uuid),
    ...other.accounts.map(({ accountId }) => accountId),
  ];
  const known = everything(world.state);
  return [
    ...(likeness === 'same' ? [] : [`${world.cloud.org.host}: ${difference}`]),
    ...marks.filter((mark) => known.includes(mark)).map((mark) => `${world.cloud.org.host} knows ${mark}`),
  ];
}

/** All that is stored, queued and told, as text. */
function everything(state: HostState): string {
  const others = ['queue', 'jobs', 'issues', 'mails'].flatMap((name) => {
    const table = state.table(name);
    return table.keys().map((key) => JSON.stringify([key, table.get(key)]));
  });
  return [...[...storedTexts(state)].flat(), ...others].join('\n');
}

import { deliverEvents, deliverNow, emitEvent } from '../../../local/forge-host/run-events';
import { faultFreeRun } from '../support/fault-free-run';
import { fire } from '../support/scan-week';
import { smallOrganization } from '../support/small-organization';
import { trialSite, type Trial, type TrialResult } from '../support/trial';
import { connectedSite, openWorld, type Moment, type World } from '../support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
/** Longer than an invocation lives: by then whatever was at work is over, and what it wrote is removed. */
const AFTERWARDS = 2_000_000;
/** The invocation that was at work waits so long for the store, then goes on. */
const HELD_MS = 60_000;
/** A scan looks so often whether its connection still is. */
const LOOK_EVERY = 10_000;

const WHAT = [
  'everything is erased',
  'the app is disconnected',
  'another token is connected',
  'it is set up anew',
  'it is uninstalled and installed again',
] as const;
export type What = (typeof WHAT)[number];

/** An admin takes the app's leave, or gives it another token, in the middle of each step of a scan. */
export async function eraseAllTrials(every: number): Promise<Trial[]> {
  const org = smallOrganization({ rules: 20, bornAt: START });
  const site = trialSite(await connectedSite(org, START));
  const { points } = await faultFreeRun(site.moment);
  return WHAT.flatMap((what) =>
    (['goes on', 'is killed'] as const).flatMap((then) =>
      points
        .filter(({ index }) => index % every === 0)
        .map(({ index, phase, kind, label }) => ({
          kind: `${what} while a scan ${then}`,
          name: `point ${index}, ${phase} ${kind} ${label}`,
          run: () => interrupt(site.moment, index, what, then, site.expected),
        })),
    ),
  );
}

async function interrupt(
  moment: Moment,
  at: number,
  what: What,
  then: 'goes on' | 'is killed',
  expected: ReturnType<typeof trialSite>['expected'],
): Promise<TrialResult> {
  let doneAt: number | null = null;
  let late = 0;
  let done: Promise<void> = Promise.resolve();
  const world: World = await openWorld(moment, {
    onRequest: (request) => {
      const isOld = oldToken !== '' && request.headers['authorization'] === oldToken;
      late += isOld && doneAt !== null && world.host.clock.now() > doneAt + LOOK_EVERY ? 1 : 0;
      return undefined;
    },
    hooks: {
      onLeave: ({ index }) => {
        if (index !== at) {
          return 'pass';
        }
        done = perform(world, what).then(() => {
          doneAt = world.host.clock.now();
        });
        return world.host.clock.sleep(HELD_MS).then(() => (then === 'is killed' ? 'kill' : 'pass'));
      },
    },
  });
  const { email, token } = world.cloud.credentials();
  const oldToken = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host).catch(() => undefined);
  await done;
  world.host.clock.advanceTo(world.host.clock.now() + AFTERWARDS);
  await deliverEvents(world.host).catch(() => undefined);
  const problems = await problemsAfter(world, what, expected);
  // One request may have been on its way.
  const isUsed = late > 1 && (what === 'everything is erased' || what === 'the app is disconnected');
  if (isUsed) {
    problems.push(`the old token was used ${late} times`);
  }
  return { verdict: problems.length === 0 ? 'same' : 'lost', difference: problems.join('; '), days: 0 };
}

/**
 * Atlassian keeps the store of an installation for 28 days, and a new installation begins with an empty one:
 * https://developer.atlassian.com/platform/forge/storage-reference/ What becomes of invocations and queued events of the former
 * one is not documented: here they go on, in the new one's store.
 */
async function installAgain({ host, state }: World): Promise<void> {
  for (const name of ['kvs', 'secrets']) {
    const table = state.table(name);
    table.keys().forEach((key) => table.delete(key));
  }
  emitEvent(host, 'avi:forge:installed:app', {});
  const [installed] = host.queue.pending().filter(({ queue }) => queue.startsWith('trigger:'));
  if (installed !== undefined) {
    await deliverNow(host, installed);
  }
}

export async function perform(world: World, what: What): Promise<void> {
  const { admin, cloud } = world;
  const { email, token, key } = cloud.credentials();
  if (what === 'it is uninstalled and installed again') {
    await installAgain(world);
  }
  if (what === 'the app is disconnected') {
    await admin.ask('disconnect', { which: 'automation' });
    await admin.ask('disconnect', { which: 'organization' });
    return;
  }
  if (what === 'everything is erased' || what === 'it is set up anew') {
    await admin.ask('eraseEverything', { confirm: 'erase' });
  }
  if (what !== 'everything is erased') {
    await admin.ask('connectAutomation', { email, token });
    await admin.ask('connectOrganization', { key });
  }
}

export async function problemsAfter(
  world: World,
  what: What,
  expected: ReturnType<typeof trialSite>['expected'],
): Promise<string[]> {
  const keys = world.state.table('kvs').keys();
  if (what === 'everything is erased') {
    const secrets = world.state.table('secrets').keys();
    return [...keys, ...secrets].map((key) => `${key} is there`);
  }
  if (what === 'the app is disconnected') {
    const left = world.state
      .table('secrets')
      .keys()
      .filter((key) => !key.includes('fingerprint'));
    return left.map((key) => `${key} is there`);
  }
  // What comes after is a scan like any other.
  world.host.clock.advanceTo(world.host.clock.now() + 86_400_000);
  await world.admin.ask('startScan', {});
  await deliverEvents(world.host);
  const report = await world.admin.publishedReport();
  if (report === null) {
    return ['no report was published afterwards'];
  }
  const said = await expected(report.asOf);
  const levels = (all: readonly { id: string; level: string; own?: boolean }[]): string =>
    all
      .filter(({ own }) => own !== true)
      .map(({ id, level }) => `${id} ${level}`)
      .join();
  const notes =
    what === 'another token is connected'
      ? []
      : world.state
          .table('kvs')
          .keys()
          .filter((key) => key.startsWith('scan:'));
  return [
    ...(levels(report.findings) === levels(said.findings) ? [] : ['the report afterwards differs']),
    ...notes.map((key) => `${key} is left`),
  ];
}

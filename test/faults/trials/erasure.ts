import { deliverEvents, deliverNow, fireSchedule } from '../../../local/forge-host/run-events';
import type { Account } from '../../../local/cloud/account';
import type { HostState } from '../../../local/forge-host/state-folder';
import type { JsonObject } from '../../../local/json';
import { faultFreeRun } from '../support/fault-free-run';
import { fire, isPublished, isScanOpen, passDays } from '../support/scan-week';
import { smallOrganization } from '../support/small-organization';
import { storedTexts } from '../../support/stored-lists';
import type { Trial, TrialResult } from '../support/trial';
import { connectedSite, momentOf, openWorld, PRIVACY_PATH, type Moment, type World } from '../support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
const WEEK = 7 * 86_400_000;
/** Long enough for the daily check to be done, shorter than an invocation lives. */
const HELD_MS = 300_000;

/** Somebody whose token is in a rule, on a site that was scanned a week ago and whose rules were all edited since. */
export interface Leaving {
  moment: Moment;
  leaver: Account;
}

export async function siteWithLeaver(): Promise<Leaving> {
  const org = smallOrganization({ rules: 20, bornAt: START });
  const leaver = org.accounts.find(({ name }) => org.rules.some(({ rule }) => rule['name'] === `Notify ${name}`));
  if (leaver === undefined) {
    throw new Error('Nobody has a token in a rule.');
  }
  // What a rule is called is its author's business.
  const rename = (rule: JsonObject): JsonObject =>
    rule['name'] === `Notify ${leaver.name}` ? { ...rule, name: 'Notify the team' } : rule;
  const renamed = { ...org, rules: org.rules.map((stored) => ({ ...stored, rule: rename(stored.rule) })) };
  const world = await openWorld(await connectedSite(renamed, START));
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host);
  const at = new Date(START.getTime() + WEEK);
  const edited = renamed.rules.map((stored) => ({
    ...stored,
    rule: { ...stored.rule, updated: at.getTime() / 1000 - 3600 },
  }));
  return { moment: { state: momentOf(world).state, org: { ...renamed, rules: edited }, at }, leaver };
}

/**
 * The platform says that an account is closed while a scan reads that person's rule: at every point of the scan the
 * daily check comes, and the invocation that was at work dies or goes on. In the end nothing knows the person.
 */
export async function erasureTrials(site: Leaving, every: number): Promise<Trial[]> {
  const { points } = await faultFreeRun(site.moment);
  return (['goes on', 'is killed'] as const).flatMap((then) =>
    points
      .filter(({ index }) => index % every === 0)
      .map(({ index, phase, kind, label }) => ({
        kind: `an account is erased while a scan ${then}`,
        name: `point ${index}, ${phase} ${kind} ${label}`,
        run: () => eraseAt(site, index, then),
      })),
  );
}

async function eraseAt({ moment, leaver }: Leaving, at: number, then: 'goes on' | 'is killed'): Promise<TrialResult> {
  let isClosed = false;
  let check: Promise<unknown> = Promise.resolve();
  const world: World = await openWorld(moment, {
    onRequest: ({ path }) =>
      path === PRIVACY_PATH && isClosed
        ? { status: 200, json: { accounts: [{ accountId: leaver.accountId, status: 'closed' }] } }
        : undefined,
    hooks: {
      onLeave: ({ index }) => {
        if (index !== at) {
          return 'pass';
        }
        isClosed = true;
        check = checkNow(world).catch(() => undefined);
        return world.host.clock.sleep(HELD_MS).then(() => (then === 'is killed' ? 'kill' : 'pass'));
      },
    },
  });
  await fire(world, 'weekly-scan');
  const days = await passDays(world, async () => {
    await check;
    return isPublished(world, moment.at) && !isScanOpen(world) && tracesOf(leaver, world.state).length === 0;
  });
  const report = JSON.stringify(await world.admin.publishedReport());
  const traces = [...tracesOf(leaver, world.state), ...(isNamedIn(leaver, report) ? ['the published report'] : [])];
  const problems = [
    ...(days === undefined ? ['the scan did not end'] : []),
    ...traces.map((trace) => `the person is still in ${trace}`),
    // A day or two, not the next time that the platform is told who is kept.
    ...(days !== undefined && days > 2 ? [`it took ${days} days`] : []),
  ];
  return { verdict: problems.length === 0 ? 'same' : 'lost', difference: problems.join('; '), days };
}

/** The daily check with all it does, beside the invocation that is held. */
async function checkNow({ host }: World): Promise<void> {
  await fireSchedule(host, 'daily-check');
  const [event] = host.queue.pending().filter(({ body }) => body['step'] === 'check');
  await (event === undefined ? Promise.resolve() : deliverNow(host, event));
}

/** Keys of the store under which a name or an email still stands. */
function tracesOf(person: Account, state: HostState): string[] {
  return [...storedTexts(state)].filter(([, text]) => isNamedIn(person, text)).map(([key]) => key);
}

function isNamedIn({ name, email }: Account, text: string): boolean {
  return text.includes(name) || text.toLowerCase().includes(email.toLowerCase());
}

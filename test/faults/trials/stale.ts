import type { Lag } from '../../../local/forge-host/former-rows';
import { seededRandom } from '../../../local/cloud/seeded-random';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { fire } from '../support/scan-week';
import { smallOrganization } from '../support/small-organization';
import { runTrial, trialSite, type Trial, type TrialSite } from '../support/trial';
import { connectedSite, openWorld, momentOf } from '../support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
const WEEK = 7 * 86_400_000;
/** Milliseconds that a read may be behind. */
const LONGEST = 5000;
const RULES = 100;

/** Which reads are behind, and by how much. */
function lags(seed: string): Record<string, Lag> {
  const random = seededRandom(seed);
  return {
    'queries are behind': (kind) => (kind === 'query' ? LONGEST : 0),
    'all reads are behind': () => LONGEST,
    'reads are behind by chance': () => random.between(0, LONGEST),
  };
}

/** Scans on a store whose reads answer what was there some seconds ago: the first of a site, and one a week later. */
export async function staleTrials(times: number): Promise<Trial[]> {
  const first = trialSite(await connectedSite(smallOrganization({ rules: RULES, bornAt: START }), START));
  const second = await aWeekLater(first);
  return Object.entries({ first, second }).flatMap(([which, site]) =>
    Object.keys(lags('')).flatMap((name) =>
      Array.from({ length: name.endsWith('chance') ? times : 1 }, (_, number) => ({
        kind: `the store is old: ${name}`,
        name: `${which} scan, ${number}`,
        run: () => runTrial({ site, lag: lags(`${which} ${number}`)[name] ?? null }),
      })),
    ),
  );
}

async function aWeekLater({ moment }: TrialSite): Promise<TrialSite> {
  const world = await openWorld(moment);
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host);
  return trialSite({ ...momentOf(world), at: new Date(START.getTime() + WEEK) });
}

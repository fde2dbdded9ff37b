import { faultFreeRun } from '../support/fault-free-run';
import { smallOrganization } from '../support/small-organization';
import { runTrial, trialSite, type Fault, type Trial } from '../support/trial';
import { connectedSite, momentOf, openWorld, type Moment, type World } from '../support/world';
import { fire } from '../support/scan-week';
import { deliverEvents } from '../../../local/forge-host/run-events';

const HOUR = 3_600_000;
const BACK = { 'an hour': HOUR, 'a day': 24 * HOUR };
const START = new Date('2026-11-02T09:00:00.000Z');
/** What is said of people began before the earliest instant of a trial. */
const BORN = new Date(START.getTime() - 30 * HOUR);

/** The clock is set back between two steps of a scan, or right after it: nothing is told twice, nothing waits for ever. */
export async function clockTrials(): Promise<Trial[]> {
  const site = trialSite(await connectedSite(smallOrganization({ rules: 20, bornAt: BORN }), START));
  const run = await faultFreeRun(site.moment);
  const moments = [...run.quiet.slice(1).map(({ moment }) => moment), await scannedTwice(site.moment)];
  const from = (moment: Moment, back: number): Moment => ({ ...moment, at: new Date(moment.at.getTime() - back) });
  const begin = (world: World): Promise<void> => fire(world, 'weekly-scan');
  const last = moments.at(-2) ?? site.moment;
  const failing: Fault['onRemote'] = ({ label, at }) =>
    label.endsWith('/rule/summary') && at < last.at.getTime() ? { kind: 'status', status: 403 } : undefined;
  return Object.entries(BACK).flatMap(([name, back]) => [
    ...moments.map((moment, number) => ({
      kind: `the clock is set back by ${name}`,
      name: `after step ${number}`,
      run: () => runTrial({ site, from: from(moment, back), begin }),
    })),
    {
      kind: `the clock is set back by ${name}, and no rule can be listed`,
      name: 'after a scan',
      run: () => runTrial({ site, from: from(last, back), begin, onRemote: failing }),
    },
  ]);
}

/** With a weekly report and one of the day after. */
async function scannedTwice(moment: Moment): Promise<Moment> {
  const world = await openWorld(moment);
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host);
  world.host.clock.advanceTo(world.host.clock.now() + 24 * HOUR);
  await fire(world, 'daily-check');
  await deliverEvents(world.host);
  return momentOf(world);
}

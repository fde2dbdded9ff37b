import { firstScanOf } from './support/small-site';
import { sampleOf } from './support/sample';
import { runTrials } from './support/tally';
import { killTrials } from './trials/kill';

test('a scan that is killed at any point at which something leaves it or comes back ends with the same report', async () => {
  const { site, run } = await firstScanOf(34);
  const trials = killTrials(site, run, 'retried');
  const { losses } = await runTrials(trials);

  expect(trials.length).toBe(run.points.length);
  expect(trials.length).toBeGreaterThan(200);
  expect(losses).toEqual([]);

  // Few are left to the next day or week; the bench tries all of them.
  const unretried = sampleOf(killTrials(site, run, 'never-retried'), 31, 7);
  expect((await runTrials(unretried)).losses).toEqual([]);
}, 600_000);

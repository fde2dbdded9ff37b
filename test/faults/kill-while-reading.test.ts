import { firstScanOf } from './support/small-site';
import { runTrials } from './support/tally';
import { isReading, killTrials } from './trials/kill';

test('a scan that is killed at any point while rules are read ends with the same report', async () => {
  const { site, run } = await firstScanOf(90);
  const trials = killTrials(site, run, 'retried').filter((_, index) => isReading(run, index));
  const { losses } = await runTrials(trials);

  expect(trials.length).toBeGreaterThan(2 * 90);
  expect(losses).toEqual([]);
}, 600_000);

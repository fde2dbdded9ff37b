import { firstScanOf } from './support/small-site';
import { runTrials } from './support/tally';
import { killedInHost, killTrials } from './trials/kill';

test('a scan that is killed at any point at which something leaves it or comes back ends with the same report', async () => {
  const { site, run } = await firstScanOf(20);
  const trials = killTrials(site, run, 'retried');
  const { losses } = await runTrials(trials);

  expect(trials.length).toBe(run.points.length);
  expect(trials.length).toBeGreaterThan(200);
  expect(losses).toEqual([]);

  // Left to the watch, the next day or the next week: one in four here, all of them in the bench.
  const unretried = killTrials(site, run, 'never-retried').filter((_, index) => index % 4 === 1);
  expect(unretried.length).toBeGreaterThan(40);
  expect((await runTrials(unretried)).losses).toEqual([]);
}, 600_000);

test('what a killed invocation leaves behind is what the trial of it begins with', async () => {
  const { site, run } = await firstScanOf(20);
  const alone = run.remains.flatMap((remains, at) => (remains === undefined ? [] : [at]));
  const chosen = alone.filter((_, index) => index % 37 === 5);

  expect(chosen.length).toBeGreaterThan(3);
  const { losses } = await runTrials(
    chosen.map((at) => ({ kind: 'killed', name: `point ${at}`, run: () => killedInHost(site, run, 'retried', at) })),
  );
  expect(losses).toEqual([]);
}, 600_000);

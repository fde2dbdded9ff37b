import { runFuzz, searchFor } from './support/run-fuzz';

/** A bounded run; `npm run -s bench -- fuzz --runs 1000000 --seed 1` is the long one. */
it('mutated rules, imports, API answers and page inputs crash nothing and show no credential', async () => {
  const results = await runFuzz({ runs: 400, seed: 20_261_122 });

  expect(results.map(({ target }) => target)).toEqual([
    'rules',
    'imports',
    'API clients',
    'API answers',
    'page inputs',
  ]);
  expect(results.reduce((sum, { runs }) => sum + runs, 0)).toBeGreaterThanOrEqual(400);
  expect(results.flatMap(({ target, found }) => found.map((text) => `${target}, ${text}`))).toEqual([]);
}, 300_000);

it('would notice a credential that is shown', () => {
  const secret = 'ATATT3xFfGF0q8Zr2LmVx7TnBw4KpYs';
  const search = searchFor([secret]);

  search.look('rules', `name: ${secret.slice(14, 26)}`);

  expect(search.leaks).toHaveLength(1);
});

import { useCommandLine } from '../support/run-cli';
import { AT_ACME, scanCases } from './support';
import { SIBLING_CASES } from './own/siblings';

const { folder, run } = useCommandLine();

it('the fields beside a credential name its owner, where they mean who signs in', async () => {
  const results = await scanCases(run, folder, SIBLING_CASES, AT_ACME);

  expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
    results.map(({ name, expected }) => ({ name, found: expected })),
  );
  expect(results.length).toBeGreaterThanOrEqual(20);
});

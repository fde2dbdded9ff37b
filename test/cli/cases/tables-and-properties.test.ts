import { fillCases } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import { AT_ACME, USERS_COMPLETE, scanCases, scanReport } from './support';
import { TABLE_CASES } from './own/tables-and-properties';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

describe('lookup tables and properties', () => {
  it('are followed to their literals, and a property is named with who can read it', async () => {
    const { findings, coverage } = await scanReport(run, [
      path('14-lookup-table.json'),
      '--users',
      path('01-users.csv'),
      ...USERS_COMPLETE,
      ...AT_ACME,
    ]);
    const of = (name: string) => findings.filter(({ rule, subject }) => rule.name === name && subject === 'credential');

    for (const name of ['lookup table, get', 'lookup table, dot']) {
      expect(of(name)).toMatchObject([
        {
          level: 'broken',
          location: { via: ['secrets'] },
          credential: { visibility: 'literal' },
          owner: { email: 'gone@acme.example' },
        },
      ]);
      expect(of(name)[0]?.reasons[0]?.code).toBe('owner-not-found');
    }
    const [property] = of('project property');
    expect(property?.credential?.visibility).toBe('smart-value');
    expect(property?.advice[0]?.text).toMatch(/project property “token”.* can browse the project, without signing in/);
    expect(coverage.unknownComponents).toEqual({});
  });

  it('are followed in every form, and left where no credential stands', async () => {
    const results = await scanCases(run, folder, TABLE_CASES, AT_ACME);

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
      results.map(({ name, expected }) => ({ name, found: expected })),
    );
    expect(results.length).toBeGreaterThanOrEqual(25);
  });
});

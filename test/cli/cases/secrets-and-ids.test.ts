import { fillCases } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import { AT_ACME, scanCases, scanReport } from './support';
import { SECRET_CASES } from './own/secrets-and-ids';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

describe('ids that are secrets', () => {
  it('are found where only a secret stands, one in each rule', async () => {
    const { findings } = await scanReport(run, [path('04-uuid-secrets.json'), ...AT_ACME]);

    expect(
      findings
        .filter(({ subject }) => subject === 'credential')
        .map(({ rule, credential, location }) => [rule.name, credential?.kind, location.placement, location.name])
        .sort(),
    ).toEqual([
      ['Bearer', 'opaque', 'header', 'Authorization'],
      ['JSM alerts, body', 'opaque', 'body', 'apiKey'],
      ['JSM alerts, query', 'opaque', 'url-query', 'apiKey'],
      ['found today: GenieKey', 'opaque', 'header', 'Authorization'],
      ['header marked Hidden, API read', 'opaque', 'header', 'X-Token'],
      ['x-api-key', 'opaque', 'header', 'x-api-key'],
    ]);
  });

  it('are told from hashes, placeholders and headers that hold none', async () => {
    const { findings } = await scanReport(run, [path('12-false-alarms.json'), ...AT_ACME]);

    expect(findings.filter(({ subject }) => subject === 'credential')).toEqual([]);
  });

  it('are told from what looks like them in rules of other kinds', async () => {
    const results = await scanCases(run, folder, SECRET_CASES, AT_ACME);

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
      results.map(({ name, expected }) => ({ name, found: expected })),
    );
    expect(results.length).toBeGreaterThanOrEqual(30);
  });
});

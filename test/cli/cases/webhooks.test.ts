import { fillCases } from '../support/fill-case';
import { makeLetters } from '../support/make-secrets';
import { useCommandLine } from '../support/run-cli';
import { ACME_CLOUD, AT_ACME, JUDGED_AT, scanCases, scanReport } from './support';
import type { OwnCase } from './support';
import { HOOK_CASES } from './own/webhooks';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

const HEX = '0123456789abcdef';

/** The same token at every place that names it. */
function withTokens(cases: readonly OwnCase[]): OwnCase[] {
  const fill = (text: string): string =>
    text.replaceAll('@@TOKEN-A@@', makeLetters(771, 40, HEX)).replaceAll('@@TOKEN-B@@', makeLetters(772, 40, HEX));
  return cases.map(({ components, rule, ...one }): OwnCase => {
    const filled = JSON.parse(fill(JSON.stringify({ components, rule: rule ?? {} }))) as Pick<
      OwnCase,
      'components' | 'rule'
    >;
    return { ...one, ...filled };
  });
}

describe('rules that start rules', () => {
  it('are found at a server of one’s own', async () => {
    const { findings } = await scanReport(run, [
      path('11-data-center.json'),
      ...JUDGED_AT,
      '--site',
      'jira.acme.example',
    ]);

    expect(findings.filter(({ subject }) => subject === 'credential')).toMatchObject([
      {
        credential: { kind: 'automation-webhook' },
        destination: { audience: 'own-site' },
        location: { placement: 'url-path' },
      },
    ]);
  });

  it('are joined with the rules that they start, and say what became of those', async () => {
    const results = await scanCases(run, folder, withTokens(HOOK_CASES), [...AT_ACME, '--cloud-id', ACME_CLOUD]);

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
      results.map(({ name, expected }) => ({ name, found: expected })),
    );
    expect(results.length).toBeGreaterThanOrEqual(18);
  });
});

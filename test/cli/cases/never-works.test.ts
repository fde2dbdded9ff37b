import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillCases, fillText } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import {
  ACME_CLOUD,
  AT_ACME,
  TOKENS_COMPLETE,
  USERS_COMPLETE,
  caseRule,
  request,
  scanCases,
  scanReport,
} from './support';
import { NEVER_CASES } from './own/never-works';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

describe('credentials that never work', () => {
  it('are broken, with what works instead', async () => {
    const { findings } = await scanReport(run, [
      path('10-never-works.json'),
      '--users',
      path('01-users.csv'),
      ...AT_ACME,
      '--cloud-id',
      ACME_CLOUD,
    ]);
    const [password, service] = ['password at a Cloud site', 'service account token at the site address'].map((name) =>
      findings.find(({ rule, subject }) => rule.name === name && subject === 'credential'),
    );

    expect([password?.level, password?.reasons[0]?.code, password?.advice[0]?.code]).toEqual([
      'broken',
      'password-refused',
      'replace-password',
    ]);
    expect([service?.level, service?.reasons[0]?.code]).toEqual(['broken', 'token-wrong-address']);
    expect(service?.advice[0]?.text).toContain(`https://api.atlassian.com/ex/jira/${ACME_CLOUD}/…`);
  });

  it('are told from those that do', async () => {
    const results = await scanCases(run, folder, NEVER_CASES, [...AT_ACME, '--cloud-id', ACME_CLOUD]);

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
      results.map(({ name, expected }) => ({ name, found: expected })),
    );
    expect(results.length).toBeGreaterThanOrEqual(18);
  });

  it('name a token that was made with scopes, where the owner has none without', async () => {
    const rule = caseRule({
      name: 'scoped',
      components: [
        request('https://acme.atlassian.net/rest/api/3/issue', [
          ['Authorization', 'Basic @@BASIC integration@acme.example@@'],
        ]),
      ],
    });
    const account = { id: '712020:00000000-0000-4000-8000-00000000000a', email: 'integration@acme.example' };
    const record = (id: string, scopes: string[]): unknown => ({
      id,
      label: id,
      status: 'ALLOWED',
      createdAt: '2026-03-01T00:00:00Z',
      expiresAt: '2027-03-01T00:00:00Z',
      scopes,
      user: { ...account, name: 'Integration' },
    });
    const user = {
      accountId: account.id,
      email: account.email,
      status: 'active',
      accountStatus: 'active',
      claimStatus: 'managed',
    };
    const save = (name: string, json: unknown): string => {
      writeFileSync(join(folder, name), fillText(JSON.stringify(json)));
      return join(folder, name);
    };
    const rules = save('scoped.json', rule);
    const users = save('scoped-users.json', { data: [user] });
    const judged = async (...records: unknown[]): Promise<unknown> => {
      const tokens = save('scoped-tokens.json', { data: records });
      const report = await scanReport(run, [
        rules,
        '--users',
        users,
        '--tokens',
        tokens,
        ...USERS_COMPLETE,
        ...TOKENS_COMPLETE,
        ...AT_ACME,
      ]);
      const finding = report.findings.find(({ subject }) => subject === 'credential');
      return [finding?.level, finding?.reasons.map(({ code }) => code).includes('token-wrong-address')];
    };

    expect(await judged(record('with scopes', ['read:jira-work']))).toEqual(['broken', true]);
    expect(await judged(record('with scopes', ['read:jira-work']), record('without', []))).toEqual(['ok', false]);
    expect(await judged(record('without', []))).toEqual(['ok', false]);
  });
});

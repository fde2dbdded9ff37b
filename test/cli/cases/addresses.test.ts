import { fillCases } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import { ACME_CLOUD, AT_ACME, USERS_COMPLETE, request, scanCases, scanReport, variable } from './support';
import { ADDRESS_CASES } from './own/addresses';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

describe('smart values that hold the site’s own address', () => {
  it('count as own site: who left, is suspended, or uses a token of the old form there is broken', async () => {
    const { findings } = await scanReport(run, [
      path('01-baseurl.json'),
      '--users',
      path('01-users.csv'),
      ...USERS_COMPLETE,
      ...AT_ACME,
    ]);
    const credentials = findings.filter(({ subject }) => subject === 'credential');

    expect(
      Object.fromEntries(
        credentials.map(({ rule, level, destination, reasons, credential }) => [
          rule.name,
          [level, destination.audience, credential?.kind, reasons[0]?.code],
        ]),
      ),
    ).toEqual({
      leaver: ['broken', 'own-site', 'atlassian-user-token', 'owner-not-found'],
      suspended: ['broken', 'own-site', 'atlassian-user-token', 'owner-suspended'],
      'legacy 24': ['broken', 'own-site', 'atlassian-legacy-token', 'legacy-token-expired'],
      'same leaver, address written out': ['broken', 'own-site', 'atlassian-user-token', 'owner-not-found'],
    });
  });

  it('name the own site by its cloud id in any path of the gateway', async () => {
    const args = ['--users', path('01-users.csv'), ...USERS_COMPLETE, ...AT_ACME];
    const own = await scanReport(run, [path('09-jsm-ops-own-cloud.json'), ...args, '--cloud-id', ACME_CLOUD]);
    const other = await scanReport(run, [
      path('09-jsm-ops-own-cloud.json'),
      ...args,
      '--cloud-id',
      ACME_CLOUD.replace('1', '2'),
    ]);

    const credential = ({ findings }: typeof own) => findings.find(({ subject }) => subject === 'credential');
    expect(credential(own)).toMatchObject({ level: 'broken', destination: { audience: 'own-site' } });
    expect(credential(own)?.reasons[0]?.code).toBe('owner-not-found');
    expect(credential(other)?.destination.audience).toBe('other-atlassian-site');
    expect(credential(other)?.level).toBe('unknown');
  });

  it('are own site on a server of one’s own as well, where a password is nothing to be refused', async () => {
    const cases = [
      {
        name: 'server',
        components: [
          request('{{baseUrl}}/rest/api/2/issue', [['Authorization', 'Basic @@PW integration@acme.example@@']]),
        ],
        expected: [
          { audience: 'own-site', kind: 'basic-password', without: ['password-refused', 'legacy-token-expired'] },
        ],
        rule: { actorAccountId: 'JIRAUSER10100' },
      },
      {
        name: 'server, 24 characters',
        components: [
          variable('home', '{{baseUrl}}'),
          request('{{home}}/rest/api/2/issue', [['Authorization', 'Basic @@LEGACY integration@acme.example@@']]),
        ],
        expected: [
          { audience: 'own-site', kind: 'basic-password', without: ['password-refused', 'legacy-token-expired'] },
        ],
        rule: { actorAccountId: 'JIRAUSER10100' },
      },
    ];
    for (const { name, found, expected } of await scanCases(
      run,
      folder,
      cases,
      ['--now', '2026-11-28', '--site', 'jira.acme.example'],
      false,
    )) {
      expect([name, found]).toEqual([name, expected]);
    }
  });
});

describe('addresses as people write them', () => {
  it('go where they go', async () => {
    const results = await scanCases(run, folder, ADDRESS_CASES, [...AT_ACME, '--cloud-id', ACME_CLOUD]);
    const right = results.map(({ name, expected }) => ({ name, found: expected }));

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(right);
    expect(results.length).toBeGreaterThanOrEqual(20);
  });
});

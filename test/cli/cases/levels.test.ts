import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillCases, fillText } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import { AT_ACME, caseRule, request, scanCases, scanReport } from './support';
import type { Expected, OwnCase } from './support';

const { folder, run } = useCommandLine();
const path = fillCases(folder);

const LEAVER = '712020:00000000-0000-4000-8000-00000000000b';
const USERS = ['--users', path('03-users.csv')];

function send(name: string, url: string, value: string, expected: Expected): OwnCase {
  return { name, components: [request(url, [['Authorization', value]])], expected: [expected] };
}

/** What is left of a level when the owner's account is deactivated. */
const CASES: readonly OwnCase[] = [
  send(
    'Atlassian’s token at Atlassian',
    'https://acme.atlassian.net/rest/api/3/issue',
    'Basic @@BASIC leaver@acme.example@@',
    { level: 'broken', reasons: ['owner-deactivated'] },
  ),
  send('Atlassian’s token handed to somebody', 'https://relay.example.org/', 'Basic @@BASIC leaver@acme.example@@', {
    level: 'broken',
    reasons: ['owner-deactivated'],
  }),
  send(
    'a password at somebody else’s service',
    'https://jenkins.acme.example/job/x',
    'Basic @@PW leaver@acme.example@@',
    {
      level: 'watch',
      reasons: ['owner-deactivated'],
      says: ['whether the service that the secret is for still takes it is not known', 'Find out at the service'],
    },
  ),
  send('a password at a host that is not known', '{{webhookData.url}}', 'Basic @@PW leaver@acme.example@@', {
    level: 'watch',
    reasons: ['owner-deactivated'],
  }),
  send('a password at Atlassian', 'https://acme.atlassian.net/rest/api/3/issue', 'Basic @@PW leaver@acme.example@@', {
    level: 'broken',
    reasons: ['password-refused', 'owner-deactivated'],
  }),
];

describe('an account that is gone', () => {
  it('stops the rule that acts as it', async () => {
    const { findings } = await scanReport(run, [path('15-actor-gone.json'), ...USERS, ...AT_ACME]);

    const actor = findings.find(({ subject }) => subject === 'actor');
    expect([actor?.level, actor?.reasons[0]?.code, actor?.advice[0]?.text]).toEqual([
      'broken',
      'actor-inactive',
      'Choose another actor for “actor gone”, for example “Automation for Jira”, in the rule’s details.',
    ]);
  });

  it('is replaced by whoever edits the rule in Confluence', async () => {
    const rule = caseRule({
      name: 'of pages',
      components: [],
      rule: {
        trigger: { component: 'TRIGGER', type: 'confluence.page.published', value: {} },
        actor: { type: 'ACCOUNT_ID', actor: LEAVER },
      },
    });
    writeFileSync(join(folder, 'pages.json'), JSON.stringify(rule));
    const { findings } = await scanReport(run, [join(folder, 'pages.json'), ...USERS, ...AT_ACME]);

    const actor = findings.find(({ subject }) => subject === 'actor');
    expect([actor?.level, actor?.advice[0]?.text]).toEqual([
      'broken',
      expect.stringContaining('set yourself as its actor') as string,
    ]);
  });

  it('decides over Atlassian’s secrets, not over those of others', async () => {
    const results = await scanCases(run, folder, CASES, [...USERS, ...AT_ACME]);

    expect(results.map(({ name, found }) => ({ name, found }))).toEqual(
      results.map(({ name, expected }) => ({ name, found: expected })),
    );
  });
});

describe('advice on the command line', () => {
  it('names nothing that only the app has', async () => {
    const cases = [
      send('masked', 'https://acme.atlassian.net/', '***', {}),
      send('nameless', 'https://acme.atlassian.net/', 'Bearer @@ATATT@@', {}),
      send('third party', 'https://ci.example.org/', 'Bearer @@UUID@@', {}),
      send('leaver', 'https://ci.example.org/', 'Basic @@PW leaver@acme.example@@', {}),
      send('smart', 'https://ci.example.org/', '{{issue.properties.x}}', {}),
    ];
    const file = join(folder, 'advice.json');
    writeFileSync(file, fillText(JSON.stringify(cases.map(caseRule))));
    const { findings } = await scanReport(run, [file, ...USERS, ...AT_ACME]);
    const texts = findings.flatMap(({ advice }) => advice.map(({ text }) => text));

    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) {
      expect(text).not.toMatch(/admin page|declare|assign the owner/i);
    }
  });
});

import type { Account } from '../account';
import { makeAppPassword, makeJwt, makeLegacyToken, makeOpaque, makeToken, withWrongChecksum } from '../make-token';
import { basic } from '../rule-builder';
import type { DemoBuilder } from './demo-builder';

/** One thing that goes wrong (or right) on real sites, as rules, tokens and accounts. */
type Scenario = (demo: DemoBuilder) => void;

/** Takes the next active account; each scenario about tokens needs an owner of its own. */
function nextOwner(demo: DemoBuilder): Account {
  const owner = demo.people.active.shift();
  if (owner === undefined) {
    throw new Error('The demo organization has too few active people for its scenarios.');
  }
  demo.people.active.push(owner);
  return owner;
}

const healthy: Scenario = (demo) => {
  const jobs = ['Update fix version on release', 'Post build result', 'Sync assignee to HR', 'Create deployment issue'];
  for (let index = 0; index < 28; index += 1) {
    const owner = nextOwner(demo);
    const scoped = index % 4 === 0;
    const token = demo.token(owner, { expiresInDays: 95 + index * 8, scoped });
    const job = `${jobs[index % jobs.length] ?? 'Sync'}: ${owner.name}`;
    const url = scoped ? demo.gatewayUrl() : demo.siteUrl();
    demo.request({ name: job, author: owner, enabled: index % 9 !== 8 }, url, [demo.basicHeader(owner, token)]);
    if (index % 3 === 0) {
      const body = JSON.stringify({ fields: { labels: ['synced'] } });
      demo.request({ name: `${job} (nightly)`, author: owner }, url, [demo.basicHeader(owner, token)], { body });
    }
  }
};

/** Days until the token ends, one rule each: both sides of every step of the ladder. */
const expiring: Scenario = (demo) => {
  for (const days of [0, 2, 5, 7, 8, 14, 25, 30, 31, 45, 60, 75, 90, 91]) {
    const owner = nextOwner(demo);
    const token = demo.token(owner, { expiresInDays: days });
    demo.request({ name: `Notify change board, ${owner.name}` }, demo.siteUrl(), [demo.basicHeader(owner, token)]);
  }
};

const dead: Scenario = (demo) => {
  for (const days of [-1, -40, -170]) {
    const owner = nextOwner(demo);
    const token = demo.token(owner, { expiresInDays: days, createdDaysAgo: 330 });
    demo.request({ name: `Escalate overdue tasks, ${owner.name}`, updatedDaysAgo: 20 - days }, demo.siteUrl(), [
      demo.basicHeader(owner, token),
    ]);
  }
  for (const name of ['Mirror incidents to the status page', 'Fetch on-call engineer']) {
    const owner = nextOwner(demo);
    demo.request({ name }, demo.siteUrl(), [
      demo.basicHeader(owner, demo.token(owner, { expiresInDays: 150, blocked: true })),
    ]);
  }
  for (const name of ['Update parent estimate', 'Archive finished epics']) {
    const owner = nextOwner(demo);
    demo.request({ name }, demo.siteUrl(), [
      demo.basicHeader(owner, demo.token(owner, { expiresInDays: 150, revoked: true })),
    ]);
  }
};

const ambiguous: Scenario = (demo) => {
  const owner = nextOwner(demo);
  const tokens = [12, 80, 300].map((expiresInDays) =>
    demo.token(owner, { expiresInDays, label: `script ${expiresInDays}` }),
  );
  const [used] = tokens;
  if (used !== undefined) {
    demo.request({ name: 'Sync components with the service catalog' }, demo.siteUrl(), [demo.basicHeader(owner, used)]);
  }
  const calm = nextOwner(demo);
  const [first] = [200, 260].map((expiresInDays) => demo.token(calm, { expiresInDays }));
  if (first !== undefined) {
    demo.request({ name: 'Link pull requests to stories' }, demo.siteUrl(), [demo.basicHeader(calm, first)]);
  }
};

const leavers: Scenario = (demo) => {
  const { people } = demo;
  const gone = [
    ...people.forDeletion,
    ...people.deactivated,
    ...people.suspended,
    ...people.noAccess,
    ...people.closed,
    ...people.deleted,
  ];
  for (const [index, owner] of gone.entries()) {
    const token = demo.token(owner, { expiresInDays: 120 + index * 5 });
    const header = demo.basicHeader(owner, token);
    demo.request({ name: `Report to finance: ${owner.name}`, author: owner }, demo.siteUrl(), [header]);
    if (index % 4 === 0) {
      demo.request({ name: `Monthly statement: ${owner.name}`, enabled: false }, demo.siteUrl(), [header]);
    }
  }
  demo.request({ name: 'Copy customer feedback to the backlog' }, demo.siteUrl(), [
    {
      name: 'Authorization',
      value: basic('former.integrations@example.com', makeToken(demo.random.fork('former'), 'user')),
    },
  ]);
};

const unmanaged: Scenario = (demo) => {
  for (const owner of demo.people.unmanaged.slice(0, 5)) {
    demo.request({ name: `Exchange tickets with ${owner.name}` }, demo.siteUrl(), [
      demo.basicHeader(owner, demo.token(owner, { expiresInDays: 200 })),
    ]);
  }
};

const serviceAccounts: Scenario = (demo) => {
  const left = [210, 300, 150, 340, 20, -15, 260, 5];
  for (const [index, account] of demo.people.serviceAccounts.entries()) {
    const token = demo.token(account, { expiresInDays: left[index] ?? 200, createdDaysAgo: 60 });
    const value = index % 2 === 0 ? basic(account.email, token.value) : `Bearer ${token.value}`;
    demo.request({ name: `${account.name}: add release note` }, demo.gatewayUrl(), [
      { name: 'Authorization', value, secure: true },
    ]);
  }
};

const nameless: Scenario = (demo) => {
  for (const name of ['Trigger nightly export', 'Refresh dashboard gadgets', 'Recalculate team capacity']) {
    const owner = nextOwner(demo);
    const token = demo.token(owner, { expiresInDays: 180 });
    demo.request({ name }, demo.siteUrl(), [{ name: 'Authorization', value: `Bearer ${token.value}`, secure: true }]);
  }
  const key = demo.key(demo.people.admin, 'user report', 40, ['read:directories:admin']);
  demo.request({ name: 'Count licensed users' }, `https://api.atlassian.com/admin/v1/orgs/${demo.site.orgId}/users`, [
    { name: 'Authorization', value: `Bearer ${key.value}`, secure: true },
  ]);
  const owner = nextOwner(demo);
  demo.request(
    { name: 'Ask the other site for its versions' },
    'https://sister.atlassian.net/rest/api/3/version/{{version.id}}',
    [demo.basicHeader(owner, demo.token(owner, { expiresInDays: 66 }))],
  );
};

const retired: Scenario = (demo) => {
  const random = demo.random.fork('retired');
  for (const name of ['Set watchers from team field', 'Old escalation mail']) {
    const owner = nextOwner(demo);
    demo.request({ name, updatedDaysAgo: 1500 }, demo.siteUrl(), [
      { name: 'Authorization', value: basic(owner.email, makeLegacyToken(random)) },
    ]);
  }
  demo.request(
    { name: 'Create branch for story' },
    'https://api.bitbucket.org/2.0/repositories/example/app/refs/branches',
    [{ name: 'Authorization', value: basic('release-automation', makeAppPassword(random)), secure: true }],
    { body: '{"name":"{{issue.key}}"}' },
  );
  for (const [days, name] of [
    [-20, 'Publish metrics'],
    [20, 'Publish forecasts'],
    [200, 'Publish budgets'],
  ] as const) {
    demo.request(
      { name },
      'https://metrics.example.org/v1/push',
      [{ name: 'Authorization', value: `Bearer ${makeJwt(random, demo.days(days))}`, secure: true }],
      { body: '{"issue":"{{issue.key}}"}' },
    );
  }
  const owner = nextOwner(demo);
  const token = demo.token(owner, { expiresInDays: 180 });
  demo.request({ name: 'Send test results to quality' }, demo.siteUrl(), [
    { name: 'Authorization', value: basic(owner.email, withWrongChecksum(token.value)) },
  ]);
};

const hidden: Scenario = (demo) => {
  const { build } = demo;
  for (const name of [
    'Copy of Notify change board',
    'Copy of Fetch on-call engineer',
    'Imported: page the duty manager',
  ]) {
    // A hidden header is lost when a rule is duplicated or imported: it is stored empty.
    demo.request({ name }, demo.siteUrl(), [{ name: 'Authorization', value: '', secure: true }]);
  }
  demo.request({ name: 'Start pipeline with project token' }, 'https://ci.example.org/api/run', [
    { name: 'Authorization', value: 'Bearer {{issue.project.properties.ci.token}}' },
  ]);
  demo.request(
    { name: 'Migrated: merge request for story' },
    'https://gitlab.example.org/api/v4/projects/7/merge_requests',
    [{ name: 'Private-Token', value: { keyOrValue: 'gitlab merge token', secret: true } }],
  );
  const owner = nextOwner(demo);
  const token = demo.token(owner, { expiresInDays: 40 });
  demo.rule({ name: 'Build the header step by step' }, [
    build.variable('apiUser', owner.email),
    build.variable('apiToken', token.value),
    build.variable('credentials', '{{apiUser}}:{{apiToken}}'),
    build.webRequest(demo.siteUrl(), [{ name: 'Authorization', value: 'Basic {{credentials.asBase64}}' }]),
  ]);
};

const thirdParty: Scenario = (demo) => {
  const random = demo.random.fork('third party');
  const secret = (length = 40): string => makeOpaque(random, length);
  const post = (name: string, url: string, header: string, value: string): void => {
    demo.request({ name }, url, [{ name: header, value, secure: random.chance(0.5) }], {
      body: '{"text":"{{issue.key}}"}',
    });
  };
  for (const team of ['web', 'mobile', 'data']) {
    post(
      `Dispatch ${team} workflow`,
      `https://api.github.com/repos/example/${team}/dispatches`,
      'Authorization',
      `Bearer ghp_${secret(36)}`,
    );
  }
  post(
    'Open incident with the provider',
    'https://api.pager.example/incidents',
    'Authorization',
    `Token token=${secret(20)}`,
  );
  post(
    'Start GitLab pipeline',
    'https://gitlab.com/api/v4/projects/1/pipeline',
    'Private-Token',
    `glpat-${secret(20)}`,
  );
  post('Push to the data lake', 'https://lake.example.org/ingest', 'X-Api-Key', secret());
  post(
    'Restart staging',
    'https://jenkins.example.org/job/restart/build',
    'Authorization',
    basic('jenkins-bot', secret(20)),
  );
  demo.request(
    { name: 'Announce releases in chat' },
    `https://hooks.slack.com/services/T${secret(8).toUpperCase()}/B${secret(8).toUpperCase()}/${secret(24)}`,
    [],
    { body: '{"text":"{{version.name}}"}' },
  );
  demo.request(
    { name: 'Look up the customer' },
    `https://crm.example.org/v2/customers?email={{issue.reporter}}&api_key=${secret(32)}`,
    [],
  );
  demo.request({ name: 'Write to the archive' }, 'https://archive.example.org/documents', [], {
    body: JSON.stringify({ issue: '{{issue.key}}', client_secret: secret(32) }),
  });
};

const places: Scenario = (demo) => {
  const inUrl = nextOwner(demo);
  const urlToken = demo.token(inUrl, { expiresInDays: 33 });
  const userInfo = `${encodeURIComponent(inUrl.email)}:${encodeURIComponent(urlToken.value)}`;
  demo.request(
    { name: 'Read filter with address credentials' },
    `https://${userInfo}@${demo.site.host}/rest/api/3/filter/10001`,
    [],
  );
  const inBody = nextOwner(demo);
  const bodyToken = demo.token(inBody, { expiresInDays: 300 });
  demo.request({ name: 'Hand the job to the relay' }, 'https://relay.example.org/jobs', [], {
    body: JSON.stringify({ url: demo.siteUrl(), user: inBody.email, token: bodyToken.value }),
  });
};

const shared: Scenario = (demo) => {
  const owner = nextOwner(demo);
  const token = demo.token(owner, { expiresInDays: 220, label: 'all team rules' });
  for (const team of ['Web', 'Mobile', 'Data', 'Billing', 'Search', 'Payments', 'Accounts']) {
    demo.request({ name: `Team ${team}: update roadmap` }, demo.siteUrl(), [demo.basicHeader(owner, token)]);
  }
};

const dependsOnPeople: Scenario = (demo) => {
  const { people, build, random } = demo;
  for (const person of [...people.deactivated.slice(0, 2), ...people.forDeletion.slice(0, 1)]) {
    demo.rule({ name: `Transition on behalf of ${person.name}`, author: people.admin, actorId: person.accountId }, [
      build.comment('Moved on by the rule.'),
    ]);
  }
  for (const person of [...people.deactivated, ...people.closed]) {
    demo.rule({ name: `Weekly summary by ${person.name}`, author: person }, [build.log('{{now}}')]);
  }
  for (const person of [
    people.admin,
    people.active[0],
    people.deactivated[1],
    people.deleted[0],
    people.suspended[0],
  ]) {
    if (person === undefined) continue;
    const connectionId = random.uuid();
    const step = { ...build.action('confluence.create.page', { title: '{{issue.summary}}' }), connectionId };
    demo.rule(
      {
        name: `Publish meeting notes for ${person.name}`,
        connections: [
          {
            id: connectionId,
            accountId: person.accountId,
            connectionTargetKey: 'com.atlassian.confluence.native',
            targetConfigJson: '{}',
            authType: 'OAUTH_3LO',
            createdAt: demo.days(-200) / 1000,
            updatedAt: demo.days(-100) / 1000,
            container: { id: 'rule', containerType: 'RULE' },
          },
        ],
      },
      [step],
    );
  }
};

const confluence: Scenario = (demo) => {
  const owner = nextOwner(demo);
  const token = demo.token(owner, { expiresInDays: 70 });
  demo.request(
    { name: 'Tell Jira about a new page', product: 'confluence' },
    demo.siteUrl('/rest/api/3/issue/DOC-1/comment'),
    [demo.basicHeader(owner, token)],
    { body: '{"body":"{{page.title}}"}' },
  );
  for (const name of ['Archive old pages', 'Remind page owners', 'Label meeting notes', 'Publish minutes']) {
    demo.rule({ name, product: 'confluence' }, [demo.build.action('confluence.page.label', { label: 'auto' })]);
  }
};

/** Tokens that no rule uses: scripts elsewhere, or forgotten. */
const unused: Scenario = (demo) => {
  for (const label of ['laptop', 'test script', 'old migration', 'cli', 'backup job', 'spreadsheet']) {
    demo.token(nextOwner(demo), { expiresInDays: demo.random.between(5, 330), label, idle: label === 'old migration' });
  }
};

export const SCENARIOS: Scenario[] = [
  healthy,
  expiring,
  dead,
  ambiguous,
  leavers,
  unmanaged,
  serviceAccounts,
  nameless,
  retired,
  hidden,
  thirdParty,
  places,
  shared,
  dependsOnPeople,
  confluence,
  unused,
];

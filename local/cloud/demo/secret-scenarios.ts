import { makeAppPassword, makeJwt, makeLegacyToken, makeOpaque, withWrongChecksum } from '../make-token';
import { basic } from '../rule-builder';
import { nextOwner, type Scenario } from './scenario';

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

/** Credentials that their address refuses, whoever owns them. */
const refused: Scenario = (demo) => {
  const owner = nextOwner(demo);
  demo.request({ name: 'Close tickets of the old portal', updatedDaysAgo: 2600 }, demo.siteUrl(), [
    { name: 'Authorization', value: basic(owner.email, `Autumn-${demo.random.text(6, '0123456789')}!`) },
  ]);
  const [account] = demo.people.serviceAccounts;
  if (account === undefined) {
    return;
  }
  const token = demo.token(account, { expiresInDays: 250, createdDaysAgo: 60, label: 'moved from a person' });
  demo.request({ name: 'Copy fix versions, moved to a service account' }, demo.siteUrl(), [
    demo.basicHeader(account, token),
  ]);
};

/** Ways by which a credential comes to a request, and addresses that name no host. */
const roundabout: Scenario = (demo) => {
  const { build } = demo;
  const bySmartValue = nextOwner(demo);
  const smartToken = demo.token(bySmartValue, { expiresInDays: 22 });
  demo.request(
    { name: 'Comment through the address of the work item' },
    '{{issue.self.replaceAll("/rest/.*", "")}}/rest/api/3/issue/{{issue.key}}/comment',
    [demo.basicHeader(bySmartValue, smartToken)],
  );
  const byTable = nextOwner(demo);
  const tableToken = demo.token(byTable, { expiresInDays: 52 });
  demo.rule({ name: 'Choose the token by project' }, [
    build.lookupTable('tokens', { [demo.site.host]: basic(byTable.email, tableToken.value), test: 'none' }),
    build.webRequest('{{baseUrl}}/rest/api/3/search/jql', [
      { name: 'Authorization', value: `{{tokens.get("${demo.site.host}")}}` },
    ]),
  ]);
  const byProperty = nextOwner(demo);
  const propertyToken = demo.token(byProperty, { expiresInDays: 190 });
  demo.rule({ name: 'Keep the token in the project' }, [
    build.setProperty('PROJECT', 'sync.token', basic(byProperty.email, propertyToken.value)),
    build.webRequest(demo.siteUrl(), [{ name: 'Authorization', value: '{{issue.project.properties.sync.token}}' }]),
  ]);
  demo.request({ name: 'Page the team on call' }, 'https://api.atlassian.com/jsm/ops/integration/v2/alerts', [
    { name: 'Authorization', value: `GenieKey ${demo.random.uuid()}` },
  ]);
};

/** Rules that start rules. */
const chained: Scenario = (demo) => {
  const secret = (name: string): string => demo.random.fork(name).text(40, '0123456789abcdef');
  const started = (name: string, webhookToken: string, enabled = true): string =>
    demo.rule(
      { name, enabled, trigger: ['jira.incoming.webhook', { webhookToken, searchOrProvide: 'none', jql: '' }] },
      [demo.build.log('{{webhookData}}')],
    ).uuid;
  const notes = secret('notes');
  const called = started('Publish release notes', notes);
  demo.request(
    { name: 'Start the release notes when a version is released' },
    `https://api-private.atlassian.com/automation/webhooks/jira/a/${demo.site.cloudId}/${called}`,
    [{ name: 'X-Automation-Webhook-Token', value: notes, secure: true }],
    { body: '{"version":"{{version.name}}"}' },
  );
  const archive = secret('archive');
  started('Archive finished boards', archive, false);
  demo.request(
    { name: 'Start the archive every quarter' },
    `https://automation.atlassian.com/pro/hooks/${archive}`,
    [],
  );
};

/** Other kinds of secrets, and other places they sit in. */
export const SECRET_SCENARIOS: Scenario[] = [
  retired,
  hidden,
  thirdParty,
  places,
  confluence,
  refused,
  roundabout,
  chained,
];

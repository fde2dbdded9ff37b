import { makeToken } from '../make-token';
import { basic } from '../rule-builder';
import { nextOwner, type Scenario } from './scenario';

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
    if (person === undefined) {
      continue;
    }
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

/** Owners who leave, cannot be seen, or are not named. */
export const PEOPLE_SCENARIOS: Scenario[] = [leavers, unmanaged, serviceAccounts, nameless, dependsOnPeople];

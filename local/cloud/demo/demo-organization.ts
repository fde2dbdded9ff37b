import type { Organization } from '../organization';
import { seededRandom } from '../seeded-random';
import { DemoBuilder } from './demo-builder';
import { addOrdinaryRules } from './ordinary-rules';
import { makePeople } from './people';
import { PEOPLE_SCENARIOS } from './people-scenarios';
import { SECRET_SCENARIOS } from './secret-scenarios';
import { TOKEN_SCENARIOS } from './token-scenarios';

export interface DemoOptions {
  seed: number;
  /** The instant the organization is seen at first; every date in it is relative to this. */
  bornAt: Date;
  rules?: number;
  tokens?: number;
}

/** What the app needs of an organization key. */
export const KEY_SCOPES = [
  'read:orgs:admin',
  'read:tokens:admin',
  'read:keys:admin',
  'read:directories:admin',
  'read:accounts:admin',
  'read:service-accounts:admin',
  'read:service-accounts-tokens:admin',
  'read:events:admin',
];

/**
 * A pretend organization of about 400 rules, 120 people and 90 tokens in which everything that the app can find is
 * there at least once. The same seed and instant give the same organization, tokens included; none is written down.
 */
export function demoOrganization(options: DemoOptions): Organization {
  const random = seededRandom(options.seed);
  const now = options.bornAt.getTime();
  const site = { host: 'example.atlassian.net', cloudId: random.uuid(), orgId: random.uuid() };
  const people = makePeople(random.fork('people'), now);
  const demo = new DemoBuilder(random.fork('rules'), people, now, site);

  const own = demo.token(people.admin, { expiresInDays: 45, label: 'Automation Token Watch' });
  const ownKey = demo.key(people.admin, 'Automation Token Watch', 21, KEY_SCOPES);
  for (const scenario of [...TOKEN_SCENARIOS, ...PEOPLE_SCENARIOS, ...SECRET_SCENARIOS]) {
    scenario(demo);
  }
  addOrdinaryRules(demo, options.rules ?? 400);
  while (demo.tokens.length < (options.tokens ?? 90)) {
    demo.token(random.pick([people.admin, ...people.active]), {
      expiresInDays: random.between(20, 330),
      label: 'script',
    });
  }

  return {
    id: site.orgId,
    name: 'Example Organization',
    cloudId: site.cloudId,
    host: site.host,
    accounts: people.all,
    tokens: demo.tokens,
    // A site lists its rules in no order that tells anything.
    rules: random.fork('order').shuffled(demo.rules),
    projects: [
      { id: '10000', key: 'OPS', name: 'Operations' },
      { id: '10001', key: 'ADM', name: 'Jira Administration' },
      { id: '10002', key: 'DEV', name: 'Development' },
    ],
    groups: [
      { id: random.uuid(), name: 'jira-administrators', memberIds: [people.admin.accountId] },
      { id: random.uuid(), name: 'platform-team', memberIds: people.active.slice(0, 5).map((one) => one.accountId) },
    ],
    projectAdminIds: people.active.slice(5, 8).map((one) => one.accountId),
    admin: { accountId: people.admin.accountId, email: people.admin.email, tokenId: own.id, keyId: ownKey.id },
  };
}

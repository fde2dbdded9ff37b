import { DemoBuilder } from '../../../local/cloud/demo/demo-builder';
import { addOrdinaryRules } from '../../../local/cloud/demo/ordinary-rules';
import { makePeople } from '../../../local/cloud/demo/people';
import type { Organization } from '../../../local/cloud/organization';
import { seededRandom } from '../../../local/cloud/seeded-random';

const SITE = {
  host: 'example.atlassian.net',
  cloudId: '0c5a2b9e-1111-4222-8333-00000000c10d',
  orgId: '0c5a2b9e-1111-4222-8333-0000000000a6',
};

const KEY_SCOPES = [
  'read:orgs:admin',
  'read:tokens:admin',
  'read:keys:admin',
  'read:directories:admin',
  'read:events:admin',
  'read:accounts:admin',
  'read:service-accounts:admin',
  'read:service-accounts-tokens:admin',
];

/** Days until the token of each rule ends: every level of the ladder. */
const EXPIRIES = [-20, -1, 3, 12, 25, 50, 80, 120, 200, 300];

export interface SmallOrganization {
  rules: number;
  bornAt: Date;
  seed?: string;
  site?: { host: string; cloudId: string; orgId: string };
}

/**
 * A site of so many rules in which every level occurs: dead, ending and healthy tokens, leavers, a service account,
 * a rule in Confluence. The same seed gives the same site.
 */
export function smallOrganization({ rules, bornAt, seed = 'faults', site = SITE }: SmallOrganization): Organization {
  const random = seededRandom(seed);
  const now = bornAt.getTime();
  const people = makePeople(random.fork('people'), now);
  // Nobody disappears while a trial waits for the next week: the report must be the same by then.
  people.forDeletion.forEach((account) => Object.assign(account, { deletionOrderedAt: now, deactivatedAt: now }));
  const demo = new DemoBuilder(random.fork('rules'), people, now, site);
  const own = demo.token(people.admin, { expiresInDays: 200, label: 'Automation Token Watch' });
  const ownKey = demo.key(people.admin, 'Automation Token Watch', 200, KEY_SCOPES);
  for (const [index, days] of EXPIRIES.entries()) {
    const owner = people.active[index] ?? people.admin;
    const header = demo.basicHeader(owner, demo.token(owner, { expiresInDays: days, createdDaysAgo: 60 }));
    demo.request({ name: `Notify ${owner.name}` }, demo.siteUrl(), [header]);
  }
  for (const owner of [...people.forDeletion, ...people.deactivated, ...people.deleted, ...people.serviceAccounts]) {
    const header = demo.basicHeader(owner, demo.token(owner, { expiresInDays: 150 }));
    demo.request({ name: `Report to ${owner.name}`, author: owner }, demo.siteUrl(), [header]);
  }
  const page = demo.token(people.admin, { expiresInDays: 40 });
  demo.request({ name: 'Publish minutes', product: 'confluence' }, demo.siteUrl('/wiki/rest/api/content'), [
    demo.basicHeader(people.admin, page),
  ]);
  addOrdinaryRules(demo, rules);
  return {
    id: site.orgId,
    name: 'Example Organization',
    cloudId: site.cloudId,
    host: site.host,
    accounts: people.all,
    tokens: demo.tokens,
    rules: random.fork('order').shuffled(demo.rules),
    projects: [{ id: '10001', key: 'ADM', name: 'Jira Administration' }],
    groups: [{ id: random.uuid(), name: 'jira-administrators', memberIds: [people.admin.accountId] }],
    admin: { accountId: people.admin.accountId, email: people.admin.email, tokenId: own.id, keyId: ownKey.id },
  };
}

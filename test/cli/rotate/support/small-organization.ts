import { DAY, type Account } from '../../../../local/cloud/account';
import { makeToken } from '../../../../local/cloud/make-token';
import type { Organization, StoredRule, Token } from '../../../../local/cloud/organization';
import { AUTOMATION_ACTOR, RuleBuilder, basic } from '../../../../local/cloud/rule-builder';
import { seededRandom } from '../../../../local/cloud/seeded-random';
import { textOf, type JsonObject } from '../../../../local/json';

export const BORN = Date.parse('2026-11-22T09:00:00Z');
export const HOST = 'example.atlassian.net';

export interface SmallOrganization {
  org: Organization;
  owner: Account;
  successor: Account;
  gone: Account;
  /** The token that is in the rules, another one of the same owner, one of the successor, and one with scopes. */
  old: Token;
  fresh: Token;
  successors: Token;
  scoped: Token;
  /** Adds a rule of these steps; answers its id. */
  add: (name: string, steps: JsonObject[], more?: Partial<AddedRule>) => StoredRule;
  build: RuleBuilder;
  header: (token?: Token, account?: Account) => { name: string; value: string; secure: boolean };
}

interface AddedRule {
  product: 'jira' | 'confluence';
  actorId: string;
  connections: JsonObject[];
  state: string;
  trigger: JsonObject;
}

/** A site of a few people whose rules a test puts together. */
export function smallOrganization(seed = 1): SmallOrganization {
  const random = seededRandom(seed);
  const cloudId = random.uuid();
  const person = (name: string, isAdmin = false): Account => ({
    accountId: `712020:${random.uuid()}`,
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    kind: 'person',
    managed: true,
    hidesEmail: false,
    isAdmin,
    serviceId: null,
    joinedAt: BORN - 900 * DAY,
    deactivatedAt: null,
    suspendedAt: null,
    accessLostAt: null,
    deletionOrderedAt: null,
    closedAt: null,
  });
  const admin = person('Site Administration', true);
  const owner = person('Release Automation');
  const successor = person('Platform Tooling');
  const gone = { ...person('Former Reporting'), deactivatedAt: BORN - 10 * DAY };
  let count = 0;
  const token = (account: Account, scopes: string[] = []): Token => {
    count += 1;
    return {
      id: random.uuid(),
      kind: 'user',
      accountId: account.accountId,
      label: `token ${count}`,
      createdAt: BORN - 30 * DAY,
      expiresAt: BORN + 200 * DAY,
      lastActiveAt: null,
      blocked: false,
      revokedAt: null,
      scopes,
      value: makeToken(random.fork(`token ${count}`), 'user'),
    };
  };
  const own = token(admin);
  const tokens = [
    token(owner),
    token(owner),
    token(successor),
    token(owner, ['read:jira-user', 'read:jira-work']),
  ] as const;
  const [old, fresh, successors, scoped] = tokens;
  const build = new RuleBuilder(random.fork('rules'));
  const org: Organization = {
    id: random.uuid(),
    name: 'Example Organization',
    cloudId,
    host: HOST,
    accounts: [admin, owner, successor, gone],
    tokens: [own, ...tokens],
    rules: [],
    projects: [],
    groups: [],
    admin: { accountId: admin.accountId, email: admin.email, tokenId: own.id, keyId: '' },
  };
  const scope = `ari:cloud:jira:${cloudId}:project/10000`;
  return {
    org,
    owner,
    successor,
    gone,
    old,
    fresh,
    successors,
    scoped,
    build,
    header: (given = old, account = owner) => ({
      name: 'Authorization',
      value: basic(account.email, given.value),
      secure: true,
    }),
    add: (name, steps, more = {}) => {
      const product = more.product ?? 'jira';
      const frame = {
        name,
        authorId: admin.accountId,
        actorId: more.actorId ?? AUTOMATION_ACTOR,
        createdAt: BORN - 100 * DAY,
        updatedAt: BORN - 10 * DAY,
        enabled: true,
        scope,
      };
      const trigger = more.trigger ?? build.trigger('jira.issue.event.trigger:created', { eventFilters: [scope] });
      const rule: JsonObject = {
        ...build.rule(frame, trigger, steps),
        ...(more.state === undefined ? {} : { state: more.state }),
      };
      const stored: StoredRule = {
        uuid: textOf(rule['uuid']) ?? '',
        product,
        rule,
        connections: more.connections ?? [],
      };
      org.rules.push(stored);
      return stored;
    },
  };
}

import { createHash } from 'node:crypto';
import { DAY, type Account } from '../../../../local/cloud/account';
import { person, serviceAccount } from '../../../../local/cloud/demo/people';
import { makeToken } from '../../../../local/cloud/make-token';
import type { Organization, StoredRule, Token } from '../../../../local/cloud/organization';
import { AUTOMATION_ACTOR, basic, RuleBuilder } from '../../../../local/cloud/rule-builder';
import { seededRandom } from '../../../../local/cloud/seeded-random';
import type { JsonObject } from '../../../../local/json';
import { KEY_SCOPES } from '../../../../local/cloud/demo/demo-organization';

/** One rule in so many sends a web request with a credential: 10,000 of 50,000. */
const RULES_PER_CREDENTIAL = 5;
const RULES_PER_PERSON = 25;
const RULES_PER_TOKEN = 20;
const RULES_PER_CONFLUENCE_RULE = 20;
const SERVICE_ACCOUNTS = 8;

/** An organization of any size, whose rules are made when they are asked for and never kept. */
export interface LargeSite {
  org: Organization;
  /** Edits every hundredth rule at this instant and gives how many that were. */
  edit: (at: number) => number;
}

/** The same size, seed and instant give the same site. Its tokens are made here and written nowhere. */
export function largeSite(rules: number, bornAt: Date, seed = 1): LargeSite {
  const random = seededRandom(seed);
  const now = bornAt.getTime();
  const first = { ...person(random, 'Site Administration', 'administration@example.com', now), isAdmin: true };
  const people = Array.from({ length: Math.max(40, Math.ceil(rules / RULES_PER_PERSON)) }, (_, number): Account => {
    if (number === 0) {
      return first;
    }
    const made = person(random, `Role ${number}`, `role-${number}@example.com`, now);
    // One in fifty has left, one in fifty is about to.
    const leftAt = number % 50 === 17 ? now - 20 * DAY : null;
    const orderedAt = number % 50 === 31 ? now - 5 * DAY : null;
    return { ...made, deactivatedAt: leftAt ?? orderedAt, deletionOrderedAt: orderedAt };
  });
  const services = Array.from({ length: SERVICE_ACCOUNTS }, (_, number) =>
    serviceAccount(random, `Duty${number} Service`, now),
  );
  const owner = (number: number): Account => people[number % people.length] ?? first;
  const tokens = Array.from({ length: Math.max(20, Math.ceil(rules / RULES_PER_TOKEN)) }, (_, number): Token => {
    const holder = number % 40 === 39 ? (services[number % SERVICE_ACCOUNTS] ?? owner(number)) : owner(number);
    return tokenOf(holder, number, now, random.between(-5, 350));
  });
  const own = tokenOf(owner(0), tokens.length, now, 200);
  const key: Token = {
    ...tokenOf(owner(0), tokens.length + 1, now, 200),
    kind: 'organization',
    scopes: KEY_SCOPES,
    value: makeToken(seededRandom(`${seed} key`), 'organization'),
  };
  const site = { host: 'large.example.net', cloudId: random.uuid(), orgId: random.uuid() };
  const editedAt = new Float64Array(rules).map((_, number) => now - (10 + (number % 600)) * DAY);
  const world: World = { seed, now, people, tokens, site, editedAt };
  return {
    org: {
      id: site.orgId,
      name: 'Large Organization',
      cloudId: site.cloudId,
      host: site.host,
      accounts: [...people, ...services],
      tokens: [...tokens, own, key],
      rules: Array.from({ length: rules }, (_, number) => new LazyRule(world, number)),
      projects: [{ id: '10000', key: 'OPS', name: 'Operations' }],
      groups: [],
      admin: { accountId: owner(0).accountId, email: owner(0).email, tokenId: own.id, keyId: key.id },
    },
    edit: (at) => {
      let edited = 0;
      for (let number = 7; number < rules; number += 100) {
        editedAt[number] = at;
        edited += 1;
      }
      return edited;
    },
  };
}

interface World {
  seed: number;
  now: number;
  people: Account[];
  tokens: Token[];
  site: { host: string; cloudId: string };
  editedAt: Float64Array;
}

/** A rule that is built anew each time somebody looks into it. */
class LazyRule implements StoredRule {
  readonly connections: JsonObject[] = [];

  constructor(
    private readonly world: World,
    private readonly number: number,
  ) {}

  get uuid(): string {
    const hex = createHash('md5').update(`${this.world.seed} ${this.number}`).digest('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  get product(): 'jira' | 'confluence' {
    return this.number % RULES_PER_CONFLUENCE_RULE === 3 ? 'confluence' : 'jira';
  }

  get rule(): JsonObject {
    const { world, number } = this;
    const build = new RuleBuilder(seededRandom(`${world.seed} rule ${number}`));
    const updatedAt = world.editedAt[number] ?? world.now;
    const author = world.people[(number * 7) % world.people.length];
    const rule = build.rule(
      {
        name: `${TASKS[number % TASKS.length] ?? 'Rule'} ${number}${updatedAt > world.now ? ' (edited)' : ''}`,
        authorId: author?.accountId ?? '',
        actorId: number % 9 === 4 ? null : AUTOMATION_ACTOR,
        createdAt: world.now - 700 * DAY,
        updatedAt,
        enabled: number % 12 !== 5,
        scope: `ari:cloud:jira:${world.site.cloudId}:project/${10_000 + (number % 9)}`,
      },
      build.trigger('jira.issue.event.trigger:created', { eventKey: 'jira:issue_created' }),
      this.steps(build),
    );
    return { ...rule, uuid: this.uuid };
  }

  private steps(build: RuleBuilder): JsonObject[] {
    const { world, number } = this;
    const plain = [build.comment('We answer within one working day.'), build.log('{{issue.key}} was seen')];
    if (number % RULES_PER_CREDENTIAL !== 0) {
      return [build.condition('jira.jql.condition', 'issuetype = Bug'), ...plain];
    }
    const use = number / RULES_PER_CREDENTIAL;
    const token = world.tokens[use % world.tokens.length];
    const holder = world.people.find(({ accountId }) => accountId === token?.accountId);
    const value = token?.value ?? '';
    const header =
      use % 10 === 9
        ? {
            name: 'X-Api-Key',
            value: `key${seededRandom(`other ${use}`).text(40, 'abcdefghijkmnpqrstuvwxyz23456789')}`,
          }
        : {
            name: 'Authorization',
            value: holder === undefined ? `Bearer ${value}` : basic(holder.email, value),
            secure: true,
          };
    const url =
      use % 10 === 9
        ? 'https://hooks.partner.example/notify'
        : `https://${world.site.host}/rest/api/3/issue/{{issue.key}}/comment`;
    return [build.ifElse('priority = Highest', [build.webRequest(url, [header])], []), ...plain];
  }
}

function tokenOf(owner: Account, number: number, now: number, expiresInDays: number): Token {
  const kind = owner.kind === 'service-account' ? 'service-account' : 'user';
  const expiresAt = now + expiresInDays * DAY;
  return {
    id: `token-${number}`,
    kind,
    accountId: owner.accountId,
    label: `integration ${number}`,
    createdAt: expiresAt - 360 * DAY,
    expiresAt,
    lastActiveAt: now - DAY,
    blocked: false,
    revokedAt: null,
    scopes: kind === 'user' ? [] : ['read:jira-work', 'write:jira-work'],
    value: makeToken(seededRandom(`token ${number}`), kind),
  };
}

const TASKS = ['Close stale bugs', 'Assign incidents', 'Notify the partner', 'Copy due dates', 'Welcome comment'];

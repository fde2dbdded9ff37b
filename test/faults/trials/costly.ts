import { deliverEvents } from '../../../local/forge-host/run-events';
import { basic, RuleBuilder, type Header } from '../../../local/cloud/rule-builder';
import type { Organization, StoredRule, Token } from '../../../local/cloud/organization';
import { seededRandom, type Random } from '../../../local/cloud/seeded-random';
import { textOf, type JsonObject } from '../../../local/json';
import type { AdminKey, AdminRequest } from '../../../src/resolvers/admin-api';
import type { Report } from '../../../src/report/report';
import { fire } from '../support/scan-week';
import { smallOrganization } from '../support/small-organization';
import type { Trial, TrialResult } from '../support/trial';
import { connectedSite, openWorld, type World } from '../support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
const WEEK = 7 * 86_400_000;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

interface Costly {
  rules?: StoredRule[];
  tokens?: Token[];
}

/** What anybody who may edit rules, or has tokens, can put before the app. */
const ATTACKS: Record<string, (site: Attacked) => Costly> = {
  'thousands of passwords in one step': (site) => ({ rules: [site.passwords(1, 4000)] }),
  'thousands of passwords in eight steps': (site) => ({ rules: [site.passwords(8, 500)] }),
  'thousands of tokens in one body': (site) => ({ rules: [site.tokens(3000)] }),
  'a name of 200 KB': (site) => ({ rules: [site.rule([], { name: site.text(200_000) })] }),
  'names and addresses of 200 KB beside a token': (site) => ({
    rules: [site.rule([site.request([{ name: site.text(200_000), value: site.text(40) }])])],
  }),
  'ten thousand connections': (site) => ({ rules: [site.connections(10_000)] }),
  'ten thousand steps of unknown types': (site) => ({ rules: [site.unknownTypes(10_000)] }),
  'unknown types in many rules': (site) => ({
    rules: Array.from({ length: 40 }, () => site.unknownTypes(4000, 60)),
  }),
  'ten thousand steps that are none': (site) => ({
    rules: [site.rule([], { components: Array.from({ length: 10_000 }, () => 'nothing') })],
  }),
  'steps that are none, at long places': (site) => ({
    rules: Array.from({ length: 60 }, () =>
      site.rule([site.action({ [site.text(100_000)]: { [site.text(100_000)]: site.deep(70) } })]),
    ),
  }),
  'a connection with a name of 200 KB': (site) => ({
    rules: [site.rule([], {}, [{ id: site.text(200_000), accountId: site.text(200_000), authType: 'OAUTH_3LO' }])],
  }),
  'an account with a name of 200 KB': (site) => ({
    rules: [site.rule([site.basicOf(`${site.text(90_000)}@example.com`)])],
  }),
  'ids of 200 KB': (site) => ({
    rules: [site.rule([{ ...site.request([{ name: 'X-Api-Key', value: site.text(40) }]), id: site.text(200_000) }])],
  }),
  'an author of 200 KB': (site) => ({ rules: [site.rule([], { authorAccountId: site.text(200_000) })] }),
  'more findings than are kept': (site) => ({ rules: Array.from({ length: 125 }, () => site.passwords(1, 500)) }),
  'an owner with five thousand tokens': (site) => ({ tokens: site.manyTokens(5000) }),
};

/** Each attack beside the rules of a small site, which must be read and judged as though nothing were. */
export function costlyTrials(): Trial[] {
  return Object.entries(ATTACKS).map(([name, attack]) => ({
    kind: 'a rule or an owner that costs too much',
    name,
    run: async () => {
      const org = smallOrganization({ rules: 20, bornAt: START });
      const costly = attack(new Attacked(org, seededRandom(name)));
      const before = await scan(org);
      const problems = await problemsOf(org, costly, await before.admin.publishedReport());
      const verdict = problems.length === 0 ? 'same' : 'lost';
      return { verdict, difference: problems.join('; '), days: 0 } satisfies TrialResult;
    },
  }));
}

async function scan(org: Organization): Promise<World> {
  const world = await openWorld(await connectedSite(org, START));
  await scanOnce(world);
  return world;
}

async function scanOnce(world: World): Promise<void> {
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host).catch(() => undefined);
}

async function problemsOf(org: Organization, { rules = [], tokens = [] }: Costly, plain: Report | null) {
  const world = await scan({ ...org, rules: [...org.rules, ...rules], tokens: [...org.tokens, ...tokens] });
  const problems = await problemsIn(world, rules, plain, tokens.length > 0);
  world.host.clock.advanceTo(START.getTime() + WEEK);
  await scanOnce(world);
  const second = await world.admin.publishedReport();
  if (second === null || Date.parse(second.asOf) < START.getTime() + WEEK) {
    problems.push('the second scan published nothing');
  }
  return problems;
}

async function problemsIn(world: World, rules: StoredRule[], plain: Report | null, hasTokens: boolean) {
  const report = await world.admin.publishedReport();
  if (report === null || plain === null) {
    return ['no report was published'];
  }
  const problems: string[] = [];
  const attacking = new Set(rules.map(({ uuid }) => uuid));
  const others = ({ findings }: Report): string[] =>
    findings.filter(({ rule }) => !attacking.has(rule.uuid)).map(({ id, level }) => `${id} ${level}`);
  if (!hasTokens && others(report).join() !== others(plain).join()) {
    problems.push(`${others(report).length} findings of the other rules instead of ${others(plain).length}`);
  }
  const named = report.coverage.rulesUnreadable.map(({ source }) => source).join('\n');
  const found = new Set(report.findings.map(({ rule }) => rule.uuid));
  const silent = [...attacking].filter((uuid) => !named.includes(uuid) && !found.has(uuid));
  const isNamed = attacking.size === 0 || silent.length === 0 || report.coverage.rulesRead >= attacking.size;
  if (!isNamed) {
    problems.push(`${silent.length} costly rules are named nowhere`);
  }
  const [rule = ''] = attacking;
  const questions: [AdminKey, AdminRequest<AdminKey>][] = [
    ['getOverview', {}],
    ['getFindings', {}],
    ['getTokens', {}],
    ['getHistory', {}],
    ['getScanProgress', {}],
    ['checkPerson', { account: world.cloud.org.admin.email }],
    ...(found.has(rule) ? [['getRule', { uuid: rule }] as [AdminKey, AdminRequest<AdminKey>]] : []),
  ];
  for (const [key, request] of questions) {
    const answer = await world.admin.ask(key, request);
    if (!answer.ok) {
      problems.push(`${key}: ${answer.failure.text}`);
    }
  }
  for (const format of ['csv', 'markdown', 'sarif'] as const) {
    if ((await world.admin.exported(format)) === null) {
      problems.push(`no export as ${format}`);
    }
  }
  return problems;
}

/** Makes rules of a site that are made to be costly. */
class Attacked {
  private readonly build: RuleBuilder;

  constructor(
    private readonly org: Organization,
    private readonly random: Random,
  ) {
    this.build = new RuleBuilder(random.fork('rules'));
  }

  /** There are megabytes of it: five characters for each number that is drawn. */
  text(length: number): string {
    const count = CHARACTERS.length;
    const fives = Array.from({ length: Math.ceil(length / 5) }, () => {
      const drawn = this.random.between(0, count ** 5 - 1);
      return [0, 1, 2, 3, 4].map((place) => CHARACTERS.charAt(Math.floor(drawn / count ** place) % count)).join('');
    });
    return fives.join('').slice(0, length);
  }

  request(headers: Header[], body?: string): JsonObject {
    return this.build.webRequest('https://api.example.com/x', headers, body === undefined ? {} : { body });
  }

  rule(components: JsonObject[], fields: JsonObject = {}, connections: JsonObject[] = []): StoredRule {
    const made = this.build.rule(
      {
        name: 'Costly',
        authorId: this.org.admin.accountId,
        actorId: null,
        createdAt: START.getTime() - WEEK,
        updatedAt: START.getTime() - WEEK,
        enabled: true,
        scope: `ari:cloud:jira:${this.org.cloudId}:project/10000`,
      },
      this.build.trigger('jira.manual.trigger.issue'),
      components,
    );
    return { uuid: textOf(made['uuid']) ?? '', product: 'jira', rule: { ...made, ...fields }, connections };
  }

  passwords(steps: number, perStep: number): StoredRule {
    const body = (): string =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: perStep }, (_, number) => [`password${number}`, this.text(24)])),
      );
    return this.rule(Array.from({ length: steps }, () => this.request([], body())));
  }

  action(value: JsonObject): JsonObject {
    return this.build.action('vendor.action', value);
  }

  deep(depth: number): JsonObject {
    let value: JsonObject = { end: 1 };
    for (let level = 0; level < depth; level += 1) {
      value = { inner: value };
    }
    return value;
  }

  basicOf(user: string): JsonObject {
    return this.request([{ name: 'Authorization', value: basic(user, this.text(30)) }]);
  }

  tokens(count: number): StoredRule {
    const tokens = Array.from({ length: count }, () => `ghp_${this.text(36)}`);
    return this.rule([this.request([], tokens.join('\n'))]);
  }

  connections(count: number): StoredRule {
    const connections = Array.from({ length: count }, (_, number) => ({
      id: `connection-${number}`,
      accountId: this.org.admin.accountId,
      authType: 'OAUTH_3LO',
    }));
    return this.rule([], {}, connections);
  }

  unknownTypes(count: number, length = 20): StoredRule {
    return this.rule(Array.from({ length: count }, () => this.build.action(`vendor.${this.text(length)}`, {})));
  }

  /** Of the first person whose token is in a rule. */
  manyTokens(count: number): Token[] {
    const first = this.org.tokens.find(({ kind, id }) => kind === 'user' && id !== this.org.admin.tokenId);
    if (first === undefined) {
      throw new Error('Nobody has a token.');
    }
    return Array.from({ length: count }, (_, number) => ({
      ...first,
      id: `many-${number}`,
      value: `never-issued-${number}`,
    }));
  }
}

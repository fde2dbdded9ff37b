import { textOf, type JsonObject } from '../../json';
import { DAY, type Account } from '../account';
import { makeToken } from '../make-token';
import type { StoredRule, Token } from '../organization';
import { AUTOMATION_ACTOR, basic, RuleBuilder, type Header } from '../rule-builder';
import type { Random } from '../seeded-random';
import type { People } from './people';

/** Scopes a token for the gateway needs for what the demo's rules do. */
const SCOPES = ['read:jira-work', 'write:jira-work', 'read:jira-user'];

export interface TokenPlan {
  /** From now; negative once it is past. */
  expiresInDays: number;
  createdDaysAgo?: number;
  label?: string;
  scoped?: boolean;
  blocked?: boolean;
  revoked?: boolean;
  idle?: boolean;
}

export interface RulePlan {
  name: string;
  author?: Account;
  actorId?: string | null;
  enabled?: boolean;
  updatedDaysAgo?: number;
  product?: 'jira' | 'confluence';
  connections?: JsonObject[];
  /** Where it is not one of the usual ones. */
  trigger?: [type: string, value: JsonObject];
}

/** Puts tokens and rules together and remembers them; the scenarios of the demo are written with it. */
export class DemoBuilder {
  readonly tokens: Token[] = [];
  readonly rules: StoredRule[] = [];
  readonly build: RuleBuilder;

  constructor(
    readonly random: Random,
    readonly people: People,
    readonly now: number,
    readonly site: { host: string; cloudId: string; orgId: string },
  ) {
    this.build = new RuleBuilder(random.fork('components'));
  }

  days(count: number): number {
    return this.now + count * DAY;
  }

  /** A token of an account. Unless said otherwise it is old enough to be in a rule edited ten days ago. */
  token(owner: Account, plan: TokenPlan): Token {
    const kind = owner.kind === 'service-account' ? 'service-account' : 'user';
    const expiresAt = this.days(plan.expiresInDays) + this.random.between(1, 10) * 3_600_000;
    const createdAt =
      plan.createdDaysAgo === undefined
        ? Math.min(this.days(-30), expiresAt - 30 * DAY)
        : this.days(-plan.createdDaysAgo);
    const token: Token = {
      id: this.random.uuid(),
      kind,
      accountId: owner.accountId,
      label: plan.label ?? this.random.pick(['automation', 'jira rules', 'web request', 'integration', 'sync job']),
      createdAt: Math.max(createdAt, expiresAt - 365 * DAY),
      expiresAt,
      lastActiveAt: plan.idle === true ? null : Math.min(this.now - this.random.between(1, 72) * 3_600_000, expiresAt),
      blocked: plan.blocked ?? false,
      revokedAt: plan.revoked === true ? this.days(-3) : null,
      scopes: (plan.scoped ?? kind === 'service-account') ? SCOPES : [],
      value: makeToken(this.random.fork(`token ${this.tokens.length}`), kind),
    };
    this.tokens.push(token);
    return token;
  }

  /** An organization API key made by somebody. */
  key(owner: Account, label: string, expiresInDays: number, scopes: string[]): Token {
    const token: Token = {
      ...this.token(owner, { expiresInDays, label, createdDaysAgo: 20 }),
      kind: 'organization',
      scopes,
      value: makeToken(this.random.fork(`key ${label}`), 'organization'),
    };
    this.tokens[this.tokens.length - 1] = token;
    return token;
  }

  basicHeader(owner: Account, token: Token): Header {
    return { name: 'Authorization', value: basic(owner.email, token.value), secure: this.random.chance(0.7) };
  }

  siteUrl(path = '/rest/api/3/issue/{{issue.key}}'): string {
    return `https://${this.site.host}${path}`;
  }

  gatewayUrl(path = '/rest/api/3/issue/{{issue.key}}/comment'): string {
    return `https://api.atlassian.com/ex/jira/${this.site.cloudId}${path}`;
  }

  /** Adds a rule; the middle of it is given, what stands around differs from rule to rule. */
  rule(plan: RulePlan, steps: JsonObject[]): StoredRule {
    const { build, random } = this;
    const author = plan.author ?? random.pick([this.people.admin, ...this.people.active]);
    const updatedAt = this.days(-(plan.updatedDaysAgo ?? 10)) + random.between(0, 3600) * 1000;
    const product = plan.product ?? 'jira';
    const rule = build.rule(
      {
        name: plan.name,
        authorId: author.accountId,
        actorId: plan.actorId === undefined ? AUTOMATION_ACTOR : plan.actorId,
        createdAt: Math.min(updatedAt, this.days(-random.between(60, 900))),
        updatedAt,
        enabled: plan.enabled ?? true,
        scope: `ari:cloud:${product}:${this.site.cloudId}:project/${random.between(10_000, 10_008)}`,
      },
      build.trigger(...(plan.trigger ?? random.pick(TRIGGERS[product]))),
      this.around(steps),
    );
    const stored: StoredRule = { uuid: textOf(rule['uuid']) ?? '', product, rule, connections: plan.connections ?? [] };
    this.rules.push(stored);
    return stored;
  }

  /** A rule with one web request; returns the rule. */
  request(plan: RulePlan, url: string, headers: Header[], more: { body?: string; method?: string } = {}): StoredRule {
    return this.rule(plan, [this.build.webRequest(url, headers, more)]);
  }

  private around(steps: JsonObject[]): JsonObject[] {
    const { build, random } = this;
    switch (random.between(0, 5)) {
      case 0:
        return [build.condition('jira.jql.condition', 'issuetype = Bug'), ...steps];
      case 1:
        return [build.ifElse('priority in (Highest, High)', steps, [build.comment('Not urgent: nothing was sent.')])];
      case 2:
        return [
          build.ifElse('status = Done', [build.ifElse('resolution = Fixed', steps, [])], [build.log('Still open')]),
        ];
      case 3:
        return [build.branch(steps), build.log('Sent for every linked issue')];
      case 4:
        return [...steps, build.comment('The other side was told.')];
      default:
        return steps;
    }
  }
}

const TRIGGERS: Record<'jira' | 'confluence', [[string, JsonObject], ...[string, JsonObject][]]> = {
  jira: [
    ['jira.issue.event.trigger:created', { eventKey: 'jira:issue_created', issueEvent: 'issue_created' }],
    ['jira.issue.event.trigger:transitioned', { fromStatus: [], toStatus: [{ type: 'NAME', value: 'Done' }] }],
    ['jira.issue.event.trigger:commented', { eventTypes: ['PRIMARY_ACTION'] }],
    ['jira.issue.field.changed', { changeType: 'ANY_CHANGE', fields: [{ type: 'NAME', value: 'Fix versions' }] }],
    [
      'jira.jql.scheduled',
      { schedule: { cronExpression: '0 0 6 ? * MON-FRI', method: 'CRON' }, executionMode: 'nosearch' },
    ],
    ['jira.version.event.trigger:released', {}],
    ['jira.manual.trigger.issue', { inputPrompts: [] }],
  ],
  confluence: [
    ['confluence.page.published', {}],
    ['confluence.scheduled', { schedule: { cronExpression: '0 0 7 ? * MON', method: 'CRON' } }],
  ],
};

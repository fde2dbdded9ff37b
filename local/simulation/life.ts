import { fieldOf, textOf, type JsonObject } from '../json';
import { DAY, stateOf, type Account } from '../cloud/account';
import { person, serviceAccount } from '../cloud/demo/people';
import { makeToken } from '../cloud/make-token';
import { accountById, type Organization, type StoredRule, type Token } from '../cloud/organization';
import { AUTOMATION_ACTOR, basic, RuleBuilder } from '../cloud/rule-builder';
import type { Random } from '../cloud/seeded-random';

const HOUR = 3_600_000;
const DUTIES = [
  'Reporting',
  'Release',
  'Billing',
  'Support',
  'Catalog',
  'Access',
  'Deploy',
  'Metrics',
  'Audit',
  'Sync',
];

/** One rule and the one credential in it, as the organization itself knows them. */
export interface Use {
  stored: StoredRule;
  token: Token;
  owner: Account;
  /** `bearer` names no owner; `masked` shows no value at all. */
  form: 'basic' | 'bearer' | 'masked';
  /** When the rule got this token. */
  tokenSince: number;
  /** When anybody last did something to the rule, its token or its owner. */
  touchedAt: number;
  /** The rule is deleted. */
  gone: boolean;
}

/** The state of a year: an organization, its rules and who did what when. Nothing here is seen by the app. */
export class Life {
  readonly uses: Use[] = [];
  private readonly builder: RuleBuilder;
  private made = 0;

  constructor(
    readonly org: Organization,
    readonly random: Random,
  ) {
    this.builder = new RuleBuilder(random.fork('components'));
  }

  join(now: number): Account {
    const number = (this.made += 1);
    const duty = this.random.pick(['Reporting', 'Release', 'Billing', 'Support', 'Catalog']);
    const isService = this.random.chance(0.08);
    const account = isService
      ? serviceAccount(this.random, `${duty} Service ${number}`, now)
      : person(this.random, `${duty} ${number}`, `${duty.toLowerCase()}.${number}@example.com`, now);
    account.joinedAt = now;
    account.managed = isService || !this.random.chance(0.08);
    if (!account.managed) {
      // An address of a claimed domain is a managed account; the others come from elsewhere.
      account.email = account.email.replace('@example.com', '@partner.example');
    }
    this.org.accounts.push(account);
    return account;
  }

  /** Somebody who could set up a rule today; only a person for what happens to people. */
  someone(now: number, kind?: 'person'): Account {
    const active = this.org.accounts.filter(
      (account) =>
        (kind === undefined || account.kind === kind) && !account.isAdmin && stateOf(account, now) === 'active',
    );
    const [first] = active;
    return first === undefined ? this.join(now) : this.random.pick([first, ...active]);
  }

  token(owner: Account, now: number, days?: number): Token {
    const kind = owner.kind === 'service-account' ? 'service-account' : 'user';
    const token: Token = {
      id: this.random.uuid(),
      kind,
      accountId: owner.accountId,
      label: this.random.pick(['automation', 'jira rule', 'script', 'integration']),
      createdAt: now,
      expiresAt: now + (days ?? this.random.pick([30, 60, 90, 180, 365, 365, 365])) * DAY,
      lastActiveAt: null,
      blocked: false,
      revokedAt: null,
      scopes: kind === 'service-account' || this.random.chance(0.15) ? ['read:jira-work', 'write:jira-work'] : [],
      value: makeToken(this.random, kind),
    };
    this.org.tokens.push(token);
    return token;
  }

  /** A new rule with a credential of this owner. */
  addRule(owner: Account, token: Token, now: number): Use {
    const number = this.uses.length + 1;
    const rule = this.builder.rule(
      {
        name: `${DUTIES[number % DUTIES.length] ?? 'Rule'} ${number}`,
        authorId: owner.accountId,
        actorId: AUTOMATION_ACTOR,
        createdAt: now,
        updatedAt: now,
        enabled: true,
        scope: `ari:cloud:jira::site/${this.org.cloudId}`,
      },
      this.builder.trigger('jira.issue.event.trigger:created', {}),
      [],
    );
    const stored: StoredRule = { uuid: textOf(rule['uuid']) ?? '', product: 'jira', rule, connections: [] };
    const chance = this.random.next();
    const form = chance < 0.05 ? 'masked' : chance < 0.1 ? 'bearer' : 'basic';
    const use: Use = { stored, token, owner, form, tokenSince: now, touchedAt: now, gone: false };
    this.org.rules.push(stored);
    this.uses.push(use);
    this.putToken(use, token, owner, now);
    return use;
  }

  /** Edits the rule so that it carries this token. */
  putToken(use: Use, token: Token, owner: Account, now: number): void {
    const scoped = token.scopes.length > 0;
    const url = scoped
      ? `https://api.atlassian.com/ex/jira/${this.org.cloudId}/rest/api/3/issue/{{issue.key}}`
      : `https://${this.org.host}/rest/api/3/issue/{{issue.key}}`;
    const clear = use.form === 'bearer' ? `Bearer ${token.value}` : basic(owner.email, token.value);
    // The pretend site knows what a masked header holds; the rule it shows does not.
    const value = use.form === 'masked' ? '' : clear;
    // Every other rule hides its header, which an export leaves out.
    const secure = use.form === 'masked' || this.uses.indexOf(use) % 2 === 0;
    use.stored.rule['components'] = [this.builder.webRequest(url, [{ name: 'Authorization', value, secure }])];
    use.token = token;
    use.owner = owner;
    use.tokenSince = now;
    this.edit(use, now);
  }

  edit(use: Use, now: number): void {
    use.stored.rule['updated'] = now / 1000;
    use.touchedAt = now;
  }

  isEnabled(use: Use): boolean {
    return !use.gone && use.stored.rule['state'] === 'ENABLED';
  }

  setEnabled(use: Use, enabled: boolean, now: number): void {
    use.stored.rule['state'] = enabled ? 'ENABLED' : 'DISABLED';
    this.edit(use, now);
  }

  /** A copy carries the same token; a hidden header does not survive copying, so only clear ones are copied. */
  copy(use: Use, now: number): Use {
    const copied = this.addRule(use.owner, use.token, now);
    copied.form = use.form === 'masked' ? 'basic' : use.form;
    this.putToken(copied, use.token, use.owner, now);
    return copied;
  }

  remove(use: Use, now: number): void {
    use.gone = true;
    use.touchedAt = now;
    this.org.rules.splice(this.org.rules.indexOf(use.stored), 1);
  }

  /** Uses that a change to this token or account concerns. */
  usesOf(what: { token?: Token; account?: Account }): Use[] {
    return this.uses.filter((use) => !use.gone && (use.token === what.token || use.owner === what.account));
  }

  live(): Use[] {
    return this.uses.filter((use) => !use.gone);
  }

  /** Marks tokens of running rules as used, as the token list shows it. */
  runRules(now: number, works: (use: Use) => boolean): void {
    for (const use of this.live()) {
      if (this.isEnabled(use) && works(use)) {
        use.token.lastActiveAt = now - this.random.between(0, 20) * HOUR;
      }
    }
  }

  ownerOf(token: Token): Account | undefined {
    return accountById(this.org, token.accountId);
  }
}

/** The header and address of a rule's web request, as the rule would send it. */
export function requestIn(rule: JsonObject): { url: string; authorization: string } | null {
  const components = rule['components'];
  const value = fieldOf(Array.isArray(components) ? components[0] : undefined, 'value');
  const headers = fieldOf(value, 'headers');
  const header: unknown = Array.isArray(headers) ? headers[0] : undefined;
  const url = textOf(fieldOf(value, 'url'));
  const authorization = textOf(fieldOf(header, 'value'));
  return url === undefined || authorization === undefined ? null : { url, authorization };
}

import type { PeopleSource, Person } from '../../src/people/person';
import type { Finding, Report } from '../../src/report/report';
import { judge, type JudgeInput } from '../../src/risk/judge';
import type { ConnectionUse, CredentialUse, RuleFacts } from '../../src/rules/rule-facts';
import type { TokenRecord, TokenSource } from '../../src/tokens/token-record';

/** Material for judging: everything well unless a test says otherwise. */
export const AS_OF = new Date('2026-11-16T12:00:00.000Z');
export const SITE = { host: 'one.atlassian.net', cloudId: 'cloud-one', orgId: 'org-one' };

/** A fingerprint has the form of an HMAC-SHA-256 in hex; tests tell them apart by a letter. */
export const fingerprint = (letter: string): string => letter.repeat(64).slice(0, 64);

export function aUse(given: Partial<CredentialUse> = {}): CredentialUse {
  return {
    key: 'component-1|header|authorization',
    location: {
      component: 'jira.issue.outgoing.webhook',
      pointer: '/components/0/value/headers/0/value',
      placement: 'header',
      name: 'Authorization',
      via: [],
    },
    kind: 'atlassian-user-token',
    scheme: 'basic',
    visibility: 'literal',
    checksum: 'valid',
    fingerprint: fingerprint('a'),
    user: 'owner@example.com',
    expiresAt: null,
    target: { host: 'one.atlassian.net', api: 'site', cloudId: null },
    ...given,
  };
}

export function aConnection(given: Partial<ConnectionUse> = {}): ConnectionUse {
  return {
    key: 'connection-1',
    location: { component: 'connection', pointer: '/connections/0', placement: 'other', name: null, via: [] },
    connectionId: 'connection-1',
    accountId: 'account-owner',
    authType: 'OAUTH_3LO',
    ...given,
  };
}

export function aRule(given: Partial<RuleFacts> = {}): RuleFacts {
  return {
    uuid: 'rule-1',
    name: 'Tell the desk',
    state: 'ENABLED',
    product: 'jira',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-06-01T00:00:00.000Z',
    actorAccountId: null,
    authorAccountId: null,
    webRequests: 1,
    credentials: [],
    connections: [],
    unknownComponents: {},
    unread: [],
    ...given,
  };
}

export function aPerson(given: Partial<Person> = {}): Person {
  return {
    accountId: 'account-owner',
    email: 'owner@example.com',
    name: 'Token Owner',
    state: 'active',
    managed: true,
    accountType: 'person',
    source: 'organization',
    deletion: null,
    ...given,
  };
}

export function somePeople(people: Person[], given: Partial<PeopleSource> = {}): PeopleSource {
  return { source: 'organization', people, complete: true, limits: [], ...given };
}

export function aRecord(given: Partial<TokenRecord> = {}): TokenRecord {
  return {
    id: 'token-1',
    type: 'user',
    label: 'desk',
    status: 'ALLOWED',
    createdAt: '2026-03-01T00:00:00.000Z',
    expiresAt: '2027-09-01T00:00:00.000Z',
    lastActiveAt: null,
    scopes: [],
    owner: { accountId: 'account-owner', email: 'owner@example.com', name: 'Token Owner' },
    ...given,
  };
}

export function someTokens(records: TokenRecord[], given: Partial<TokenSource> = {}): TokenSource {
  return { type: 'user', records, complete: true, limits: [], ...given };
}

export function anInput(given: Partial<JudgeInput> = {}): JudgeInput {
  return {
    facts: [aRule({ credentials: [aUse()] })],
    people: [somePeople([aPerson()])],
    tokens: [someTokens([aRecord()])],
    site: SITE,
    asOf: AS_OF,
    generatedAt: AS_OF,
    ...given,
  };
}

/** The one credential finding of a report that has one. */
export function onlyFinding(input: JudgeInput): Finding {
  const { findings } = judge(input);
  const [finding] = findings;
  if (finding === undefined || findings.length !== 1) {
    throw new Error(`expected one finding, got ${findings.length}`);
  }
  return finding;
}

export function codesOf(finding: Finding): string[] {
  return finding.reasons.map(({ code }) => code);
}

export function findingOf(report: Report, subject: Finding['subject']): Finding {
  const finding = report.findings.find((one) => one.subject === subject);
  if (finding === undefined) {
    throw new Error(`no ${subject} finding`);
  }
  return finding;
}

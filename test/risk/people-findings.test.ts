import type { Person } from '../../src/people/person';
import type { Level, OwnerState } from '../../src/report/report';
import { totalsOf } from '../../src/risk/coverage';
import { accountsToReport, judge } from '../../src/risk/judge';
import { accountsOf } from '../../src/risk/rule-people';
import { aConnection, anInput, aPerson, aRule, codesOf, findingOf, somePeople } from './inputs';

const DEFAULT_ACTOR = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';

function judged(subject: 'actor' | 'author', person: Partial<Person>) {
  const facts = [
    aRule(subject === 'actor' ? { actorAccountId: 'account-owner' } : { authorAccountId: 'account-owner' }),
  ];
  return findingOf(judge(anInput({ facts, people: [somePeople([aPerson(person)])] })), subject);
}

const INACTIVE: [OwnerState, Level][] = [
  ['deleted', 'broken'],
  ['deactivated', 'broken'],
  ['for_deletion', 'critical'],
  ['suspended', 'broken'],
  ['no_access', 'broken'],
];

describe('actor and author', () => {
  test.each(INACTIVE)('%s', (state, level) => {
    const actor = judged('actor', { state });
    expect([actor.level, codesOf(actor)]).toEqual([level, ['actor-inactive']]);
    const author = judged('author', { state });
    expect([author.level, codesOf(author)]).toEqual(['watch', ['author-inactive']]);
  });
  test('an actor whose deletion is ordered: until when it can be cancelled, and how', () => {
    const actor = judged('actor', { state: 'for_deletion', deletion: { at: '2026-11-24T00:00:00.000Z', exact: true } });
    expect(actor.breaks).toEqual({ from: '2026-11-16T12:00:00.000Z', to: '2026-11-24T00:00:00.000Z' });
    expect(actor.advice.map(({ code }) => code)).toEqual(['change-actor', 'cancel-deletion']);
  });
  test('an actor of Confluence can only be replaced by whoever edits the rule', () => {
    const facts = [aRule({ product: 'confluence', actorAccountId: 'account-owner' })];
    const people = [somePeople([aPerson({ state: 'deactivated' })])];
    const [advice] = findingOf(judge(anInput({ facts, people })), 'actor').advice;
    expect(advice?.text).toContain('set yourself as its actor');
    expect(judged('actor', { state: 'deactivated' }).advice[0]?.text).toContain('“Automation for Jira”');
  });
  test.each<OwnerState>(['active', 'unmanaged', 'service_account'])('%s is well: counted, and no finding', (state) => {
    const facts = [aRule({ actorAccountId: 'account-owner', authorAccountId: 'account-owner' })];
    const report = judge(anInput({ facts, people: [somePeople([aPerson({ state })])] }));
    expect(report.findings).toEqual([]);
    expect(report.coverage.people).toEqual({ accounts: 1, healthy: 1, atRisk: 0, unchecked: 0 });
  });
  test('an account that a whole list misses is unknown, never not found', () => {
    const facts = [aRule({ actorAccountId: 'app-1', authorAccountId: 'app-2' })];
    const report = judge(anInput({ facts }));
    expect(report.findings.map((finding) => [finding.level, finding.owner?.state, codesOf(finding)])).toEqual([
      ['unknown', 'unknown', ['owner-unknown']],
      ['unknown', 'unknown', ['owner-unknown']],
    ]);
    expect(report.coverage.people).toEqual({ accounts: 2, healthy: 0, atRisk: 0, unchecked: 2 });
  });
  test.each([
    ['no source', []],
    ['a part of one', [somePeople([], { complete: false })]],
    ['managed accounts alone', [somePeople([], { covers: 'managed' })]],
  ])('an account that nobody checked is counted, and no finding: %s', (_, people) => {
    const report = judge(anInput({ facts: [aRule({ actorAccountId: 'app-1' })], people }));
    expect(report.findings).toEqual([]);
    expect(report.coverage.people).toEqual({ accounts: 1, healthy: 0, atRisk: 0, unchecked: 1 });
  });
  test('the account of Automation itself is well without being listed', () => {
    const facts = [aRule({ actorAccountId: DEFAULT_ACTOR })];
    expect(judge(anInput({ facts, people: [] }))).toMatchObject({
      findings: [],
      coverage: { people: { accounts: 1, healthy: 1 } },
    });
  });
  test('known from a weaker source only, while the better one could not be read', () => {
    const facts = [aRule({ actorAccountId: 'account-owner' })];
    const people = [somePeople([], { complete: false }), somePeople([aPerson({ source: 'jira' })], { source: 'jira' })];
    expect(judge(anInput({ facts, people }))).toMatchObject({
      findings: [],
      coverage: { people: { accounts: 1, unchecked: 1 } },
    });
  });
  test('a rule without an account has no such finding', () => {
    const report = judge(anInput({ facts: [aRule()] }));
    expect(report.findings).toEqual([]);
    expect(report.coverage.people).toEqual({ accounts: 0, healthy: 0, atRisk: 0, unchecked: 0 });
  });
  test('each account is counted once, by the worse of what it is to its rules', () => {
    const facts = [
      aRule({ uuid: '1', actorAccountId: 'account-owner', authorAccountId: 'gone' }),
      aRule({ uuid: '2', actorAccountId: 'gone', authorAccountId: 'account-owner' }),
      aRule({ uuid: '3', authorAccountId: 'app-1' }),
    ];
    const people = [somePeople([aPerson(), aPerson({ accountId: 'gone', email: null, state: 'deleted' })])];
    const report = judge(anInput({ facts, people }));
    expect(report.coverage.people).toEqual({ accounts: 3, healthy: 1, atRisk: 1, unchecked: 1 });
    expect(report.findings.map(({ rule, subject }) => `${rule.uuid} ${subject}`).sort()).toEqual([
      '1 author',
      '2 actor',
      '3 author',
    ]);
  });
  test('rules in which nobody is at risk need not be given, only counted', () => {
    const all = [
      aRule({ uuid: '1', actorAccountId: 'account-owner' }),
      aRule({ uuid: '2', actorAccountId: 'gone', authorAccountId: 'account-owner' }),
      aRule({ uuid: '3', authorAccountId: 'app-1' }),
    ];
    const people = [somePeople([aPerson(), aPerson({ accountId: 'gone', email: null, state: 'deleted' })])];
    const input = anInput({ facts: all, people });
    const told = accountsToReport(accountsOf(all), input);
    expect([...told].sort()).toEqual(['app-1', 'gone']);
    const some = all.filter(
      ({ actorAccountId, authorAccountId }) => told.has(actorAccountId ?? '') || told.has(authorAccountId ?? ''),
    );
    const counted = { totals: totalsOf(all), accounts: accountsOf(all) };
    expect(some).toHaveLength(2);
    expect(judge({ ...input, facts: some, all: counted })).toEqual(judge(input));
  });
});

describe('connections', () => {
  const connection = (
    person: Partial<Person>,
    authType: string | null = 'OAUTH_3LO',
    accountId: string | null = 'account-owner',
  ) => {
    const facts = [aRule({ connections: [aConnection({ authType, accountId })] })];
    return findingOf(judge(anInput({ facts, people: [somePeople([aPerson(person)])] })), 'connection');
  };
  test.each<[OwnerState, Level, string[]]>([
    ['active', 'ok', []],
    ['deleted', 'broken', ['owner-deleted', 'connection-owner-inactive']],
    ['deactivated', 'broken', ['owner-deactivated', 'connection-owner-inactive']],
    ['for_deletion', 'critical', ['owner-for-deletion', 'connection-owner-inactive']],
    ['suspended', 'unknown', ['owner-suspended', 'connection-owner-inactive']],
    ['no_access', 'unknown', ['owner-no-access', 'connection-owner-inactive']],
    ['unmanaged', 'ok', ['owner-unmanaged']],
    ['unknown', 'unknown', ['owner-unknown']],
  ])('of an account that is %s', (state, level, codes) => {
    const finding = connection({ state });
    expect([finding.level, codesOf(finding)]).toEqual([level, codes]);
    expect(finding).toMatchObject({
      credential: { visibility: 'connection', fingerprint: null },
      owner: { source: 'connection' },
    });
  });
  test.each([['API_TOKEN'], ['AWS_IAM'], [null]])('by %s has an expiry that is not shown', (authType) => {
    const finding = connection({}, authType);
    expect([finding.level, codesOf(finding)]).toEqual(['unknown', ['expiry-unknown']]);
  });
  test('without an account', () => {
    expect(connection({}, 'OAUTH_3LO', null)).toMatchObject({ level: 'unknown', owner: null });
  });
});

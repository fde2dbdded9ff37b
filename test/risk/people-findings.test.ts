import type { Person } from '../../src/people/person';
import type { Level, OwnerState } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
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
  test.each<OwnerState>(['active', 'unmanaged', 'service_account'])('%s is well', (state) => {
    expect(judged('actor', { state })).toMatchObject({
      level: 'ok',
      reasons: [],
      advice: [],
      token: null,
      credential: null,
    });
    expect(judged('author', { state }).level).toBe('ok');
  });
  test('an account that nobody lists is unknown, never not found', () => {
    const facts = [aRule({ actorAccountId: 'app-1', authorAccountId: 'app-2' })];
    for (const finding of judge(anInput({ facts })).findings) {
      expect([finding.level, finding.owner?.state, codesOf(finding)]).toEqual([
        'unknown',
        'unknown',
        ['owner-unknown'],
      ]);
    }
  });
  test('the account of Automation itself is well without being listed', () => {
    const facts = [aRule({ actorAccountId: DEFAULT_ACTOR })];
    const finding = findingOf(judge(anInput({ facts, people: [] })), 'actor');
    expect(finding).toMatchObject({
      level: 'ok',
      owner: { name: 'Automation for Jira', state: 'active', source: 'actor' },
    });
  });
  test('known from a weaker source only, while the better one could not be read', () => {
    const facts = [aRule({ actorAccountId: 'account-owner' })];
    const people = [somePeople([], { complete: false }), somePeople([aPerson({ source: 'jira' })], { source: 'jira' })];
    const finding = findingOf(judge(anInput({ facts, people })), 'actor');
    expect([finding.level, codesOf(finding)]).toEqual(['unknown', ['source-unavailable']]);
  });
  test('a rule without an account has no such finding', () => {
    expect(judge(anInput({ facts: [aRule()] })).findings).toEqual([]);
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

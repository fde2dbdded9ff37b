import type { Person } from '../../src/people/person';
import type { Level, OwnerState } from '../../src/report/report';
import type { RequestTarget } from '../../src/rules/rule-facts';
import { anInput, aPerson, aRecord, aRule, aUse, codesOf, onlyFinding, somePeople, someTokens } from './inputs';

const HERE: RequestTarget = { host: 'one.atlassian.net', api: 'site', cloudId: null };
const ELSEWHERE: RequestTarget = { host: 'two.atlassian.net', api: 'site', cloudId: null };

function judged(person: Partial<Person>, target: RequestTarget) {
  const owner = aPerson(person);
  return onlyFinding(anInput({ facts: [aRule({ credentials: [aUse({ target })] })], people: [somePeople([owner])] }));
}

describe('the level by the owner’s state', () => {
  test.each<[OwnerState, Level, string | null]>([
    ['active', 'ok', null],
    ['service_account', 'ok', null],
    ['deleted', 'broken', 'owner-deleted'],
    ['deactivated', 'broken', 'owner-deactivated'],
    ['suspended', 'broken', 'owner-suspended'],
    ['no_access', 'broken', 'owner-no-access'],
    ['for_deletion', 'critical', 'owner-for-deletion'],
    ['unknown', 'unknown', 'owner-unknown'],
  ])('%s, in a request to this site', (state, level, code) => {
    const finding = judged({ state }, HERE);
    expect(finding.level).toBe(level);
    expect(finding.owner?.state).toBe(state);
    expect(codesOf(finding)).toEqual(code === null ? ['token-expires'] : [code, 'token-expires']);
  });

  test.each<[OwnerState, Level, string]>([
    ['deleted', 'broken', 'owner-deleted'],
    ['deactivated', 'broken', 'owner-deactivated'],
    ['suspended', 'unknown', 'owner-suspended'],
    ['no_access', 'unknown', 'owner-no-access'],
    ['for_deletion', 'critical', 'owner-for-deletion'],
  ])('%s, in a request to another site', (state, level, code) => {
    const finding = judged({ state }, ELSEWHERE);
    expect(finding.destination.audience).toBe('other-atlassian-site');
    expect([finding.level, codesOf(finding)[0]]).toEqual([level, code]);
  });
});

describe('the secret of another service, by the state of the account that its user part names', () => {
  const elsewhere: RequestTarget = { host: 'ci.example.org', api: 'other', cloudId: null };
  const use = { kind: 'basic-password', checksum: 'none', target: elsewhere } as const;

  test.each<[OwnerState, Level, string[]]>([
    ['active', 'unknown', ['expiry-unknown']],
    ['deleted', 'watch', ['owner-deleted', 'expiry-unknown']],
    ['deactivated', 'watch', ['owner-deactivated', 'expiry-unknown']],
    ['for_deletion', 'watch', ['owner-for-deletion', 'expiry-unknown']],
    ['suspended', 'unknown', ['owner-suspended', 'expiry-unknown']],
  ])('%s', (state, level, codes) => {
    const facts = [aRule({ credentials: [aUse(use)] })];
    const finding = onlyFinding(anInput({ facts, people: [somePeople([aPerson({ state })])] }));
    expect([finding.level, codesOf(finding), finding.breaks]).toEqual([level, codes, { from: null, to: null }]);
    expect(finding.advice.map(({ code }) => code)).not.toContain('rotate-token');
  });

  test('a token that Atlassian issued is refused wherever it is sent', () => {
    const facts = [aRule({ credentials: [aUse({ target: elsewhere })] })];
    const people = [somePeople([aPerson({ state: 'deactivated' })])];
    expect(onlyFinding(anInput({ facts, people })).level).toBe('broken');
  });
});

test('what is broken for a reason without a date keeps the date of the next one: owners come back', () => {
  const end = '2027-09-01T00:00:00.000Z';
  expect(judged({ state: 'deactivated' }, HERE)).toMatchObject({ level: 'broken', breaks: { from: end, to: end } });
  expect(judged({ state: 'deactivated' }, HERE).token?.candidates[0]?.expiresAt).toBe('2027-09-01T00:00:00.000Z');
});

describe('an owner whom nobody lists', () => {
  const without = (given: Parameters<typeof anInput>[0], target = HERE) =>
    onlyFinding(anInput({ facts: [aRule({ credentials: [aUse({ user: 'ghost@example.com', target })] })], ...given }));
  const colleague = aPerson({ accountId: 'account-2', email: 'colleague@example.com' });

  test('is not found in a directory that was read whole', () => {
    const finding = without({ people: [somePeople([colleague])] });
    expect([finding.level, finding.owner?.state]).toEqual(['broken', 'not_found']);
    expect(codesOf(finding)).toContain('owner-not-found');
  });

  test('is unknown when the directory ended half-way', () => {
    const finding = without({ people: [somePeople([colleague], { complete: false })] });
    expect([finding.level, finding.owner?.state]).toEqual(['unknown', 'unknown']);
    expect(codesOf(finding)).toEqual(expect.arrayContaining(['owner-unknown', 'source-unavailable']));
  });

  test('is unknown when nobody was looked up', () => {
    const finding = without({ people: [] });
    expect([finding.level, finding.owner?.state]).toEqual(['unknown', 'unknown']);
    expect(codesOf(finding)).toContain('owner-unknown');
  });

  test('is unknown when the request goes elsewhere', () => {
    const finding = without({ people: [somePeople([colleague])] }, ELSEWHERE);
    expect(finding.owner?.state).toBe('unknown');
    expect(finding.level).toBe('unknown');
  });

  test('is the account to which the token list gives the email, where Jira hides it', () => {
    const shy = aPerson({ accountId: 'account-3', email: null, managed: null, source: 'jira', state: 'deactivated' });
    const owner = { accountId: 'account-3', email: 'ghost@example.com', name: null };
    const people = [somePeople([shy, colleague], { source: 'jira' })];
    const finding = without({ people, tokens: [someTokens([aRecord({ owner })])] });
    expect([finding.level, finding.owner?.state, finding.owner?.accountId]).toEqual([
      'broken',
      'deactivated',
      'account-3',
    ]);
  });

  test('is not the account to which the token list gives the email, where that shows another one', () => {
    const owner = { accountId: 'account-2', email: 'ghost@example.com', name: null };
    const finding = without({ people: [somePeople([colleague])], tokens: [someTokens([aRecord({ owner })])] });
    expect(finding.owner?.state).toBe('not_found');
  });

  test('is unknown where an account that hides its email may be it', () => {
    const shy = aPerson({ accountId: 'account-3', email: null, managed: null, source: 'jira' });
    const other = aPerson({ accountId: 'account-2', email: 'colleague@example.com', managed: null, source: 'jira' });
    const finding = without({ people: [somePeople([shy, other], { source: 'jira' })] });
    expect(finding.owner?.state).toBe('unknown');
  });

  test('is not found although accounts hide their email, in a domain that the organization manages', () => {
    const shy = aPerson({ accountId: 'account-3', email: null, managed: false });
    expect(without({ people: [somePeople([shy, colleague])] }).owner?.state).toBe('not_found');
  });

  test('is unmanaged where only managed accounts are listed and its domain is none of theirs', () => {
    const people = [somePeople([aPerson({ email: 'colleague@example.org' })], { covers: 'managed' })];
    const finding = without({ people });
    expect([finding.owner?.state, finding.level]).toEqual(['unmanaged', 'unknown']);
  });

  test('is a service account by its domain', () => {
    const user = 'robot@serviceaccount.atlassian.com';
    const target: RequestTarget = { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' };
    const facts = [aRule({ credentials: [aUse({ user, target, kind: 'atlassian-service-account-token' })] })];
    const finding = onlyFinding(anInput({ facts, people: [somePeople([colleague])] }));
    expect(finding.owner?.state).toBe('service_account');
    expect(finding.level).toBe('unknown');
  });
});

describe('what cannot be said for sure is never ok', () => {
  test('an owner known from Jira while the organization could not be read', () => {
    const people = [
      somePeople([], { complete: false, limits: ['The organization did not answer.'] }),
      somePeople([aPerson({ source: 'jira' })], { source: 'jira' }),
    ];
    const finding = onlyFinding(anInput({ people }));
    expect(finding.level).toBe('unknown');
    expect(codesOf(finding)).toContain('source-unavailable');
  });

  test('sources that contradict each other', () => {
    const people = [
      somePeople([aPerson()]),
      somePeople([aPerson({ source: 'jira', state: 'deactivated' })], { source: 'jira' }),
    ];
    const finding = onlyFinding(anInput({ people }));
    expect([finding.level, finding.owner?.state]).toEqual(['unknown', 'unknown']);
    expect(codesOf(finding)).toContain('owner-unknown');
    expect(finding.reasons[0]?.text).toContain('cannot both be right');
  });

  test('a stale file beside a living source: the living one decides', () => {
    const people = [
      somePeople([aPerson({ source: 'file', state: 'deleted' })], { source: 'file' }),
      somePeople([aPerson({ state: 'active' })]),
    ];
    expect(onlyFinding(anInput({ people })).level).toBe('ok');
  });

  test('a token list that ended half-way', () => {
    const finding = onlyFinding(anInput({ tokens: [someTokens([aRecord()], { complete: false })] }));
    expect(finding.level).toBe('unknown');
    expect(finding.token?.match).toBe('candidates');
    expect(codesOf(finding)).toEqual(expect.arrayContaining(['token-unlisted', 'source-unavailable']));
  });

  test('no token list at all', () => {
    const finding = onlyFinding(anInput({ tokens: [] }));
    expect([finding.level, finding.token?.match]).toEqual(['unknown', 'not-checked']);
    expect(codesOf(finding)).toEqual(['expiry-unknown']);
  });
});

describe('a scheduled deletion', () => {
  const withDeletion = (deletion: Person['deletion']) => judged({ state: 'for_deletion', deletion }, HERE);
  test('names the last day on which it can be cancelled', () => {
    const finding = withDeletion({ at: '2026-11-26T09:00:00.000Z', exact: true });
    expect(finding.reasons[0]?.text).toContain('until 2026-11-26');
    expect(finding.breaks.to).toBe('2026-11-26T09:00:00.000Z');
    expect(finding.advice[0]).toMatchObject({
      code: 'cancel-deletion',
      url: 'https://admin.atlassian.com/o/org-one/users/account-owner',
    });
  });
  test('says so when the day is an estimate', () => {
    expect(withDeletion({ at: '2026-11-26T09:00:00.000Z', exact: false }).reasons[0]?.text).toContain('estimated');
  });
  test('is a deletion once its known day has passed', () => {
    const finding = withDeletion({ at: '2026-11-16T12:00:00.000Z', exact: true });
    expect([finding.level, codesOf(finding)[0]]).toEqual(['broken', 'owner-deleted']);
  });
  test('is still waiting where only an estimated day has passed', () => {
    const finding = withDeletion({ at: '2026-10-01T00:00:00.000Z', exact: false });
    expect([finding.level, codesOf(finding)[0]]).toEqual(['critical', 'owner-for-deletion']);
    // Whenever it was ordered, it is final 14 days from now at the latest.
    expect(finding.breaks.to?.slice(0, 10)).toBe('2026-11-30');
    expect(finding.reasons[0]?.text).toContain('until 2026-11-30 at the very latest (an estimate)');
  });

  test('ends before its token does also where nothing is known of its day', () => {
    const finding = withDeletion(null);
    expect(finding.breaks.to?.slice(0, 10)).toBe('2026-11-30');
  });
});

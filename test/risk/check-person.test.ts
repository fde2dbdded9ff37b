import type { Decision } from '../../src/risk/decision';
import { checkPerson, searchPerson } from '../../src/risk/check-person';
import { judge } from '../../src/risk/judge';
import { aConnection, anInput, aPerson, aRecord, aRule, aUse, fingerprint, somePeople, someTokens } from './inputs';

const other = aPerson({ accountId: 'account-2', email: 'colleague@example.com' });
const input = anInput({
  people: [somePeople([aPerson(), other])],
  tokens: [someTokens([aRecord()])],
  facts: [
    aRule({ uuid: 'author-only', name: 'Written by', authorAccountId: 'account-owner' }),
    aRule({ uuid: 'acts-as', name: 'Acts as', actorAccountId: 'account-owner', authorAccountId: 'account-2' }),
    aRule({ uuid: 'connected', name: 'Connected', connections: [aConnection()] }),
    aRule({ uuid: 'signs-in', name: 'Signs in', credentials: [aUse()] }),
    aRule({ uuid: 'disabled', name: 'Disabled', state: 'DISABLED', credentials: [aUse()] }),
    aRule({
      uuid: 'others',
      name: 'Somebody else’s',
      credentials: [aUse({ user: 'colleague@example.com', fingerprint: fingerprint('b') })],
    }),
    aRule({
      uuid: 'hidden',
      name: 'Hidden',
      credentials: [aUse({ visibility: 'masked', kind: 'opaque', fingerprint: null, user: null })],
    }),
    aRule({
      uuid: 'nameless',
      name: 'Nameless',
      authorAccountId: 'account-owner',
      credentials: [aUse({ scheme: 'bearer', user: null, fingerprint: fingerprint('c') })],
    }),
  ],
});
const report = judge(input);

test.each(['account-owner', 'owner@example.com', ' Owner@Example.com '])(
  '%s: what would break, in order',
  (account) => {
    const check = checkPerson(report, account);
    expect(check.account).toMatchObject({ accountId: 'account-owner', email: 'owner@example.com', state: 'active' });
    expect(check.wouldBreak.map(({ rule, finding }) => [finding.subject, rule.name])).toEqual([
      ['credential', 'Signs in'],
      ['connection', 'Connected'],
      ['actor', 'Acts as'],
      ['author', 'Nameless'],
      ['author', 'Written by'],
    ]);
  },
);

test('what is covered, and why', () => {
  expect(checkPerson(report, 'account-owner').alreadyCovered.map(({ rule, effect }) => [rule.name, effect])).toEqual([
    ['Disabled', 'The rule is disabled; it would break when somebody enables it.'],
  ]);
  const finding = report.findings.find(({ rule }) => rule.uuid === 'connected');
  const accepted: Decision = {
    type: 'accepted',
    findingId: finding?.id ?? '',
    about: 'account-owner',
    by: 'admin-1',
    at: '2026-11-01T00:00:00.000Z',
    because: 'the rule is retired soon',
    until: null,
  };
  const check = checkPerson(judge({ ...input, decisions: [accepted] }), 'account-owner');
  expect(check.alreadyCovered.map(({ effect }) => effect)).toContain('An admin accepted it.');
});

test('somebody who is gone already breaks nothing more', () => {
  const gone = judge({ ...input, people: [somePeople([aPerson({ state: 'deleted' }), other])] });
  const check = checkPerson(gone, 'account-owner');
  expect(check.alreadyCovered.map(({ rule }) => rule.name)).toEqual(expect.arrayContaining(['Signs in', 'Connected']));
  expect(check.wouldBreak.map(({ finding }) => finding.subject)).toEqual(['author', 'author']);
});

test('what could not be seen is counted, with the hint that the author is', () => {
  const { notSeen } = checkPerson(report, 'account-owner');
  expect(notSeen[0]).toBe(
    '2 credentials in rules name no owner and may be this account’s; this account wrote the rule of one of them.',
  );
  const unread = judge({ ...input, unreadable: [{ source: 'rule-9', reason: 'No answer.' }], limits: ['A limit.'] });
  expect(checkPerson({ ...unread, status: 'partial' }, 'account-owner').notSeen).toEqual(
    expect.arrayContaining([
      '1 rule or part of a rule could not be read.',
      'The scan ended without some rules.',
      'A limit.',
    ]),
  );
});

test('somebody whom no rule names', () => {
  expect(checkPerson(report, 'stranger@example.com')).toMatchObject({
    account: null,
    wouldBreak: [],
    alreadyCovered: [],
  });
});

test('what does not fit into an answer is counted', () => {
  const search = searchPerson('account-owner', 6000);
  const { findings } = report;
  findings.forEach(({ owner }) => search.learn(owner));
  for (let round = 0; round < 10; round += 1) findings.forEach(search.take);

  const check = search.result({ limits: [], unread: 0 });

  expect(check.wouldBreak.map(({ finding }) => finding.subject)).toEqual(expect.arrayContaining(['actor', 'author']));
  const all = 10 * (checkPerson(report, 'account-owner').wouldBreak.length + 1);
  const shown = check.wouldBreak.length + check.alreadyCovered.length;
  expect(check.notSeen[0]).toBe(`${all - shown} more places name this account; the exports have all.`);
});

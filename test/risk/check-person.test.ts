import type { Decision } from '../../src/risk/decision';
import type { PersonCheck } from '../../src/risk/check-person';
import { checkPerson } from '../../src/risk/check-person';
import type { JudgeInput } from '../../src/risk/judge';
import { judge } from '../../src/risk/judge';
import { aConnection, anInput, aPerson, aRecord, aRule, aUse, fingerprint, somePeople, someTokens } from './inputs';

const other = aPerson({ accountId: 'account-2', email: 'colleague@example.com', name: 'Colleague' });
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

function ask(asked: string, given: JudgeInput = input) {
  const report = judge(given);
  const people = given.people.flatMap((source) => source.people);
  return checkPerson({ ...report, unread: report.coverage.rulesUnreadable.length }, given.facts, people, asked);
}

function check(asked: string, given?: JudgeInput): PersonCheck {
  const answer = ask(asked, given);
  if (answer.found !== 'one') {
    throw new Error(`found ${answer.found}`);
  }
  return answer;
}

const named = (places: PersonCheck['wouldBreak']) => places.map(({ rule, subject }) => [subject, rule.name]);

test.each(['account-owner', 'owner@example.com', ' Owner@Example.com ', 'token owner'])(
  '%s: what would break, in order, healthy people included',
  (account) => {
    const answer = check(account);
    expect(answer.account).toMatchObject({ accountId: 'account-owner', email: 'owner@example.com', state: 'active' });
    expect(answer).toMatchObject({ isGone: false, brokenAlready: [], unattended: [] });
    expect(named(answer.wouldBreak)).toEqual([
      ['credential', 'Signs in'],
      ['connection', 'Connected'],
      ['actor', 'Acts as'],
      ['author', 'Nameless'],
      ['author', 'Written by'],
    ]);
    expect(answer.wouldBreak.filter(({ finding }) => finding === null).map(({ level }) => level)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  },
);

test('what is covered, and why', () => {
  const covered = (given: JudgeInput) =>
    check('account-owner', given).alreadyCovered.map(({ rule, effect }) => [rule.name, effect]);
  expect(covered(input)).toEqual([['Disabled', 'The rule is disabled; it would break when somebody enables it.']]);
  const finding = judge(input).findings.find(({ rule }) => rule.uuid === 'connected');
  const accepted: Decision = {
    type: 'accepted',
    findingId: finding?.id ?? '',
    about: 'account-owner',
    by: 'admin-1',
    at: '2026-11-01T00:00:00.000Z',
    because: 'the rule is retired soon',
    until: null,
  };
  expect(covered({ ...input, decisions: [accepted] })).toContainEqual(['Connected', 'An admin accepted it.']);
  const expired = { ...input, tokens: [someTokens([aRecord({ expiresAt: '2026-11-01T00:00:00.000Z' })])] };
  expect(covered(expired)).toContainEqual(['Signs in', 'It is broken already for another reason.']);
});

describe('somebody who is gone already', () => {
  const gone = { ...input, people: [somePeople([aPerson({ state: 'deactivated' }), other])] };

  test('has broken rules, and rules that nobody looks after', () => {
    const answer = check('account-owner', gone);
    expect(answer.isGone).toBe(true);
    expect(named(answer.brokenAlready)).toEqual([
      ['credential', 'Signs in'],
      ['connection', 'Connected'],
      ['actor', 'Acts as'],
    ]);
    expect(named(answer.unattended)).toEqual([
      ['author', 'Nameless'],
      ['author', 'Written by'],
    ]);
    expect(answer.wouldBreak).toEqual([]);
    expect(answer.brokenAlready[0]?.effect).toContain('Its requests are refused');
  });

  test('a rule that is switched off does not work when it is switched on again', () => {
    expect(check('account-owner', gone).alreadyCovered.map(({ effect }) => effect)).toEqual([
      'The rule is disabled; it cannot work when somebody enables it.',
    ]);
  });

  test('an email that a whole list does not have', () => {
    const answer = check('leaver@example.com', {
      ...input,
      facts: [aRule({ credentials: [aUse({ user: 'leaver@example.com' })] })],
    });
    expect(answer).toMatchObject({ isGone: true, account: { accountId: null, state: 'not_found' } });
    expect(named(answer.brokenAlready)).toEqual([['credential', 'Tell the desk']]);
  });
});

test('what could not be seen is counted, with the hint that the author is', () => {
  const { notSeen } = check('account-owner');
  expect(notSeen[0]).toBe(
    '2 credentials in rules name no owner and may be this account’s; this account wrote the rule of one of them.',
  );
  const unread = judge({ ...input, unreadable: [{ source: 'rule-9', reason: 'No answer.' }], limits: ['A limit.'] });
  const partial = { ...unread, unread: 1, status: 'partial' as const };
  for (const asked of ['account-owner', 'nobody']) {
    expect(checkPerson(partial, input.facts, [aPerson()], asked).notSeen).toEqual(
      expect.arrayContaining([
        '1 rule or part of a rule could not be read.',
        'The scan ended without some rules.',
        'A limit.',
      ]),
    );
  }
});

test('somebody whom nothing names is not found, whatever else is well', () => {
  expect(ask('stranger@example.com')).toMatchObject({ found: 'none', alike: [] });
  expect(ask('owner')).toMatchObject({ found: 'none', alike: [{ accountId: 'account-owner' }] });
});

test('somebody who is listed and in no rule is found, and nothing depends on them', () => {
  const extra = aPerson({ accountId: 'account-3', email: 'third@example.com', name: 'Third' });
  const answer = check('Third', { ...input, people: [somePeople([aPerson(), other, extra])] });
  expect(answer).toMatchObject({ wouldBreak: [], brokenAlready: [], unattended: [], alreadyCovered: [] });
});

test('a name that two accounts have is answered with both', () => {
  expect(
    ask('Token Owner', { ...input, people: [somePeople([aPerson(), { ...other, name: 'Token Owner' }])] }),
  ).toEqual(
    expect.objectContaining({
      found: 'several',
      accounts: [
        expect.objectContaining({ accountId: 'account-owner' }),
        expect.objectContaining({ accountId: 'account-2' }),
      ],
    }),
  );
});

test('an account that only rules name', () => {
  const answer = check('app-7', { ...input, facts: [aRule({ actorAccountId: 'app-7' })] });
  expect(answer.account).toEqual({ accountId: 'app-7', email: null, name: null, state: 'unknown' });
  expect(named(answer.wouldBreak)).toEqual([['actor', 'Tell the desk']]);
});

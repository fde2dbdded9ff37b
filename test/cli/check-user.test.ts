import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();
const leaver = { accountId: 'account-17', email: 'leaver@example.com' };

const Place = v.looseObject({
  rule: v.looseObject({ name: v.string() }),
  subject: v.string(),
  level: v.string(),
  finding: v.nullable(v.looseObject({})),
});
const Account = v.looseObject({ accountId: v.nullable(v.string()), email: v.nullable(v.string()) });
const common = { schemaVersion: v.literal(2), asOf: v.string(), asked: v.string(), notSeen: v.array(v.string()) };
const Found = v.strictObject({
  ...common,
  found: v.literal('one'),
  account: Account,
  isGone: v.boolean(),
  brokenAlready: v.array(Place),
  wouldBreak: v.array(Place),
  unattended: v.array(Place),
  alreadyCovered: v.array(Place),
});
const Answer = v.variant('found', [
  Found,
  v.strictObject({ ...common, found: v.literal('several'), accounts: v.array(Account) }),
  v.strictObject({ ...common, found: v.literal('none'), alike: v.array(Account) }),
]);

beforeAll(() => {
  const save = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
  const request = makeRequest({ Authorization: basic(leaver.email, makeAtlassianToken(1)) });
  save('rules.json', [
    makeRule({ name: 'Own token', components: [request], authorAccountId: 'account-18' }),
    makeRule({ name: 'Acts as them', actor: { type: 'ACCOUNT_ID', actor: leaver.accountId } }),
    makeRule({ name: 'Wrote it', authorAccountId: leaver.accountId }),
    makeRule({ name: 'Switched off', state: 'DISABLED', components: [request] }),
    makeRule({ name: 'Not theirs', authorAccountId: 'account-18' }),
  ]);
  save('users.json', [makeUser(leaver.accountId, leaver.email), makeUser('account-18', 'keeper@example.com')]);
  save('tokens.json', [makeTokenRecord('token-17', leaver, '2027-09-01T00:00:00Z')]);
});

const complete = ['--users-complete', '--tokens-complete'];
const people = ['--users', 'users.json', '--tokens', 'tokens.json', ...complete];
const sources = [...people, '--site', SITE, '--now', NOW, 'rules.json'];

async function ask(
  person: string,
  given = sources,
): Promise<{ code: number | null; answer: v.InferOutput<typeof Answer> }> {
  const { code, stdout } = await run(['check-user', person, '--format', 'json', ...given]);
  return { code, answer: v.parse(Answer, JSON.parse(stdout)) };
}

describe('token-watch check-user', () => {
  it.each([leaver.email, 'Leaver@Example.com', leaver.accountId, 'Account-17'])(
    'tells what breaks if %s goes',
    async (person) => {
      const { code, answer } = await ask(person);

      expect(code).toBe(1);
      const found = v.parse(Found, answer);
      expect(found.wouldBreak.map(({ rule, subject, level }) => [rule.name, subject, level])).toEqual([
        ['Own token', 'credential', 'ok'],
        ['Acts as them', 'actor', 'ok'],
        ['Wrote it', 'author', 'ok'],
      ]);
      expect(found.alreadyCovered.map(({ rule }) => rule.name)).toEqual(['Switched off']);
      expect(found).toMatchObject({ isGone: false, brokenAlready: [], unattended: [] });
      expect(found.account).toMatchObject({ accountId: leaver.accountId });
    },
  );

  it('says what is broken already because of somebody who is gone', async () => {
    const gone = makeUser(leaver.accountId, leaver.email, { status: 'inactive' });
    writeFileSync(join(folder, 'gone.json'), JSON.stringify([gone, makeUser('account-18', 'keeper@example.com')]));
    const given = sources.map((one) => (one === 'users.json' ? 'gone.json' : one));
    const { code, stdout } = await run(['check-user', leaver.email, ...given]);
    const { answer } = await ask(leaver.email, given);

    expect(code).toBe(1);
    expect(stdout).toContain('2 rules are broken already because of leaver@example.com, account-17, account-17');
    expect(stdout).toContain('1 rule goes on with nobody to hear of failures.');
    expect(stdout).not.toContain('no rule would break');
    expect(v.parse(Found, answer).brokenAlready.map(({ rule }) => rule.name)).toEqual(['Own token', 'Acts as them']);
  });

  it.each([
    ['No rule is', ['rules.json'], 'idle@example.com'],
    ['1 rule is', ['one.json'], leaver.email],
  ])('says that %s broken because of somebody who is gone', async (counted, rules, person) => {
    const gone = [
      makeUser('account-19', 'idle@example.com', { status: 'inactive' }),
      makeUser(leaver.accountId, leaver.email, { status: 'inactive' }),
    ];
    writeFileSync(join(folder, 'all-gone.json'), JSON.stringify(gone));
    const request = makeRequest({ Authorization: basic(leaver.email, makeAtlassianToken(1)) });
    writeFileSync(join(folder, 'one.json'), JSON.stringify([makeRule({ name: 'One', components: [request] })]));
    const { stdout } = await run([
      'check-user',
      person,
      '--users',
      'all-gone.json',
      '--now',
      NOW,
      '--site',
      SITE,
      ...rules,
    ]);

    expect(stdout).toContain(`${counted} broken already because of ${person}`);
  });

  it('answers 0 for an account on which nothing depends', async () => {
    const extra = makeUser('account-19', 'idle@example.com');
    writeFileSync(join(folder, 'idle.json'), JSON.stringify([extra]));
    const { code, stdout } = await run([
      'check-user',
      'idle@example.com',
      '--users',
      'idle.json',
      '--now',
      NOW,
      'rules.json',
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain('If idle@example.com, account-19, account-19 (active) goes, no rule would break.');
    expect(stdout).toContain('No token records were given (--tokens)');
  });

  it.each(['stranger@example.com', 'acc-1', 'u_7', '712020:a', 'Nobody Known'])(
    'says of %s, whom nothing names, that there is no such account, and never that all is well',
    async (person) => {
      const { code, stdout } = await run(['check-user', person, '--now', NOW, 'rules.json']);
      const { answer } = await ask(person, ['--now', NOW, 'rules.json']);

      expect(code).toBe(2);
      expect(stdout).toContain(`No such account: nothing that was read names ${person}.`);
      expect(stdout).toContain('No people were given (--users)');
      expect(stdout).not.toMatch(/would break|clean|no rule/);
      expect(answer).toMatchObject({ found: 'none', alike: [] });
    },
  );

  it('offers who may be meant, and lists those who share a name', async () => {
    const twins = ['account-20', 'account-21'].map((id) => ({ ...makeUser(id, `${id}@example.com`), name: 'Twin' }));
    writeFileSync(join(folder, 'twins.json'), JSON.stringify(twins));
    const given = ['--users', 'twins.json', '--now', NOW, 'rules.json'];

    const several = await run(['check-user', 'twin', ...given]);
    expect(several.code).toBe(2);
    expect(several.stdout).toContain('twin is the name of several accounts');
    expect(several.stdout).toContain('account-20@example.com, Twin, account-20');
    const none = await run(['check-user', 'twinn', ...given]);
    expect(none.code).toBe(2);
    expect(none.stdout).toContain('Perhaps this is meant:\n  account-20@example.com, Twin, account-20');
  });

  it('prints the answer as a table', async () => {
    const { code, stdout, stderr } = await run(['check-user', leaver.email, ...sources]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('If leaver@example.com, account-17, account-17 (active) goes, 3 rules would break.');
    expect(stdout.indexOf('Would break')).toBeLessThan(stdout.indexOf('Own token'));
    expect(stdout.indexOf('Needs nothing')).toBeLessThan(stdout.indexOf('Switched off'));
    expect(stdout).not.toContain('Not theirs');
  });

  it('takes no format that only a whole report has', async () => {
    const { code, stderr } = await run(['check-user', leaver.email, '--format', 'sarif', ...sources]);

    expect(code).toBe(2);
    expect(stderr).toBe('token-watch: --format of check-user needs table or json\n');
  });
});

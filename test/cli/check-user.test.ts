import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCli } from './support/run-cli';

const { folder, run } = useCli();
const leaver = { accountId: 'account-17', email: 'leaver@example.com' };

const Place = v.looseObject({
  rule: v.looseObject({ name: v.string() }),
  finding: v.looseObject({ subject: v.string() }),
});
const Answer = v.strictObject({
  schemaVersion: v.literal(1),
  asOf: v.string(),
  asked: v.string(),
  account: v.nullable(v.looseObject({ accountId: v.nullable(v.string()) })),
  wouldBreak: v.array(Place),
  alreadyCovered: v.array(Place),
  notSeen: v.array(v.string()),
});

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

async function ask(person: string): Promise<{ code: number | null; answer: v.InferOutput<typeof Answer> }> {
  const { code, stdout } = await run(['check-user', person, '--format', 'json', ...sources]);
  return { code, answer: v.parse(Answer, JSON.parse(stdout)) };
}

describe('token-watch check-user', () => {
  it.each([leaver.email, 'Leaver@Example.com', leaver.accountId])('tells what breaks if %s goes', async (person) => {
    const { code, answer } = await ask(person);

    expect(code).toBe(1);
    expect(answer.wouldBreak.map(({ rule, finding }) => [rule.name, finding.subject])).toEqual([
      ['Own token', 'credential'],
      ['Acts as them', 'actor'],
      ['Wrote it', 'author'],
    ]);
    expect(answer.alreadyCovered.map(({ rule }) => rule.name)).toEqual(['Switched off']);
    expect(answer.account).toMatchObject({ accountId: leaver.accountId });
  });

  it('answers 0 for an account that nothing depends on, and says what it could not see', async () => {
    const { code, stdout } = await run(['check-user', 'stranger@example.com', '--now', NOW, 'rules.json']);

    expect(code).toBe(0);
    expect(stdout).toContain('Nothing that was read names stranger@example.com.');
    expect(stdout).toContain('No people were given (--users)');
  });

  it.each(['acc-1', 'u_7', '712020:a'])('takes %s for an account id', async (id) => {
    const { code, stdout } = await run(['check-user', id, '--now', NOW, 'rules.json']);

    expect(code).toBe(0);
    expect(stdout).toContain(`Nothing that was read names ${id}.`);
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

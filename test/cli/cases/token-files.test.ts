import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillCases } from '../support/fill-case';
import { CASE_NOW, judgeCase, writeRuleOf, type Judged } from '../support/judge-case';
import { useCli, useCommandLine } from '../support/run-cli';

const { folder, run } = useCommandLine();
const files = join(folder, 'cases');
const given = (name: string): string => join(files, name);
const COMPLETE = ['--users-complete', '--tokens-complete'];
const EMAIL = 'integration@acme.example';

beforeAll(() => {
  fillCases(files);
});

function judgeRule(tokens: string, args: readonly string[] = COMPLETE): Promise<Judged> {
  return judgeCase(run, [
    '--users',
    given('05-users.json'),
    '--tokens',
    given(tokens),
    ...args,
    given('05-token-after-edit.json'),
  ]);
}

/** The same rule against a list of tokens with this content. */
function withTokens(
  content: string | Buffer,
  args: readonly string[] = COMPLETE,
  name = 'tokens.csv',
): Promise<Judged> {
  writeFileSync(given(name), content);
  return judgeRule(name, args);
}

const HEAD = 'Email,Token name,Created,Expires,Status\n';
/** One token that was made in March and expires then. */
const expiring = (expires: string): string => `${HEAD}${EMAIL},automation,2026-03-15T00:00:00Z,"${expires}",Active\n`;
/** One token that was made then and expires in a year. */
const created = (day: string): string => `${HEAD}${EMAIL},automation,"${day}",2027-10-15T00:00:00Z,Active\n`;

describe('cases: lists of tokens', () => {
  it.each(['05-tokens-created.csv', '05-tokens-created-date.csv'])(
    '05: %s: the only token was made after the rule’s last edit, so the rule’s is gone',
    async (tokens) => {
      expect(await judgeRule(tokens)).toMatchObject({
        level: 'broken',
        match: 'none',
        codes: ['token-missing'],
        code: 1,
      });
    },
  );

  it.each(['atlassian-time', 'excel', 'slash'])('06: the expiry is read as %s writes it', async (form) => {
    const [open, said] = [await judgeRule(`06-tokens-${form}.csv`, []), await judgeRule(`06-tokens-${form}.csv`)];
    expect(open).toMatchObject({ level: 'high', match: 'candidates', breaks: '2026-12-15' });
    expect(open.codes.slice(0, 2)).toEqual(['token-ambiguous', 'token-expires']);
    expect(said).toMatchObject({
      level: 'high',
      match: 'exact',
      breaks: '2026-12-15',
      codes: ['token-expires'],
      code: 0,
    });
    expect(JSON.stringify(said.shown.findings)).toContain('in 17 days');
  });

  it('13: a list with no rows is no list', async () => {
    const judged = await judgeRule('13-tokens-header-only.csv');
    expect(judged).toMatchObject({ level: 'unknown', match: 'not-checked', code: 0 });
    expect(judged.limits).toContain('it lists no token at all, so nothing follows from what is missing in it');
  });
});

describe('headings as exports and scripts have them', () => {
  it.each<[string, string]>([
    [
      'with semicolons',
      `Token name;Owner email;Creation date;Expiry date;Last used;Token status\na;${EMAIL};15 Mar 2026;15 Dec 2026;20 Nov 2026;Active\n`,
    ],
    [
      'with tabs, the API’s own names',
      `label\tuser.email\tcreatedAt\texpiresAt\tlastActiveAt\tstatus\na\t${EMAIL}\t2026-03-15T00:00:00.000Z\t2026-12-15T10:00:00.000Z\t\tALLOWED\n`,
    ],
    [
      'an account id in place of the email',
      'API token;User id;Date created;Expires on\na;712020:00000000-0000-4000-8000-00000000000a;2026-03-15;2026-12-15\n',
    ],
    [
      'the owner’s name beside the email',
      `Name,Email,API token name,Created on,Expiration date\nIntegration,${EMAIL},a,2026-03-15,2026-12-15\n`,
    ],
    ['an email under “Created by”', `Label,Created by,Created,Expiration\na,${EMAIL},2026-03-15,2026-12-15\n`],
    [
      'capitals and underscores',
      `TOKEN_NAME,OWNER_EMAIL,CREATED_AT,EXPIRES_AT\na,${EMAIL.toUpperCase()},2026-03-15,2026-12-15\n`,
    ],
    ['the zone in the heading', `Token,User,Created [UTC],Valid until (UTC)\na,${EMAIL},15 Mar 2026,15 Dec 2026\n`],
    ['a line for spreadsheets', `sep=|\nToken name|Email|Created|Expires\na|${EMAIL}|2026-03-15|2026-12-15\n`],
    [
      'a title, and totals below',
      `API token activity\nExported on 27 Nov 2026\nToken name,Email,Created,Expires\na,${EMAIL},2026-03-15,2026-12-15\n1 token,,,\n`,
    ],
    [
      'blanks and columns that nobody asked for',
      `  Team , Email , Token name ,Created , Expires , Notes \nX,${EMAIL},a,2026-03-15,2026-12-15,"one, two"\n`,
    ],
  ])('%s', async (_name, content) => {
    expect(await withTokens(content)).toMatchObject({ level: 'high', match: 'exact', breaks: '2026-12-15', code: 0 });
  });
});

describe('dates as people have them', () => {
  it.each([
    '2026-12-15T15:31:57.000+0100',
    '15 Dec 2026, 10:31 AM',
    'Dec 15, 2026, 10:31 AM',
    '15/Dec/26 3:31 PM',
    '15. Dezember 2026',
    '15 déc. 2026 15:31',
    '2026/12/15',
    '15.12.2026',
    '12/15/2026',
    'Tue Dec 15 2026 10:31:57 GMT+0000 (Coordinated Universal Time)',
    '1797328800',
    '1797328800000',
  ])('%s', async (expires) => {
    expect(await withTokens(expiring(expires))).toMatchObject({ level: 'high', breaks: '2026-12-15', code: 0 });
  });

  it.each(['1.79733E+12', '46371', 'in 17 days', '31/11/2026', 'Dec-26', '15 jui 2026'])(
    '%s cannot be read: it is named and calms nobody',
    async (expires) => {
      const judged = await withTokens(expiring(expires));
      expect(judged).toMatchObject({ level: 'unknown', code: 3, breaks: null });
      expect(judged.limits).toContain('tokens.csv: row 2, column Expires: no date that can be read');
      expect(judged.codes).toContain('expiry-unknown');
    },
  );

  it('day and month are told apart by the whole column, an option, or not at all', async () => {
    const other = `other@acme.example,x,2026-03-15T00:00:00Z,12/30/2026,Active\n`;
    const unclear = expiring('10/12/2026');
    const open = await withTokens(unclear);
    expect(open).toMatchObject({ level: 'unknown', code: 3 });
    expect(open.limits).toContain('row 2, column Expires: cannot tell day from month; use 2026-12-10 or --date-order.');
    const dayFirst = await withTokens(unclear, [...COMPLETE, '--date-order', 'dmy']);
    const monthFirst = await withTokens(unclear, [...COMPLETE, '--date-order', 'mdy']);
    const byColumn = await withTokens(`${unclear}${other}`);
    expect([dayFirst.breaks, monthFirst.breaks, byColumn.breaks]).toEqual(['2026-12-10', '2026-10-12', '2026-10-12']);
    expect([dayFirst.level, monthFirst.level, byColumn.level]).toEqual(['high', 'broken', 'broken']);
    const wrong = await run(['scan', '--date-order', 'ymd', 'x.json']);
    expect(wrong.stderr).toBe('token-watch: --date-order needs dmy (day first) or mdy (month first)\n');
  });

  it('without a zone they are never broken, exact or none by less than a day', async () => {
    // Judged at the first instant of 28 November; the rule was edited on 21 September at 14:13.
    const ends = async (day: string) => (await withTokens(expiring(day))).level;
    expect([await ends('26 Nov 2026'), await ends('27 Nov 2026'), await ends('27 Nov 2026 12:00:00')]).toEqual([
      'broken',
      'critical',
      'critical',
    ]);
    expect(await ends('2026-11-27T12:00:00Z')).toBe('broken');
    const made = async (day: string) => (await withTokens(created(day))).match;
    expect(await made('19 Sep 2026')).toBe('exact');
    expect(await made('20 Sep 2026')).toBe('candidates');
    expect(await made('21 Sep 2026 14:00:00')).toBe('candidates');
    expect(await made('22 Sep 2026')).toBe('candidates');
    expect(await made('23 Sep 2026')).toBe('none');
    expect([await made('2026-09-21T14:13:00Z'), await made('2026-09-21T14:14:00Z')]).toEqual(['exact', 'none']);
  });

  // Node reads the zone when it starts.
  const program = useCli();

  it('nothing depends on the zone of the machine', async () => {
    writeFileSync(given('zones.csv'), `${HEAD}${EMAIL},a,19 Sep 2026,27 Nov 2026 23:30:00,Active\n`);
    const rule = join(folder, writeRuleOf(folder, EMAIL, { updated: '2026-09-21T14:13:20' }));
    const args = ['--users', given('05-users.json'), '--tokens', given('zones.csv'), ...COMPLETE, rule];
    const texts = await Promise.all(
      ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'].map(async (TZ) => {
        const environment = { TZ, LANG: 'tr_TR.UTF-8' };
        const { shown } = await judgeCase(program.run, args, { environment });
        return JSON.stringify(
          shown.findings.map(({ level, breaks, reasons, rule: of }) => [level, breaks, reasons, of]),
        );
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('2026-11-27T23:30:00.000Z');
    expect(texts[0]).toContain('"updatedAt":"2026-09-21T14:13:20.000Z"');
  });
});

describe('what a record does not say', () => {
  it.each<[string, string]>([
    ['no column of the creation', `Email,Token name,Expires\n${EMAIL},a,2027-10-15\n`],
    ['an empty cell', created('')],
    ['a word', created('last spring')],
    ['a date of which nobody can tell the month', created('10/03/2026')],
  ])('of its creation, by %s: never exact, never ok', async (_name, content) => {
    const judged = await withTokens(content);
    expect([judged.level, judged.match]).toEqual(['unknown', 'candidates']);
  });

  const record = (id: string, more: object): object => ({
    id,
    label: id,
    status: 'ALLOWED',
    createdAt: '2026-03-15T00:00:00Z',
    expiresAt: '2027-10-15T00:00:00Z',
    user: { id: '712020:00000000-0000-4000-8000-00000000000a', email: EMAIL },
    ...more,
  });
  const list = (...records: object[]): Promise<Judged> =>
    withTokens(JSON.stringify({ data: records }), COMPLETE, 'tokens.json');

  it('of its scopes: it fits both forms, and is not exact by that alone', async () => {
    expect(await list(record('plain', { scopes: [] }))).toMatchObject({ level: 'ok', match: 'exact' });
    expect(await list(record('scoped', { scopes: ['read:jira-work'] }))).toMatchObject({ match: 'none' });
    const left = await list(record('scoped', { scopes: ['read:jira-work'] }), record('silent', {}));
    expect([left.level, left.match]).toEqual(['unknown', 'candidates']);
  });

  it('contradicts itself: expired, with a date to come', async () => {
    const judged = await list(record('plain', { status: 'EXPIRED', scopes: [] }));
    expect([judged.level, judged.codes]).toEqual(['unknown', ['expiry-unknown']]);
    const csv = await withTokens(expiring('15 Oct 2027').replace('Active', 'Expired'));
    expect(csv.level).toBe('unknown');
    expect((await withTokens(expiring('27 Nov 2026').replace('Active', 'Expired'))).level).toBe('broken');
  });

  it('two tokens of one name and day are two', async () => {
    const rows = `${HEAD}${EMAIL},a,2026-03-15,2027-10-15,Active\n${EMAIL},a,2026-03-15,2027-10-16,Active\n`;
    const judged = await withTokens(rows);
    expect(judged.shown.findings.find(({ subject }) => subject === 'credential')?.token?.candidates).toHaveLength(2);
    expect(judged.match).toBe('candidates');
  });

  it('a row that is too long is named, and stands for a token of which nothing is known', async () => {
    const judged = await withTokens(`${HEAD}${EMAIL},a,Mar 15, 2026,Dec 15, 2026,Active\n`);
    expect([judged.level, judged.match, judged.code]).toEqual(['unknown', 'candidates', 3]);
    expect(judged.limits).toContain('row 2 has more cells than there are headings');
  });
});

describe('a complete list of tokens', () => {
  it('is complete only if somebody says so, and the output says what that would change', async () => {
    const other = `${HEAD}other@acme.example,a,2026-03-15,2027-10-15,Active\n`;
    const [open, said] = [await withTokens(other, []), await withTokens(other)];
    expect([open.level, open.match]).toEqual(['unknown', 'not-checked']);
    expect(open.limits).toMatch(/tokens\.csv lists every token, add --tokens-complete\./);
    expect([said.level, said.match, said.codes]).toEqual(['broken', 'none', ['token-missing']]);
  });

  it('says nothing of an owner whom nobody knows to be managed', async () => {
    writeFileSync(join(folder, 'people.csv'), `Email,User status\n${EMAIL},Active\n`);
    writeFileSync(join(folder, 'tokens.csv'), `${HEAD}other@acme.example,a,2026-03-15,2027-10-15,Active\n`);
    const args = ['--users', 'people.csv', '--tokens', 'tokens.csv', ...COMPLETE, writeRuleOf(folder, EMAIL)];
    expect(await judgeCase(run, args)).toMatchObject({ level: 'unknown', match: 'not-checked' });
  });

  it('of an earlier day tells what was gone then, and is not exact', async () => {
    const rows = created('15 Mar 2026');
    const old = await withTokens(rows, [...COMPLETE, '--tokens-as-of', '2026-10-01']);
    expect([old.level, old.match]).toEqual(['unknown', 'candidates']);
    const gone = `${HEAD}other@acme.example,a,2026-03-15,2027-10-15,Active\n`;
    expect((await withTokens(gone, [...COMPLETE, '--tokens-as-of', '2026-10-01'])).match).toBe('none');
    expect((await withTokens(gone, [...COMPLETE, '--tokens-as-of', '2026-09-01'])).match).toBe('not-checked');
  });
});

it('an exit code of 3 and a limit speak of cells in tables for people, too', async () => {
  writeFileSync(given('tokens.csv'), expiring('soon'));
  const about = ['--users', given('05-users.json'), '--tokens', given('tokens.csv'), '--now', CASE_NOW];
  const { code, stdout } = await run(['scan', ...about, given('05-token-after-edit.json')]);
  expect(code).toBe(3);
  expect(stdout).toContain('column Expires: no date that can be');
});

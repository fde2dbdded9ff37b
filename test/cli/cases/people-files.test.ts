import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillCases } from '../support/fill-case';
import { CASE_NOW, CASE_SITE, judgeCase, writeRuleOf, type Judged } from '../support/judge-case';
import { useCommandLine } from '../support/run-cli';

const { folder, run } = useCommandLine();
const files = join(folder, 'cases');
const given = (name: string): string => join(files, name);
const COMPLETE = ['--users-complete', '--tokens-complete'];

beforeAll(() => {
  fillCases(files);
  writeRuleOf(folder, 'leaver@acme.example');
});

/** Judges a rule of one person against a list of people with this content. */
async function withPeople(
  content: string | Buffer,
  { email = 'leaver@acme.example', args = [] as string[], name = 'people.csv', site = CASE_SITE } = {},
): Promise<Judged> {
  writeFileSync(join(folder, name), content);
  return judgeCase(run, ['--users', name, ...args, writeRuleOf(folder, email)], { site });
}

describe('cases: lists of people', () => {
  it('01: who is missing in a complete list is gone; who is suspended is told by it', async () => {
    const { shown } = await judgeCase(run, ['--users', given('01-users.csv'), ...COMPLETE, given('01-baseurl.json')]);
    const states = shown.findings.flatMap(({ subject, owner }) => (subject === 'credential' ? [owner?.state] : []));
    expect(states).toContain('suspended');
    expect(states).toContain('not_found');
  });

  it('02: an export of managed accounts never lists unmanaged people, whatever is said of it', async () => {
    const args = ['--users', given('02-managed-accounts.csv'), given('02-external-owner.json')];
    const [open, said] = [await judgeCase(run, args), await judgeCase(run, [...COMPLETE, ...args])];
    expect([open.level, said.level, said.state]).toEqual(['unknown', 'unknown', 'unmanaged']);
  });

  it('07: a column “active” with No means deactivated', async () => {
    const args = ['--users', given('07-users-active-column.csv'), given('07-two-owners.json')];
    expect(await judgeCase(run, args)).toMatchObject({
      level: 'broken',
      state: 'deactivated',
      code: 1,
    });
  });

  it('08: an empty column “Jira - acme” means no access to this site', async () => {
    const args = ['--users', given('08-users-no-jira.csv'), given('07-two-owners.json')];
    expect(await judgeCase(run, args)).toMatchObject({ level: 'broken', state: 'no_access' });
    // Of another site it says nothing.
    const elsewhere = await judgeCase(run, args, { site: 'other.atlassian.net' });
    expect(elsewhere.state).toBe('active');
  });

  it('11: an account of Data Center is known by its key', async () => {
    const args = ['--users', given('11-dc-users.json'), given('11-data-center.json')];
    const judged = await judgeCase(run, args, { subject: 'actor', site: 'jira.acme.example' });
    expect([judged.state, judged.codes]).toEqual(['deactivated', ['actor-inactive']]);
    expect(judged.shown.findings[0]?.owner).toMatchObject({
      accountId: 'JIRAUSER15085',
      email: 'integration@acme.example',
    });
  });

  it('11: likewise in a table, whose ids are numbers of rows', async () => {
    writeFileSync(
      join(folder, 'people.csv'),
      'ID,Key,Username,Email,Active\n10100,JIRAUSER15085,integration,integration@acme.example,N\n',
    );
    const args = ['--users', 'people.csv', given('11-data-center.json')];
    const judged = await judgeCase(run, args, { subject: 'actor', site: 'jira.acme.example' });
    expect(judged.state).toBe('deactivated');
  });

  it('14 and 15: owners and actors are found in the lists given with them', async () => {
    const tables = await judgeCase(run, ['--users', given('01-users.csv'), ...COMPLETE, given('14-lookup-table.json')]);
    const actor = await judgeCase(run, ['--users', given('03-users.csv'), given('15-actor-gone.json')], {
      subject: 'actor',
    });
    expect(tables.shown.coverage.usersChecked).toBe(2);
    expect(actor.state).toBe('deactivated');
  });
});

describe('headings as exports have them', () => {
  const GROUPS =
    'Group id,Group name,User id,User name,email,User status,Added to org,Org role,Jira - acme,Last seen in Jira - acme';
  const DOMAIN =
    'Name,Email,Atlassian ID,Status,Last active date [UTC],Claimed,Billable,Policy type,SAML single sign-on,Two-step verification,Verified email,Jira';
  it.each<[string, string, string]>([
    [
      'one row for each group',
      `${GROUPS}\ng-1,team,712020:b,L,leaver@acme.example,Suspended,3 Jan 2024,None,User,Never accessed\ng-2,other,712020:b,L,leaver@acme.example,Suspended,3 Jan 2024,None,User,Never accessed\n`,
      'suspended',
    ],
    [
      'accounts of a domain',
      `${DOMAIN}\nL,leaver@acme.example,712020:b,Deactivated,2026-11-01,Yes,No,Billable,Yes,No,Yes,\n`,
      'deactivated',
    ],
    [
      'users of Data Center',
      'User Key;Username;Full Name;Email Address;User Directory;Active\nJIRAUSER1;leaver;L;leaver@acme.example;Internal;FALSE\n',
      'deactivated',
    ],
    [
      'access through another app of Jira',
      'Email address,User status,Jira Service Management - acme,Jira - acme\nleaver@acme.example,Active,User,\n',
      'active',
    ],
    [
      'access to another site only',
      'email,User status,Jira - acme,Jira - other,Confluence - other\nleaver@acme.example,Active,,User,User\n',
      'no_access',
    ],
    [
      'Yes and No for each app of the site',
      'group_name,username,full_name,email,active,Jira Service Desk,Jira Software,Confluence\ng,l,L,leaver@acme.example,Yes,No,No,Yes\n',
      'no_access',
    ],
    [
      'a title, columns in another order, a total',
      'Users of Acme;;\n\nUser status;E-mail;User name\nPending deletion;leaver@acme.example;L\nTotal: 1;;\n',
      'for_deletion',
    ],
    [
      'the sites on which somebody uses an app say nothing of access',
      'Name,Email,Status,Billable,Confluence,Jira\nL,leaver@acme.example,Active,Yes,acme,\nM,m@acme.example,Active,Yes,acme,acme\n',
      'active',
    ],
    ['a login that is the email', 'Login,Display name,Enabled\nleaver@acme.example,L,false\n', 'deactivated'],
    ['the day of the deactivation', 'Email,Name,Deactivated on\nleaver@acme.example,L,3 Nov 2026\n', 'deactivated'],
    ['a word that nobody knows', 'Email,Name,Status\nleaver@acme.example,L,Hibernating\n', 'unknown'],
  ])('%s', async (_name, content, state) => {
    const judged = await withPeople(content);
    expect(judged.state).toBe(state);
    if (state === 'unknown') {
      expect(judged).toMatchObject({ level: 'unknown', code: 3 });
      expect(judged.limits).toContain('people.csv: row 2, column Status: a word that is not known here');
    }
  });
});

describe('lists are complete only if somebody says so', () => {
  const OTHER = 'User id,email,User status\n712020:c,other@acme.example,Active\n';

  it('and the output says what that would change', async () => {
    const [open, said] = [await withPeople(OTHER), await withPeople(OTHER, { args: COMPLETE })];
    expect([open.state, open.level]).toEqual(['unknown', 'unknown']);
    expect(open.limits).toContain(
      '1 owner is in none of the files; if people.csv lists everybody, add --users-complete.',
    );
    expect([said.state, said.level]).toEqual(['not_found', 'broken']);
    expect(said.limits).not.toContain('--users-complete');
  });

  it('as a table, too, and for check-user', async () => {
    writeFileSync(join(folder, 'people.csv'), OTHER);
    const rule = writeRuleOf(folder, 'leaver@acme.example');
    const about = ['--users', 'people.csv', '--now', CASE_NOW, '--site', CASE_SITE];
    const table = await run(['scan', ...about, rule]);
    const check = await run(['check-user', 'other@acme.example', ...about, ...COMPLETE, rule]);
    expect(table.stdout).toContain(
      '1 owner is in none of the files; if people.csv lists everybody, add --users-complete.',
    );
    expect([check.code, check.stderr]).toEqual([0, '']);
  });

  it.each<[string, string, string, string]>([
    [
      'a row that could not be read',
      `${OTHER},,Active\n`,
      'unknown',
      'people.csv: it was said to be complete, but a part of it could not be read',
    ],
    ['a row that was cut off', `${OTHER}712020:d,some`, 'unknown', 'row 3 has fewer cells than there are headings'],
    ['a total below', `${OTHER}Total users,1,\n`, 'not_found', ''],
    ['no row', 'User id,email,User status\n', 'unknown', 'it lists nobody'],
    [
      'one page of more',
      '{"data": [{"accountId": "712020:c", "email": "other@acme.example", "status": "active"}], "links": {"next": "x"}}',
      'unknown',
      'one page of more',
    ],
    [
      'managed accounts of the same domain',
      'Name,Email,Atlassian ID,Status,Claimed,Billable\nO,other@acme.example,712020:c,Active,Yes,Yes\n',
      'not_found',
      '',
    ],
    [
      'managed accounts of a domain that is claimed in part',
      'Name,Email,Atlassian ID,Status,Claimed,Billable\nO,other@acme.example,712020:c,Active,Yes,Yes\nP,p@acme.example,712020:d,Active,No,No\n',
      'unmanaged',
      '',
    ],
    ['the day of its making, before the rule’s last edit', `Exported on 20 Sep 2026\n${OTHER}`, 'unknown', ''],
    ['the day of its making, after the rule’s last edit', `Exported on 24 Sep 2026\n${OTHER}`, 'not_found', ''],
  ])('with %s', async (_name, content, state, limit) => {
    const judged = await withPeople(content, { args: COMPLETE });
    expect(judged.state).toBe(state);
    expect(judged.limits).toContain(limit);
  });

  it('of the day that an option names, or the name of the file', async () => {
    const asOf = async (day: string) => (await withPeople(OTHER, { args: [...COMPLETE, '--users-as-of', day] })).state;
    expect(await asOf('2026-09-20')).toBe('unknown');
    expect(await asOf('2026-11-20')).toBe('not_found');
    expect((await withPeople(OTHER, { args: COMPLETE, name: 'people-2026-09-20.csv' })).state).toBe('unknown');
    const wrong = await run(['scan', '--users-as-of', 'soon', 'x.json']);
    expect(wrong).toMatchObject({ code: 2, stderr: 'token-watch: --users-as-of needs a day like 2026-11-22\n' });
    const later = await run(['scan', '--users-as-of', '2030-01-01', '--now', CASE_NOW, 'x.json']);
    expect(later.code).toBe(2);
    expect(later.stderr).toContain('--users-as-of names a day after the one that is judged at');
  });

  it('two exports of one organization: what users may use is no contradiction to their accounts', async () => {
    writeFileSync(
      join(folder, 'managed.csv'),
      'Name,Email,Atlassian ID,Status,Claimed,Billable\nL,leaver@acme.example,712020:b,Active,Yes,Yes\n',
    );
    const users = (status: string, role: string) =>
      `User id,email,User status,Jira - acme\n712020:b,leaver@acme.example,${status},${role}\n`;
    const args = ['--users', 'managed.csv'];
    expect((await withPeople(users('Suspended', 'User'), { args })).state).toBe('suspended');
    expect((await withPeople(users('Active', ''), { args })).state).toBe('no_access');
    expect((await withPeople(users('Active', 'User'), { args })).state).toBe('active');
  });

  it('two files, of which one is no list', async () => {
    writeFileSync(join(folder, 'none.csv'), 'User id,email,User status\n');
    const judged = await withPeople(OTHER, { args: [...COMPLETE, '--users', 'none.csv'] });
    expect(judged.state).toBe('not_found');
  });
});

describe('encodings', () => {
  const EMAIL = 'müller@acme.example';
  const CSV = `Name,Email,User status\nMüller,${EMAIL},Deactivated\n`;
  const wide = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(CSV), EMAIL],
    [
      'UTF-8 with a mark and quotes',
      Buffer.from('\uFEFF"Name","Email","User status"\n"Müller","müller@acme.example","Deactivated"\n'),
      EMAIL,
    ],
    ['Windows-1252', Buffer.from(CSV, 'latin1'), EMAIL],
    [
      'Windows-1252 with semicolons and Windows line ends',
      Buffer.from(CSV.replaceAll(',', ';').replaceAll('\n', '\r\n'), 'latin1'),
      EMAIL,
    ],
    ['Unicode text of a spreadsheet', wide(CSV.replaceAll(',', '\t')), EMAIL],
    ['UTF-16 with the larger byte first', wide(CSV).swap16(), EMAIL],
    ['two characters for the ü in the list', Buffer.from(CSV.normalize('NFD')), EMAIL],
    ['two characters for the ü in the rule', Buffer.from(CSV), EMAIL.normalize('NFD')],
    ['capitals', Buffer.from(CSV.replace(EMAIL, 'MÜLLER@ACME.EXAMPLE')), EMAIL],
    ['a blank that does not break', Buffer.from(CSV.replace(EMAIL, `\u00A0${EMAIL}\u00A0`)), EMAIL],
    ['lines that end with CR alone', Buffer.from(CSV.replaceAll('\n', '\r')), EMAIL],
  ])('%s: it is the same person', async (name, bytes, email) => {
    const judged = await withPeople(bytes, { email });
    expect([judged.state, judged.level]).toEqual(['deactivated', 'broken']);
    expect(judged.limits.includes('people.csv: it is not UTF-8 text and was read as Windows-1252.')).toBe(
      name.startsWith('Windows-1252'),
    );
  });

  it('rules are read likewise, and a person is asked for in either form', async () => {
    writeFileSync(join(folder, 'people.csv'), CSV);
    const rule = writeRuleOf(folder, EMAIL, { name: 'Prüfung' });
    const text = JSON.stringify({ rules: [makeNamed('Prüfung')] });
    writeFileSync(join(folder, 'latin.json'), Buffer.from(text, 'latin1'));
    const judged = await judgeCase(run, ['latin.json', rule]);
    expect(judged.limits).toContain('latin.json: it is not UTF-8 text and was read as Windows-1252.');
    for (const asked of [EMAIL, EMAIL.normalize('NFD')]) {
      const { stdout } = await run(['check-user', asked, '--now', CASE_NOW, '--format', 'json', rule]);
      expect(JSON.parse(stdout)).toMatchObject({ account: { email: EMAIL } });
    }
  });

  function makeNamed(name: string): unknown {
    return {
      name,
      state: 'ENABLED',
      trigger: { component: 'TRIGGER', type: 'jira.manual.trigger.issue', value: {} },
      components: [],
    };
  }
});

describe('two accounts with one email', () => {
  it.each<[string, string]>([
    [
      'two ids',
      'User id,email,User name,User status\n712020:a,leaver@acme.example,One,Active\n712020:b,leaver@acme.example,Two,Active\n',
    ],
    [
      'two logins',
      'username,full_name,email,active\none,One,leaver@acme.example,Yes\ntwo,Two,leaver@acme.example,No\n',
    ],
  ])('by %s: nobody knows which is meant, and both are named', async (_name, content) => {
    const judged = await withPeople(content, { args: COMPLETE });
    expect([judged.state, judged.level]).toEqual(['unknown', 'unknown']);
    expect(JSON.stringify(judged.shown.findings)).toMatch(
      /two accounts have this email: 712020:a and 712020:b|several logins in the list have this email/,
    );
  });
});

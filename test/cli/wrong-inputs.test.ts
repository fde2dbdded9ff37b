import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCli, useCommandLine } from './support/run-cli';
import type { CliOptions } from './support/run-cli';

const { folder, run } = useCommandLine();

const owner = { accountId: 'account-1', email: 'müller@example.com' };
const rule = makeRule({
  name: 'Rule of Müller',
  components: [makeRequest({ Authorization: basic(owner.email, makeAtlassianToken(1)) })],
});
const users = [makeUser(owner.accountId, owner.email)];
const tokens = [makeTokenRecord('token-1', owner, '2027-09-01T00:00:00Z')];
const text = (value: unknown): string => JSON.stringify(value);
const csvOfUsers = `User id,User name,email,User status\n${owner.accountId},Jürgen Müller,${owner.email},Active\n`;

const FILES: Record<string, string | Buffer> = {
  'good.json': text(rule),
  'users.json': text(users),
  'tokens.json': text(tokens),
  'mit Leer und ümläut.json': text(rule),
  'empty.json': '',
  'blanks.json': ' \r\n\t\r\n',
  'mark-only.json': '\uFEFF',
  'cut.json': '{"rules": [{"name": "x"',
  'comma.json': '{\n  "a": 1\n  "b": 2\n}',
  'crlf.json': '{\r\n  "a": 1\r\n  "b": 2\r\n}',
  'quotes.json': "{'rules': []}",
  'trailing.json': '[1, 2,]',
  'comments.json': '// export\n{"rules": []}',
  'nan.json': '{"rules": NaN}',
  'number.json': '42',
  'null.json': 'null',
  'text.json': '"a rule"',
  'true.json': 'true',
  'no-rules.json': '{"cloud":true,"rules":[]}',
  'other.json': '{"name":"package","version":"1.0.0"}',
  'page.json': '<!DOCTYPE html><html><body>Log in</body></html>',
  'zip.json': Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0]),
  'picture.json': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  'zeros.json': Buffer.alloc(100),
  'deep.json': '['.repeat(100_000),
  'broken-users.json': '[{"email": "a@example.com"',
  'no-users.csv': 'one,two\n1,2\n',
  'blank-users.csv': '\n\n',
  'no-key': 'not hex at all',
  'short-key': 'abcdef0123',
  'list.yml': '- site: x.atlassian.net\n',
  'tabs.yml': 'users:\n\t- users.json\n',
  'open.yml': 'users: [users.json\n',
  'twice.yml': 'site: a.atlassian.net\nsite: b.atlassian.net\n',
  'unknown.yml': `site: ${SITE}\nsites: ${SITE}\n`,
  'site.yml': 'site: not a host\n',
  'complete.yml': 'users-complete: perhaps\n',
  'ladder.yml': `site: ${SITE}\nladder: [30, 7, 90]\n`,
  'ignore-what.yml': 'ignore:\n  - reason: no id\n    until: 2027-01-01\n',
  'ignore-why.yml': 'ignore:\n  - id: abc\n    until: 2027-01-01\n',
  'ignore-until.yml': 'ignore:\n  - id: abc\n    reason: known\n    until: soon\n',
  'ignore-day.yml': 'ignore:\n  - id: abc\n    reason: known\n    until: 2027-02-30\n',
  'ignore-more.yml': 'ignore:\n  - id: abc\n    reason: known\n    until: 2027-02-20\n    by: me\n',
  'missing-users.yml': 'users: nowhere.json\n',
  'old-report.json': '{"schemaVersion":1,"asOf":"2026-01-01T00:00:00Z","findings":[]}',
  'inventory.json': '{}',
};

interface Refusal {
  args: string[];
  says: RegExp;
  options?: CliOptions;
}

const scan = (...args: string[]): string[] => ['scan', '--now', NOW, ...args];

/** Each ends in one line that says what is wrong and where, with exit code 2. */
const REFUSED: Record<string, Refusal> = {
  'an empty file': { args: scan('empty.json'), says: /^empty\.json: the file is empty/ },
  'a file of blanks': { args: scan('blanks.json'), says: /^blanks\.json: the file is empty/ },
  'a byte-order mark and nothing else': { args: scan('mark-only.json'), says: /^mark-only\.json: .*empty/ },
  'a file that was cut off': { args: scan('cut.json'), says: /^cut\.json: .*ends too early, at line 1, column 24/ },
  'a comma that is missing': { args: scan('comma.json'), says: /^comma\.json: .*line 3, column 3/ },
  'the same with Windows line ends': { args: scan('crlf.json'), says: /^crlf\.json: .*line 3, column 3/ },
  'single quotes': { args: scan('quotes.json'), says: /^quotes\.json: .*line 1, column 2/ },
  'a comma too many': { args: scan('trailing.json'), says: /^trailing\.json: .*line 1/ },
  comments: { args: scan('comments.json'), says: /^comments\.json: .*line 1, column 1/ },
  'a number that JSON has not': { args: scan('nan.json'), says: /^nan\.json: .*line 1/ },
  'a number': { args: scan('number.json'), says: /^number\.json.*number/ },
  null: { args: scan('null.json'), says: /^null\.json: no rules: the document is / },
  text: { args: scan('text.json'), says: /^text\.json: no rules: the document is / },
  true: { args: scan('true.json'), says: /^true\.json: no rules: the document is / },
  'an export without rules': { args: scan('no-rules.json'), says: /^no-rules\.json.*no rules/ },
  'another JSON file': { args: scan('other.json'), says: /^other\.json.*not a rule/ },
  'a page of HTML': { args: scan('page.json'), says: /^page\.json: not valid JSON/ },
  'a ZIP file': { args: scan('zip.json'), says: /^zip\.json: not a text file/ },
  'a picture': { args: scan('picture.json'), says: /^picture\.json: not a text file/ },
  'zero bytes': { args: scan('zeros.json'), says: /^zeros\.json: not a text file/ },
  'brackets without an end': { args: scan('deep.json'), says: /^deep\.json: / },
  'a file that is not there': { args: scan('absent.json'), says: /^absent\.json: no such file/ },
  'a file as a folder': { args: scan('good.json/inner.json'), says: /no such file/ },
  'a name with blanks and umlauts that is not there': {
    args: scan('nicht da ä.json'),
    says: /^nicht da ä\.json: no such file/,
  },
  'a name that is too long': { args: scan(`${'n'.repeat(300)}.json`), says: /name is too long/ },
  'a folder without rules': { args: scan('nothing'), says: /^nothing: no \.json file/ },
  'an empty standard input': { args: scan('-'), says: /^standard input: the file is empty/ },
  'half a file on standard input': {
    args: scan('-'),
    says: /^standard input: not valid JSON/,
    options: { input: '{"rules":' },
  },
  'no file at all': { args: scan(), says: /^give at least one FILE/ },
  'no command': { args: [], says: /scan, collect, check-user or rotate/ },
  'a command that is mistyped': { args: ['scna'], says: /no such command \(did you mean scan\?\)/ },
  'an option that is mistyped': {
    args: scan('--token', 'tokens.json', 'good.json'),
    says: /option --token is not known \(did you mean --tokens\?\)/,
  },
  'an option without its value': { args: ['scan', 'good.json', '--now'], says: /--now needs a value/ },
  'a day that there is not': { args: ['scan', '--now', '2026-02-30', 'good.json'], says: /^--now/ },
  'a day in words': { args: ['scan', '--now', 'tomorrow', 'good.json'], says: /^--now/ },
  'a format that there is not': { args: scan('--format', 'xml', 'good.json'), says: /^--format/ },
  'a level that there is not': { args: scan('--fail-on', 'worst', 'good.json'), says: /^--fail-on/ },
  'a site with a blank': { args: scan('--site', 'my site', 'good.json'), says: /^--site/ },
  'a cloud id with a slash': { args: scan('--cloud-id', 'a/b', 'good.json'), says: /^--cloud-id/ },
  'a ladder that falls': { args: scan('--ladder', '90,30,7', 'good.json'), says: /^--ladder/ },
  'days that are none': { args: scan('--within', 'soon', 'good.json'), says: /^--within/ },
  'a limit of none': { args: scan('--limit', '0', 'good.json'), says: /^--limit/ },
  'an order that there is not': { args: scan('--sort', 'size', 'good.json'), says: /^--sort/ },
  'quiet and verbose at once': {
    args: scan('--quiet', '--verbose', 'good.json'),
    says: /^give either --quiet or --verbose/,
  },
  'a date order that there is not': { args: scan('--date-order', 'ymd', 'good.json'), says: /^--date-order/ },
  'a live site elsewhere': {
    args: ['scan', '--live', 'atlassian.net.example.com'],
    says: /^--live.*sent to no other host/,
  },
  'a live site of collect elsewhere': {
    args: ['collect', '--live', 'example.com'],
    says: /^--live.*sent to no other host/,
  },
  'a live site without TLS': { args: ['scan', '--live', `http://${SITE}`], says: /^--live/ },
  'a live site with a password': { args: ['scan', '--live', `https://me:secret@${SITE}`], says: /^--live/ },
  'a live site without credentials': { args: ['scan', '--live', SITE], says: /ATLASSIAN_EMAIL/ },
  'a live site and files': { args: ['scan', '--live', SITE, 'good.json'], says: /either files or --live/ },
  'options that npm kept': {
    args: ['scan', 'good.json'],
    says: /^npm kept --now, --format for itself/,
    options: {
      environment: {
        npm_lifecycle_event: 'scan',
        npm_package_name: 'automation-token-watch',
        npm_config_format: 'csv',
        npm_config_now: NOW,
      },
    },
  },
  'users that are tokens': {
    args: scan('--users', 'tokens.json', 'good.json'),
    says: /^--users tokens\.json: .*tokens, not of people/,
  },
  'tokens that are users': {
    args: scan('--tokens', 'users.json', 'good.json'),
    says: /^--tokens users\.json: .*people, not of API tokens/,
  },
  'users that are rules': { args: scan('--users', 'good.json', 'good.json'), says: /^--users good\.json: .*rules/ },
  'users that are cut off': {
    args: scan('--users', 'broken-users.json', 'good.json'),
    says: /^--users broken-users\.json: not valid JSON/,
  },
  'users without known columns': {
    args: scan('--users', 'no-users.csv', 'good.json'),
    says: /^--users no-users\.csv: /,
  },
  'users that are blank': {
    args: scan('--users', 'blank-users.csv', 'good.json'),
    says: /^--users blank-users\.csv: .*empty/,
  },
  'users that are not there': {
    args: scan('--users', 'absent.csv', 'good.json'),
    says: /^--users absent\.csv: no such file/,
  },
  'users that are a folder': { args: scan('--users', 'nothing', 'good.json'), says: /^--users nothing: is a folder/ },
  'a key that is no key': { args: scan('--key-file', 'no-key', 'good.json'), says: /^no-key: not a key file/ },
  'a key that is too short': { args: scan('--key-file', 'short-key', 'good.json'), says: /^short-key: not a key file/ },
  'an output in a folder that is not there': {
    args: scan('--output', 'absent/report.txt', 'good.json'),
    says: /^absent\/report\.txt: cannot be written: no such file/,
  },
  'an output that is a folder': {
    args: scan('--output', 'nothing', 'good.json'),
    says: /^nothing: cannot be written: is a folder/,
  },
  'an inventory that is there': {
    args: ['collect', '--output', 'inventory.json', 'good.json'],
    says: /^inventory\.json: is there already; --force/,
  },
  'a former report that is not there': {
    args: scan('--baseline', 'absent.json', 'good.json'),
    says: /^--baseline absent\.json: no such file.*--format json/,
  },
  'a former report that is a rule': {
    args: scan('--baseline', 'good.json', 'good.json'),
    says: /^--baseline good\.json: not a report/,
  },
  'a former report that is cut off': {
    args: scan('--baseline', 'cut.json', 'good.json'),
    says: /^--baseline cut\.json: not valid JSON.*line 1, column 24/,
  },
  'a former report of another version': {
    args: scan('--baseline', 'old-report.json', 'good.json'),
    says: /^--baseline old-report\.json: not a report/,
  },
  'settings that are not there': {
    args: scan('--config', 'absent.yml', 'good.json'),
    says: /^--config absent\.yml: no such file/,
  },
  'settings that are a list': {
    args: scan('--config', 'list.yml', 'good.json'),
    says: /^list\.yml:1:1: settings are lines like/,
  },
  'settings with tabs': {
    args: scan('--config', 'tabs.yml', 'good.json'),
    says: /^tabs\.yml:2:1: not valid YAML: tab as indent/,
  },
  'settings with an open bracket': {
    args: scan('--config', 'open.yml', 'good.json'),
    says: /^open\.yml:\d:\d+: not valid YAML/,
  },
  'settings said twice': {
    args: scan('--config', 'twice.yml', 'good.json'),
    says: /^twice\.yml:2:1: not valid YAML: duplicate key/,
  },
  'a setting that there is not': {
    args: scan('--config', 'unknown.yml', 'good.json'),
    says: /^unknown\.yml:2:1: “sites” is no setting/,
  },
  'a site in the settings that is none': {
    args: scan('--config', 'site.yml', 'good.json'),
    says: /^site\.yml:1:1: site needs a host/,
  },
  'a completeness that is neither': {
    args: scan('--config', 'complete.yml', 'good.json'),
    says: /^complete\.yml:1:1: users-complete needs true or false/,
  },
  'a ladder in the settings that falls': {
    args: scan('--config', 'ladder.yml', 'good.json'),
    says: /^ladder\.yml:2:1: ladder needs/,
  },
  'an ignore entry about nothing': {
    args: scan('--config', 'ignore-what.yml', 'good.json'),
    says: /^ignore-what\.yml:2:5: an entry of ignore needs/,
  },
  'an ignore entry without a reason': {
    args: scan('--config', 'ignore-why.yml', 'good.json'),
    says: /^ignore-why\.yml:2:5: reason needs a few words/,
  },
  'an ignore entry until some time': {
    args: scan('--config', 'ignore-until.yml', 'good.json'),
    says: /^ignore-until\.yml:4:5: until needs a day/,
  },
  'an ignore entry until a day that there is not': {
    args: scan('--config', 'ignore-day.yml', 'good.json'),
    says: /^ignore-day\.yml:4:5: until needs a day/,
  },
  'an ignore entry with more': {
    args: scan('--config', 'ignore-more.yml', 'good.json'),
    says: /^ignore-more\.yml:5:5: “by” is no field/,
  },
  'people of the settings that are not there': {
    args: scan('--config', 'missing-users.yml', 'good.json'),
    says: /^--users nowhere\.json: no such file/,
  },
  'nobody to check': { args: ['check-user'], says: /argument is missing/ },
  'an empty name to check': { args: ['check-user', ' ', 'good.json'], says: /^check-user needs an email/ },
  'a format of check-user that there is not': {
    args: ['check-user', 'a@example.com', '--format', 'csv', 'good.json'],
    says: /^--format of check-user/,
  },
  'a rotation without a site': { args: ['rotate'], says: /^rotate needs --live/ },
};

function contents(): Record<string, string> {
  const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

let before: Record<string, string>;
beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) {
    writeFileSync(join(folder, name), content);
  }
  mkdirSync(join(folder, 'nothing'));
  before = contents();
});

describe('a wrong input', () => {
  it('is tried in sixty ways and more', () => {
    expect(Object.keys(REFUSED).length).toBeGreaterThanOrEqual(60);
  });

  it.each(Object.entries(REFUSED))(
    '%s: one line, exit code 2, nothing written',
    async (_what, { args, says, options }) => {
      const { code, stdout, stderr } = await run(args, options);

      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^token-watch: [^\n]+\n$/);
      expect(stderr.slice('token-watch: '.length)).toMatch(says);
      expect(contents()).toEqual(before);
    },
  );
});

describe('an input that only looks wrong', () => {
  const ok = { code: 0, stderr: '' };

  it.each([
    ['a path with blanks and umlauts', ['mit Leer und ümläut.json'], undefined],
    ['Windows line ends', ['-'], JSON.stringify(rule, null, 2).replaceAll('\n', '\r\n')],
    ['a byte-order mark', ['-'], `\uFEFF${text(rule)}`],
    ['UTF-16', ['-'], Buffer.from(text(rule), 'utf16le')],
  ])('%s is read', async (_what, args, input) => {
    const result = await run(scan('--format', 'json', ...args), input === undefined ? {} : { input });

    expect(result).toMatchObject(ok);
    expect(JSON.parse(result.stdout)).toMatchObject({ coverage: { rulesRead: 1, rulesUnreadable: [] } });
  });

  it.each([
    ['UTF-8', Buffer.from(csvOfUsers, 'utf8'), null],
    [
      'Windows-1252',
      Buffer.from(csvOfUsers, 'latin1'),
      'people.csv: it is not UTF-8 text and was read as Windows-1252.',
    ],
  ])('people in %s stay the same, and what was taken for granted is said', async (_what, bytes, said) => {
    mkdirSync(join(folder, 'nothing', 'people'), { recursive: true });
    writeFileSync(join(folder, 'nothing', 'people', 'people.csv'), bytes);
    const args = scan(
      '--users',
      'nothing/people/people.csv',
      '--users-complete',
      '--tokens',
      'tokens.json',
      '--tokens-complete',
      '--site',
      SITE,
      'good.json',
    );
    const json: unknown = JSON.parse((await run([...args, '--format', 'json'])).stdout);
    const table = await run(args);

    expect(json).toMatchObject({
      findings: [{ level: 'ok', owner: { email: owner.email, accountId: owner.accountId, state: 'active' } }],
    });
    expect(table.stdout.includes('was read as Windows-1252')).toBe(said !== null);
    expect(JSON.stringify(json).includes('was read as Windows-1252')).toBe(said !== null);
  });
});

describe('where the output goes', () => {
  const program = useCli();
  beforeAll(() => {
    writeFileSync(join(program.folder, 'good.json'), text(rule));
  });
  const command = (redirect: string): { code: number; stderr: string } => {
    const script = `"$0" cli.cjs scan --now ${NOW} --format json good.json ${redirect}; echo "code $?" >&2`;
    const stderr = execFileSync('bash', ['-c', `(${script}) 2>&1 >/dev/null`, process.execPath], {
      cwd: program.folder,
      encoding: 'utf8',
    });
    return { code: Number(/code (\d+)/.exec(stderr)?.[1]), stderr: stderr.replace(/code \d+\n/, '') };
  };
  // Linux has it.
  if (existsSync('/dev/full')) {
    it('a full disk is one line', () => {
      expect(command('>/dev/full')).toEqual({
        code: 2,
        stderr: 'token-watch: standard output cannot be written: no space left on the device\n',
      });
      expect(command('--output /dev/full')).toEqual({
        code: 2,
        stderr: 'token-watch: /dev/full: cannot be written: no space left on the device\n',
      });
    });
  }

  it('a pipe that closes at once is no error', () => {
    expect(command('| true').stderr).toBe('');
  });

  it('standard error that is closed ends nothing', () => {
    const script = `"$0" cli.cjs scan --now ${NOW} --verbose --format json good.json 2>&-; echo "code $?"`;
    expect(execFileSync('bash', ['-c', script, process.execPath], { cwd: program.folder, encoding: 'utf8' })).toMatch(
      /"schemaVersion": 2[\s\S]*code 0\n$/,
    );
  });
});

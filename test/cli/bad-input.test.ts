import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCli, useCommandLine } from './support/run-cli';
import type { CliResult } from './support/run-cli';

const { folder, run } = useCommandLine();

function save(name: string, content: string | Buffer | object): string {
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(join(folder, name), isText ? content : JSON.stringify(content));
  return name;
}

/** One line that names the file, and nothing on standard output. */
function expectOneLine(result: CliResult, ...parts: (string | RegExp)[]): void {
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toMatch(/^token-watch: [^\n]+\n$/);
  for (const part of parts) {
    expect(result.stderr).toMatch(part);
  }
}

function read(result: CliResult): unknown {
  return JSON.parse(result.stdout);
}

const goodRule = makeRule({
  components: [makeRequest({ Authorization: basic('a@example.com', makeAtlassianToken(1)) })],
});

beforeAll(() => {
  save('good.json', goodRule);
});

describe('a file of rules that cannot be read', () => {
  it.each([
    ['an empty file', 'empty.json', '', /empty/],
    ['a file of blanks', 'blanks.json', ' \n\n', /empty/],
    ['truncated JSON', 'cut.json', '{\n  "rules": [\n    {"name": "x"', /ends too early, at line 3, column 17/],
    ['a syntax error', 'comma.json', '{\n  "a": 1\n  "b": 2\n}', /line 3, column 3/],
    ['a JSON number', 'number.json', '42', /number/],
    ['a binary file', 'binary.json', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0]), /text/],
    ['an export without rules', 'none.json', '{"cloud":true,"rules":[]}', /no rules/],
    ['something else', 'other.json', '{"name":"package","version":"1.0.0"}', /not a rule/],
  ])('%s is one line that names file and place', async (_what, name, content, reason) => {
    save(name, content);
    const result = await run(['scan', name]);

    expectOneLine(result, new RegExp(`^token-watch: ${name.replace('.', String.raw`\.`)}`), reason);
  });

  it('is partly read when it says of itself that it is one page of more', async () => {
    save('page.json', { rules: [goodRule], total: 400 });
    save('people.json', [makeUser('account-1', 'a@example.com')]);
    const reason = 'It is one page of more: it holds 1 of 400.';
    const scanned = await run(['scan', '--now', NOW, '--format', 'json', 'page.json']);
    const others = [
      await run(['collect', 'page.json']),
      await run(['check-user', 'a@example.com', '--users', 'people.json', '--now', NOW, 'page.json']),
    ];

    expect(read(scanned)).toMatchObject({ coverage: { rulesUnreadable: [{ source: 'page.json', reason }] } });
    for (const { code, stderr } of [scanned, ...others]) {
      expect([code, stderr]).toEqual([3, expect.stringContaining(`page.json: ${reason}`)]);
    }
  });

  it('is in coverage with its place when other files are good', async () => {
    save('numbers.json', '[1, 2, 3]');
    const result = await run(['scan', '--now', NOW, '--format', 'json', 'numbers.json', 'good.json', 'absent.json']);

    expect(result.code).toBe(3);
    expect(read(result)).toMatchObject({
      coverage: {
        rulesRead: 1,
        rulesUnreadable: [
          { source: 'absent.json', reason: 'no such file or folder' },
          { source: 'numbers.json#/0', reason: 'not a rule: a number' },
          { source: 'numbers.json#/1', reason: 'not a rule: a number' },
          { source: 'numbers.json#/2', reason: 'not a rule: a number' },
        ],
      },
    });
  });

  it('is one line for each file, however much of it is wrong', async () => {
    save('many-numbers.json', JSON.stringify(Array.from({ length: 5000 }, (_, index) => index)));

    expectOneLine(
      await run(['scan', 'many-numbers.json']),
      /many-numbers\.json#\/0: not a rule: a number/,
      /more places/,
    );
    const both = await run(['scan', 'many-numbers.json', 'absent.json']);
    expect(both.stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  it('names what cannot be opened', async () => {
    save('closed.json', goodRule);
    chmodSync(join(folder, 'closed.json'), 0);
    const isRoot = process.getuid?.() === 0;
    const result = await run(['scan', isRoot ? 'closed.json/' : 'closed.json']);

    expectOneLine(result, isRoot ? /no such file or folder/ : /no permission/);
  });
});

describe('a rule that is odd inside', () => {
  it('is read around strings and nulls among its components, and they are named', async () => {
    const request = makeRequest({ Authorization: basic('a@example.com', makeAtlassianToken(1)) });
    save('odd.json', { ...goodRule, components: ['text', null, request, 7, [], { children: 'x', conditions: 3 }] });
    const result = await run(['scan', '--now', NOW, '--format', 'json', 'odd.json']);

    expect(result.code).toBe(3);
    const report = JSON.stringify(read(result));
    for (const place of ['/components/0', '/components/1', '/components/3', '/components/4']) {
      expect(report).toMatch(new RegExp(`odd.json: Rule 1 \\([\\da-f-]+\\) ${place}"`));
    }
    expect(read(result)).toMatchObject({ coverage: { rulesRead: 1, webRequests: 1 } });
  });
});

describe('folders', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'tree', 'b', 'deep'), { recursive: true });
    mkdirSync(join(folder, 'tree', 'node_modules'));
    mkdirSync(join(folder, 'empty-tree', 'inner'), { recursive: true });
    save('tree/b/deep/second.JSON', makeRule({ name: 'Second' }));
    save('tree/a.json', makeRule({ name: 'First' }));
    save('tree/readme.txt', 'not for us');
    save('tree/node_modules/package.json', '{}');
    symlinkSync('..', join(folder, 'tree', 'b', 'loop'));
    symlinkSync('self', join(folder, 'tree', 'self'));
    symlinkSync('a.json', join(folder, 'tree', 'same.json'));
    save('empty-tree/inner/readme.txt', 'nothing');
  });

  it('are read at every depth, once, through links that lead back', async () => {
    const result = await run(['scan', '--now', NOW, '--format', 'json', 'tree', 'tree/a.json']);

    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(read(result)).toMatchObject({ coverage: { rulesRead: 2, rulesUnreadable: [] } });
  });

  it('without rules are said to be', async () => {
    expectOneLine(await run(['scan', 'empty-tree']), /empty-tree: no \.json file/);
  });
});

describe('the files of options', () => {
  const users = { data: [makeUser('account-1', 'a@example.com')] };
  const tokens = {
    data: [makeTokenRecord('token-1', { accountId: 'account-1', email: 'a@example.com' }, '2027-01-01T00:00:00Z')],
  };

  it('are told apart: tokens given as users, users as tokens, rules as either', async () => {
    save('users.json', users);
    save('tokens.json', tokens);

    expectOneLine(await run(['scan', '--users', 'tokens.json', 'good.json']), /tokens\.json/, /tokens, not of people/);
    expectOneLine(
      await run(['scan', '--tokens', 'users.json', 'good.json']),
      /users\.json/,
      /people, not of API tokens/,
    );
    expectOneLine(await run(['scan', '--users', 'good.json', 'good.json']), /good\.json/, /rules/);
  });

  it('are not rules where they lie in the folder of the rules, nor is the output of an earlier run', async () => {
    mkdirSync(join(folder, 'together'));
    save('together/rule.json', makeRule({ name: 'First' }));
    save('together/users.json', users);
    save('together/tokens.json', tokens);
    const options = ['--users', 'together/users.json', '--tokens', 'together/tokens.json', '--format', 'json'];
    const args = ['scan', '--now', NOW, ...options, '--output', 'together/report.json', 'together'];

    expect(await run(args)).toMatchObject({ code: 0, stderr: '' });
    expect(await run(args)).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'together', 'report.json'), 'utf8'))).toMatchObject({
      coverage: { rulesRead: 1, rulesUnreadable: [] },
    });
  });

  it.each(['--users', '--tokens'])('of %s that cannot be read end the run', async (option) => {
    save('broken.json', '[{"email": "a@example.com"');

    expectOneLine(await run(['scan', option, 'absent.json', 'good.json']), option, /absent\.json: no such file/);
    expectOneLine(await run(['scan', option, 'broken.json', 'good.json']), option, /broken\.json: not valid JSON/);
    expectOneLine(await run(['scan', option, '.', 'good.json']), option, /is a folder/);
  });

  it('of which an entry cannot be read are used, and the answer is partial', async () => {
    save('users.json', users);
    save('some-users.json', [...users.data, { nothing: true }]);
    save('some-tokens.csv', 'Email,Token label,Created,Expires\na@example.com,one,2026-01-01,2027-01-01\n,two,,\n');

    for (const [option, file] of [
      ['--users', 'some-users.json'],
      ['--tokens', 'some-tokens.csv'],
    ] as const) {
      const result = await run(['scan', '--now', NOW, '--format', 'json', option, file, 'good.json']);

      expect(result.code).toBe(3);
      const limits: unknown = expect.arrayContaining([expect.stringContaining(file)]);
      expect(read(result)).toMatchObject({ coverage: { limits } });
    }
    expect((await run(['scan', '--now', NOW, '--users', 'users.json', 'good.json'])).code).not.toBe(3);
  });

  it('of --key-file must hold a key', async () => {
    save('no-key', 'not hex at all');

    expectOneLine(await run(['scan', '--key-file', 'no-key', 'good.json']), /no-key: not a key file/);
    expectOneLine(await run(['scan', '--key-file', 'absent/key', 'good.json']), /absent\/key: no such file/);
  });

  it('of --output must be writable', async () => {
    expectOneLine(await run(['scan', '--output', 'absent/report.json', 'good.json']), /absent\/report\.json/);
  });
});

describe('arguments that cannot be used', () => {
  it.each([
    [['scan', '--now', 'tomorrow', 'good.json'], /--now/],
    [['scan', '--now', '2026-02-30', 'good.json'], /--now/],
    [['scan', '--now', '2026-13-01T00:00:00Z', 'good.json'], /--now/],
    [['scan', '--format', 'xml', 'good.json'], /--format/],
    [['scan', '--fail-on', 'everything', 'good.json'], /--fail-on/],
    [['scan', '--site', 'not a host', 'good.json'], /--site/],
    [['scan', '--cloud-id', 'a/b', 'good.json'], /--cloud-id/],
    [['scan', '--ladder', '30,7,90', 'good.json'], /--ladder/],
    [['scan', '--ladder', '7,30', 'good.json'], /--ladder/],
    [['scan', '--live', 'example'], /--live/],
    [['scan', '--live', 'example.atlassian.net', 'good.json'], /either files or --live/],
    [['scan', '--live', 'example.atlassian.net'], /ATLASSIAN_EMAIL/],
    [['scan'], /FILE/],
    [['scan', '--user', 'x', 'good.json'], /option --user is not known/],
    [['scan', '--now'], /option --now needs a value/],
    [['check-user'], /argument is missing/],
    [['frobnicate'], /no such command/],
    [[], /scan, collect, check-user or rotate/],
  ])('%j are one line', async (args, reason) => {
    expectOneLine(await run(args), reason);
  });
});

describe('standard input and output', () => {
  it('an empty standard input is said to be empty', async () => {
    const result = await run(['scan', '-'], { input: '' });

    expectOneLine(result, /^token-watch: standard input: the file is empty/);
  });
});

describe('pipes of the shell', () => {
  const program = useCli();
  const saveThere = (name: string, content: object): void => {
    writeFileSync(join(program.folder, name), JSON.stringify(content));
  };

  it('a pipe is read by its name, as `<(command)` gives one', () => {
    saveThere('good.json', goodRule);
    const command = '"$0" "$1" scan --now "$2" --format json <(cat good.json)';
    const stdout = execFileSync('bash', ['-c', command, process.execPath, 'cli.cjs', NOW], {
      cwd: program.folder,
      encoding: 'utf8',
    });

    expect(JSON.parse(stdout)).toMatchObject({ coverage: { rulesRead: 1, rulesUnreadable: [] } });
  });

  it('a reader that leaves early is no error', async () => {
    const rules = Array.from({ length: 3000 }, (_, index) =>
      makeRule({ components: [makeRequest({ Authorization: basic('a@example.com', makeAtlassianToken(index)) })] }),
    );
    saveThere('large.json', rules);
    const result = await program.run(['scan', '--format', 'json', 'large.json'], { closeAfter: 100 });

    expect(result.stderr).toBe('');
  });
});

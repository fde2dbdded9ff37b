import { linkSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, makeRequest, makeRule, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();
const owner = { accountId: 'account-1', email: 'owner@example.com' };
const request = makeRequest({ Authorization: basic(owner.email, makeAtlassianToken(1)) });
const scan = ['scan', '--now', NOW];

beforeAll(async () => {
  const save = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'sub'));
  save('rules.json', JSON.stringify(makeRule({ name: 'One', components: [request] })));
  save('users.json', JSON.stringify([makeUser(owner.accountId, owner.email)]));
  save('tokens.csv', 'Token id,User id\n');
  save('settings.yml', 'site: example.atlassian.net\nusers: users.json\n');
  save('sub/more.json', JSON.stringify(makeRule({ name: 'More', components: [request] })));
  save('sub/.token-watch.yml', 'site: example.atlassian.net\n');
  symlinkSync('rules.json', join(folder, 'link.json'));
  linkSync(join(folder, 'users.json'), join(folder, 'hard.json'));
  symlinkSync('later.json', join(folder, 'later-link.json'));
  await run([...scan, '--format', 'json', '--output', 'report.json', 'rules.json']);
});

/** Everything in the folder, but folders. */
function contents(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

it.each<[args: string[], says: string, inFolder?: string]>([
  [[...scan, '--output', 'rules.json', 'rules.json'], '--output rules.json: this file is also read, as FILE'],
  [[...scan, '--output', './sub/../rules.json', 'rules.json'], 'is also read, as FILE'],
  [[...scan, '--output', 'link.json', 'rules.json'], 'is also read, as FILE'],
  [[...scan, '--also', 'rules.json', 'link.json'], '--also rules.json: this file is also read, as FILE'],
  [[...scan, '--output', 'users.json', '--users', 'users.json', 'rules.json'], 'is also read, as --users'],
  [[...scan, '--also', 'hard.json', '--users', 'users.json', 'rules.json'], 'is also read, as --users'],
  [[...scan, '--also', 'tokens.csv', '--tokens', 'tokens.csv', 'rules.json'], 'is also read, as --tokens'],
  [[...scan, '--output', 'new.key', '--key-file', 'new.key', 'rules.json'], 'is also read, as --key-file'],
  [[...scan, '--output', 'settings.yml', '--config', 'settings.yml', 'rules.json'], 'is also read, as --config'],
  [[...scan, '--output', 'users.json', '--config', 'settings.yml', 'rules.json'], 'is also read, as --users'],
  [[...scan, '--output', '.token-watch.yml', '../rules.json'], 'is also read, as --config', 'sub'],
  [[...scan, '--output', 'report.json', '--baseline', 'report.json', 'rules.json'], 'is also read, as --baseline'],
  [[...scan, '--output', 'new.json', '--also', 'sub/../new.json', 'rules.json'], 'is also written, by --output'],
  [[...scan, '--also', 'new.md', '--also', './new.md', 'rules.json'], 'is also written, by --also'],
  [[...scan, '--output', 'later-link.json', '--also', 'later.json', 'rules.json'], 'is also written, by --output'],
  [[...scan, '--output', 'sub/more.json', 'sub'], 'lies in a folder that is read, and is no result of an earlier run'],
  [[...scan, '--output', 'sub/more.json', 'rules.json', '.'], 'lies in a folder that is read'],
  [['collect', '--force', '--output', 'sub/more.json', 'sub'], 'lies in a folder that is read'],
  [['collect', '--force', '--output', 'rules.json', 'rules.json'], 'is also read, as FILE'],
  [['check-user', owner.email, '--output', 'users.json', '--users', 'users.json', 'rules.json'], 'as --users'],
])('%j is refused before anything is written', async (args, says, inFolder = '') => {
  const before = contents();
  const { code, stdout, stderr } = await run(args, { folder: join(folder, inFolder) });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^token-watch: --[^\n]+; nothing was written\n$/);
  expect(stderr).toContain(says);
  expect(contents()).toEqual(before);
});

it('a baseline may be followed by the report that takes its place', async () => {
  for (const options of [
    ['--format', 'json', '--output', 'report.json'],
    ['--also', 'report.json'],
  ]) {
    const { code, stderr } = await run([...scan, '--baseline', 'report.json', ...options, 'rules.json']);

    expect({ code, stderr }).not.toMatchObject({ code: 2 });
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 2 });
  }
});

it('what an earlier run wrote into the folder of the rules is written anew', async () => {
  for (const args of [
    [...scan, '--format', 'json', '--output', 'sub/old-report.json', 'sub'],
    ['collect', '--force', '--output', 'sub/old-inventory.json', 'sub'],
  ]) {
    const first = await run(args);
    const second = await run(args);

    expect(first.code).not.toBe(2);
    expect(second.code).toBe(first.code);
  }
});

it('a device may be written to', async () => {
  const { code } = await run([...scan, '--output', '/dev/null', '--users', 'users.json', 'rules.json']);

  expect(code).not.toBe(2);
});

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { NOW, SITE, makeRequest, makeRule, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();
const file = (name: string): string => join(folder, name);

const Fingerprints = v.object({
  findings: v.array(v.object({ credential: v.nullable(v.object({ fingerprint: v.nullable(v.string()) })) })),
});

beforeAll(() => {
  const request = (seed: number): unknown =>
    makeRequest({ Authorization: basic('leaver@example.com', makeAtlassianToken(seed)) });
  writeFileSync(
    file('rules.json'),
    JSON.stringify([
      makeRule({ name: 'One', components: [request(1), 'not a component'], authorAccountId: 'account-1' }),
      makeRule({ name: 'Two', components: [request(1), { type: 'jira.new.thing', component: 'ACTION', value: {} }] }),
      makeRule({ name: 'Three', state: 'DISABLED', components: [request(2)] }),
    ]),
  );
  writeFileSync(
    file('users.json'),
    JSON.stringify([
      makeUser('account-17', 'leaver@example.com', { accountStatus: 'inactive', status: 'deactivated' }),
    ]),
  );
});

async function fingerprintsOf(...args: string[]): Promise<(string | null)[]> {
  const { stdout } = await run(['scan', '--format', 'json', '--now', NOW, ...args]);
  const { findings } = v.parse(Fingerprints, JSON.parse(stdout));
  return findings.flatMap(({ credential }) => (credential === null ? [] : [credential.fingerprint]));
}

describe('token-watch collect', () => {
  it('writes an inventory that is judged as the rules themselves are', async () => {
    const collected = await run([
      'collect',
      '--key-file',
      'a.key',
      '--site',
      SITE,
      '--output',
      'inventory.json',
      'rules.json',
    ]);
    const judging = ['--users', 'users.json', '--site', SITE, '--now', NOW, '--format', 'json', '--key-file', 'a.key'];
    const fromRules: unknown = JSON.parse((await run(['scan', ...judging, 'rules.json'])).stdout);
    const fromInventory: unknown = JSON.parse((await run(['scan', ...judging, 'inventory.json'])).stdout);

    expect(collected).toMatchObject({ code: 3, stdout: '' });
    expect(collected.stderr).toContain('3 rules reduced');
    const comparable = v.looseObject({ summary: v.unknown(), findings: v.array(v.unknown()) });
    const [rules, inventory] = [v.parse(comparable, fromRules), v.parse(comparable, fromInventory)];
    expect(inventory.findings).toEqual(rules.findings);
    expect(inventory.summary).toEqual(rules.summary);
    expect(fromInventory).toMatchObject({ coverage: { rulesRead: 3, unknownComponents: { 'jira.new.thing': 1 } } });
  });

  it('goes to standard output when no file is named, and says whose site it is and when', async () => {
    const { stdout } = await run(['collect', '--site', SITE, 'rules.json']);

    expect(JSON.parse(stdout)).toMatchObject({ schema: 'automation-token-watch/inventory', site: SITE });
    expect(stdout).toMatch(/"collectedAt": "\d{4}-\d\d-\d\dT[\d:.]+Z"/);
  });

  it('of a folder in part keeps what was not read, so that no judgement of it is whole', async () => {
    const token = makeAtlassianToken(77);
    mkdirSync(file('half'));
    writeFileSync(join(file('half'), 'good.json'), JSON.stringify(makeRule({ name: 'Good', components: [] })));
    writeFileSync(join(file('half'), 'broken.json'), `{"value": "${token}`);
    const collected = await run(['collect', '--output', 'half.json', 'half']);
    const text = readFileSync(file('half.json'), 'utf8');
    const scanned = await run(['scan', 'half.json', '--strict', '--format', 'json', '--now', NOW]);
    const again = await run(['collect', '--output', 'again.json', 'half.json']);

    expect([collected.code, scanned.code, again.code]).toEqual([3, 3, 3]);
    expect(text).not.toContain(token.slice(0, 12));
    const source = `half.json: ${join('half', 'broken.json')}`;
    expect(JSON.parse(scanned.stdout)).toMatchObject({ coverage: { rulesUnreadable: [{ source }] } });
    expect(scanned.stderr).toContain(source);
    expect(JSON.parse(readFileSync(file('again.json'), 'utf8'))).toMatchObject({ unread: [{ source }] });
  });

  it('shows no credential that somebody wrote into what an inventory lacks', async () => {
    const token = makeAtlassianToken(78);
    await run(['collect', '--output', 'written.json', 'rules.json']);
    const written = v.parse(v.looseObject({}), JSON.parse(readFileSync(file('written.json'), 'utf8')));
    const planted = { ...written, unread: [{ source: token, reason: token }], limits: [token] };
    writeFileSync(file('planted.json'), JSON.stringify(planted));
    const { stdout, stderr } = await run(['scan', '--format', 'json', '--now', NOW, 'planted.json']);

    expect(stdout).toContain('rulesUnreadable');
    expect(stdout + stderr).not.toContain(token.slice(0, 20));
  });

  it('takes no options that only judging needs', async () => {
    expect(await run(['collect', '--users', 'users.json', 'rules.json'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the fingerprint key', () => {
  it('is made when missing, for its owner alone, and gives the same fingerprints in every run', async () => {
    const first = await fingerprintsOf('--key-file', 'made.key', 'rules.json');
    const second = await fingerprintsOf('--key-file', 'made.key', 'rules.json');

    expect(first).toHaveLength(3);
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(2);
    expect(statSync(file('made.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('made.key'), 'utf8')).toMatch(/^[\da-f]{64}\n$/);
  });

  it('is another one in every run without a file, and under another key', async () => {
    const runs = [
      await fingerprintsOf('rules.json'),
      await fingerprintsOf('rules.json'),
      await fingerprintsOf('--key-file', 'other.key', 'rules.json'),
    ];

    expect(new Set(runs.flat()).size).toBe(6);
  });

  it('is warned about when others may read it', async () => {
    await run(['scan', '--key-file', 'open.key', '--now', NOW, 'rules.json']);
    chmodSync(file('open.key'), 0o644);
    const { stderr } = await run(['scan', '--key-file', 'open.key', '--now', NOW, 'rules.json']);

    expect(stderr).toContain('can be read by other users');
  });
});

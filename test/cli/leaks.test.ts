import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRequest, makeRule, NOW } from './support/make-rules';
import { basic, makeAtlassianToken, makeLetters } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';
import type { CliResult } from './support/run-cli';

const { folder, run } = useCommandLine();

/** The longest prefix that is public: it tells the kind of a token, not which one it is. */
const PUBLIC_PREFIX = 'ATATT3xFfGF0'.length;
const TRACE = 8;

/** Every run of 8 characters of the secrets beyond their public prefix. */
function tracesOf(secrets: readonly string[]): Set<string> {
  const traces = new Set<string>();
  for (const secret of secrets) {
    for (let start = PUBLIC_PREFIX; start + TRACE <= secret.length; start += 1) {
      traces.add(secret.slice(start, start + TRACE));
    }
  }
  return traces;
}

function leaksIn(text: string, traces: ReadonlySet<string>): string[] {
  const leaks: string[] = [];
  for (let start = 0; start + TRACE <= text.length; start += 1) {
    const piece = text.slice(start, start + TRACE);
    if (traces.has(piece)) {
      leaks.push(piece);
    }
  }
  return leaks;
}

function expectNoLeak(result: CliResult, traces: ReadonlySet<string>): void {
  expect(leaksIn(result.stdout + result.stderr, traces)).toEqual([]);
  expect(result.stderr).not.toMatch(/^ +at /m);
}

const COUNT = 600;
const tokens = Array.from({ length: COUNT }, (_, index) =>
  makeAtlassianToken(index, ['ATATT3xFfGF0', 'ATSTT3xFfGF0', 'ATCTT3xFfGN0'][index % 3]),
);
const others = Array.from(
  { length: COUNT },
  (_, index) => `ghp_${makeLetters(index + 9000, 36).replace(/[-_]/g, 'x')}`,
);
const passwords = Array.from({ length: COUNT }, (_, index) => makeLetters(index + 70_000, 30));
const secrets = [...tokens, ...others, ...passwords];
/** What a reader of the file may see of a secret: itself and its base64 form inside Basic. */
const asBasic = [...tokens, ...passwords].map((secret) =>
  Buffer.from(`someone@example.com:${secret}`).toString('base64'),
);
const traces = tracesOf([...secrets, ...asBasic.map((text) => text.slice(28))]);

const lowerTraces = new Set([...traces].map((trace) => trace.toLowerCase()));

/** One rule for each trio of secrets, with them in every place that a rule has. */
function plantedRules(): unknown[] {
  return tokens.map((token, index) => {
    const other = others[index] ?? '';
    const password = passwords[index] ?? '';
    const places = [
      () => makeRequest({ Authorization: basic('someone@example.com', token), 'X-Api-Key': other }),
      () => makeRequest({ Authorization: `Bearer ${token}` }, `https://user:${password}@example.com/?key=${other}`),
      () => makeRequest({ 'X-Custom': basic('someone@example.com', password) }, `https://example.com/${token}/hook`),
      () => ({ component: 'ACTION', type: 'jira.unknown.thing', value: { text: `token ${token}, key ${other}` } }),
      () => ({
        component: 'ACTION',
        type: 'jira.create.variable',
        value: { name: { type: 'FREE', value: 'key' }, type: 'SMART', query: { type: 'SMART', value: token } },
      }),
    ];
    return makeRule({ components: [places[index % places.length]?.(), token.slice(0, 60)] });
  });
}

describe('what the command line says about a file full of credentials', () => {
  const whole = JSON.stringify({ cloud: true, rules: plantedRules() }, null, 1);

  beforeAll(() => {
    writeFileSync(join(folder, 'planted.json'), whole);
  });

  it('is checked by a search that finds a leak', () => {
    expect(leaksIn(`… ${tokens[7]?.slice(40, 60) ?? ''} …`, traces)).not.toEqual([]);
    expect(leaksIn(whole, traces).length).toBeGreaterThan(COUNT);
  });

  it.each(['table', 'json', 'csv', 'markdown', 'sarif'])('as %s holds no part of one', async (format) => {
    const result = await run(['scan', '--now', NOW, '--format', format, 'planted.json']);

    expect(result.code).toBe(3);
    expect(result.stdout.length).toBeGreaterThan(1000);
    expectNoLeak(result, traces);
  });

  it('as an inventory holds no part of one', async () => {
    const result = await run(['collect', 'planted.json']);

    expect(result.stdout).toContain('fingerprint');
    expectNoLeak(result, traces);
  });

  it('holds none when the text breaks off in the middle of one, wherever that is', async () => {
    const cuts = tokens.slice(0, 12).map((token, index) => whole.indexOf(token) + 15 + index * 13);
    for (const [index, cut] of cuts.entries()) {
      const broken = index % 2 === 0 ? whole.slice(0, cut) : `${whole.slice(0, cut)}"${whole.slice(cut)}`;
      writeFileSync(join(folder, 'broken.json'), broken);
      const result = await run(['scan', '--now', NOW, 'broken.json', '--users', 'planted.json']);
      const piped = await run(['scan', '--now', NOW, '-'], { input: broken });

      expect([result.code, piped.code]).toEqual([2, 2]);
      expectNoLeak(result, traces);
      expectNoLeak(piped, traces);
    }
  });

  it('holds none when a credential is typed where something else belongs', async () => {
    const [token = '', other = ''] = [tokens[0], others[0]];
    const lines = [
      ['scan', token],
      ['scan', `./${token}.json`],
      ['scan', '--users', token, 'planted.json'],
      ['scan', '--key-file', `/${token}/key`, 'planted.json'],
      ['scan', '--output', `/absent/${other}`, 'planted.json'],
      ['scan', '--key-file', token, 'planted.json'],
      ['scan', '--key-file', passwords[0] ?? '', 'planted.json'],
      ['scan', '--output', token, 'planted.json'],
      ['scan', '--output', `${other}.json`, 'planted.json'],
      ['collect', '--output', other, 'planted.json'],
      ['collect', '--key-file', `./${other}`, 'planted.json'],
      ['scan', '--now', token, 'planted.json'],
      ['scan', '--site', token, 'planted.json'],
      ['scan', '--cloud-id', token, 'planted.json'],
      ['scan', '--live', token],
      ['scan', '--format', token, 'planted.json'],
      ['scan', '--fail-on', token, 'planted.json'],
      ['scan', '--ladder', token, 'planted.json'],
      ['scan', `--token=${token}`, 'planted.json'],
      ['scan', `--${token}`],
      ['check-user', token, 'planted.json'],
      ['check-user', `someone@example.com:${token}`, 'planted.json'],
      [token],
      ['scan', '--live', 'example.atlassian.net', '--atlassian', `http://${token}@127.0.0.1:1`],
    ];
    for (const line of lines) {
      const result = await run(line);
      expect({ line: line[0], code: result.code }).toEqual({ line: line[0], code: 2 });
      expectNoLeak(result, traces);
    }
    expect(leaksIn(readdirSync(folder).join('\n'), traces)).toEqual([]);
  });

  it('holds none of a file that has one for its name', async () => {
    const [token = ''] = tokens;
    writeFileSync(join(folder, `${token}.json`), JSON.stringify(makeRule({ components: [token.slice(0, 60)] })));
    const result = await run(['scan', '--now', NOW, `${token}.json`]);
    rmSync(join(folder, `${token}.json`));

    expect(result.code).toBe(3);
    expectNoLeak(result, traces);
  });
});

describe('an inventory that somebody filled with credentials', () => {
  it('shows none of them, nor pieces, in whichever field', async () => {
    const [token = '', password = ''] = [tokens[3], passwords[3]];
    for (const text of [token, token.toLowerCase(), token.slice(40, 90), password, `a ${token.slice(0, 150)} b`]) {
      const place = { component: text, pointer: `/${text}`, placement: 'header', name: text, via: [text] };
      const use = {
        key: text,
        location: place,
        kind: 'opaque',
        scheme: 'basic',
        visibility: 'literal',
        checksum: 'none',
        fingerprint: 'a'.repeat(64),
        user: text,
        expiresAt: null,
        target: { host: text, api: 'gateway', cloudId: text, ids: [text] },
      };
      const rule = {
        uuid: 'rule',
        name: text,
        state: 'ENABLED',
        product: 'jira',
        createdAt: null,
        updatedAt: null,
        actorAccountId: text,
        authorAccountId: text,
        actorPointer: `/${text}`,
        webRequests: 1,
        credentials: [use],
        connections: [{ key: text, location: place, connectionId: text, accountId: text, authType: text }],
        unknownComponents: { [text]: 1 },
        unread: [{ pointer: `/${text}`, reason: text }],
      };
      const inventory = {
        schema: 'automation-token-watch/inventory',
        version: 1,
        collectedAt: '2026-11-01T00:00:00.000Z',
        site: null,
        keyId: 'k',
        rules: [rule],
      };
      const file = join(folder, 'inventory.json');
      writeFileSync(file, JSON.stringify(inventory));
      for (const line of [
        ['scan', '--now', NOW, '--format', 'json'],
        ['scan', '--now', NOW, '--format', 'sarif'],
        ['collect'],
      ]) {
        const result = await run([...line, 'inventory.json']);

        expect([0, 1, 3]).toContain(result.code);
        expect(leaksIn(result.stdout.toLowerCase(), lowerTraces)).toEqual([]);
        expect(leaksIn(result.stderr.toLowerCase(), lowerTraces)).toEqual([]);
      }
      rmSync(file);
    }
  });
});

import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../src/report/report';
import { createTerminal } from '../../../cli/rotate/terminal';
import { reroute, rotateSiteOf } from '../../../cli/rotate/rotate-site';
import { runCommandLine } from '../../../cli/run';
import { transportTo } from '../../../local/cloud/in-process';
import { leaksIn } from './support/check-secrets';
import { HOST, smallOrganization } from './support/small-organization';
import type { SmallOrganization } from './support/small-organization';
import { answerOf, openWorld, useFolder } from './support/run-rotate';
import type { World } from './support/run-rotate';

const folder = useFolder();
const SITE = 'https://example.atlassian.net/rest/api/3/issue/{{issue.key}}';

function site(): SmallOrganization & World {
  const organization = smallOrganization();
  organization.add('A', [organization.build.webRequest(SITE, [organization.header()])]);
  return { ...organization, ...openWorld(organization.org) };
}

/** A person who gives these answers, and what they were asked. */
function person(...answers: (string | null)[]) {
  const asked: string[] = [];
  const next = (kind: string) => (question: string) => {
    asked.push(`${kind}: ${question}`);
    return Promise.resolve(answers.shift() ?? null);
  };
  return { asked, terminal: { askHidden: next('hidden'), ask: next('shown') } };
}

describe('the two credentials', () => {
  it('are asked for without echo, and the writing is confirmed by number or site', async () => {
    for (const word of ['1', HOST]) {
      const world = site();
      const { asked, terminal } = person(world.old.value, world.fresh.value, word);
      const result = await world.run(['--apply'], { terminal });

      expect(result.code).toBe(0);
      expect(asked.map((line) => line.split(':')[0])).toEqual(['hidden', 'hidden', 'shown']);
      expect(asked[2]).toContain('1 rule');
      expect(leaksIn(result.stdout + result.stderr, [world.old.value, world.fresh.value])).toEqual([]);
    }
  });

  it.each([
    ['a wrong word', 'yes'],
    ['nothing', ''],
    ['Ctrl+C', null],
  ])('nothing is written where the confirmation is %s', async (_, word) => {
    const world = site();
    const { terminal } = person(world.old.value, world.fresh.value, word);
    const result = await world.run(['--apply'], { terminal });

    expect(result.code).toBe(2);
    expect(world.cloud.writes.asked).toEqual([]);
  });

  it('come from a pipe, the old one first', async () => {
    const world = site();
    const result = await world.run(['--format', 'json'], { input: `${world.old.value}\n${world.fresh.value}\n` });

    expect(answerOf(result).summary.planned).toBe(1);
    expect(result.code).toBe(0);
  });

  it('come from environment and pipe together', async () => {
    const world = site();
    const result = await world.run(['--format', 'json'], {
      environment: { TOKEN_WATCH_OLD: world.old.value },
      input: world.fresh.value,
    });

    expect(answerOf(result).summary.planned).toBe(1);
    const more = await world.run([], { environment: { TOKEN_WATCH_OLD: 'x' }, input: 'one\ntwo\n' });
    expect(more).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['as an argument', (secret: string) => [secret]],
    ['as the value of an option', (secret: string) => ['--rule', secret]],
    ['in an option', (secret: string) => [`--plan=${secret}`]],
    ['as Basic', (secret: string) => ['--finding', Buffer.from(`a@example.com:${secret}`).toString('base64')]],
  ])('are refused %s, before anything is asked, and not repeated', async (_, argument) => {
    const world = site();
    const result = await world.run(argument(world.old.value), {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });

    expect(result).toMatchObject({ code: 2, stdout: '', requests: [] });
    expect(result.stderr).toMatch(/^token-watch: an argument looks like a credential[^\n]+\n$/);
    expect(leaksIn(result.stderr, [world.old.value])).toEqual([]);
  });

  it('are not taken for secret where they are file names or emails', async () => {
    const world = site();
    const plan = join(folder, 'Rotation-Plan-2026-Q4-Release-Automation.json');
    const result = await world.run(['--plan', plan, '--new-email', 'Release.Automation2024Team@Example.com'], {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });

    expect(result.stderr).not.toContain('looks like a credential');
  });
});

describe('a prompt in raw mode', () => {
  /** A terminal that echoes nothing by itself in raw mode, and what was written to it. */
  function keyboard() {
    const input = Object.assign(new EventEmitter(), {
      modes: [] as boolean[],
      setRawMode: (mode: boolean) => input.modes.push(mode),
      resume: () => undefined,
      pause: () => undefined,
    });
    let shown = '';
    const terminal = createTerminal(input, (text) => {
      shown += text;
    });
    return { input, terminal, shown: () => shown, type: (text: string) => input.emit('data', Buffer.from(text)) };
  }

  it('shows nothing of what is typed, pasted or taken back', async () => {
    const { input, terminal, shown, type } = keyboard();
    const answer = terminal.askHidden('Old: ');
    type('sec');
    type('x\u007F');
    type('\u001B[200~ret\u001B[201~\u001B[A');
    type('\r');

    expect(await answer).toBe('secret');
    expect(shown()).toBe('Old: \n');
    expect(input.modes).toEqual([true, false]);
  });

  it('keeps what was typed ahead for the next question, and shows that one', async () => {
    const { terminal, shown, type } = keyboard();
    const first = terminal.askHidden('Old: ');
    type('one\r\ntwo\r');
    expect(await first).toBe('one');
    expect(await terminal.ask('Count: ')).toBe('two');
    expect(shown()).toBe('Old: \nCount: two\n');
  });

  it.each([['\u0003'], ['abc\u0003'], ['\u0004']])('is given up with Ctrl+C or Ctrl+D (%j)', async (keys) => {
    const { input, terminal, type } = keyboard();
    const answer = terminal.askHidden('Old: ');
    type(keys);

    expect(await answer).toBeNull();
    expect(input.modes.at(-1)).toBe(false);
  });
});

describe('a site', () => {
  it.each([
    ['example.atlassian.net', 'example.atlassian.net'],
    ['https://Example.atlassian.net/jira/settings', 'example.atlassian.net'],
    ['team.jira-dev.com', 'team.jira-dev.com'],
    ['127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://localhost:3000', 'localhost:3000'],
    ['[::1]:99', '[::1]:99'],
  ])('%s may be signed in to', (text, host) => {
    expect(rotateSiteOf(text)?.host).toBe(host);
  });

  it.each([
    'example.com',
    'atlassian.net',
    'example.atlassian.net.example.com',
    'exampleatlassian.net',
    'example.atlassian.net@example.com',
    'https://user:pass@example.atlassian.net',
    'http://example.atlassian.net',
    'example.atlassian.net:8443',
    'jira.example.com',
    '127.0.0.1.example.com',
    '0.0.0.0',
    'file:///example.atlassian.net',
    '',
  ])('%j may not, and nothing is sent', async (text) => {
    expect(rotateSiteOf(text)).toBeNull();
    const requests: string[] = [];
    const sink = { write: () => undefined, isTerminal: false, columns: undefined };
    const code = await runCommandLine(['rotate', '--live', text], {
      environment: {
        ATLASSIAN_EMAIL: 'a@example.com',
        ATLASSIAN_API_TOKEN: 'x',
        TOKEN_WATCH_OLD: 'o',
        TOKEN_WATCH_NEW: 'n',
      },
      clock: { now: () => new Date(0), sleep: () => Promise.resolve() },
      output: sink,
      errors: sink,
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      randomBytes: (count) => Buffer.alloc(count),
      fetch: (input) => {
        requests.push(new Request(input).url);
        return Promise.reject(new Error('no network'));
      },
    });

    expect(code).toBe(2);
    expect(requests).toEqual([]);
  });
});

describe('a site on this computer', () => {
  it('is its own gateway; one of Atlassian’s is asked where it is', () => {
    const own = { host: '127.0.0.1:8080', isLoopback: true };
    const real = { host: HOST, isLoopback: false };
    const rules = 'https://api.atlassian.com/automation/public/jira/c/rest/v1/rule/r';

    expect(reroute(rules, own)).toBe('http://127.0.0.1:8080/gateway/api/automation/public/jira/c/rest/v1/rule/r');
    expect(reroute('https://127.0.0.1:8080/rest/api/3/myself', own)).toBe('http://127.0.0.1:8080/rest/api/3/myself');
    expect(reroute(rules, real)).toBe(rules);
  });
});

describe('a finding of an earlier report', () => {
  /** A report of the same rules with the same key, as `scan` makes it. */
  async function scanned(
    world: SmallOrganization & World,
    key: string,
  ): Promise<{ file: string; report: Report; id: string }> {
    const { email, token } = world.cloud.credentials();
    let stdout = '';
    const ask = transportTo(world.cloud);
    await runCommandLine(['scan', '--live', HOST, '--format', 'json', '--key-file', key], {
      environment: { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: token },
      clock: { now: () => new Date(world.now()), sleep: () => Promise.resolve() },
      output: { write: (text) => (stdout += text), isTerminal: false, columns: undefined },
      errors: { write: () => undefined, isTerminal: false, columns: undefined },
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      randomBytes: (count) => Buffer.alloc(count, 7),
      fetch: (input, init) =>
        ask(new Request(input, init).url.replace(/^https:\//, 'https://cloud.invalid'), { ...init }),
    });
    const report = JSON.parse(stdout) as Report;
    const file = join(folder, 'report.json');
    writeFileSync(file, stdout);
    const id = report.findings.find(({ rule, subject }) => rule.name === 'A' && subject === 'credential')?.id ?? '';
    return { file, report, id };
  }

  it('names the old credential by its id, or by the fingerprint that the report gives it', async () => {
    const world = site();
    world.add('B', [world.build.webRequest(SITE, [world.header()])]);
    const key = join(folder, 'key-1');
    const { file, id } = await scanned(world, key);
    const environment = { TOKEN_WATCH_NEW: world.fresh.value };
    const byId = await world.run(['--format', 'json', '--finding', id, '--key-file', key], { environment });
    const withoutKey = await world.run(['--format', 'json', '--finding', id], { environment });
    const byReport = await world.run(['--format', 'json', '--finding', id, '--report', file, '--key-file', key], {
      environment,
    });

    expect([byId.code, byReport.code, withoutKey.code]).toEqual([0, 0, 0]);
    expect(answerOf(withoutKey).summary).toEqual(answerOf(byId).summary);
    expect(answerOf(byId).rules.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['A', 'planned'],
      ['B', 'planned'],
    ]);
    expect(answerOf(byReport).fingerprints).toEqual(answerOf(byId).fingerprints);
  });

  it('is refused where it is not there, hides its value, or was made with another key', async () => {
    const world = site();
    world.add('M', [world.build.webRequest(SITE, [{ name: 'Authorization', value: '', secure: true }])]);
    const key = join(folder, 'key-2');
    const { file, id, report } = await scanned(world, key);
    const masked = report.findings.find(({ rule }) => rule.name === 'M')?.id ?? '';
    const environment = { TOKEN_WATCH_NEW: world.fresh.value };
    const lines = await Promise.all(
      [
        ['--finding', '0123456789abcdef', '--key-file', key],
        ['--finding', '0123456789abcdef', '--key-file', key, '--report', file],
        ['--finding', masked, '--key-file', key],
        ['--finding', masked, '--key-file', key, '--report', file],
        ['--finding', id, '--key-file', join(folder, 'key-3'), '--report', file],
        ['--finding', id, '--report', file],
      ].map(async (args) => {
        const { code, stderr } = await world.run(args, { environment });
        return [code, stderr.trim().split('\n').at(-1)];
      }),
    );

    expect(lines).toEqual([
      [2, expect.stringContaining('no credential in the rules has the id')],
      [2, expect.stringContaining('no finding has the id')],
      [2, expect.stringContaining('shows no value')],
      [2, expect.stringContaining('shows no value')],
      [2, expect.stringContaining('the key file is another one')],
      [2, expect.stringContaining('--report needs --finding ID')],
    ]);
  });
});

describe('the table', () => {
  it('says what is to be done, where, and what not to do yet', async () => {
    const world = site();
    const result = await world.run([], {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });

    expect(result.stdout).toContain('Plan, nothing was written, example.atlassian.net: 1 to rotate');
    expect(result.stdout).toContain(`The new token signs in as ${world.owner.email}, at the site`);
    expect(result.stdout).toMatch(/to rotate\s+│ A\s+│ Header Authorization to example\.atlassian\.net \(in/);
    expect(result.stdout).toContain('Do not revoke the old token yet');
    expect(result.stderr).toContain('reading 1 rule of Jira');
  });
});

describe('a value that people put into names', () => {
  it('is not shown, whole or in part, whatever rule’s name it stands in', async () => {
    const world = site();
    const old = 'q7Lr2vXk9sBn4TzW';
    const fresh = 'h3Md8pYc5gJf6RaE';
    const { add, build } = world;
    add(`Push with ${old}`, [build.webRequest('https://lake.example.org/in', [{ name: 'X-Api-Key', value: old }])]);
    add(`Remember ${old.toUpperCase()} or ${fresh}`, [
      build.webRequest('https://lake.example.org/in', [{ name: 'X-Api-Key', value: '', secure: true }]),
    ]);
    add(`Half: ${old.slice(3, 12)}`, [build.log(`the key is ${old}`)]);
    const plan = join(folder, 'named.json');
    const environment = { TOKEN_WATCH_OLD: old, TOKEN_WATCH_NEW: fresh };
    const results = [
      await world.run(['--format', 'json', '--plan', plan], { environment }),
      await world.run(['--plan', plan, '--apply', '--yes'], { environment }),
    ];
    const shown = [...results.flatMap(({ stdout, stderr }) => [stdout, stderr]), readFileSync(plan, 'utf8')]
      .join('\n')
      .toLowerCase();

    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    for (const value of [old, fresh]) {
      const parts = Array.from({ length: value.length - 7 }, (_, at) => value.toLowerCase().slice(at, at + 8));
      expect(parts.filter((part) => shown.includes(part))).toEqual([]);
    }
    expect(shown).toContain('[secret]');
  });
});

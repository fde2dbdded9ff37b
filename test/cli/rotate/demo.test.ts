import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '../../../local/cloud/account';
import { PretendCloud } from '../../../local/cloud/cloud';
import { demoOrganization } from '../../../local/cloud/demo/demo-organization';
import { makeToken } from '../../../local/cloud/make-token';
import type { Token } from '../../../local/cloud/organization';
import { seededRandom } from '../../../local/cloud/seeded-random';
import { serveCloud } from '../../../local/cloud/serve-cloud';
import type { ServedCloud } from '../../../local/cloud/serve-cloud';
import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { Secret } from '../../../src/credentials/secret';
import type { Finding, Report } from '../../../src/report/report';
import type { RotationAnswer } from '../../../cli/rotate/answer';
import { buildCli } from '../support/run-cli';
import { leaksIn } from './support/check-secrets';
import { useFolder } from './support/run-rotate';

const folder = useFolder();
const BORN = new Date('2026-11-22T09:00:00Z');
const KEY = join(folder, 'key');
const bundle = buildCli(folder);

let served: ServedCloud;
let cloud: PretendCloud;
let old: Token;
let fresh: Token;

beforeEach(async () => {
  const org = demoOrganization({ seed: 1, bornAt: BORN, rules: 150, tokens: 90 });
  cloud = new PretendCloud({ org, now: () => BORN.getTime() });
  served = await serveCloud(cloud);
  const shared = org.tokens.find(({ label }) => label === 'all team rules');
  if (shared === undefined) {
    throw new Error('the demo organization has no shared token');
  }
  old = shared;
  fresh = {
    ...shared,
    id: 'a-new-token',
    label: 'all team rules, 2027',
    createdAt: BORN.getTime() - 1000,
    expiresAt: BORN.getTime() + 364 * DAY,
    value: makeToken(seededRandom(99), 'user'),
  };
  org.tokens.push(fresh);
});

afterEach(() => served.close());

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The command line as it ships, in a process of its own. */
function start(
  args: readonly string[],
  secrets: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const { email, token, key } = cloud.credentials();
  const child = spawn(
    process.execPath,
    [bundle, ...args, '--live', cloud.org.host, '--atlassian', served.url, '--key-file', KEY],
    {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        ATLASSIAN_EMAIL: email,
        ATLASSIAN_API_TOKEN: token,
        ATLASSIAN_ORG_KEY: key,
        ...secrets,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  child.stdin.end();
  const ended = new Promise<Ended>((resolve) => {
    const text = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.stderr += part));
    child.on('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  return { child, ended };
}

const there = (): Record<string, string> => ({ TOKEN_WATCH_OLD: old.value, TOKEN_WATCH_NEW: fresh.value });
const back = (): Record<string, string> => ({ TOKEN_WATCH_OLD: fresh.value, TOKEN_WATCH_NEW: old.value });
const rotate = ['rotate', '--format', 'json', '--apply', '--yes'];

async function scan(): Promise<{ old: Finding[]; fresh: Finding[] }> {
  const { stdout } = await start(['scan', '--format', 'json', '--now', BORN.toISOString()]).ended;
  const { findings } = JSON.parse(stdout) as Report;
  const print = createFingerprinter(Buffer.from(readFileSync(KEY, 'utf8').trim()));
  const of = (token: Token): Finding[] =>
    findings.filter(({ credential }) => credential?.fingerprint === print(new Secret(token.value)));
  return { old: of(old), fresh: of(fresh) };
}

describe('in the demo organization', () => {
  it('one token in 7 rules is rotated in one command; the next scan shows the new one at all 7 and the old one nowhere; then back', async () => {
    const first = await scan();
    const rotated = await start(rotate, there()).ended;
    const second = await scan();
    const exact = ((): Promise<{ fresh: Finding[] }> => {
      old.revokedAt = BORN.getTime() - 1;
      return scan();
    })();
    const levels = (await exact).fresh.map(({ level, token }) => [level, token?.match, token?.candidates[0]?.id]);
    old.revokedAt = null;
    const returned = await start(rotate, back()).ended;
    const third = await scan();

    expect([first.old.length, first.fresh.length]).toEqual([7, 0]);
    expect(JSON.parse(rotated.stdout)).toMatchObject({
      summary: { rotated: 7, 'not-rotatable': 0, uncertain: 0 },
      exitCode: rotated.code,
    });
    expect(rotated.code).toBe(0);
    expect([second.old.length, second.fresh.length]).toEqual([0, 7]);
    const placesOf = (findings: Finding[]): unknown[] =>
      findings.map(({ id, location, owner }) => [id, location, owner?.email]);
    expect(placesOf(second.fresh)).toEqual(placesOf(first.old));
    expect(levels).toEqual(levels.map(() => ['watch', 'exact', fresh.id]));
    expect(returned.code).toBe(0);
    expect([third.old.length, third.fresh.length]).toEqual([7, 0]);
    expect(
      leaksIn(rotated.stdout + rotated.stderr + returned.stdout + returned.stderr, [old.value, fresh.value]),
    ).toEqual([]);
  }, 120_000);
});

describe('a process', () => {
  it('ends after the rule in hand on Ctrl+C, and its arguments show nothing', async () => {
    const plan = join(folder, 'interrupted.json');
    const { child, ended } = start([...rotate, '--plan', plan], there());
    let puts = 0;
    let shown = '';
    cloud.onRequest = ({ method }) => {
      puts += method === 'PUT' ? 1 : 0;
      if (method === 'PUT' && puts === 2) {
        const file = `/proc/${child.pid ?? 0}/cmdline`;
        shown = existsSync(file) ? readFileSync(file, 'utf8') : '';
        child.kill('SIGINT');
      }
      return undefined;
    };
    const result = await ended;
    const answer = JSON.parse(result.stdout) as RotationAnswer;

    expect(result.code).toBe(3);
    expect(answer.summary).toMatchObject({ rotated: 2, 'not-reached': 5 });
    expect(puts).toBe(2);
    expect(leaksIn(shown, [old.value, fresh.value])).toEqual([]);
    cloud.onRequest = undefined;
    const next = await start([...rotate, '--plan', plan], there()).ended;
    expect(next.code).toBe(0);
    expect((JSON.parse(next.stdout) as RotationAnswer).summary).toMatchObject({ rotated: 5, 'already-new': 2 });
  }, 60_000);

  it('that is killed leaves a plan and a journal that the next one goes on from', async () => {
    const plan = join(folder, 'killed.json');
    const { child, ended } = start([...rotate, '--plan', plan], there());
    let puts = 0;
    cloud.onRequest = ({ method }) => {
      puts += method === 'PUT' ? 1 : 0;
      if (method === 'PUT' && puts === 3) {
        child.kill('SIGKILL');
      }
      return undefined;
    };
    const result = await ended;
    cloud.onRequest = undefined;

    expect(result).toMatchObject({ code: null, signal: 'SIGKILL', stdout: '' });
    const kept = readFileSync(plan, 'utf8') + readFileSync(`${plan}.journal`, 'utf8');
    expect(leaksIn(kept, [old.value, fresh.value])).toEqual([]);
    const next = await start([...rotate, '--plan', plan], there()).ended;
    expect(next.code).toBe(0);
    expect((JSON.parse(next.stdout) as RotationAnswer).summary).toMatchObject({ rotated: 4, 'already-new': 3 });
  }, 60_000);

  it('that fails says nothing of what it held', async () => {
    const plan = join(folder, 'broken.json');
    writeFileSync(plan, '{"kind":"rotation-plan","rules":[');
    const results = [
      await start([...rotate, '--plan', plan], there()).ended,
      await start([...rotate, '--plan', join(folder, 'no-such-folder', 'x.json')], there()).ended,
      await start([...rotate, old.value], there()).ended,
    ];

    expect(results.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(results.flatMap(({ stdout, stderr }) => leaksIn(stdout + stderr, [old.value, fresh.value]))).toEqual([]);
    expect(cloud.writes.asked).toEqual([]);
  }, 60_000);
});

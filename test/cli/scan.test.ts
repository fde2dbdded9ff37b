import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'papaparse';
import * as v from 'valibot';
import { ReportSchema } from '../report/formats/report-schema';
import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCli } from './support/run-cli';

const { folder, run } = useCli();
const file = (name: string): string => join(folder, name);

const leaver = { accountId: 'account-17', email: 'leaver@example.com' };
const keeper = { accountId: 'account-18', email: 'keeper@example.com' };

beforeAll(() => {
  const save = (name: string, value: unknown): void => writeFileSync(file(name), JSON.stringify(value));
  const requestAs = (user: string, seed: number): unknown =>
    makeRequest({ Authorization: basic(user, makeAtlassianToken(seed)) });
  save('rules.json', {
    cloud: true,
    rules: [
      makeRule({ name: 'Of the leaver', components: [requestAs(leaver.email, 1)], authorAccountId: keeper.accountId }),
      makeRule({ name: 'Of the keeper', components: [requestAs(keeper.email, 2)], authorAccountId: keeper.accountId }),
      makeRule({ name: 'Asleep', state: 'DISABLED', components: [requestAs(leaver.email, 1)] }),
    ],
  });
  save('users.json', {
    data: [
      makeUser(leaver.accountId, leaver.email, { status: 'deactivated', accountStatus: 'inactive' }),
      makeUser(keeper.accountId, keeper.email),
    ],
  });
  save('tokens.json', {
    data: [
      makeTokenRecord('token-17', leaver, '2027-01-01T00:00:00+00:00'),
      makeTokenRecord('token-18', keeper, '2027-09-01T00:00:00+00:00', { createdAt: '2026-02-01T00:00:00Z' }),
    ],
  });
  save('keeper-only.json', makeRule({ name: 'Of the keeper', components: [requestAs(keeper.email, 2)] }));
});

const complete = ['--users-complete', '--tokens-complete'];
const judging = ['--users', 'users.json', '--tokens', 'tokens.json', ...complete, '--site', SITE, '--now', NOW];

interface ShownFinding {
  level: string;
  rule: { name: string };
  subject: string;
  owner: { email: string | null; state: string } | null;
  token: { match: string } | null;
  credential: { fingerprint: string | null } | null;
}

async function scanJson(
  args: readonly string[],
): Promise<{ code: number | null; findings: ShownFinding[]; json: unknown }> {
  const { code, stdout } = await run(['scan', '--format', 'json', ...args]);
  const json: unknown = JSON.parse(stdout);
  return { code, json, findings: v.parse(ReportSchema, json).findings };
}

describe('token-watch scan', () => {
  it('joins rule, credential, owner and token into findings', async () => {
    const { findings } = await scanJson([...judging, 'rules.json']);

    const credentials = findings.filter((finding) => finding.subject === 'credential');
    expect(credentials).toMatchObject([
      { level: 'broken', rule: { name: 'Asleep', state: 'DISABLED' } },
      { level: 'broken', rule: { name: 'Of the leaver' }, owner: { email: leaver.email, state: 'deactivated' } },
      { level: 'ok', rule: { name: 'Of the keeper' }, token: { match: 'exact' } },
    ]);
  });

  it('writes the JSON report with exactly the promised keys', async () => {
    const { json } = await scanJson([...judging, 'rules.json']);

    expect(v.safeParse(ReportSchema, json).issues).toBeUndefined();
    expect(json).toMatchObject({ schemaVersion: 2, asOf: '2026-11-22T09:00:00.000Z', coverage: { rulesRead: 3 } });
  });

  it('answers in a sentence, then in a table with coverage after it, when no format is asked for', async () => {
    const { stdout, stderr } = await run(['scan', ...judging, 'rules.json']);

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^1 of 3 rules is broken; next: Of the keeper on 1 Sep 2027\.\n/);
    expect(stdout.indexOf('Of the leaver')).toBeGreaterThan(0);
    expect(stdout.indexOf('Disabled rules')).toBeGreaterThan(stdout.indexOf('Of the leaver'));
    expect(stdout.indexOf('Coverage: 3 rules, 3 web requests')).toBeGreaterThan(stdout.indexOf('Asleep'));
  });

  it('draws the table without colours and no wider than it should be where nobody looks at it', async () => {
    const usual = await run(['scan', ...judging, 'rules.json']);
    const narrow = await run(['scan', ...judging, 'rules.json'], { environment: { COLUMNS: '90' } });

    const widest = (text: string): number =>
      Math.max(
        ...text
          .split('\n')
          .filter((line) => /^[│┌├└]/.test(line))
          .map((line) => line.length),
      );
    expect(usual.stdout).not.toContain('\u001B');
    expect(widest(usual.stdout)).toBeLessThanOrEqual(120);
    expect(widest(narrow.stdout)).toBeLessThanOrEqual(90);
  });

  it('counts people who could not be checked instead of listing them', async () => {
    const { stdout } = await run(['scan', '--now', NOW, 'rules.json']);

    expect(stdout).toContain('1 account that rules act as or that wrote them: 0 healthy, 0 at risk, 1 not checked');
  });

  it('prints the same findings in every format', async () => {
    const { findings } = await scanJson([...judging, 'rules.json']);
    const csv = await run(['scan', '--format', 'csv', ...judging, 'rules.json']);
    const markdown = await run(['scan', '--format', 'markdown', ...judging, 'rules.json']);
    const sarif = await run(['scan', '--format', 'sarif', ...judging, 'rules.json']);

    expect(parse(csv.stdout, { header: true, skipEmptyLines: true }).data).toHaveLength(findings.length);
    expect(markdown.stdout).toContain('| broken | Of the leaver |');
    expect(JSON.parse(sarif.stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: { length: findings.filter(({ level }) => level !== 'ok').length } }],
    });
  });

  it('reads people and tokens from CSV as well, and from more than one file', async () => {
    writeFileSync(
      file('users.csv'),
      `User id,User name,email,User status\n${leaver.accountId},L,${leaver.email},Deactivated\n`,
    );
    const { findings } = await scanJson(['--users', 'users.csv', '--users', 'users.json', '--now', NOW, 'rules.json']);

    expect(findings.find((finding) => finding.rule.name === 'Of the leaver')).toMatchObject({
      owner: { state: 'deactivated' },
    });
  });

  it('judges at the instant of --now, whatever day it is', async () => {
    const at = async (now: string): Promise<string | undefined> => {
      const { findings } = await scanJson([
        '--users',
        'users.json',
        '--tokens',
        'tokens.json',
        ...complete,
        '--now',
        now,
        'keeper-only.json',
        '--site',
        SITE,
      ]);
      return findings.find((finding) => finding.subject === 'credential')?.level;
    };

    expect(await at('2026-11-22')).toBe('ok');
    expect(await at('2027-06-10T00:00:00+02:00')).toBe('watch');
    expect(await at('2027-08-20')).toBe('high');
    expect(await at('2027-09-01T00:00')).toBe('broken');
  });

  it('takes another ladder', async () => {
    const { findings } = await scanJson([...judging, '--ladder', '100,200,400', 'keeper-only.json']);

    expect(findings.find((finding) => finding.subject === 'credential')?.level).toBe('watch');
  });

  it('tells the own site from others, by host or by an address from the browser', async () => {
    const audience = async (...site: string[]): Promise<unknown> => {
      const { json } = await scanJson(['--now', NOW, ...site, 'keeper-only.json']);
      return v.parse(ReportSchema, json).findings.find(({ subject }) => subject === 'credential')?.destination.audience;
    };

    expect(await audience()).toBe('other-atlassian-site');
    expect(await audience('--site', SITE)).toBe('own-site');
    expect(await audience('--site', `https://${SITE.toUpperCase()}/jira/your-work`)).toBe('own-site');
    expect(await audience('--site', 'other.atlassian.net')).toBe('other-atlassian-site');
  });

  it('reads standard input, also when it comes from a Windows tool', async () => {
    const text = readFileSync(file('keeper-only.json'), 'utf8');
    for (const input of [
      text,
      `\uFEFF${text}`,
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
    ]) {
      const { code, stdout } = await run(['scan', '--now', NOW, '--format', 'json', '-'], { input });
      expect(JSON.parse(stdout)).toMatchObject({ coverage: { rulesRead: 1, rulesUnreadable: [] } });
      expect(code).toBe(0);
    }
  });

  it('writes the result to a file that only its owner may read', async () => {
    const { code, stdout } = await run([
      'scan',
      '--format',
      'json',
      '--output',
      'report.json',
      ...judging,
      'rules.json',
    ]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(v.safeParse(ReportSchema, JSON.parse(readFileSync(file('report.json'), 'utf8'))).issues).toBeUndefined();
  });

  it('explains itself', async () => {
    const help = await run(['scan', '--help']);
    const version = await run(['--version']);

    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--fail-on');
    expect(help.stdout).not.toContain('--atlassian ');
    expect(version.code).toBe(0);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the exit code', () => {
  it.each([
    ['broken', 1],
    ['critical', 1],
    ['ok', 1],
    ['never', 0],
  ])('with --fail-on %s and a broken finding is %i', async (level, code) => {
    expect((await run(['scan', ...judging, '--fail-on', level, 'rules.json'])).code).toBe(code);
  });

  it.each([
    ['broken', 0],
    ['critical', 0],
    ['unknown', 0],
    ['ok', 1],
    ['never', 0],
  ])('with --fail-on %s and nothing worse than ok is %i', async (level, code) => {
    expect((await run(['scan', ...judging, '--fail-on', level, 'keeper-only.json'])).code).toBe(code);
  });

  it('is 1 at critical and worse when nothing else is said', async () => {
    expect((await run(['scan', ...judging, 'rules.json'])).code).toBe(1);
    expect((await run(['scan', ...judging, 'keeper-only.json'])).code).toBe(0);
    expect((await run(['scan', ...judging, '--now', '2027-08-27', 'keeper-only.json'])).code).toBe(1);
    expect((await run(['scan', ...judging, '--now', '2027-08-20', 'keeper-only.json'])).code).toBe(0);
  });

  it('is 3 when a part could not be read, whatever was found in the rest', async () => {
    writeFileSync(file('half.json'), '{"cloud":true,"rules":[');
    const result = await run(['scan', ...judging, '--format', 'json', 'rules.json', 'half.json']);

    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({
      coverage: { rulesRead: 3, rulesUnreadable: [{ source: 'half.json' }] },
    });
    expect(result.stderr).toContain('token-watch: half.json: not valid JSON');
    expect(result.stderr).toContain('line 1, column 24');
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

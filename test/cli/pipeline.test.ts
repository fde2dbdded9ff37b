import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ReportSchema } from '../report/formats/report-schema';
import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();

function save(name: string, content: string | object): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const DAY = 86_400_000;
const START = Date.parse('2026-10-05T06:00:00Z');
const week = (number: number): string => new Date(START + (number - 1) * 7 * DAY).toISOString();

type Report = v.InferOutput<typeof ReportSchema>;

const person = (name: string) => ({ accountId: `account-${name}`, email: `${name}@example.com` });

function ruleOf(name: string, seed: number, parts: Parameters<typeof makeRule>[0] = {}): Record<string, unknown> {
  const request = makeRequest({ Authorization: basic(person(name).email, makeAtlassianToken(seed)) });
  return makeRule({ uuid: `uuid-${name}`, name, components: [request], ...parts });
}

/** A person's rule, account and token, in files of their own names. */
function saveWorld(
  prefix: string,
  people: { name: string; expires: string; isGone?: boolean; state?: 'DISABLED' }[],
): string[] {
  save(
    `${prefix}-rules.json`,
    people.map(({ name, state }, index) => ruleOf(name, index + 1, state === undefined ? {} : { state })),
  );
  save(
    `${prefix}-users.json`,
    people.map(({ name, isGone }) =>
      makeUser(
        person(name).accountId,
        person(name).email,
        isGone === true ? { status: 'deactivated', accountStatus: 'inactive' } : {},
      ),
    ),
  );
  save(
    `${prefix}-tokens.json`,
    people.map(({ name, expires }) => makeTokenRecord(`token-${name}`, person(name), expires)),
  );
  return [
    '--users',
    `${prefix}-users.json`,
    '--tokens',
    `${prefix}-tokens.json`,
    '--users-complete',
    '--tokens-complete',
    '--site',
    SITE,
    `${prefix}-rules.json`,
  ];
}

async function scanJson(args: readonly string[]): Promise<{ code: number | null; stderr: string; report: Report }> {
  const { code, stdout, stderr } = await run(['scan', '--format', 'json', ...args]);
  return { code, stderr, report: v.parse(ReportSchema, JSON.parse(stdout)) };
}

const namesOf = (report: Report, ids: readonly string[]): string[] =>
  ids.map((id) => report.findings.find((finding) => finding.id === id)?.rule.name ?? id);

describe('what fails a pipeline', () => {
  it('is nothing in a disabled rule, unless it is asked for', async () => {
    const args = saveWorld('asleep', [{ name: 'Asleep', expires: '2026-01-03T00:00:00Z', state: 'DISABLED' }]);

    expect((await run(['scan', '--now', NOW, ...args])).code).toBe(0);
    expect((await run(['scan', '--now', NOW, '--include-disabled', ...args])).code).toBe(1);
  });

  it.each([
    ['a finding that could not be checked', [ruleOf('alone', 1)]],
    // The level of these is `watch`, and still nobody knows when they end.
    [
      'one that could not be checked either beside a worse reason',
      Array.from({ length: 6 }, (_, index) => ruleOf('alone', 1, { uuid: `u-${String(index)}` })),
    ],
  ])('is %s only with --strict', async (_what, rules) => {
    save('unchecked.json', rules);

    expect((await run(['scan', '--now', NOW, 'unchecked.json'])).code).toBe(0);
    expect((await run(['scan', '--now', NOW, '--strict', 'unchecked.json'])).code).toBe(1);
    expect((await run(['scan', '--now', NOW, '--strict', '--fail-on', 'never', 'unchecked.json'])).code).toBe(0);
  });

  it('is nothing that was checked and lasts, also with --strict', async () => {
    const args = saveWorld('well', [{ name: 'Well', expires: '2027-09-01T00:00:00Z' }]);

    expect((await run(['scan', '--now', NOW, '--strict', ...args])).code).toBe(0);
  });

  it('is said where nothing could be checked, with the options that help', async () => {
    save('blind.json', ruleOf('alone', 1));
    const { stdout } = await run(['scan', '--now', NOW, 'blind.json']);
    const csv = await run(['scan', '--now', NOW, '--format', 'csv', 'blind.json']);

    expect(stdout).toMatch(/^Nothing could be fully checked/);
    for (const option of ['--users', '--tokens', '--site']) {
      expect(stdout).toContain(option);
      expect(csv.stderr).toContain(option);
    }
    expect(csv.stderr).toContain('--strict');
    expect((await run(['scan', '--now', NOW, '--format', 'csv', '--quiet', 'blind.json'])).stderr).toBe('');
  });
});

describe('a baseline', () => {
  /** Ten weeks of one site: what is there, and by which week whose token ends. */
  const people = [
    { name: 'Old', expires: '2026-09-01T00:00:00Z' },
    { name: 'Ends', expires: '2026-11-04T00:00:00Z' },
    { name: 'Mended', expires: '2026-10-20T00:00:00Z' },
    { name: 'Well', expires: '2027-09-01T00:00:00Z' },
  ];

  it('lets only what is new or worse fail, week after week, and lists what got better or went', async () => {
    const codes: (number | null)[] = [];
    const told: string[] = [];
    for (let number = 1; number <= 10; number += 1) {
      // In week 4 a token is replaced, from week 6 on a rule is gone, and in week 8 one comes that is broken from the start.
      const now = people
        .filter(({ name }) => name !== 'Old' || number < 6)
        .map((one) => (one.name === 'Mended' && number >= 4 ? { ...one, expires: '2027-10-01T00:00:00Z' } : one));
      const args = saveWorld('weekly', number < 8 ? now : [...now, { name: 'Late', expires: '2026-08-01T00:00:00Z' }]);
      const baseline = number === 1 ? [] : ['--baseline', 'last-week.json'];
      const { code, report } = await scanJson(['--now', week(number), ...baseline, ...args]);
      await run(['scan', '--format', 'json', '--output', 'last-week.json', '--now', week(number), ...args]);
      codes.push(code);
      const { baseline: changes } = report;
      if (changes !== undefined) {
        told.push(
          ...namesOf(report, changes.new).map((name) => `${String(number)} new ${name}`),
          ...namesOf(
            report,
            changes.worse.map(({ id }) => id),
          ).map((name) => `${String(number)} worse ${name}`),
          ...namesOf(
            report,
            changes.better.map(({ id }) => id),
          ).map((name) => `${String(number)} better ${name}`),
          ...changes.gone.map(({ rule }) => `${String(number)} gone ${rule}`),
        );
      }
    }

    expect(told).toEqual([
      '3 worse Mended',
      '4 better Mended',
      '5 worse Ends',
      '6 worse Ends',
      '6 gone Old',
      '8 new Late',
    ]);
    expect(codes).toEqual([1, 0, 1, 0, 1, 1, 0, 1, 0, 0]);
  });

  it('is listed in the table, and what is new is marked', async () => {
    const before = saveWorld('table', people);
    await run(['scan', '--now', week(1), '--format', 'json', '--output', 'table-base.json', ...before]);
    const after = saveWorld('table', [...people.slice(1), { name: 'Late', expires: '2026-08-01T00:00:00Z' }]);
    const { stdout } = await run(['scan', '--now', week(2), '--baseline', 'table-base.json', ...after]);

    expect(stdout).toMatch(/broken +now +Late +new: /);
    expect(stdout).toContain('Findings since the report of 2026-10-05: 1 new, 0 worse, 0 better, 1 gone');
    expect(stdout).toContain('gone: Old, broken before');
  });

  it('does not take what was not read for gone, and a rule that was switched on for known', async () => {
    const asleep = saveWorld('on', [
      { name: 'Asleep', expires: '2026-01-03T00:00:00Z', state: 'DISABLED' },
      { name: 'Well', expires: '2027-09-01T00:00:00Z' },
    ]);
    await run(['scan', '--now', NOW, '--format', 'json', '--output', 'on-base.json', ...asleep]);
    const awake = saveWorld('on', [{ name: 'Asleep', expires: '2026-01-03T00:00:00Z' }]);

    const whole = await scanJson(['--now', NOW, '--baseline', 'on-base.json', ...awake]);
    expect(whole.code).toBe(1);
    expect(namesOf(whole.report, whole.report.baseline?.new ?? [])).toEqual(['Asleep']);
    expect(whole.report.baseline?.gone.map(({ rule }) => rule)).toEqual(['Well']);

    save('half.json', '[');
    const part = await scanJson(['--now', NOW, '--baseline', 'on-base.json', ...awake, 'half.json']);
    expect(part.code).toBe(3);
    expect(part.report.baseline?.gone).toEqual([]);
  });

  it('lies in the folder of the rules without being taken for one', async () => {
    mkdirSync(join(folder, 'beside'), { recursive: true });
    save('beside/rule.json', ruleOf('Alone', 1));
    await run(['scan', '--now', NOW, '--format', 'json', '--output', 'beside/base.json', 'beside/rule.json']);

    expect(await run(['scan', '--now', NOW, '--baseline', 'beside/base.json', 'beside'])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});

describe('the settings file', () => {
  const args = saveWorld('set', [{ name: 'Broken', expires: '2026-09-01T00:00:00Z' }]);
  const rules = 'set-rules.json';

  it('gives site, people, tokens, their completeness and the ladder, with paths from its own folder', async () => {
    mkdirSync(join(folder, 'settings'), { recursive: true });
    save(
      'settings/own.yml',
      `site: ${SITE}\nusers: [../set-users.json]\nusers-complete: true\ntokens: ../set-tokens.json\ntokens-complete: true\nladder: [1, 2, 3]\n`,
    );
    const fromFile = await scanJson(['--key-file', 'set.key', '--now', week(1), '--config', 'settings/own.yml', rules]);
    const fromOptions = await scanJson(['--key-file', 'set.key', '--now', week(1), ...args]);

    expect(fromFile.report.findings).toEqual(fromOptions.report.findings);
    expect(
      (await scanJson(['--now', '2026-08-27', '--config', 'settings/own.yml', rules])).report.findings[0]?.level,
    ).toBe('ok');
    expect(
      (await scanJson(['--now', '2026-08-27', '--config', 'settings/own.yml', '--ladder', '7,30,90', rules])).report
        .findings[0]?.level,
    ).toBe('critical');
  });

  it('says nothing about files that the command line names itself', async () => {
    save('complete.yml', `site: ${SITE}\nusers: set-users.json\nusers-complete: true\n`);
    save('others.json', [makeUser('account-other', 'other@example.com')]);

    const { report } = await scanJson(['--now', week(1), '--config', 'complete.yml', '--users', 'others.json', rules]);
    expect(report.findings[0]?.level).toBe('unknown');
  });

  it('is read where it lies in the folder of the user, and --verbose says so', async () => {
    mkdirSync(join(folder, 'home'), { recursive: true });
    const local = runIn('home');
    save('home/.token-watch.yml', 'ladder: nonsense\n');
    expect(await local(['scan', '../set-rules.json'])).toMatchObject({
      code: 2,
      stderr: 'token-watch: .token-watch.yml:1:1: ladder needs three rising numbers of days like [7, 30, 90]\n',
    });
    save('home/.token-watch.yml', 'ladder: [1, 2, 3]\n');
    expect((await local(['scan', '--verbose', '../set-rules.json'])).stderr).toContain(
      'settings from .token-watch.yml',
    );
  });

  it('ignores findings until a day, says when it is past, and then they fail again', async () => {
    const { report } = await scanJson(['--now', week(1), ...args]);
    const id = report.findings[0]?.id ?? '';
    save('ignore.yml', `ignore:\n  - id: ${id}\n    reason: moving to another system\n    until: 2026-11-08\n`);
    const codes: (number | null)[] = [];
    const said: string[] = [];
    for (let number = 1; number <= 10; number += 1) {
      const result = await scanJson(['--now', week(number), '--config', 'ignore.yml', ...args]);
      codes.push(result.code);
      said.push(result.stderr);
    }

    expect(codes).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(said.slice(0, 5)).toEqual(['', '', '', '', '']);
    expect(said[5]).toBe(
      'token-watch: ignore.yml:2: ignored until 2026-11-08, which is past: what it names counts again\n',
    );
    const first = await scanJson(['--now', week(1), '--config', 'ignore.yml', ...args]);
    expect(first.report.findings[0]).toMatchObject({
      level: 'broken',
      decision: { type: 'accepted', because: 'moving to another system' },
    });
  });

  it('brings back an ignored finding as new, also with the baseline of a week in which it was ignored', async () => {
    save('by-rule.yml', 'ignore:\n  - rule: Broken\n    reason: known\n    until: 2026-11-08\n');
    await run([
      'scan',
      '--format',
      'json',
      '--output',
      'ignored-base.json',
      '--now',
      week(5),
      '--config',
      'by-rule.yml',
      ...args,
    ]);

    const result = await scanJson([
      '--now',
      week(6),
      '--config',
      'by-rule.yml',
      '--baseline',
      'ignored-base.json',
      ...args,
    ]);
    expect(result.code).toBe(1);
    expect(namesOf(result.report, result.report.baseline?.new ?? [])).toEqual(['Broken']);
  });

  it('names an entry that fits nothing any more', async () => {
    save('stale.yml', 'ignore:\n  - rule: Nobody\n    reason: known\n    until: 2030-01-01\n');

    expect((await run(['scan', '--now', week(1), '--config', 'stale.yml', ...args])).stderr).toBe(
      'token-watch: stale.yml:2: names nothing that is found any more; it can go\n',
    );
  });

  it('of check-user is the same', async () => {
    save('check.yml', `site: ${SITE}\nusers: set-users.json\n`);
    const { stdout } = await run([
      'check-user',
      person('Broken').email,
      '--now',
      week(1),
      '--config',
      'check.yml',
      rules,
    ]);

    expect(stdout).not.toContain('No people were given');
  });
});

describe('the people at a terminal', () => {
  it('collect overwrites nothing without --force and says what its file is for', async () => {
    save('one.json', ruleOf('Alone', 1));
    const first = await run(['collect', '--output', 'inventory.json', 'one.json']);
    const made = readFileSync(join(folder, 'inventory.json'), 'utf8');
    const second = await run(['collect', '--output', 'inventory.json', 'one.json']);

    expect(first.stderr).toMatch(/1 rule reduced.*token-watch scan inventory\.json/);
    expect(second).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'token-watch: inventory.json: is there already; --force overwrites it\n',
    });
    expect(readFileSync(join(folder, 'inventory.json'), 'utf8')).toBe(made);
    expect((await run(['collect', '--force', '--quiet', '--output', 'inventory.json', 'one.json'])).stderr).toBe('');
    expect(readFileSync(join(folder, 'inventory.json'), 'utf8')).not.toBe(made);
  });

  it('hear of options that npm kept for itself', async () => {
    save('one.json', ruleOf('Alone', 1));
    const npm = { npm_lifecycle_event: 'scan', npm_package_name: 'automation-token-watch' };

    expect(await run(['scan', 'one.json'], { environment: { ...npm, npm_config_format: 'json' } })).toMatchObject({
      code: 2,
      stderr:
        'token-watch: npm kept --format for itself: put -- before the options, as in npm run -s scan -- --format …\n',
    });
    expect((await run(['scan', '--now', NOW, 'one.json'], { environment: npm })).code).toBe(0);
    expect((await run(['scan', '--now', NOW, 'one.json'], { environment: { npm_config_format: 'json' } })).code).toBe(
      0,
    );
  });
});

function runIn(inner: string) {
  return (args: readonly string[]) => run(args, { folder: join(folder, inner) });
}

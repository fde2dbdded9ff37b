import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import * as v from 'valibot';
import { ReportSchema } from '../report/formats/report-schema';
import { NOW, SITE } from './support/make-rules';
import { makeSite } from './support/make-site';
import { useCli } from './support/run-cli';

const { folder, run } = useCli();

function argumentsFor(count: number): string[] {
  const site = makeSite(count, NOW);
  for (const [name, value] of Object.entries(site)) {
    writeFileSync(join(folder, `${name}-${String(count)}.json`), JSON.stringify(value));
  }
  const sources = ['--users', `users-${String(count)}.json`, '--tokens', `tokens-${String(count)}.json`];
  return [
    '--users-complete',
    '--tokens-complete',
    '--site',
    SITE,
    '--now',
    NOW,
    ...sources,
    `rules-${String(count)}.json`,
  ];
}

/** Lines of the table that are rules of the main list: after the head, before what is apart. */
function mainRows(stdout: string): string[] {
  const [main = ''] = stdout.split(/\n(?:Disabled rules|Coverage)/);
  return main.split('\n').filter((line) => /^ {2}(?:broken|critical|high|watch|unknown) /.test(line));
}

describe.each([12, 400, 3000])('the table of %i rules', (count) => {
  const args = argumentsFor(count);

  it.each([80, 140])('fits 200 lines of %i columns', async (width) => {
    const { stdout } = await run(['scan', ...args], { environment: { COLUMNS: String(width) } });

    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(200);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  });

  it('gives the numbers of the JSON report in the sentence, in the line of levels and in its rows', async () => {
    const json = v.parse(ReportSchema, JSON.parse((await run(['scan', '--format', 'json', ...args])).stdout));
    const usual = (await run(['scan', ...args])).stdout;
    const all = (await run(['scan', '--limit', 'all', ...args])).stdout;
    const { broken, critical, high, watch, unknown, ok } = json.rules;

    expect(broken).toBeGreaterThan(0);
    expect(usual).toMatch(new RegExp(`^${String(broken)} of ${String(count)} rules `));
    expect(usual).toContain(`; ${String(critical + high)} more break`);
    expect(usual).toContain(
      `Enabled rules: broken ${String(broken)}  critical ${String(critical)}  high ${String(high)}  watch ${String(watch)}  unknown ${String(unknown)}  ok ${String(ok)}\n`,
    );
    const left = Number(/… and (\d+) more; --limit/.exec(usual)?.[1] ?? 0);
    expect(mainRows(usual).length + left).toBe(broken + critical + high + watch + unknown);
    for (const [level, number] of Object.entries({ broken, critical, high, watch, unknown })) {
      expect(mainRows(all).filter((line) => line.startsWith(`  ${level} `))).toHaveLength(number);
    }
  });

  it('shows as many rows as are asked for, the soonest first', async () => {
    const { stdout } = await run(['scan', '--limit', '3', ...args]);
    const all = (await run(['scan', '--limit', 'all', ...args])).stdout;

    const rows = mainRows(stdout);
    expect(rows).toHaveLength(3);
    expect(stdout).toContain(`… and ${String(mainRows(all).length - 3)} more`);
  });
});

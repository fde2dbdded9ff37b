import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { pacingBound, sumOf } from './support/least-work';
import type { Figures } from './support/scale-run';
import { runScale } from './support/scale-run';

/**
 * What a site of 1,000, 10,000 and 50,000 rules costs: requests against the least possible, time against the bound
 * that pacing sets, memory, the store, GB-seconds. `--rules N` for one size; `--heap MB` gives the whole process, with the
 * pretend site and its store in it, no more heap than that. Each size has a process of its own.
 */
const { values } = parseArgs({
  options: { rules: { type: 'string' }, heap: { type: 'string' }, here: { type: 'boolean', default: false } },
});
/** A small young generation, so that what is resident comes near to what is needed. */
const NODE_OPTIONS = ['--expose-gc', '--max-semi-space-size=4'];
/** Forge gives an app 200,000 GB-seconds and 0.1 GB each of reads and writes a month free. */
const WEEKS_IN_MONTH = 4.35;
/** Checks of a week but for the one that tells the platform whose data is kept. */
const OTHER_DAYS = 6;
const FREE = { gbSeconds: 200_000, megabytes: 100 };

function runInOwnProcess(rules: number): Figures[] {
  const program = process.argv[1] ?? '';
  const options = values.heap === undefined ? NODE_OPTIONS : [...NODE_OPTIONS, `--max-old-space-size=${values.heap}`];
  const child = spawnSync(process.execPath, [...options, program, '--here', '--rules', String(rules)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.status !== 0) {
    throw new Error(`The run of ${rules} rules ended with ${child.status ?? child.signal}; the steps done are above.`);
  }
  return readFigures(JSON.parse(child.stdout));
}

/** What this very program printed. */
function readFigures(json: unknown): Figures[] {
  const isFigures = (value: unknown): value is Figures =>
    typeof value === 'object' && value !== null && 'requests' in value;
  if (!Array.isArray(json) || !json.every(isFigures)) {
    throw new Error('The run printed no figures.');
  }
  return json;
}

function print(all: Figures[]): void {
  for (const figures of all) {
    const { name, rules, requests, least, seconds, kvs, gbSeconds, cpuSeconds, peaks, answers, findings } = figures;
    console.log(`\n${rules.toLocaleString('en')} rules, ${name} (${findings.toLocaleString('en')} findings)`);
    if (least === null) {
      console.log(`  requests   ${requests}; ${seconds.toFixed(1)} s`);
    } else {
      const fewest = sumOf(least);
      const bound = pacingBound(least);
      console.log(`  requests   ${requests}, least possible ${fewest}: +${percent(requests, fewest)}`);
      console.log(
        `  time       ${seconds.toFixed(0)} s, pacing bound ${bound.toFixed(0)} s: +${percent(seconds, bound)}`,
      );
    }
    console.log(
      `  store      ${kvs.reads} reads (${kvs.megabytesRead.toFixed(2)} MB), ${kvs.writes} writes (${kvs.megabytesWritten.toFixed(2)} MB)`,
    );
    console.log(`  functions  ${gbSeconds.toFixed(0)} GB-s, of it ${cpuSeconds.toFixed(1)} s of processor time`);
    const steps = Object.entries(peaks).map(
      ([step, { resident, heap }]) => `${step} ${heap.toFixed(0)} (${resident.toFixed(0)})`,
    );
    console.log(`  memory     MB of heap used (and resident) at most, whole process: ${steps.join(', ')}`);
    if (answers !== null) {
      const { count, largest, total } = answers;
      console.log(`  answers    ${count}, the largest ${largest.toFixed(1)} MB, together ${total.toFixed(1)} MB`);
    }
  }
  const named = (name: string): Figures | undefined => all.find((figures) => figures.name === name);
  const [week, day, other] = [named('next week'), named('daily check'), named('another day')];
  if (week !== undefined && day !== undefined && other !== undefined) {
    const month = (of: (figures: Figures) => number): number =>
      (of(week) + of(day) + of(other) * OTHER_DAYS) * WEEKS_IN_MONTH;
    const spent = month((figures) => figures.gbSeconds);
    const read = month(({ kvs }) => kvs.megabytesRead);
    const written = month(({ kvs }) => kvs.megabytesWritten);
    console.log(
      `\n  a month    ${spent.toFixed(0)} GB-s (${share(spent, FREE.gbSeconds)} of what is free), ` +
        `${read.toFixed(0)} MB read (${share(read, FREE.megabytes)}), ${written.toFixed(0)} MB written (${share(written, FREE.megabytes)})`,
    );
  }
}

function percent(value: number, least: number): string {
  return `${((value / least - 1) * 100).toFixed(1)} %`;
}

function share(value: number, of: number): string {
  return `${((value / of) * 100).toFixed(1)} %`;
}

async function main(): Promise<void> {
  if (values.here) {
    const figures = await runScale(Number(values.rules), (text) => console.error(text));
    process.stdout.write(JSON.stringify(figures));
    return;
  }
  const sizes = values.rules === undefined ? [1_000, 10_000, 50_000] : [Number(values.rules)];
  for (const rules of sizes) {
    print(runInOwnProcess(rules));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
});

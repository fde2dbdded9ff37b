import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fieldOf, parseOrUndefined } from '../../../local/json';

/** The middle of several runs, in milliseconds. */
export function median(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[Math.floor(runs / 2)] ?? 0;
}

export interface ChildRun {
  milliseconds: number;
  /** Processor time of the whole process, in milliseconds. */
  processor: number;
  /** Largest resident memory, in MB. */
  memory: number;
}

/** Runs a Node program to its end with its output thrown away, and looks at its time and memory from outside. */
export function runChild(folder: string, program: string, args: readonly string[]): ChildRun {
  const probe = join(folder, 'probe.cjs');
  const record = join(folder, 'usage.json');
  writeFileSync(
    probe,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify(process.resourceUsage())));`,
  );
  const nowhere = openSync('/dev/null', 'w');
  const start = performance.now();
  const child = spawnSync(process.execPath, ['--require', probe, program, ...args], {
    stdio: ['ignore', nowhere, 'inherit'],
  });
  const milliseconds = performance.now() - start;
  closeSync(nowhere);
  if (child.status !== 0) {
    throw new Error(`the program ended with ${String(child.status)}`);
  }
  const usage = parseOrUndefined(readFileSync(record, 'utf8'));
  rmSync(record);
  const of = (name: string): number => Number(fieldOf(usage, name));
  return { milliseconds, processor: (of('userCPUTime') + of('systemCPUTime')) / 1000, memory: of('maxRSS') / 1024 };
}

/** The middle of several runs of a program, each figure by itself. */
export function medianRun(runs: number, run: () => ChildRun): ChildRun {
  const all = Array.from({ length: runs }, run);
  const middle = (figure: keyof ChildRun): number =>
    all.map((one) => one[figure]).sort((one, other) => one - other)[Math.floor(runs / 2)] ?? 0;
  return { milliseconds: middle('milliseconds'), processor: middle('processor'), memory: middle('memory') };
}

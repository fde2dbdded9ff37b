import { parseArgs } from 'node:util';
import { FAMILIES_OF_TRIALS, trialsOf } from '../../faults/all-trials';
import { byKind } from '../../faults/support/by-kind';
import { noneTried, runTrials } from '../../faults/support/tally';
import type { Trial } from '../../faults/support/trial';
import { addTally, printHead, printKind, printTotal } from './print-tally';

const USAGE = `bench -- faults [--only FAMILY,…] [--shard I/N] [--every N] [--name TEXT] [--verbose]
Families: ${FAMILIES_OF_TRIALS.join(', ')}`;

interface Chosen {
  families: string[];
  isWanted: (trial: Trial) => boolean;
  /** Which of the trials of one kind. */
  isChosen: (index: number, count: number) => boolean;
  isVerbose: boolean;
}

/**
 * Every fault of the matrix, each on a site of its own. Prints a line for each kind of fault as soon as it is tried,
 * with the lost ones by name, and the sum; the exit code is 1 where one was lost.
 */
async function main({ families, isWanted, isChosen, isVerbose }: Chosen): Promise<void> {
  const total = noneTried();
  const started = process.cpuUsage();
  printHead();
  for (const family of families) {
    const trials = (await trialsOf(family)).filter(isWanted);
    for (const [kind, all] of byKind(trials)) {
      const ofKind = all.filter((_, index) => isChosen(index, all.length));
      if (ofKind.length === 0) {
        continue;
      }
      const { user, system } = process.cpuUsage();
      const { kinds, losses } = await runTrials(ofKind, ({ name }, { verdict, days, difference }) => {
        if (isVerbose && (verdict !== 'same' || days !== 0)) {
          console.error(
            `${kind}: ${name}: ${verdict} after ${days ?? 'no'} days ${verdict === 'same' ? '' : difference}`,
          );
        }
      });
      const tally = kinds.get(kind) ?? noneTried();
      printKind(kind, tally, secondsSince({ user, system }), losses);
      addTally(total, tally);
    }
  }
  printTotal(total, secondsSince(started));
  process.exitCode = total.lost === 0 ? 0 : 1;
}

/** Of processor time. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage();
  return (user - start.user + system - start.system) / 1e6;
}

/** What the command line asks for; null where it cannot be understood. */
function readArguments(): Chosen | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        shard: { type: 'string' },
        every: { type: 'string' },
        name: { type: 'string' },
        verbose: { type: 'boolean' },
      },
    });
    const named = [...positionals, ...(values.only?.split(',') ?? [])];
    const shard = /^(\d+)\/(\d+)$/.exec(values.shard ?? '1/1');
    const [number, shards, every] = [Number(shard?.[1]), Number(shard?.[2]), Number(values.every ?? 1)];
    const isKnown = named.every((family) => FAMILIES_OF_TRIALS.includes(family));
    if (!isKnown || !(number >= 1 && number <= shards && every >= 1)) {
      return null;
    }
    return {
      families: FAMILIES_OF_TRIALS.filter((family) => named.length === 0 || named.includes(family)),
      isWanted: ({ name }) => name.includes(values.name ?? ''),
      // Neighbours often share a trial, so a shard is a stretch.
      isChosen: (index, count) => index % every === 0 && Math.floor((index * shards) / count) === number - 1,
      isVerbose: values.verbose === true,
    };
  } catch {
    return null;
  }
}

const chosen = readArguments();
if (chosen === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  void main(chosen);
}

import { allTrials, KINDS_OF_TRIALS } from '../../faults/all-trials';
import { runTrials } from '../../faults/support/tally';
import { printTally } from './print-tally';

/**
 * Every fault of the matrix, each on a site of its own: `npm run -s bench -- faults [KIND…] [--every N] [--name TEXT] [--verbose]`.
 * Prints faults tried, survived and lost; the exit code is 1 where one was lost.
 */
const args = process.argv.slice(2);
const every = Number(valueOf('--every') ?? 1);
const named = valueOf('--name') ?? '';
const wanted = args.filter((arg, at) => !arg.startsWith('--') && !['--every', '--name'].includes(args[at - 1] ?? ''));
const isVerbose = args.includes('--verbose');

async function main(): Promise<void> {
  const unknown = wanted.filter((name) => !KINDS_OF_TRIALS.includes(name));
  if (unknown.length > 0 || !Number.isInteger(every) || every < 1) {
    console.error(`Unknown: ${unknown.join(' ')}. Known kinds: ${KINDS_OF_TRIALS.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const started = process.cpuUsage();
  const trials = await allTrials(wanted);
  const chosen = trials.filter(({ name }, index) => index % every === 0 && name.includes(named));
  console.error(`${chosen.length} of ${trials.length} faults`);
  let done = 0;
  const tally = await runTrials(chosen, ({ kind, name }, { verdict, days, difference }) => {
    done += 1;
    if (isVerbose && (verdict !== 'same' || days !== 0)) {
      console.error(`${kind}: ${name}: ${verdict} after ${days ?? 'no'} days ${verdict === 'same' ? '' : difference}`);
    } else if (done % 100 === 0) {
      console.error(`${done} done`);
    }
  });
  const { user, system } = process.cpuUsage(started);
  printTally(tally, (user + system) / 1e6);
  process.exitCode = tally.losses.length === 0 ? 0 : 1;
}

function valueOf(option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}

void main();

import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { runFuzz } from '../../fuzz/support/run-fuzz';
import type { FuzzResult } from '../../fuzz/support/run-fuzz';

/** A thread that has not begun another input for so long hangs. */
const HANG_MS = 180_000;

interface Plan {
  runs: number;
  seed: number;
  only: string | undefined;
}

type Message = { at: string } | { result: FuzzResult };

/** Mutated rules, API answers, imports and page inputs: `npm run -s bench -- fuzz --runs 1000000 --seed 1 [--only rules]`. */
function main(): void {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  console.log(`Fuzz, seed ${values.seed}, ${values.runs} inputs`);
  const plan: Plan = { runs: Number(values.runs), seed: Number(values.seed), only: values.only };
  const worker = new Worker(__filename, { workerData: plan });
  let at = 'the start';
  let watch = setTimeout(() => undefined, 0);
  const beat = (): void => {
    clearTimeout(watch);
    watch = setTimeout(() => {
      console.log(`HANG at ${at}`);
      process.exitCode = 1;
      void worker.terminate();
    }, HANG_MS);
  };
  beat();
  worker.on('message', (message: Message) => {
    beat();
    if ('at' in message) {
      at = message.at;
    } else {
      print(message.result);
    }
  });
  worker.on('error', (error) => {
    console.log(`the thread ended: ${String(error)} at ${at}`);
    process.exitCode = 1;
  });
  worker.on('exit', () => {
    clearTimeout(watch);
  });
}

function print({ target, runs, crashes, leaks, slow, slowest, found }: FuzzResult): void {
  console.log(
    `${target.padEnd(12)} ${String(runs).padStart(8)} inputs  ${String(crashes)} crashes  0 hangs  ${String(leaks)} leaks  ${String(slow)} slow, slowest ${slowest.toFixed(0)} ms of processor time`,
  );
  for (const line of found) {
    console.log(`  ${line}`);
  }
  if (crashes + leaks > 0) {
    process.exitCode = 1;
  }
}

/** In the thread: tells every thousandth input, so that telling costs nothing. */
async function work(plan: Plan): Promise<void> {
  let told = 0;
  await runFuzz({
    ...plan,
    onRun: (target, run) => {
      if (Date.now() - told < 1000) {
        return;
      }
      told = Date.now();
      parentPort?.postMessage({ at: `${target}, input ${String(run)}` } satisfies Message);
    },
    onResult: (result) => parentPort?.postMessage({ result } satisfies Message),
  });
}

if (isMainThread) {
  main();
} else {
  void work(workerData as Plan);
}

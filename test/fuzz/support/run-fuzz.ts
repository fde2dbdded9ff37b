import { seededRandom } from '../../../local/cloud/seeded-random';
import { Random } from '../../credentials/support/random';
import { GramSet } from '../../security/support/gram-set';
import { LeakSearch } from '../../security/support/leak-search';
import { makeSecret } from '../../security/support/secrets';
import { answerTarget, pageTarget } from './app-targets';
import { clientTarget } from './client-target';
import type { FuzzTarget } from './fuzz-target';
import { importTarget } from './import-target';
import { ruleTarget } from './rule-target';

export interface FuzzOptions {
  /** Inputs altogether. */
  runs: number;
  seed: number;
  /** Only the target of this name. */
  only?: string | undefined;
  /** Told before every input, so that a hang can be told from outside. */
  onRun?: (target: string, run: number) => void;
  /** Told what came of each target once it is through. */
  onResult?: (result: FuzzResult) => void;
}

export interface FuzzResult {
  target: string;
  runs: number;
  crashes: number;
  leaks: number;
  /** Inputs that took longer than `SLOW` milliseconds of processor time: told, and no failure of their own. */
  slow: number;
  slowest: number;
  /** What went wrong, each kind once, with the run that shows it. */
  found: string[];
}

/** No input of these sizes needs a tenth of this. */
const SLOW = 5000;
type MakeTarget = (seed: number, secrets: readonly string[]) => FuzzTarget;

/** With their shares of every hundred inputs. */
const TARGETS: readonly { name: string; share: number; make: MakeTarget }[] = [
  { name: 'rules', share: 55, make: ruleTarget },
  { name: 'imports', share: 20, make: (_, secrets) => importTarget(secrets) },
  { name: 'API clients', share: 15, make: clientTarget },
  // Whole scans: a hundred times as dear as the clients alone.
  { name: 'API answers', share: 1, make: answerTarget },
  { name: 'page inputs', share: 9, make: pageTarget },
];

/** Tries mutated inputs of every kind. The same seed and number give the same inputs. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult[]> {
  const { seed } = options;
  const secrets = makeSecrets(seed);
  const wanted = TARGETS.filter(({ name }) => options.only === undefined || options.only === name);
  if (wanted.length === 0) {
    throw new Error(`There is no such target. There are: ${TARGETS.map(({ name }) => name).join(', ')}.`);
  }
  const results: FuzzResult[] = [];
  for (const { make, share } of wanted) {
    const runs = options.only === undefined ? Math.ceil((options.runs * share) / 100) : options.runs;
    const result = await fuzz(make(seed, secrets), runs, secrets, options);
    options.onResult?.(result);
    results.push(result);
  }
  return results;
}

async function fuzz(
  target: FuzzTarget,
  runs: number,
  secrets: readonly string[],
  { seed, onRun }: FuzzOptions,
): Promise<FuzzResult> {
  const search = searchFor(secrets);
  const result: FuzzResult = { target: target.name, runs: 0, crashes: 0, leaks: 0, slow: 0, slowest: 0, found: [] };
  const kinds = new Set<string>();
  const note = (what: string, kind: string, at: number): void => {
    if (kinds.has(kind) || kinds.size >= 30) {
      return;
    }
    kinds.add(kind);
    result.found.push(`run ${String(at)}: ${what}`);
  };
  for (let turn = 0; result.runs < runs; turn += 1) {
    onRun?.(target.name, result.runs);
    const started = processorTime();
    try {
      const tried = await target.run(new Random(seed * 1_000_003 + turn));
      result.runs += tried.inputs;
      for (const problem of tried.problems) {
        result.crashes += 1;
        note(problem, problem.slice(0, 80), turn);
      }
      for (const text of tried.shown) {
        search.look(target.name, text);
      }
    } catch (error) {
      result.runs += 1;
      result.crashes += 1;
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
      note(`threw ${shown.slice(0, 600)}`, shown.slice(0, 80), turn);
    }
    for (const { before, run } of search.leaks.splice(0)) {
      result.leaks += 1;
      note(`leak: …${before}>>>${run}`, `leak ${before.replace(/[\w-]{12,}/g, '').slice(-20)}`, turn);
    }
    const took = processorTime() - started;
    result.slowest = Math.max(result.slowest, took);
    if (took <= SLOW) {
      continue;
    }
    result.slow += 1;
  }
  return result;
}

/** Long ones: an address is kept in lower case, where a short token cannot be told from a name. */
function makeSecrets(seed: number): string[] {
  const random = seededRandom(seed);
  const secrets: string[] = [];
  while (secrets.length < 40) {
    const { value } = makeSecret(random);
    if (value.length > 70) {
      secrets.push(value);
    }
  }
  return secrets;
}

/** What all tokens of a kind begin with, the head of a JSON Web Token included. */
const PUBLIC = 40;

/** A search for any 8 characters in a row of these secrets, beyond what all of a kind begin with. */
export function searchFor(secrets: readonly string[]): LeakSearch {
  const grams = new GramSet();
  for (const secret of secrets) {
    grams.add(secret, secret.startsWith('eyJ') ? PUBLIC : 12);
  }
  return new LeakSearch(grams);
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

import type { Trial, TrialResult } from './trial';

export interface KindTally {
  tried: number;
  /** Ended with the same report as without the fault. */
  same: number;
  /** Ended with a report that is marked partial and names what it lacks. */
  partial: number;
  lost: number;
  /** Recovered on another day than the first. */
  later: number;
  /** Were one and the same trial as another of them. */
  shared: number;
}

export function noneTried(): KindTally {
  return { tried: 0, same: 0, partial: 0, lost: 0, later: 0, shared: 0 };
}

export interface Tally {
  kinds: Map<string, KindTally>;
  /** One line for every fault that was not survived. */
  losses: string[];
}

/** Runs trials one after the other. `onDone` is told after each. */
export async function runTrials(
  trials: Iterable<Trial>,
  onDone: (trial: Trial, result: TrialResult) => void = () => undefined,
): Promise<Tally> {
  const tally: Tally = { kinds: new Map(), losses: [] };
  const seen = new Set<object>();
  for (const trial of trials) {
    const result = await trial.run();
    const kind = tally.kinds.get(trial.kind) ?? noneTried();
    kind.tried += 1;
    kind[result.verdict] += 1;
    kind.later += (result.days ?? 0) > 0 ? 1 : 0;
    if (trial.sharedBy !== undefined) {
      kind.shared += seen.has(trial.sharedBy) ? 1 : 0;
      seen.add(trial.sharedBy);
    }
    tally.kinds.set(trial.kind, kind);
    if (result.verdict === 'lost') {
      tally.losses.push(`${trial.kind}: ${trial.name}: ${result.difference}`);
    }
    onDone(trial, result);
  }
  return tally;
}

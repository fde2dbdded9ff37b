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
  for (const trial of trials) {
    const result = await trial.run();
    const kind = tally.kinds.get(trial.kind) ?? { tried: 0, same: 0, partial: 0, lost: 0, later: 0 };
    kind.tried += 1;
    kind[result.verdict] += 1;
    kind.later += (result.days ?? 0) > 0 ? 1 : 0;
    tally.kinds.set(trial.kind, kind);
    if (result.verdict === 'lost') {
      tally.losses.push(`${trial.kind}: ${trial.name}: ${result.difference}`);
    }
    onDone(trial, result);
  }
  return tally;
}

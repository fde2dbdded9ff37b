import type { Trial } from './trial';

/** Trials of each kind of fault, kinds and trials in the order in which they came first. */
export function byKind(trials: readonly Trial[]): Map<string, Trial[]> {
  const kinds = new Map<string, Trial[]>();
  for (const trial of trials) {
    const same = kinds.get(trial.kind) ?? [];
    same.push(trial);
    kinds.set(trial.kind, same);
  }
  return kinds;
}

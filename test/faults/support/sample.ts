import type { Trial } from './trial';

/**
 * Of each kind one in so many, evenly spread, and at least one. Which ones, the offset says: the whole matrix is a
 * bench of its own.
 */
export function sampleOf(trials: readonly Trial[], oneIn: number, offset: number): Trial[] {
  const byKind = new Map<string, Trial[]>();
  for (const trial of trials) {
    byKind.set(trial.kind, [...(byKind.get(trial.kind) ?? []), trial]);
  }
  return [...byKind.values()].flatMap((same) => {
    const first = offset % Math.min(oneIn, same.length);
    return same.filter((_, index) => index % oneIn === first);
  });
}

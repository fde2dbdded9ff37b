import { byKind } from './by-kind';
import type { Trial } from './trial';

/**
 * Of each kind one in so many, evenly spread, and at least one. Which ones, the offset says: the whole matrix is a
 * bench of its own.
 */
export function sampleOf(trials: readonly Trial[], oneIn: number, offset: number): Trial[] {
  return [...byKind(trials).values()].flatMap((same) => {
    const first = offset % Math.min(oneIn, same.length);
    return same.filter((_, index) => index % oneIn === first);
  });
}

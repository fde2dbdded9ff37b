import type { Range } from '../token';

/** Answers whether a range shares a character with any of those that it was made of. */
export type Overlaps = (range: Range) => boolean;

const NONE: Overlaps = () => false;
/** So few are compared one by one sooner than they are sorted. */
const FEW = 8;

/** Made once and asked often: comparing each range with each other takes minutes where somebody wrote thousands of them. */
export function overlapsWith(ranges: readonly Range[]): Overlaps {
  if (ranges.length === 0) {
    return NONE;
  }
  if (ranges.length <= FEW) {
    return ({ from, to }) => ranges.some((range) => range.from < to && from < range.to);
  }
  const sorted = [...ranges].sort((one, other) => one.from - other.from);
  // The farthest end of all that begin at or before a place.
  const ends: number[] = [];
  for (const { to } of sorted) {
    ends.push(Math.max(to, ends.at(-1) ?? 0));
  }
  return ({ from, to }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.from ?? 0) < to) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && (ends[low - 1] ?? 0) > from;
  };
}

/** A list with the values that begin alike, for finding the whole that something is a part of. */
export interface ByStart<Item> {
  alike: (value: string) => readonly Item[];
}

/** So many characters tell one value from the others. */
const START = 24;
/** More values that begin alike were made to be costly. */
const MOST_ALIKE = 64;

export function byStart<Item>(items: readonly Item[], valueOf: (item: Item) => string): ByStart<Item> {
  const starts = new Map<string, Item[]>();
  for (const item of items) {
    const start = valueOf(item).slice(0, START);
    const alike = starts.get(start);
    if (alike === undefined) {
      starts.set(start, [item]);
    } else if (alike.length < MOST_ALIKE) {
      alike.push(item);
    }
  }
  return { alike: (value) => starts.get(value.slice(0, START)) ?? [] };
}

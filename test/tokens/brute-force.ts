/** All complete assignments of different rights to lefts, by trying everything: what the solver is held against. */
export function bruteForceAllowed(edges: readonly (readonly number[])[]): {
  complete: boolean;
  allowed: Set<number>[];
} {
  const allowed = edges.map(() => new Set<number>());
  let complete = false;
  const taken = new Set<number>();
  const chosen: number[] = [];
  const place = (left: number): void => {
    const reach = edges[left];
    if (reach === undefined) {
      complete = true;
      for (const [index, right] of chosen.entries()) {
        allowed[index]?.add(right);
      }
      return;
    }
    for (const right of reach) {
      if (taken.has(right)) {
        continue;
      }
      taken.add(right);
      chosen.push(right);
      place(left + 1);
      chosen.pop();
      taken.delete(right);
    }
  };
  place(0);
  return { complete, allowed };
}

/** The greatest number of lefts that can be served at once. */
export function bruteForceServed(edges: readonly (readonly number[])[], left = 0, taken = new Set<number>()): number {
  const reach = edges[left];
  if (reach === undefined) {
    return 0;
  }
  let best = bruteForceServed(edges, left + 1, taken);
  for (const right of reach) {
    if (taken.has(right)) {
      continue;
    }
    best = Math.max(best, 1 + bruteForceServed(edges, left + 1, new Set([...taken, right])));
  }
  return best;
}

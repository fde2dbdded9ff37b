/** Which rights each left may have, when all lefts must have different ones. */
export interface Assignment {
  /** True when every left can have a right of its own at the same time. */
  complete: boolean;
  /** Per left, in the order given: the rights that some complete assignment gives it. Empty unless `complete`. */
  allowed: readonly (readonly number[])[];
  /** Lefts among which at least one goes without, whatever the assignment. Empty when `complete`. */
  short: ReadonlySet<number>;
}

const FREE = -1;

/**
 * Solves “all different”: finds a maximum matching (Hopcroft and Karp) and from it every edge that occurs in some matching
 * that serves all lefts. An edge occurs in one exactly when it is in the matching found, when its right is free or can be freed along
 * an alternating path that ends at a free right, or when it closes an alternating cycle (both ends in one strongly connected component).
 * @param edges per left the rights it could have by itself, without repetition
 * @param rights how many rights there are; they are numbered from 0
 */
export function solveAssignment(edges: readonly (readonly number[])[], rights: number): Assignment {
  const rightOf = new Int32Array(edges.length).fill(FREE);
  const leftOf = new Int32Array(rights).fill(FREE);
  while (augmentLayer(edges, rightOf, leftOf)) {
    // Each round lengthens the shortest augmenting path, so there are few rounds.
  }
  const short = reachableFromUnserved(edges, rightOf, leftOf);
  if (short.size > 0) {
    return { complete: false, allowed: [], short };
  }
  const escapes = findEscapes(edges, rightOf, leftOf);
  // Where everybody could move aside, every choice is possible; that is the rule where there are more rights than lefts.
  if (escapes.every((escape) => escape === 1)) {
    return { complete: true, allowed: edges, short };
  }
  const component = stronglyConnected(edges, rightOf, leftOf, escapes);
  const allowed = edges.map((reach, left) =>
    reach.filter((right) => {
      const holder = leftOf[right] ?? FREE;
      if (holder === FREE || holder === left) {
        return true;
      }
      return escapes[holder] === 1 || component[holder] === component[left];
    }),
  );
  return { complete: true, allowed, short };
}

/** By left: 1 where it could leave its right to others, because a chain of moves from it ends at a free right. */
function findEscapes(edges: readonly (readonly number[])[], rightOf: Int32Array, leftOf: Int32Array): Uint8Array {
  const escapes = new Uint8Array(edges.length);
  const wanting = new Map<number, number[]>();
  const open: number[] = [];
  for (const [left, reach] of edges.entries()) {
    if (reach.some((right) => leftOf[right] === FREE)) {
      escapes[left] = 1;
      open.push(left);
      continue;
    }
    for (const right of reach) {
      const others = wanting.get(right);
      if (others === undefined) {
        wanting.set(right, [left]);
      } else {
        others.push(left);
      }
    }
  }
  for (let left = open.pop(); left !== undefined; left = open.pop()) {
    for (const other of wanting.get(rightOf[left] ?? FREE) ?? []) {
      if (escapes[other] === 1) {
        continue;
      }
      escapes[other] = 1;
      open.push(other);
    }
  }
  return escapes;
}

/** One phase: distances by breadth, then disjoint shortest augmenting paths by depth. False when there is none left. */
function augmentLayer(edges: readonly (readonly number[])[], rightOf: Int32Array, leftOf: Int32Array): boolean {
  const distance = new Int32Array(edges.length).fill(FREE);
  const queue: number[] = [];
  for (let left = 0; left < edges.length; left += 1) {
    if (rightOf[left] !== FREE) {
      continue;
    }
    distance[left] = 0;
    queue.push(left);
  }
  let found = false;
  for (const left of queue) {
    for (const right of edges[left] ?? []) {
      const holder = leftOf[right] ?? FREE;
      if (holder === FREE) {
        found = true;
      } else if (distance[holder] === FREE) {
        distance[holder] = (distance[left] ?? 0) + 1;
        queue.push(holder);
      }
    }
  }
  if (!found) {
    return false;
  }
  const next = new Int32Array(edges.length);
  for (let left = 0; left < edges.length; left += 1) {
    if (rightOf[left] === FREE) {
      augmentFrom(left, edges, rightOf, leftOf, distance, next);
    }
  }
  return true;
}

/** Depth-first along rising distances, without recursion: a path may be as long as there are lefts. */
function augmentFrom(
  start: number,
  edges: readonly (readonly number[])[],
  rightOf: Int32Array,
  leftOf: Int32Array,
  distance: Int32Array,
  next: Int32Array,
): void {
  const path: number[] = [start];
  const taken: number[] = [];
  for (let left = path.at(-1); left !== undefined; left = path.at(-1)) {
    const reach = edges[left] ?? [];
    const position = next[left] ?? 0;
    const right = reach[position];
    if (right === undefined) {
      path.pop();
      taken.pop();
      continue;
    }
    next[left] = position + 1;
    const holder = leftOf[right] ?? FREE;
    if (holder === FREE) {
      taken.push(right);
      for (const [step, member] of path.entries()) {
        rightOf[member] = taken[step] ?? FREE;
        leftOf[taken[step] ?? 0] = member;
      }
      return;
    }
    if (distance[holder] === (distance[left] ?? 0) + 1) {
      path.push(holder);
      taken.push(right);
    }
  }
}

function reachableFromUnserved(
  edges: readonly (readonly number[])[],
  rightOf: Int32Array,
  leftOf: Int32Array,
): ReadonlySet<number> {
  const reached = new Set<number>();
  for (let left = 0; left < edges.length; left += 1) {
    if (rightOf[left] === FREE) {
      reached.add(left);
    }
  }
  // A set that grows while it is walked is walked to its end.
  for (const left of reached) {
    for (const right of edges[left] ?? []) {
      const holder = leftOf[right] ?? FREE;
      if (holder !== FREE) {
        reached.add(holder);
      }
    }
  }
  return reached;
}

/**
 * Tarjan's components of the graph “left wants the right that another left holds”, by left, without recursion. Lefts that escape
 * are left out (-1): none of the others leads to one of them.
 */
function stronglyConnected(
  edges: readonly (readonly number[])[],
  rightOf: Int32Array,
  leftOf: Int32Array,
  escapes: Uint8Array,
): Int32Array {
  const index = new Int32Array(edges.length).fill(FREE);
  const low = new Int32Array(edges.length);
  const component = new Int32Array(edges.length).fill(FREE);
  const position = new Int32Array(edges.length);
  const open: number[] = [];
  let counter = 0;
  let components = 0;
  for (let root = 0; root < edges.length; root += 1) {
    if (index[root] !== FREE || escapes[root] === 1) {
      continue;
    }
    const path = [root];
    for (let left = path.at(-1); left !== undefined; left = path.at(-1)) {
      if (index[left] === FREE) {
        index[left] = low[left] = counter++;
        open.push(left);
      }
      const next = nextUnseen(left);
      if (next !== FREE) {
        path.push(next);
        continue;
      }
      if (low[left] === index[left]) {
        for (let member = open.pop(); member !== undefined; member = member === left ? undefined : open.pop()) {
          component[member] = components;
        }
        components += 1;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) {
        low[parent] = Math.min(low[parent] ?? 0, low[left] ?? 0);
      }
    }
  }
  return component;

  /** Walks on over what the left wants, as far as the first whose holder was not visited yet. */
  function nextUnseen(left: number): number {
    const reach = edges[left] ?? [];
    const own = rightOf[left];
    let least = low[left] ?? 0;
    for (let place = position[left] ?? 0; place < reach.length; place += 1) {
      const right = reach[place] ?? FREE;
      const holder = right === own ? FREE : (leftOf[right] ?? FREE);
      if (holder === FREE) {
        continue;
      }
      const seen = index[holder] ?? FREE;
      if (seen === FREE) {
        low[left] = least;
        position[left] = place + 1;
        return holder;
      }
      if (component[holder] === FREE && seen < least) {
        least = seen;
      }
    }
    low[left] = least;
    position[left] = reach.length;
    return FREE;
  }
}

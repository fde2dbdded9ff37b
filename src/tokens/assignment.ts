/** Which rights each left may have, when all lefts must have different ones. */
export interface Assignment {
  /** True when every left can have a right of its own at the same time. */
  complete: boolean;
  /** Per left, in the order given: the rights that some complete assignment gives it. Empty unless `complete`. */
  allowed: number[][];
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
  if (short.size > 0) return { complete: false, allowed: [], short };
  const { component, escapes } = stronglyConnected(edges, rightOf, leftOf);
  const allowed = edges.map((reach, left) =>
    reach.filter((right) => {
      const holder = leftOf[right] ?? FREE;
      if (holder === FREE || holder === left) return true;
      const other = component[holder] ?? FREE;
      return escapes[other] === 1 || other === component[left];
    }),
  );
  return { complete: true, allowed, short };
}

/** One phase: distances by breadth, then disjoint shortest augmenting paths by depth. False when there is none left. */
function augmentLayer(edges: readonly (readonly number[])[], rightOf: Int32Array, leftOf: Int32Array): boolean {
  const distance = new Int32Array(edges.length).fill(FREE);
  const queue: number[] = [];
  for (let left = 0; left < edges.length; left += 1) {
    if (rightOf[left] !== FREE) continue;
    distance[left] = 0;
    queue.push(left);
  }
  let found = false;
  for (const left of queue) {
    for (const right of edges[left] ?? []) {
      const holder = leftOf[right] ?? FREE;
      if (holder === FREE) found = true;
      else if (distance[holder] === FREE) {
        distance[holder] = (distance[left] ?? 0) + 1;
        queue.push(holder);
      }
    }
  }
  if (!found) return false;
  const next = new Int32Array(edges.length);
  for (let left = 0; left < edges.length; left += 1) {
    if (rightOf[left] === FREE) augmentFrom(left, edges, rightOf, leftOf, distance, next);
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
  for (let left = 0; left < edges.length; left += 1) if (rightOf[left] === FREE) reached.add(left);
  // A set that grows while it is walked is walked to its end.
  for (const left of reached) {
    for (const right of edges[left] ?? []) {
      const holder = leftOf[right] ?? FREE;
      if (holder !== FREE) reached.add(holder);
    }
  }
  return reached;
}

interface Components {
  /** By left. */
  component: Int32Array;
  /** By component: 1 where its lefts can leave their rights to others, because a chain of moves ends at a free right. */
  escapes: Uint8Array;
}

/** Tarjan's components of the graph “left wants the right that another left holds”, without recursion. */
function stronglyConnected(edges: readonly (readonly number[])[], rightOf: Int32Array, leftOf: Int32Array): Components {
  const index = new Int32Array(edges.length).fill(FREE);
  const low = new Int32Array(edges.length);
  const component = new Int32Array(edges.length).fill(FREE);
  const position = new Int32Array(edges.length);
  const escapes = new Uint8Array(edges.length);
  const open: number[] = [];
  let counter = 0;
  let components = 0;
  for (let root = 0; root < edges.length; root += 1) {
    if (index[root] !== FREE) continue;
    const path = [root];
    for (let left = path.at(-1); left !== undefined; left = path.at(-1)) {
      if (index[left] === FREE) {
        index[left] = low[left] = counter++;
        open.push(left);
      }
      const right = edges[left]?.[position[left] ?? 0];
      if (right !== undefined) {
        position[left] = (position[left] ?? 0) + 1;
        const other = right === rightOf[left] ? FREE : (leftOf[right] ?? FREE);
        if (other === FREE) continue;
        if (index[other] === FREE) path.push(other);
        else if (component[other] === FREE) low[left] = Math.min(low[left] ?? 0, index[other] ?? 0);
        continue;
      }
      if (low[left] === index[left]) {
        const members: number[] = [];
        for (let member = open.pop(); member !== undefined; member = member === left ? undefined : open.pop()) {
          component[member] = components;
          members.push(member);
        }
        // Whatever this component leads to was closed before it, so it is known where that leads.
        if (members.some((member) => leadsOut(edges[member] ?? [], leftOf, component, escapes)))
          escapes[components] = 1;
        components += 1;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[left] ?? 0);
    }
  }
  return { component, escapes };
}

function leadsOut(reach: readonly number[], leftOf: Int32Array, component: Int32Array, escapes: Uint8Array): boolean {
  return reach.some((right) => {
    const holder = leftOf[right] ?? FREE;
    return holder === FREE || escapes[component[holder] ?? FREE] === 1;
  });
}

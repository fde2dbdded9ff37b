import fc from 'fast-check';
import { solveAssignment } from '../../src/tokens/assignment';
import { bruteForceAllowed, bruteForceServed } from './brute-force';

const RIGHTS = 6;
const graphs = fc.array(fc.subarray([...Array(RIGHTS).keys()]), { maxLength: 6 });

test('allows exactly the edges that occur in some complete assignment', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const expected = bruteForceAllowed(edges);
      const solved = solveAssignment(edges, RIGHTS);
      expect(solved.complete).toBe(expected.complete);
      if (!expected.complete) {
        return;
      }
      expect(solved.allowed.map((rights) => [...rights].sort())).toEqual(
        expected.allowed.map((rights) => [...rights].sort()),
      );
      expect(solved.short.size).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

test('names the lefts among which some go without, and only those', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const { complete, short } = solveAssignment(edges, RIGHTS);
      if (complete) {
        return;
      }
      const missing = edges.length - bruteForceServed(edges);
      const reach = new Set([...short].flatMap((left) => edges[left] ?? []));
      // They share too few rights by exactly the number that goes without anywhere …
      expect(short.size - reach.size).toBe(missing);
      for (const left of edges.keys()) {
        // … and each of them could be the one: without it, as many as before can be served.
        const without = edges.filter((_, index) => index !== left);
        const spare = bruteForceServed(without) === bruteForceServed(edges);
        expect(short.has(left)).toBe(spare);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a chain that must be moved as a whole', () => {
  // Each left may have its own right or the next one; the last right is free, or not there at all.
  const chain = Array.from({ length: 2000 }, (_, left) => [left, left + 1]);
  expect(solveAssignment(chain, 2001).allowed.every((rights) => rights.length === 2)).toBe(true);
  const closed = chain.map((rights, left) => (left === 1999 ? [1999] : rights));
  expect(solveAssignment(closed, 2000).allowed).toEqual(closed.map((_, left) => [left]));
});

test('nothing to solve', () => {
  expect(solveAssignment([], 0)).toEqual({ complete: true, allowed: [], short: new Set() });
  expect(solveAssignment([[]], 0)).toMatchObject({ complete: false, short: new Set([0]) });
});

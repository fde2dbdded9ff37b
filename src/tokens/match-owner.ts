import { solveAssignment } from './assignment';
import type { FingerprintClaim } from './fingerprint-claims';
import { likeliestFirst } from './fitting-records';
import { recordKey } from './token-inventory';
import type { TokenMatch } from './token-match';
import type { TokenRecord } from './token-record';

/** A fingerprint with the records that it can be by itself. `claim` is null for one that left the rules. */
export interface Piece {
  claim: FingerprintClaim | null;
  /** By its own conditions alone. */
  fits: readonly TokenRecord[];
  /** With what earlier scans found out; the same as `fits` where they know nothing more. */
  narrowed: readonly TokenRecord[];
}

export interface Solved {
  claim: FingerprintClaim;
  match: TokenMatch;
  /** The true record is among the candidates, if the owner's tokens are all listed as long as they work. */
  closed: boolean;
}

/**
 * Solves one owner whose inventory was read whole: all fingerprints are different records.
 * @param isListed false for a record that is only remembered
 */
export function matchOwner(pieces: readonly Piece[], isListed: (record: TokenRecord) => boolean): Solved[] {
  const withRecords = pieces.filter((piece) => piece.narrowed.length > 0);
  const solved = pieces
    .filter((piece) => piece.narrowed.length === 0 && piece.claim !== null)
    .flatMap((piece) => conclude(piece.claim, [], isListed));
  for (const island of islands(withRecords, (piece) => piece.narrowed)) {
    const records = island.map((piece) => piece.narrowed);
    const assignment = solve(records);
    if (assignment.complete) {
      solved.push(...island.flatMap((piece, index) => conclude(piece.claim, assignment.pick(index), isListed)));
    } else {
      solved.push(...settleShortage(island, isListed));
    }
  }
  return solved;
}

/** What memory says and what is seen cannot all be true, or tokens are gone: without memory, and without certainty. */
function settleShortage(island: readonly Piece[], isListed: (record: TokenRecord) => boolean): Solved[] {
  const present = island.filter((piece) => piece.claim !== null);
  return islands(present, (piece) => piece.fits).flatMap((group) => {
    const records = group.map((piece) => piece.fits);
    const assignment = solve(records);
    const shortRecords = new Set(assignment.short.flatMap((index) => (records[index] ?? []).map(recordKey)));
    const contested = { fingerprints: assignment.short.length, records: shortRecords.size };
    return group.flatMap((piece, index) =>
      conclude(piece.claim, piece.fits, isListed).map(({ claim, match }) => ({
        claim,
        match: {
          ...match,
          match: match.match === 'exact' ? ('candidates' as const) : match.match,
          contested: assignment.short.includes(index) ? contested : null,
        },
        closed: false,
      })),
    );
  });
}

function conclude(
  claim: FingerprintClaim | null,
  allowed: readonly TokenRecord[],
  isListed: (record: TokenRecord) => boolean,
): Solved[] {
  if (claim === null) return [];
  const candidates = likeliestFirst(allowed.filter(isListed));
  const gone = allowed.filter((record) => !isListed(record));
  const match = candidates.length === 0 ? 'none' : candidates.length + gone.length === 1 ? 'exact' : 'candidates';
  return [
    {
      claim,
      match: { match, candidates, gone, open: false, contested: null, unconfirmed: false, why: null },
      closed: true,
    },
  ];
}

interface SolvedRecords {
  complete: boolean;
  pick(index: number): TokenRecord[];
  short: number[];
}

function solve(recordsOfPieces: readonly (readonly TokenRecord[])[]): SolvedRecords {
  const numbers = new Map<string, number>();
  const edges = recordsOfPieces.map((records) =>
    records.map((record) => {
      const key = recordKey(record);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    }),
  );
  const { complete, allowed, short } = solveAssignment(edges, numbers.size);
  return {
    complete,
    short: [...short],
    pick: (index) => {
      const chosen = new Set(allowed[index]);
      return (recordsOfPieces[index] ?? []).filter((_, position) => chosen.has(edges[index]?.[position] ?? -1));
    },
  };
}

/** Groups pieces that compete for records, directly or through others. */
function islands(pieces: readonly Piece[], recordsOf: (piece: Piece) => readonly TokenRecord[]): Piece[][] {
  const parent = pieces.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[index] = root;
    return root;
  };
  const holder = new Map<string, number>();
  for (const [index, piece] of pieces.entries()) {
    for (const record of recordsOf(piece)) {
      const other = holder.get(recordKey(record));
      if (other === undefined) holder.set(recordKey(record), index);
      else parent[rootOf(index)] = rootOf(other);
    }
  }
  const groups = new Map<number, Piece[]>();
  for (const [index, piece] of pieces.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), piece]);
  }
  return [...groups.values()];
}

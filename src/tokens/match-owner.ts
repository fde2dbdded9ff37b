import { solveAssignment } from './assignment';
import type { FingerprintClaim } from './fingerprint-claims';
import type { FitDoubt } from './fitting-records';
import type { KnownRecord } from './known-record';
import type { TokenMatch } from './token-match';
import type { TokenRecord } from './token-record';

/** A fingerprint with the records that it can be by itself. `claim` is null for one that left the rules. */
export interface Piece {
  claim: FingerprintClaim | null;
  /** By its own conditions alone. */
  fits: readonly KnownRecord[];
  /** With what earlier scans found out; the same as `fits` where they know nothing more. */
  narrowed: readonly KnownRecord[];
  /** Records among them that say too little to be certain of. */
  unsure: ReadonlyMap<KnownRecord, FitDoubt>;
}

export interface Solved {
  claim: FingerprintClaim;
  match: TokenMatch;
  /** The true record is among the candidates, if the owner's tokens are all listed as long as they work. */
  closed: boolean;
}

/** Pieces often share one list of records; what follows from a list is worked out once for each list. */
type PerList<Value> = Map<readonly KnownRecord[], Value>;

/** Solves one owner whose inventory was read whole: all fingerprints are different records. */
export function matchOwner(pieces: readonly Piece[]): Solved[] {
  const splits: PerList<Split> = new Map();
  const withRecords = pieces.filter((piece) => piece.narrowed.length > 0);
  const solved = pieces
    .filter((piece) => piece.narrowed.length === 0 && piece.claim !== null)
    .flatMap((piece) => conclude(piece, [], splits));
  for (const island of islands(withRecords, (piece) => piece.narrowed)) {
    const records = island.map((piece) => piece.narrowed);
    const assignment = solve(records);
    if (assignment.complete) {
      solved.push(...island.flatMap((piece, index) => conclude(piece, assignment.pick(index), splits)));
    } else {
      solved.push(...settleShortage(island, splits));
    }
  }
  return solved;
}

/** What memory says and what is seen cannot all be true, or tokens are gone: without memory, and without certainty. */
function settleShortage(island: readonly Piece[], splits: PerList<Split>): Solved[] {
  const present = island.filter((piece) => piece.claim !== null);
  return islands(present, (piece) => piece.fits).flatMap((group) => {
    const records = group.map((piece) => piece.fits);
    const assignment = solve(records);
    const shortRecords = new Set(assignment.short.flatMap((index) => records[index] ?? []));
    const contested = { fingerprints: assignment.short.length, records: shortRecords.size };
    return group.flatMap((piece, index) =>
      conclude(piece, piece.fits, splits).map(({ claim, match }) => ({
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

interface Split {
  candidates: TokenRecord[];
  gone: TokenRecord[];
}

function split(records: readonly KnownRecord[], splits: PerList<Split>): Split {
  const known = splits.get(records);
  if (known !== undefined) {
    return known;
  }
  const found = {
    candidates: records.filter(({ listed }) => listed).map(({ record }) => record),
    gone: records.filter(({ listed }) => !listed).map(({ record }) => record),
  };
  splits.set(records, found);
  return found;
}

function conclude({ claim, unsure }: Piece, allowed: readonly KnownRecord[], splits: PerList<Split>): Solved[] {
  if (claim === null) {
    return [];
  }
  const { candidates, gone } = split(allowed, splits);
  const why = unsure.size === 0 ? null : doubtAmong(allowed, unsure);
  const isExact = candidates.length + gone.length === 1 && why === null;
  const match = candidates.length === 0 ? 'none' : isExact ? 'exact' : 'candidates';
  return [
    {
      claim,
      match: {
        match,
        candidates,
        gone,
        open: why !== null && match !== 'none',
        contested: null,
        unconfirmed: false,
        why: match === 'none' ? null : why,
      },
      closed: true,
    },
  ];
}

function doubtAmong(records: readonly KnownRecord[], unsure: Piece['unsure']): FitDoubt | null {
  for (const record of records) {
    const doubt = record.listed ? unsure.get(record) : undefined;
    if (doubt !== undefined) {
      return doubt;
    }
  }
  return null;
}

interface SolvedRecords {
  complete: boolean;
  pick(index: number): readonly KnownRecord[];
  short: number[];
}

function solve(recordsOfPieces: readonly (readonly KnownRecord[])[]): SolvedRecords {
  // One object stands for one record, so records are told apart by identity, which is much faster than by key.
  const numbers = new Map<KnownRecord, number>();
  const lists: PerList<number[]> = new Map();
  const edges = recordsOfPieces.map((records) => {
    const listed = lists.get(records) ?? records.map((record) => numberOf(record, numbers));
    lists.set(records, listed);
    return listed;
  });
  const { complete, allowed, short } = solveAssignment(edges, numbers.size);
  return {
    complete,
    short: [...short],
    pick: (index) => {
      const records = recordsOfPieces[index] ?? [];
      if (allowed[index]?.length === records.length) {
        return records;
      }
      const chosen = new Set(allowed[index]);
      return records.filter((_, position) => chosen.has(edges[index]?.[position] ?? -1));
    },
  };
}

function numberOf(record: KnownRecord, numbers: Map<KnownRecord, number>): number {
  const known = numbers.get(record);
  if (known !== undefined) {
    return known;
  }
  numbers.set(record, numbers.size);
  return numbers.size - 1;
}

/** Groups pieces that compete for records, directly or through others. */
function islands(pieces: readonly Piece[], recordsOf: (piece: Piece) => readonly KnownRecord[]): Piece[][] {
  const parent = pieces.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) {
      root = parent[root] ?? root;
    }
    parent[index] = root;
    return root;
  };
  const holder = new Map<KnownRecord, number>();
  const lists: PerList<number> = new Map();
  for (const [index, piece] of pieces.entries()) {
    const records = recordsOf(piece);
    const alike = lists.get(records);
    if (alike !== undefined) {
      parent[rootOf(index)] = rootOf(alike);
      continue;
    }
    lists.set(records, index);
    for (const record of records) {
      const other = holder.get(record);
      if (other === undefined) {
        holder.set(record, index);
      } else if (parent[index] !== parent[other]) {
        parent[rootOf(index)] = rootOf(other);
      }
    }
  }
  const groups = new Map<number, Piece[]>();
  for (const [index, piece] of pieces.entries()) {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group === undefined) {
      groups.set(root, [piece]);
    } else {
      group.push(piece);
    }
  }
  return [...groups.values()];
}

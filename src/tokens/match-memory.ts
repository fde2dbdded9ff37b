import type { Instant } from '../report/report';
import { earlier, type FingerprintClaim } from './fingerprint-claims';
import { toKnownRecord, type KnownRecord } from './known-record';
import type { TokenInventory } from './token-inventory';
import type { MatchMemory, RememberedMatch } from './token-match';
import type { TokenRecord } from './token-record';

/** What earlier scans know that still holds, as the matching asks for it. */
export interface Recollection {
  /** The earliest last edit of a rule that holds it, over all scans. */
  bound(claim: FingerprintClaim): Instant | null;
  /** The record that it was found to be, as long as its owner is the same. */
  exact(claim: FingerprintClaim, owner: string): string | null;
  /** Records that it could be and that are not listed any more, or not this time. */
  unseen(claim: FingerprintClaim, owner: string): KnownRecord[];
  /** For each fingerprint of this owner that no rule holds any more: the records one of which is its. */
  replaced(owner: string): KnownRecord[][];
}

/**
 * Opens the memory of earlier scans. It is left closed where it contradicts what is seen: when a fingerprint
 * changed in a rule that nobody edited, fingerprints are made with another key and none of the old ones means anything.
 */
export function openMemory(
  memory: MatchMemory | undefined,
  claims: ReadonlyMap<string, FingerprintClaim>,
  inventory: TokenInventory,
): Recollection {
  if (memory === undefined || isOfAnotherKey(memory, claims)) {
    return CLOSED;
  }
  const entries = new Map(Object.entries(memory.fingerprints));
  const remembered = new Map<string, KnownRecord>();
  const lastSeenByOwner = new Map<string, KnownRecord[]>();
  const readAt = Date.parse(memory.readAt ?? memory.at);
  for (const { owner, record, knownAt } of Object.values(memory.records)) {
    const known = toKnownRecord(record, false);
    if (inventory.get(known.key) !== undefined) {
      continue;
    }
    remembered.set(known.key, known);
    if (Date.parse(knownAt) >= readAt) {
      push(lastSeenByOwner, owner, known);
    }
  }
  const find = (key: string) => inventory.get(key) ?? remembered.get(key);
  const replacedByOwner = new Map<string, KnownRecord[][]>();
  for (const [fingerprint, entry] of entries) {
    if (claims.has(fingerprint) || entry.owner === null || !entry.closed) {
      continue;
    }
    const could = entry.candidates.map(find).filter((record) => record !== undefined);
    if (could.length > 0) {
      push(replacedByOwner, entry.owner, could);
    }
  }
  const entryOf = (claim: FingerprintClaim, owner: string) => {
    const entry = entries.get(claim.fingerprint);
    return entry?.owner === owner ? entry : undefined;
  };
  return {
    bound: (claim) => earlier(claim.bound, entries.get(claim.fingerprint)?.bound ?? null),
    exact: (claim, owner) => {
      const entry = entryOf(claim, owner);
      return entry?.exact === true ? (entry.candidates[0] ?? null) : null;
    },
    unseen: (claim, owner) => {
      const entry = entryOf(claim, owner);
      // A fingerprint that is new since the rules were read may be any record that vanished since.
      if (entry === undefined) {
        return lastSeenByOwner.get(owner) ?? [];
      }
      return entry.candidates.map((key) => remembered.get(key)).filter((record) => record !== undefined);
    },
    replaced: (owner) => replacedByOwner.get(owner) ?? [],
  };
}

const CLOSED: Recollection = {
  bound: (claim) => claim.bound,
  exact: () => null,
  unseen: () => [],
  replaced: () => [],
};

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) {
    map.set(key, [value]);
  } else {
    values.push(value);
  }
}

function isOfAnotherKey(memory: MatchMemory, claims: ReadonlyMap<string, FingerprintClaim>): boolean {
  const before = new Map<string, { fingerprint: string; updatedAt: Instant | null }>();
  for (const [fingerprint, entry] of Object.entries(memory.fingerprints)) {
    // A place keeps the fingerprint that was seen there last; replaced ones stay for their records only.
    if (entry.seenAt !== memory.at) {
      continue;
    }
    for (const [use, updatedAt] of Object.entries(entry.uses)) {
      before.set(use, { fingerprint, updatedAt });
    }
  }
  for (const claim of claims.values()) {
    for (const [use, updatedAt] of claim.uses) {
      const earlierUse = before.get(use);
      if (earlierUse === undefined || updatedAt === null || earlierUse.updatedAt !== updatedAt) {
        continue;
      }
      if (earlierUse.fingerprint !== claim.fingerprint) {
        return true;
      }
    }
  }
  return false;
}

/** What one fingerprint's match leaves for the next scan. */
export interface MatchTrace {
  claim: FingerprintClaim;
  owner: string | null;
  bound: Instant | null;
  /** By key. */
  candidates: readonly string[];
  exact: boolean;
  /** The true record is among the candidates, as far as a whole inventory tells. */
  closed: boolean;
}

/** A fingerprint that left the rules is remembered while its token may still be listed: tokens live a year at most. */
const FORGET_AFTER_DAYS = 400;

/** Memory for the next scan: this scan's traces, and what is still of use of the previous memory. */
export function writeMemory(
  traces: readonly MatchTrace[],
  inventory: TokenInventory,
  previous: MatchMemory | undefined,
  { asOf, readAt }: { asOf: Date; readAt?: Instant },
): MatchMemory {
  const at = asOf.toISOString();
  const memory: MatchMemory = { version: 1, at, readAt: readAt ?? at, fingerprints: {}, records: {} };
  const fingerprints = new Map<string, RememberedMatch>();
  for (const { claim, owner, bound, candidates, exact, closed } of traces) {
    fingerprints.set(claim.fingerprint, {
      owner,
      bound,
      candidates,
      exact,
      closed,
      uses: Object.fromEntries(claim.uses),
      seenAt: at,
    });
  }
  const oldest = asOf.getTime() - FORGET_AFTER_DAYS * 86_400_000;
  for (const [fingerprint, entry] of Object.entries(previous?.fingerprints ?? {})) {
    if (fingerprints.has(fingerprint) || !entry.closed || Date.parse(entry.seenAt) < oldest) {
      continue;
    }
    fingerprints.set(fingerprint, entry);
  }
  const records = new Map<string, MatchMemory['records'][string]>();
  // All of them, also of owners whom no rule names yet: their first rule may come with a token that is gone by the next scan.
  for (const [owner, listed] of inventory.entries()) {
    for (const { key, record } of listed) {
      records.set(key, { owner, record: withoutPerson(record), knownAt: at });
    }
  }
  for (const [key, known] of Object.entries(previous?.records ?? {})) {
    const stillMaybe = known.knownAt === previous?.at && !inventory.complete(known.record.type);
    if (records.has(key)) {
      continue;
    }
    if (stillMaybe) {
      records.set(key, { ...known, knownAt: at });
    }
    // It was there after the rules were read: a rule may have got it since, which only the next reading tells.
    else if (Date.parse(known.knownAt) >= Date.parse(readAt ?? at)) {
      records.set(key, known);
    }
  }
  // Many fingerprints share one list of candidates.
  for (const candidates of new Set([...fingerprints.values()].map((entry) => entry.candidates))) {
    for (const key of previous === undefined ? [] : candidates) {
      const known = previous?.records[key];
      if (known !== undefined && !records.has(key)) {
        records.set(key, known);
      }
    }
  }
  memory.fingerprints = Object.fromEntries(fingerprints);
  memory.records = Object.fromEntries(records);
  return memory;
}

function withoutPerson(record: TokenRecord): TokenRecord {
  return { ...record, owner: { accountId: record.owner.accountId, email: null, name: null } };
}

import type { Directory } from '../people/directory';
import type { Instant } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { gatherClaims, type FingerprintClaim } from './fingerprint-claims';
import { fittingRecords, type Fits } from './fitting-records';
import { likeliestFirst, recordKey, type KnownRecord } from './known-record';
import { openMemory, writeMemory, type MatchTrace, type Recollection } from './match-memory';
import { matchOwner, type Piece } from './match-owner';
import { createInventory, ORGANIZATION, type TokenInventory } from './token-inventory';
import type { MatchDoubt, MatchMemory, OwnerClaim, TokenMatch } from './token-match';
import type { TokenRecord, TokenSource } from './token-record';
import { addToGroup } from '../group-by';

export interface MatchOptions {
  asOf: Date;
  /** Owners known from elsewhere than the rule: assigned by an admin, told by the live check. */
  owners?: ReadonlyMap<string, OwnerClaim>;
  /** Fingerprints that their host accepted at the time of judging: their tokens work. */
  accepted?: ReadonlySet<string>;
  ownHost?: string | null;
  /** Fingerprints of this app’s own credentials: its organization key lists the keys it is among. */
  own?: ReadonlySet<string>;
  /** When the rules were read; the instant of judging when absent. Tokens may have been listed again since. */
  readAt?: Instant;
  memory?: MatchMemory | undefined;
}

/** Matches by fingerprint, what is known of each fingerprint, and what the next scan should remember. */
export interface Matching {
  matches: Map<string, TokenMatch>;
  claims: Map<string, FingerprintClaim>;
  memory: MatchMemory;
}

/** `matchTokensWithMemory` without what it leaves for the next scan. */
export function matchTokens(
  facts: readonly RuleFacts[],
  directory: Directory,
  sources: readonly TokenSource[],
  options: MatchOptions,
): Map<string, TokenMatch> {
  return matchTokensWithMemory(facts, directory, sources, options).matches;
}

/**
 * Infers for every fingerprint of a listed kind which token record it is, from conditions that must hold: the record
 * is the owner's, was created by the earliest last edit of the rules that hold it, is scoped or not as the requests need, and
 * different fingerprints are different records. `exact` and `none` are said only of an inventory that was read whole and
 * covers the owner; where no earlier scan knows better they rest on a token being listed as long as it works.
 */
export function matchTokensWithMemory(
  facts: readonly RuleFacts[],
  directory: Directory,
  sources: readonly TokenSource[],
  options: MatchOptions,
): Matching {
  const inventory = createInventory(directory, sources);
  const claims = gatherClaims(facts, options.owners ?? new Map<string, OwnerClaim>(), options.ownHost ?? null);
  const context: Context = {
    inventory,
    options,
    memory: openMemory(options.memory, claims, inventory),
    keysOf: keysByList(),
  };
  const matches = new Map<string, TokenMatch>();
  const traces: MatchTrace[] = [];
  const settle = (claim: FingerprintClaim, owner: string | null, match: TokenMatch, closed: boolean): void => {
    matches.set(claim.fingerprint, match);
    traces.push(traceOf(claim, owner, match, closed, context));
  };

  const certain = new Map<string, FingerprintClaim[]>();
  for (const claim of claims.values()) {
    const owners = ownerKeys(claim, inventory);
    const [owner] = owners;
    const why = doubtOf(claim, owners, context);
    if (owner === undefined || why !== null) {
      const single = owners.length === 1 && owner !== undefined ? owner : null;
      settle(claim, single, matchInDoubt(claim, owners, why, context), false);
      continue;
    }
    addToGroup(certain, owner, claim);
  }
  for (const [owner, group] of certain) {
    for (const { claim, match, closed } of matchOwner(piecesOf(owner, group, context))) {
      const settled = unlessAccepted(claim, unlessOld(match, owner, context), options);
      settle(claim, owner, withMisfits(claim, owner, settled, context), closed);
    }
  }
  return { matches, claims, memory: writeMemory(traces, inventory, options.memory, options) };
}

interface Context {
  inventory: TokenInventory;
  memory: Recollection;
  options: MatchOptions;
  /** Keys of a list of records; matches often share one list. */
  keysOf: (records: readonly TokenRecord[]) => string[];
}

function ownerKeys(claim: FingerprintClaim, inventory: TokenInventory): string[] {
  if (claim.organizationKey) {
    return [ORGANIZATION];
  }
  return [...new Set(claim.owners.map((owner) => inventory.ownerKey(owner)).filter((key) => key !== null))];
}

/** Why nothing sure can be said of this fingerprint; null where its owner's inventory decides. */
function doubtOf(
  claim: FingerprintClaim,
  owners: readonly string[],
  { inventory, memory, options }: Context,
): MatchDoubt | null {
  const [owner] = owners;
  if (owner === undefined) {
    return 'no-owner';
  }
  if (!owners.some((key) => inventory.given(inventory.type(key)))) {
    return 'no-inventory';
  }
  if (owners.length > 1 || claim.form === 'both') {
    return 'contradiction';
  }
  if (inventory.covers(owner) !== 'yes') {
    return 'owner-not-listed';
  }
  const doubt = inventory.doubt(inventory.type(owner), memory.bound(claim));
  if (doubt !== null) {
    return doubt;
  }
  if (claim.checksumInvalid) {
    return 'checksum-invalid';
  }
  // The key of a rule may be another organization's, whose keys are not listed here.
  return owner === ORGANIZATION && options.own?.has(claim.fingerprint) !== true ? 'other-organization' : null;
}

/** What is told of a secret that was compared with no record. */
export const NOT_CHECKED: TokenMatch = {
  match: 'not-checked',
  candidates: [],
  gone: [],
  open: true,
  contested: null,
  unconfirmed: false,
  why: null,
};

function matchInDoubt(
  claim: FingerprintClaim,
  owners: readonly string[],
  why: MatchDoubt | null,
  context: Context,
): TokenMatch {
  const { inventory, memory } = context;
  const records = owners.flatMap((owner) => [...inventory.recordsOf(owner), ...memory.unseen(claim, owner)]);
  const fits = fitting(claim, records, context).records;
  const [owner] = owners;
  const exact = owners.length === 1 && owner !== undefined ? memory.exact(claim, owner) : null;
  const remembered = fits.find(({ key }) => key === exact);
  if (remembered !== undefined && why !== 'checksum-invalid') {
    return { ...NOT_CHECKED, match: 'exact', candidates: [remembered.record], open: false, unconfirmed: true, why };
  }
  if (fits.length === 0) {
    // A whole inventory without any fitting record is an answer also for a token whose checksum is wrong.
    return why === 'checksum-invalid' ? { ...NOT_CHECKED, match: 'none', open: false, why } : { ...NOT_CHECKED, why };
  }
  return { ...NOT_CHECKED, match: 'candidates', candidates: likeliestFirst(fits).map(({ record }) => record), why };
}

function piecesOf(owner: string, group: readonly FingerprintClaim[], context: Context): Piece[] {
  const { inventory, memory } = context;
  const listed = inventory.recordsOf(owner);
  const alike = new Map<string, Fits>();
  const fitsOf = (claim: FingerprintClaim): Fits => {
    const unseen = memory.unseen(claim, owner);
    if (unseen.length > 0) {
      return fitting(claim, [...listed, ...unseen], context);
    }
    // Rules that were last edited together hold tokens of the same choice.
    const key = [memory.bound(claim), claim.form, context.options.accepted?.has(claim.fingerprint)].join('|');
    const fits = alike.get(key) ?? fitting(claim, listed, context);
    alike.set(key, fits);
    return fits;
  };
  const present = group.map((claim): Piece => {
    const { records: fits, unsure } = fitsOf(claim);
    const exact = memory.exact(claim, owner);
    const remembered = exact === null ? [] : fits.filter(({ key }) => key === exact);
    // A token that its host accepts is one of those that fit, whatever they leave out.
    const isAccepted = context.options.accepted?.has(claim.fingerprint) === true;
    return { claim, fits, narrowed: remembered.length > 0 ? remembered : fits, unsure: isAccepted ? NO_DOUBT : unsure };
  });
  const past = memory.replaced(owner).map((records): Piece => {
    return { claim: null, fits: records, narrowed: records, unsure: NO_DOUBT };
  });
  return [...present, ...past];
}

const NO_DOUBT: Piece['unsure'] = new Map();

function fitting(claim: FingerprintClaim, records: readonly KnownRecord[], { memory, options }: Context): Fits {
  const accepted = options.accepted?.has(claim.fingerprint) ?? false;
  return fittingRecords(claim, memory.bound(claim), records, accepted, options.asOf);
}

/** The owner's tokens of the other form: one of them may have been put where it does not work. */
function withMisfits(claim: FingerprintClaim, owner: string, match: TokenMatch, context: Context): TokenMatch {
  if (match.match !== 'none' || claim.form === null) {
    return match;
  }
  const { records: misfits } = fitting({ ...claim, form: null }, context.inventory.recordsOf(owner), context);
  return misfits.length === 0 ? match : { ...match, misfits: misfits.map(({ record }) => record) };
}

/** A list of an earlier day tells for certain what was gone then, but not what is there now. */
function unlessOld(match: TokenMatch, owner: string, { inventory, options }: Context): TokenMatch {
  if (match.match === 'none' || inventory.isCurrent(inventory.type(owner), options.asOf)) {
    return match;
  }
  return { ...match, match: 'candidates', open: true, why: match.why ?? 'inventory-old' };
}

/** A token that its host accepts is not gone, whatever the listing says. */
function unlessAccepted(claim: FingerprintClaim, match: TokenMatch, options: MatchOptions): TokenMatch {
  if (options.accepted?.has(claim.fingerprint) !== true) {
    return match;
  }
  return match.match === 'none'
    ? { ...NOT_CHECKED, why: 'accepted-unlisted' }
    : { ...match, gone: [], contested: null };
}

function traceOf(
  claim: FingerprintClaim,
  owner: string | null,
  match: TokenMatch,
  closed: boolean,
  context: Context,
): MatchTrace {
  const { memory, options } = context;
  const bound = memory.bound(claim);
  const exactBefore = owner === null ? null : memory.exact(claim, owner);
  const [known] = exactBefore === null ? [] : [options.memory?.records[exactBefore]?.record];
  const vanished = match.match === 'none' && known !== undefined;
  return {
    claim,
    owner,
    bound,
    candidates: vanished ? [recordKey(known)] : keysOfMatch(match, context),
    exact: match.match === 'exact' || vanished,
    closed: closed || match.unconfirmed || vanished,
  };
}

function keysOfMatch({ candidates, gone }: TokenMatch, { keysOf }: Context): readonly string[] {
  return gone.length === 0 ? keysOf(candidates) : [...keysOf(candidates), ...gone.map(recordKey)];
}

function keysByList(): (records: readonly TokenRecord[]) => string[] {
  const lists = new Map<readonly TokenRecord[], string[]>();
  return (records) => {
    const keys = lists.get(records) ?? records.map(recordKey);
    lists.set(records, keys);
    return keys;
  };
}

import type { Instant, Match } from '../report/report';
import type { TokenRecord } from './token-record';

/** Which token a fingerprint is, as far as the inventory tells. */
export interface TokenMatch {
  match: Match;
  /** The records that it can be, the likeliest first. One where `match` is `exact`. */
  candidates: TokenRecord[];
  /** Records that it could be at an earlier scan and that a complete inventory does not list any more. */
  gone: TokenRecord[];
  /** It may also be a token that no inventory here lists, so nothing good may be concluded from the candidates. */
  open: boolean;
  /** Where no record fits: those that would, if the requests were sent to where tokens of their form work. */
  misfits?: TokenRecord[];
  /** Several fingerprints share too few records: at least `fingerprints - records` of them are tokens that are gone. */
  contested: { fingerprints: number; records: number } | null;
  /** Known from an earlier scan, but its record was not seen this time because the inventory was not read whole. */
  unconfirmed: boolean;
  why: MatchDoubt | null;
}

/** Why a match is not `exact` or `none`, where it is more than a choice between records. */
export type MatchDoubt =
  /** No listing of this type of token was given. */
  | 'no-inventory'
  /** Nobody is known to own it. */
  | 'no-owner'
  /** The inventory holds managed accounts only, and the owner is not known to be one. */
  | 'owner-not-listed'
  | 'inventory-partial'
  /** The files were read whole, but nobody said that they list every token. */
  | 'inventory-unsaid'
  /** The files list every token of a day on which this one need not have been there yet. */
  | 'inventory-outdated'
  /** Likewise of a day so long ago that the token may be gone since. */
  | 'inventory-old'
  /** A record that it can be does not say when it was made, or not to the day. */
  | 'creation-unknown'
  /** A record that it can be does not say whether it has scopes, and only that would tell. */
  | 'scopes-unknown'
  /** An organization key in a rule may be the key of an organization whose keys are not listed here. */
  | 'other-organization'
  /** Its checksum is wrong, so it may be no issued token at all. */
  | 'checksum-invalid'
  /** The same secret is used as the token of two people, or as scoped and unscoped. */
  | 'contradiction'
  /** The host accepted it although the inventory has no fitting record. */
  | 'accepted-unlisted';

/** Whose token a fingerprint is, and how that is known. */
export interface OwnerClaim {
  email: string | null;
  accountId: string | null;
  source: 'basic-user' | 'assigned' | 'live-check';
}

/** What is remembered of matches between scans. It holds no credential value and no personal data but account ids. */
export interface MatchMemory {
  version: 1;
  at: Instant;
  /** When the rules were read that it rests on; as `at` when absent. */
  readAt?: Instant;
  fingerprints: Record<string, RememberedMatch>;
  /** By type and id: the records listed since the rules were read, and those that a remembered fingerprint can be. */
  records: Record<string, RememberedRecord>;
}

export interface RememberedMatch {
  /** Account id, or the email where no account id was known; null where nobody is known to own it. */
  owner: string | null;
  /** The earliest last edit ever seen of a rule that holds it: its token is not younger. */
  bound: Instant | null;
  /** Keys of `records`. */
  candidates: readonly string[];
  exact: boolean;
  /** The true record is among the candidates; false where the inventory was partial or contradicted itself. */
  closed: boolean;
  /** Where it was used, each with the rule's last edit. */
  uses: Record<string, Instant | null>;
  seenAt: Instant;
}

export interface RememberedRecord {
  owner: string;
  record: TokenRecord;
  /** The last scan that did not know it to be gone: it was listed, or the listing was not read whole. */
  knownAt: Instant;
}

import type { Directory } from '../people/directory';
import { isServiceAccountEmail } from '../people/to-person';
import { isBlocked } from './fitting-records';
import { likeliestFirst, recordKey, toKnownRecord, type KnownRecord } from './known-record';
import type { OwnerClaim } from './token-match';
import type { TokenRecord, TokenSource } from './token-record';

/** The key under which the organization's own API keys stand; they belong to nobody. */
export const ORGANIZATION = 'organization';

/** The token listings, by owner, with what they may be trusted for. */
export interface TokenInventory {
  /** Records of one owner, each once, the likeliest first. */
  recordsOf(owner: string): readonly KnownRecord[];
  /** Every record that names an owner, with that owner's key. */
  entries(): Iterable<[string, readonly KnownRecord[]]>;
  /** The account behind a claim: its account id where any source tells it, else its email. */
  ownerKey(claim: Pick<OwnerClaim, 'email' | 'accountId'>): string | null;
  type(owner: string): TokenRecord['type'];
  given(type: TokenRecord['type']): boolean;
  /** True when every listing of this type was read whole. */
  complete(type: TokenRecord['type']): boolean;
  /** `yes`: the listings cover this owner's tokens; `doubtful`: sources disagree; `no`: not known to be covered. */
  covers(owner: string): 'yes' | 'doubtful' | 'no';
  get(key: string): KnownRecord | undefined;
  size: number;
}

/** Two listings of one token that disagree: what breaks sooner counts, whichever came first. */
function worseOf(one: TokenRecord, other: TokenRecord): TokenRecord {
  const dates = [one.expiresAt, other.expiresAt].filter((date) => date !== null).sort();
  return {
    ...one,
    expiresAt: dates[0] ?? null,
    status: [one, other].find(isBlocked)?.status ?? one.status ?? other.status,
  };
}

export function createInventory(directory: Directory, sources: readonly TokenSource[]): TokenInventory {
  const byOwner = new Map<string, KnownRecord[]>();
  const known = new Map<string, KnownRecord>();
  const idOfEmail = new Map<string, string>();
  for (const source of sources) {
    for (const { owner } of source.records) {
      if (owner.email !== null && owner.accountId !== null) idOfEmail.set(owner.email, owner.accountId);
    }
  }
  const ownerKey: TokenInventory['ownerKey'] = ({ email, accountId }) => {
    if (accountId !== null) return accountId;
    if (email === null) return null;
    return directory.byEmail(email)?.accountId ?? idOfEmail.get(email.toLowerCase()) ?? email.toLowerCase();
  };
  const said = new Map<string, TokenRecord>();
  for (const record of sources.flatMap(({ records }) => records)) {
    const other = said.get(recordKey(record));
    said.set(recordKey(record), other === undefined ? record : worseOf(other, record));
  }
  for (const source of sources) {
    for (const listed of source.records) {
      if (known.has(recordKey(listed))) continue;
      const record = said.get(recordKey(listed)) ?? listed;
      const entry = toKnownRecord(record, true);
      known.set(entry.key, entry);
      const owner = record.type === 'organization' ? ORGANIZATION : ownerKey(record.owner);
      if (owner === null) continue;
      const records = byOwner.get(owner);
      if (records === undefined) byOwner.set(owner, [entry]);
      else records.push(entry);
    }
  }
  for (const [owner, records] of byOwner) byOwner.set(owner, likeliestFirst(records));
  const find = (owner: string) => directory.byAccountId(owner) ?? directory.byEmail(owner);
  const listing = (type: TokenRecord['type']) =>
    sources.filter((source) => source.type === type || source.records.some((record) => record.type === type));
  const listings = {
    user: listing('user'),
    'service-account': listing('service-account'),
    organization: listing(ORGANIZATION),
  };
  return {
    recordsOf: (owner) => byOwner.get(owner) ?? [],
    entries: () => byOwner.entries(),
    ownerKey,
    type: (owner) => {
      if (owner === ORGANIZATION) return ORGANIZATION;
      const person = find(owner);
      const byName = isServiceAccountEmail(person?.email ?? owner);
      if (person?.accountType === 'service-account' || byName) return 'service-account';
      return byOwner.get(owner)?.[0]?.record.type ?? 'user';
    },
    given: (type) => listings[type].length > 0,
    complete: (type) => listings[type].length > 0 && listings[type].every((source) => source.complete),
    covers: (owner) => {
      if (owner === ORGANIZATION) return 'yes';
      const person = find(owner);
      if (directory.sharesEmail(person?.email ?? owner)) return 'doubtful';
      const listed = byOwner.has(owner);
      if (person?.managed === false) return listed ? 'doubtful' : 'no';
      return listed || person?.managed === true || person?.accountType === 'service-account' ? 'yes' : 'no';
    },
    get: (key) => known.get(key),
    size: known.size,
  };
}

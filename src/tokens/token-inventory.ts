import type { Directory } from '../people/directory';
import { isServiceAccountEmail } from '../people/to-person';
import type { OwnerClaim } from './token-match';
import type { TokenRecord, TokenSource } from './token-record';

/** The key under which the organization's own API keys stand; they belong to nobody. */
export const ORGANIZATION = 'organization';

/** The token listings, by owner, with what they may be trusted for. */
export interface TokenInventory {
  /** Records of one owner, each once. */
  recordsOf(owner: string): readonly TokenRecord[];
  /** Every record that names an owner, with that owner's key. */
  entries(): Iterable<[string, readonly TokenRecord[]]>;
  /** The account behind a claim: its account id where any source tells it, else its email. */
  ownerKey(claim: Pick<OwnerClaim, 'email' | 'accountId'>): string | null;
  type(owner: string): TokenRecord['type'];
  given(type: TokenRecord['type']): boolean;
  /** True when every listing of this type was read whole. */
  complete(type: TokenRecord['type']): boolean;
  /** `yes`: the listings cover this owner's tokens; `doubtful`: sources disagree; `no`: not known to be covered. */
  covers(owner: string): 'yes' | 'doubtful' | 'no';
  has(type: TokenRecord['type'], id: string): boolean;
  size: number;
}

export function recordKey(record: Pick<TokenRecord, 'type' | 'id'>): string {
  return `${record.type}:${record.id}`;
}

export function createInventory(directory: Directory, sources: readonly TokenSource[]): TokenInventory {
  const byOwner = new Map<string, TokenRecord[]>();
  const known = new Set<string>();
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
  for (const source of sources) {
    for (const record of source.records) {
      if (known.has(recordKey(record))) continue;
      known.add(recordKey(record));
      const owner = record.type === 'organization' ? ORGANIZATION : ownerKey(record.owner);
      if (owner === null) continue;
      const records = byOwner.get(owner);
      if (records === undefined) byOwner.set(owner, [record]);
      else records.push(record);
    }
  }
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
      return byOwner.get(owner)?.[0]?.type ?? 'user';
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
    has: (type, id) => known.has(recordKey({ type, id })),
    size: known.size,
  };
}

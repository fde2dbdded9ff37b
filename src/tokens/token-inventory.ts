import type { Directory } from '../people/directory';
import { normaliseEmail } from '../people/email';
import { isCurrent } from '../people/file-reading';
import { isServiceAccountEmail } from '../people/to-person';
import type { Instant } from '../report/report';
import { isBlocked } from './fitting-records';
import { likeliestFirst, recordKey, toKnownRecord, type KnownRecord } from './known-record';
import type { MatchDoubt, OwnerClaim } from './token-match';
import type { TokenRecord, TokenSource } from './token-record';
import { addToGroup } from '../group-by';

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
  /** True when every token of this type is listed. */
  complete(type: TokenRecord['type']): boolean;
  /**
   * Why a token that was there at `since` need not be listed; null where it must be.
   * @param since when a rule that holds it was last edited
   */
  doubt(type: TokenRecord['type'], since: Instant | null): ListingDoubt | null;
  /** False where all there is of this type is from a file that does not show the day judged at. */
  isCurrent(type: TokenRecord['type'], asOf: Date): boolean;
  /** `yes`: the listings cover this owner's tokens; `doubtful`: sources disagree; `no`: not known to be covered. */
  covers(owner: string): 'yes' | 'doubtful' | 'no';
  get(key: string): KnownRecord | undefined;
  size: number;
}

type ListingDoubt = Extract<MatchDoubt, 'inventory-partial' | 'inventory-unsaid' | 'inventory-outdated'>;

/** Two listings of one token that disagree: what breaks sooner counts, whichever came first. */
function worseOf(one: TokenRecord, other: TokenRecord): TokenRecord {
  const dates = [one.expiresAt, other.expiresAt].filter((date) => date !== null).sort();
  return {
    ...one,
    expiresAt: dates[0] ?? null,
    status: [one, other].find(isBlocked)?.status ?? one.status ?? other.status,
  };
}

export function createInventory(directory: Directory, given: readonly TokenSource[]): TokenInventory {
  const sources = withoutOverruled(directory, given);
  const byOwner = new Map<string, KnownRecord[]>();
  const known = new Map<string, KnownRecord>();
  const idOfEmail = new Map<string, string>();
  for (const source of sources) {
    for (const { owner } of source.records) {
      if (owner.email !== null && owner.accountId !== null) {
        idOfEmail.set(owner.email, owner.accountId);
      }
    }
  }
  const ownerKey: TokenInventory['ownerKey'] = ({ email: address, accountId }) => {
    const email = normaliseEmail(address);
    if (accountId !== null) {
      return accountId;
    }
    if (email === null) {
      return null;
    }
    return directory.byEmail(email)?.accountId ?? idOfEmail.get(email) ?? email;
  };
  const said = new Map<string, TokenRecord>();
  for (const record of sources.flatMap(({ records }) => records)) {
    const other = said.get(recordKey(record));
    said.set(recordKey(record), other === undefined ? record : worseOf(other, record));
  }
  for (const source of sources) {
    for (const listed of source.records) {
      if (known.has(recordKey(listed))) {
        continue;
      }
      const record = said.get(recordKey(listed)) ?? listed;
      const entry = toKnownRecord(record, true);
      known.set(entry.key, entry);
      const owner = record.type === 'organization' ? ORGANIZATION : ownerKey(record.owner);
      if (owner === null) {
        continue;
      }
      addToGroup(byOwner, owner, entry);
    }
  }
  for (const [owner, records] of byOwner) {
    byOwner.set(owner, likeliestFirst(records));
  }
  const listedByApi = new Set(sources.filter(isWholeApi).flatMap(({ records }) => records.map(recordKey)));
  const hasWholeApi = sources.some(isWholeApi);
  const isOnlyInFiles = (records: readonly KnownRecord[]) =>
    hasWholeApi && records.every(({ key, record }) => record.type === 'user' && !listedByApi.has(key));
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
      if (owner === ORGANIZATION) {
        return ORGANIZATION;
      }
      const person = find(owner);
      const byName = isServiceAccountEmail(person?.email ?? owner);
      if (person?.accountType === 'service-account' || byName) {
        return 'service-account';
      }
      return byOwner.get(owner)?.[0]?.record.type ?? 'user';
    },
    given: (type) => listings[type].length > 0,
    complete: (type) => doubtOfListings(listings[type], null) === null,
    doubt: (type, since) => doubtOfListings(listings[type], since),
    isCurrent: (type, asOf) =>
      listings[type].some(({ complete, file }) => {
        if (!complete) {
          return false;
        }
        return typeof file?.asOf !== 'string' || isCurrent(file.asOf, asOf);
      }),
    covers: (owner) => {
      if (owner === ORGANIZATION) {
        return 'yes';
      }
      const person = find(owner);
      if (directory.sharesEmail(person?.email ?? owner)) {
        return 'doubtful';
      }
      const listed = byOwner.has(owner);
      if (person?.managed === false) {
        return listed ? 'doubtful' : 'no';
      }
      // The organization’s whole list has none of this owner, so the file is of another organization or of another day.
      if (listed && person?.managed !== true && isOnlyInFiles(byOwner.get(owner) ?? [])) {
        return 'doubtful';
      }
      return listed || person?.managed === true || person?.accountType === 'service-account' ? 'yes' : 'no';
    },
    get: (key) => known.get(key),
    size: known.size,
  };
}

function isWholeApi({ complete, file }: TokenSource): boolean {
  return file === undefined && complete;
}

/** What an API listed whole wins over any file about the same tokens; a file with no rows is no list. */
export function withoutOverruled(directory: Directory, sources: readonly TokenSource[]): readonly TokenSource[] {
  const whole = sources.filter(isWholeApi);
  const types = new Set(whole.map(({ type }) => type));
  const owners = new Set(
    whole.flatMap(({ records }) => records.flatMap(({ owner }) => [owner.accountId, owner.email])),
  );
  const stays = ({ type, owner }: TokenRecord): boolean => {
    if (!types.has(type)) {
      return true;
    }
    if (type !== 'user' || owners.has(owner.accountId ?? '') || owners.has(owner.email ?? '')) {
      return false;
    }
    const person =
      (owner.accountId === null ? null : directory.byAccountId(owner.accountId)) ??
      (owner.email === null ? null : directory.byEmail(owner.email));
    // The organization lists the tokens of the accounts that it manages, whether they have any or not.
    return person?.managed !== true;
  };
  return sources.flatMap((source) => {
    if (source.file === undefined) {
      return [source];
    }
    const records = source.records.filter(stays);
    return records.length === 0 ? [] : [{ ...source, records }];
  });
}

function doubtOfListings(listings: readonly TokenSource[], since: Instant | null): ListingDoubt | null {
  const live = listings.filter(({ file }) => file === undefined);
  if (live.some(({ complete }) => !complete)) {
    return 'inventory-partial';
  }
  if (live.length > 0) {
    return null;
  }
  const whole = listings.filter(({ complete }) => complete);
  if (whole.length === 0) {
    return listings.every(({ file }) => file?.readWhole === true) ? 'inventory-unsaid' : 'inventory-partial';
  }
  const shows = ({ file }: TokenSource): boolean => {
    if (typeof file?.asOf !== 'string') {
      return true;
    }
    return since !== null && Date.parse(since) <= Date.parse(file.asOf);
  };
  return whole.some(shows) ? null : 'inventory-outdated';
}

import type { Instant } from '../report/report';
import type { FingerprintClaim } from './fingerprint-claims';
import type { KnownRecord } from './known-record';
import type { MatchDoubt } from './token-match';
import type { TokenRecord } from './token-record';

/** The records that one fingerprint can be, and why for some of them that is not certain. */
export interface Fits {
  records: readonly KnownRecord[];
  unsure: ReadonlyMap<KnownRecord, FitDoubt>;
}

/** What a record does not say, so that it may also be another token than the one in the rule. */
export type FitDoubt = Extract<MatchDoubt, 'creation-unknown' | 'scopes-unknown'>;

/**
 * The records that fulfil the necessary conditions of one fingerprint: created by `bound`, and scoped or unscoped as its requests
 * need. What a record or the rules do not say constrains nothing, and proves nothing either.
 * @param accepted the host accepted it at `asOf`, so an expired or blocked record is another one
 */
export function fittingRecords(
  claim: FingerprintClaim,
  bound: Instant | null,
  records: readonly KnownRecord[],
  accepted: boolean,
  asOf: Date,
): Fits {
  const latest = bound === null ? Number.POSITIVE_INFINITY : Date.parse(bound);
  const inTime = records.filter(
    ({ record, createdFrom }) => createdFrom <= latest && !(accepted && !works(record, asOf)),
  );
  const { form } = claim;
  if (form === null || form === 'both') {
    return { records: inTime, unsure: unsureOf(inTime, latest, false) };
  }
  const fits = inTime.filter(({ record }) => isScoped(record) === null || isScoped(record) === (form === 'scoped'));
  // The ordinary token has no scopes: silence about them is a doubt where they are needed, or where they alone tell records apart.
  return { records: fits, unsure: unsureOf(fits, latest, form === 'scoped' || fits.length < inTime.length) };
}

/** Null where the source does not say. Tokens of service accounts are always scoped (Atlassian’s page on their API tokens). */
function isScoped({ scopes, type }: TokenRecord): boolean | null {
  if (scopes === null) {
    return type === 'service-account' ? true : null;
  }
  return scopes.length > 0;
}

function unsureOf(
  fits: readonly KnownRecord[],
  latest: number,
  scopesMatter: boolean,
): ReadonlyMap<KnownRecord, FitDoubt> {
  const unsure = new Map<KnownRecord, FitDoubt>();
  for (const known of fits) {
    if (known.record.createdAt === null || known.createdTo > latest) {
      unsure.set(known, 'creation-unknown');
    } else if (scopesMatter && isScoped(known.record) === null) {
      unsure.set(known, 'scopes-unknown');
    }
  }
  return unsure;
}

function works(record: TokenRecord, asOf: Date): boolean {
  const ends = record.expiresWithin?.to ?? record.expiresAt;
  if (ends !== null && Date.parse(ends) <= asOf.getTime()) {
    return false;
  }
  return !isBlocked(record);
}

/** True for a status that says that the token does not work; the API knows `ALLOWED` and `BLOCKED`, exports more words. */
export function isBlocked(record: Pick<TokenRecord, 'status'>): boolean {
  return ['BLOCKED', 'REVOKED', 'DISABLED', 'DEACTIVATED', 'DELETED'].includes(record.status?.toUpperCase() ?? '');
}

/** False for a status word that nothing is known of; an absent one says nothing either way. */
export function isKnownStatus(record: Pick<TokenRecord, 'status'>): boolean {
  const word = record.status?.toUpperCase() ?? '';
  return ['', 'ALLOWED', 'ACTIVE', 'ENABLED', 'VALID', 'EXPIRED', 'NOT_LISTED'].includes(word) || isBlocked(record);
}

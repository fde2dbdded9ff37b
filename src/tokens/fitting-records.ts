import type { Instant } from '../report/report';
import type { FingerprintClaim } from './fingerprint-claims';
import type { KnownRecord } from './known-record';
import type { TokenRecord } from './token-record';

/**
 * The records that fulfil the necessary conditions of one fingerprint: created by `bound`, and scoped or unscoped as its requests
 * need. What a record or the rules do not say constrains nothing.
 * @param accepted the host accepted it at `asOf`, so an expired or blocked record is another one
 */
export function fittingRecords(
  claim: FingerprintClaim,
  bound: Instant | null,
  records: readonly KnownRecord[],
  accepted: boolean,
  asOf: Date,
): KnownRecord[] {
  const latest = bound === null ? Number.POSITIVE_INFINITY : Date.parse(bound);
  return records.filter(({ record, createdAt }) => {
    if (createdAt > latest) return false;
    if (accepted && !works(record, asOf)) return false;
    if (record.scopes === null || claim.form === null || claim.form === 'both') return true;
    return (claim.form === 'scoped') === record.scopes.length > 0;
  });
}

function works(record: TokenRecord, asOf: Date): boolean {
  if (record.expiresAt !== null && Date.parse(record.expiresAt) <= asOf.getTime()) return false;
  return !isBlocked(record);
}

/** True for a status that says that the token does not work; the API knows `ALLOWED` and `BLOCKED`, exports more words. */
export function isBlocked(record: Pick<TokenRecord, 'status'>): boolean {
  return ['BLOCKED', 'REVOKED', 'DISABLED', 'INACTIVE', 'DELETED'].includes(record.status?.toUpperCase() ?? '');
}

/** False for a status word that nothing is known of; an absent one says nothing either way. */
export function isKnownStatus(record: Pick<TokenRecord, 'status'>): boolean {
  const word = record.status?.toUpperCase() ?? '';
  return ['', 'ALLOWED', 'ACTIVE', 'ENABLED', 'VALID', 'EXPIRED', 'NOT_LISTED'].includes(word) || isBlocked(record);
}

import type { Reason, ReasonCode } from '../../../../src/report/report';

/** A few words per reason, for tables; the report's own sentence tells the rest on the rule's page. */
const REASONS: Record<ReasonCode, string> = {
  'owner-deleted': 'Owner deleted',
  'owner-for-deletion': 'Owner scheduled for deletion',
  'owner-deactivated': 'Owner deactivated',
  'owner-suspended': 'Owner suspended',
  'owner-no-access': 'Owner has no access to this site',
  'owner-not-found': 'No account has this email',
  'owner-unmanaged': 'Owner not managed by the organization',
  'owner-unknown': 'Nobody could be named as its owner',
  'token-expired': 'Token expired',
  'token-expires': 'Token expires',
  'token-blocked': 'Token blocked',
  'token-missing': 'Token revoked or gone',
  'token-ambiguous': 'One of several tokens',
  'token-unlisted': 'Tokens of this owner are not listed',
  'legacy-token-expired': 'Expired with all tokens from before 2023',
  'app-password-retired': 'App passwords have ended',
  'jwt-expired': 'JSON Web Token expired',
  'jwt-expires': 'JSON Web Token expires',
  'checksum-invalid': 'Mistyped or cut off',
  'value-masked': 'Value hidden',
  'value-smart': 'Value known only when the rule runs',
  'value-reference': 'Value kept under a secret key',
  'expiry-unknown': 'Expiry unknown',
  'expiry-declared': 'Expiry declared by an admin',
  'shared-secret': 'Shared by many rules',
  'actor-inactive': 'Rule actor inactive',
  'author-inactive': 'Rule author inactive',
  'connection-owner-inactive': 'Owner of the connection inactive',
  'live-refused': 'Refused by the live check',
  'source-unavailable': 'Could not be checked',
};

export function reasonName(code: ReasonCode): string {
  return REASONS[code];
}

/** The deciding reason, and how many others there are. */
export function reasonSummary(reasons: readonly Reason[]): string {
  const [first, ...others] = reasons;
  if (first === undefined) return '';
  return others.length === 0 ? reasonName(first.code) : `${reasonName(first.code)} and ${others.length} more`;
}

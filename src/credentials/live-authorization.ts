import type { CredentialUse } from '../rules/rule-facts';
import { openSecret, type Secret } from './secret';

/**
 * The Authorization header with which a rule's own request signs in, for asking the host that the request is addressed
 * to whose token it is. Made only when called, so that the value is in no object that could be kept or printed. Null
 * where the request does not sign in with this value alone.
 */
export function liveAuthorization(secret: Secret, use: Pick<CredentialUse, 'scheme' | 'user'>): (() => string) | null {
  if (use.scheme === 'bearer') {
    return () => `Bearer ${openSecret(secret)}`;
  }
  if (use.scheme !== 'basic' || use.user === null) {
    return null;
  }
  const { user } = use;
  return () => `Basic ${Buffer.from(`${user}:${openSecret(secret)}`, 'utf8').toString('base64')}`;
}

import { createHash } from 'node:crypto';
import type { Instant } from '../report/report';
import type { CredentialUse, RequestTarget } from '../rules/rule-facts';

/**
 * What the Atlassian host that a request is addressed to said of its token, when the live check is switched on. A 200 that Jira marks as
 * anonymous (`X-Seraph-LoginReason: AUTHENTICATED_FAILED`) is `refused`; no answer or any other one is `unclear`.
 */
export type LiveCheck =
  | { outcome: 'accepted'; at: Instant; account: { accountId: string; email: string | null; name: string | null } }
  | { outcome: 'refused'; at: Instant; status: number }
  | { outcome: 'unclear'; at: Instant; reason: string };

/**
 * Where the host that a request is addressed to tells whose token it is: the site's own address, or the gateway's for
 * the same site. Null for every other target: a found credential goes nowhere but where its rule sends it.
 */
export function liveAddress(target: RequestTarget): string | null {
  if (target.api === 'gateway' && target.host === 'api.atlassian.com' && target.cloudId !== null) {
    return `https://api.atlassian.com/ex/jira/${encodeURIComponent(target.cloudId)}/rest/api/3/myself`;
  }
  const isSite =
    target.api === 'site' && target.host !== null && /^[\da-z][\da-z-]{0,62}\.atlassian\.net$/.test(target.host);
  return isSite ? `https://${target.host ?? ''}/rest/api/3/myself` : null;
}

/** Hexadecimal digits of a fingerprint, with which a key begins. */
const FINGERPRINT_DIGITS = 64;
const KEY_DIGITS = 16;

/**
 * Names the question that a use of a credential puts to its host: the same value at another site, under another scheme or beside
 * another email is another question with an answer of its own. Null where there is nothing to ask.
 */
export function liveKey({ fingerprint, scheme, user, target }: LiveUse): string | null {
  const address = liveAddress(target);
  if (fingerprint === null || address === null) {
    return null;
  }
  // The fingerprint is in it, so that nobody can guess the email.
  const asked = createHash('sha256')
    .update(JSON.stringify([fingerprint, scheme, user, address]))
    .digest('hex');
  return `${fingerprint}:${asked.slice(0, KEY_DIGITS)}`;
}

type LiveUse = Pick<CredentialUse, 'fingerprint' | 'scheme' | 'user' | 'target'>;

/** The fingerprint of the credential that was asked about. */
export function fingerprintOfLive(key: string): string {
  return key.slice(0, FINGERPRINT_DIGITS);
}

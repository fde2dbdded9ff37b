import { normaliseEmail } from '../people/email';
import type { Instant } from '../report/report';
import type { CredentialUse, RuleFacts } from '../rules/rule-facts';
import { requiredForm } from './request-form';
import type { OwnerClaim } from './token-match';

/** All that the rules say of one fingerprint, over every place where it is used. */
export interface FingerprintClaim {
  fingerprint: string;
  owners: OwnerClaim[];
  /** The earliest last edit of all rules that hold it; its token was created by then. */
  bound: Instant | null;
  /** What its token must be to work at all the addresses it is sent to; `both` cannot be. */
  form: 'scoped' | 'unscoped' | 'both' | null;
  /** An organization API key: it is sent to the admin API. */
  organizationKey: boolean;
  checksumInvalid: boolean;
  /** Place by place: product, rule and use, with the rule's last edit. */
  uses: Map<string, Instant | null>;
}

const MATCHABLE: ReadonlySet<string> = new Set([
  'atlassian-user-token',
  'atlassian-service-account-token',
  'atlassian-org-or-repository-token',
]);

/** True for kinds whose tokens Atlassian lists. */
export function isListedKind(kind: string): boolean {
  return MATCHABLE.has(kind);
}

/**
 * Gathers per fingerprint what all its uses say together.
 * @param known owners that are known from elsewhere: assigned by an admin or told by the live check
 */
export function gatherClaims(
  facts: readonly RuleFacts[],
  known: ReadonlyMap<string, OwnerClaim>,
  ownHost: string | null,
): Map<string, FingerprintClaim> {
  const claims = new Map<string, FingerprintClaim>();
  for (const rule of facts) {
    for (const use of rule.credentials) {
      if (use.fingerprint === null || !isListedKind(use.kind)) {
        continue;
      }
      const claim = claims.get(use.fingerprint) ?? emptyClaim(use.fingerprint, known.get(use.fingerprint));
      claims.set(use.fingerprint, claim);
      addUse(claim, rule, use, ownHost);
    }
  }
  return claims;
}

function emptyClaim(fingerprint: string, owner: OwnerClaim | undefined): FingerprintClaim {
  return {
    fingerprint,
    owners: owner === undefined ? [] : [{ ...owner, email: normaliseEmail(owner.email) }],
    bound: null,
    form: null,
    organizationKey: false,
    checksumInvalid: false,
    uses: new Map(),
  };
}

function addUse(claim: FingerprintClaim, rule: RuleFacts, use: CredentialUse, ownHost: string | null): void {
  claim.uses.set(`${rule.product}|${rule.uuid}|${use.key}`, rule.updatedAt);
  claim.bound = earlier(claim.bound, rule.updatedAt);
  claim.checksumInvalid ||= use.checksum === 'invalid';
  claim.organizationKey ||= use.kind === 'atlassian-org-or-repository-token' && use.target.api === 'admin';
  // The tokens of service accounts always have scopes, wherever somebody sends them.
  const form = use.kind === 'atlassian-service-account-token' ? 'scoped' : requiredForm(use.target, ownHost);
  if (form !== null) {
    claim.form = claim.form === null || claim.form === form ? form : 'both';
  }
  const email = emailOf(use);
  if (email === null || claim.owners.some((owner) => owner.email === email)) {
    return;
  }
  // An account that the live check told without its email is the one that signed in with this email.
  const told = claim.owners.find((owner) => owner.email === null && owner.source === 'live-check');
  if (told === undefined) {
    claim.owners.push({ email, accountId: null, source: 'basic-user' });
  } else {
    told.email = email;
  }
}

/** The user part of Basic where it is an email address, as emails are compared. */
export function emailOf(use: CredentialUse): string | null {
  const user = normaliseEmail(use.user);
  return user !== null && /^[^\s@]+@[^\s@]+$/.test(user) ? user : null;
}

/** The earlier of two instants in UTC; one that is missing says nothing. */
export function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

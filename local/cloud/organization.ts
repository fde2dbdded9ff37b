import type { JsonObject } from '../json';
import { canSignIn, stateOf, type Account } from './account';

/** A token as Atlassian keeps it. `value` never leaves the pretend cloud except inside a rule or a request. */
export interface Token {
  id: string;
  kind: 'user' | 'service-account' | 'organization';
  accountId: string;
  label: string;
  createdAt: number;
  expiresAt: number;
  lastActiveAt: number | null;
  blocked: boolean;
  revokedAt: number | null;
  /** Empty for an unscoped token. */
  scopes: string[];
  value: string;
}

/** A rule as `GET rule` gives it, with the connections beside it. */
export interface StoredRule {
  uuid: string;
  product: 'jira' | 'confluence';
  rule: JsonObject;
  connections: JsonObject[];
  /** Only of a rule from a file: further fields beside `rule`, as `cloud` of an export. */
  wrapper?: JsonObject;
}

export interface Project {
  id: string;
  key: string;
  name: string;
}

export interface Group {
  id: string;
  name: string;
  memberIds: string[];
}

/** Everything a pretend organization is made of. Time is not in it: states follow from instants and the clock. */
export interface Organization {
  id: string;
  name: string;
  cloudId: string;
  host: string;
  accounts: Account[];
  tokens: Token[];
  rules: StoredRule[];
  projects: Project[];
  groups: Group[];
  /** Accounts that administer a project without being Jira admins. */
  projectAdminIds?: string[];
  /** What the demo connects the app with. */
  admin: { accountId: string; email: string; tokenId: string; keyId: string };
}

export function accountById(org: Organization, accountId: string): Account | undefined {
  return org.accounts.find((account) => account.accountId === accountId);
}

export function accountByEmail(org: Organization, email: string): Account | undefined {
  return org.accounts.find((account) => account.email.toLowerCase() === email.toLowerCase());
}

export type TokenState = 'good' | 'not-yet' | 'expired' | 'blocked' | 'revoked' | 'owner-gone';

/** Whether a token signs in at an instant, and if not, why: the truth that the app never sees. */
export function tokenStateOf(org: Organization, token: Token, now: number): TokenState {
  if (token.createdAt > now) {
    return 'not-yet';
  }
  if (token.revokedAt !== null && token.revokedAt <= now) {
    return 'revoked';
  }
  if (token.expiresAt <= now) {
    return 'expired';
  }
  if (token.blocked) {
    return 'blocked';
  }
  // A key of the organization survives its creator.
  const owner = accountById(org, token.accountId);
  const ownerGone = token.kind !== 'organization' && (owner === undefined || !canSignIn(owner, now));
  return ownerGone ? 'owner-gone' : 'good';
}

/** Tokens that Atlassian lists: of managed accounts, not revoked, not of deleted accounts. */
export function isListed(org: Organization, token: Token, now: number): boolean {
  if (token.createdAt > now || (token.revokedAt !== null && token.revokedAt <= now)) {
    return false;
  }
  const owner = accountById(org, token.accountId);
  if (token.kind === 'organization') {
    return true;
  }
  return owner !== undefined && owner.managed && stateOf(owner, now) !== 'deleted';
}

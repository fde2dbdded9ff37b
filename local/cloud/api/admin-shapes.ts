import type { JsonObject } from '../../json';
import { DAY, GRACE_DAYS, stateOf, type Account, type AccountState } from '../account';
import { accountById, type Organization, type Token } from '../organization';

/** A deleted account is gone from the directory. */
export function visible(org: Organization, now: number): Account[] {
  return org.accounts.filter(
    (account) => account.kind === 'person' && !['deleted', 'not-yet'].includes(stateOf(account, now)),
  );
}

interface ShownState {
  status: string;
  accountStatus: string;
  membershipStatus: string;
}

const SHOWN: Record<AccountState, ShownState> = {
  'not-yet': { status: 'not_invited', accountStatus: 'inactive', membershipStatus: 'no_membership' },
  active: { status: 'active', accountStatus: 'active', membershipStatus: 'active' },
  suspended: { status: 'suspended', accountStatus: 'active', membershipStatus: 'suspended' },
  'no-access': { status: 'not_invited', accountStatus: 'active', membershipStatus: 'no_membership' },
  deactivated: { status: 'deactivated', accountStatus: 'inactive', membershipStatus: 'active' },
  'for-deletion': { status: 'for_deletion', accountStatus: 'closed', membershipStatus: 'active' },
  closed: { status: 'deactivated', accountStatus: 'closed', membershipStatus: 'active' },
  deleted: { status: 'deactivated', accountStatus: 'closed', membershipStatus: 'no_membership' },
};

export function v2User(account: Account, now: number): JsonObject {
  const state = stateOf(account, now);
  const gone = state === 'for-deletion' || state === 'deactivated';
  return {
    accountId: account.accountId,
    accountType: 'atlassian',
    ...SHOWN[state],
    addedToOrg: iso(account.joinedAt),
    name: account.name,
    nickname: account.name,
    // The organization does not see the address of everybody it does not manage.
    ...(account.managed ? { email: account.email, emailVerified: true } : {}),
    claimStatus: account.managed ? 'managed' : 'unmanaged',
    platformRoles: account.isAdmin ? ['atlassian/org-admin'] : [],
    managementSource: 'invited',
    forDeletion: state === 'for-deletion',
    ...(gone ? { deactivatedOn: iso(account.deletionOrderedAt ?? account.deactivatedAt ?? now) } : {}),
    links: { self: null },
  };
}

/** v1 does not tell pending deletion from closed or inactive (ID-8854). */
export function v1User(account: Account, now: number): JsonObject {
  const shown = SHOWN[stateOf(account, now)].accountStatus;
  return {
    account_id: account.accountId,
    account_type: 'atlassian',
    account_status: shown,
    name: account.name,
    email: account.email,
    access_billable: shown === 'active',
  };
}

export function userToken(org: Organization, token: Token): JsonObject {
  const owner = accountById(org, token.accountId);
  return {
    id: token.id,
    label: token.label,
    status: token.blocked ? 'BLOCKED' : 'ALLOWED',
    createdAt: iso(token.createdAt),
    expiresAt: iso(token.expiresAt),
    ...(token.lastActiveAt === null ? {} : { lastActiveAt: iso(token.lastActiveAt) }),
    user: { id: token.accountId, orgId: org.id, name: owner?.name ?? '', email: owner?.email ?? '' },
    scopes: token.scopes,
  };
}

export function apiKey(org: Organization, token: Token): JsonObject {
  const owner = accountById(org, token.accountId);
  return {
    id: token.id,
    label: token.label,
    createdAt: iso(token.createdAt),
    expiresAt: iso(token.expiresAt),
    ...(token.lastActiveAt === null ? {} : { lastActiveAt: iso(token.lastActiveAt) }),
    orgId: org.id,
    createdBy: { id: token.accountId, name: owner?.name ?? '', email: owner?.email ?? '' },
    scopes: token.scopes,
    targetResources: [],
  };
}

export function serviceAccount(account: Account, org: Organization): JsonObject {
  return {
    atlassianId: account.accountId,
    id: account.serviceId ?? account.accountId,
    email: account.email,
    displayName: account.name,
    container: `ari:cloud:platform::org/${org.id}`,
    // Milliseconds, unlike every other time of these APIs.
    updatedAt: account.joinedAt,
    status: 'ACTIVE',
    createdById: org.admin.accountId,
    description: '',
  };
}

export function searchable(org: Organization, token: Token): string {
  const owner = accountById(org, token.accountId);
  return `${token.label} ${owner?.name ?? ''} ${owner?.email ?? ''}`.toLowerCase();
}

/** Ids are learned from `event-actions`; only their names are documented. */
export const ACTIONS = [
  ['user_deletion_scheduled', 'Scheduled deletion of account'],
  ['user_deletion_completed', 'Deleted account permanently'],
  ['user_deactivated', 'Deactivated account'],
] as const;

export interface AuditEntry {
  action: string;
  at: number;
  account: Account;
}

export function eventsOf(org: Organization, now: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const account of org.accounts.filter((candidate) => candidate.managed)) {
    const note = (action: (typeof ACTIONS)[number][0], at: number | null): void => {
      if (at !== null && at <= now) {
        entries.push({ action, at, account });
      }
    };
    note('user_deletion_scheduled', account.deletionOrderedAt);
    note(
      'user_deletion_completed',
      account.deletionOrderedAt === null ? null : account.deletionOrderedAt + GRACE_DAYS * DAY,
    );
    note('user_deactivated', account.deactivatedAt);
  }
  return entries.sort((one, other) => other.at - one.at);
}

export function auditEvent({ action, at, account }: AuditEntry): JsonObject {
  return {
    id: `${action}-${account.accountId}`,
    type: 'events',
    attributes: {
      time: iso(at),
      action,
      actor: { id: 'admin', name: 'Site Administration' },
      context: [
        {
          id: account.accountId,
          type: 'users',
          attributes: { name: account.name, email: account.email, accountId: account.accountId },
        },
      ],
      container: [],
    },
    links: { self: null },
    message: { content: '', format: 'simple' },
  };
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}

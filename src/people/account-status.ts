import type { OwnerState } from '../report/report';

/** A state and, where the source's word says less than the state, the clause that says so. */
export interface AccountStatus {
  state: OwnerState;
  remark?: string;
}

const CLOSED: AccountStatus = {
  state: 'deleted',
  remark:
    'shown as closed without a deletion mark: it was deleted, or deactivated by the identity provider, and cannot be used either way',
};

const STATUSES = new Map<string, AccountStatus>([
  ['active', { state: 'active' }],
  ['enabled', { state: 'active' }],
  ['inactive', { state: 'deactivated' }],
  ['deactivated', { state: 'deactivated' }],
  ['disabled', { state: 'deactivated' }],
  ['closed', CLOSED],
  ['deleted', { state: 'deleted' }],
  ['suspended', { state: 'suspended' }],
  ['notinvited', { state: 'no_access' }],
  ['nomembership', { state: 'no_access' }],
  ['noaccess', { state: 'no_access' }],
  ['removed', { state: 'no_access' }],
  ['invited', { state: 'unknown', remark: 'invited, and has not joined yet' }],
  ['invitepending', { state: 'unknown', remark: 'invited, and has not joined yet' }],
  ['pendinginvitation', { state: 'unknown', remark: 'invited, and has not joined yet' }],
  ['fordeletion', { state: 'for_deletion' }],
  ['pendingdeletion', { state: 'for_deletion' }],
  ['scheduledfordeletion', { state: 'for_deletion' }],
  ['markedfordeletion', { state: 'for_deletion' }],
  ['deletionscheduled', { state: 'for_deletion' }],
  ['deactivatedpendingdeletion', { state: 'for_deletion' }],
]);

/**
 * What a status word of Atlassian's account sources says: `account_status` (v1, user management), `status`, `accountStatus` and
 * `membershipStatus` (Organizations API v2), and the status column of exported CSV files. Null for a word that is not known.
 */
export function readAccountStatus(word: string | null | undefined): AccountStatus | null {
  if (word === null || word === undefined) {
    return null;
  }
  return STATUSES.get(word.toLowerCase().replaceAll(/[^a-z]/g, '')) ?? null;
}

export const DAY = 86_400_000;

/** Days between the order to delete an account and its end. */
export const GRACE_DAYS = 14;

/** What an account goes through; each is epoch milliseconds from which it holds, null while it does not. */
export interface AccountTimes {
  joinedAt: number;
  deactivatedAt: number | null;
  suspendedAt: number | null;
  /** Left the site's product, kept the account. */
  accessLostAt: number | null;
  deletionOrderedAt: number | null;
  /** Shown as closed by the identity provider, without an order to delete. */
  closedAt: number | null;
}

export interface Account extends AccountTimes {
  accountId: string;
  name: string;
  email: string;
  kind: 'person' | 'app' | 'service-account';
  managed: boolean;
  /** Jira shows the email to nobody but apps. */
  hidesEmail: boolean;
  isAdmin: boolean;
  /** Of a service account: its numeric id in the API. */
  serviceId: string | null;
}

export type AccountState =
  'not-yet' | 'active' | 'suspended' | 'no-access' | 'deactivated' | 'for-deletion' | 'closed' | 'deleted';

/** The truth about an account at an instant. Pending deletion wins over deactivation: that is what the API shows. */
export function stateOf(account: Account, now: number): AccountState {
  const since = (instant: number | null): boolean => instant !== null && instant <= now;
  if (account.joinedAt > now) {
    return 'not-yet';
  }
  if (account.deletionOrderedAt !== null && account.deletionOrderedAt <= now) {
    return now >= account.deletionOrderedAt + GRACE_DAYS * DAY ? 'deleted' : 'for-deletion';
  }
  if (since(account.closedAt)) {
    return 'closed';
  }
  if (since(account.deactivatedAt)) {
    return 'deactivated';
  }
  if (since(account.suspendedAt)) {
    return 'suspended';
  }
  return since(account.accessLostAt) ? 'no-access' : 'active';
}

/** May a token of this account sign in at all? A pending deletion deactivates the account at once. */
export function canSignIn(account: Account, now: number): boolean {
  return ['active', 'suspended', 'no-access'].includes(stateOf(account, now));
}

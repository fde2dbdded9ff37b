import type { FindingOwner, OwnerState } from '../../../../src/report/report';

const STATES: Record<OwnerState, string> = {
  active: 'Active',
  for_deletion: 'Scheduled for deletion',
  deleted: 'Deleted',
  deactivated: 'Deactivated',
  suspended: 'Suspended',
  no_access: 'No access to this site',
  unmanaged: 'Not managed by the organization',
  service_account: 'Service account',
  not_found: 'No such account',
  unknown: 'Could not be checked',
};

export function ownerStateName(state: OwnerState): string {
  return STATES[state];
}

const SOURCES: Record<FindingOwner['source'], string> = {
  'basic-user': 'named in the credential itself',
  connection: 'named by the connection',
  assigned: 'assigned by an admin',
  'live-check': 'told by the live check',
  author: 'a guess: the author of the rule',
  actor: 'the actor of the rule',
};

export function ownerSourceName(source: FindingOwner['source']): string {
  return SOURCES[source];
}

/** The best name there is for an account, never empty. */
export function personName(person: { name: string | null; email: string | null; accountId: string | null }): string {
  return person.name ?? person.email ?? person.accountId ?? 'Nobody could be named';
}

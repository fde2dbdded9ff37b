import type { FindingOwner, OwnerState } from '../report/report';

export const OWNER_STATE_NAMES: Record<OwnerState, string> = {
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

/** How the owner was named. */
export const OWNER_SOURCE_NAMES: Record<FindingOwner['source'], string> = {
  'basic-user': 'named in the credential itself',
  connection: 'named by the connection',
  assigned: 'assigned by an admin',
  'live-check': 'told by the live check',
  author: 'a guess: the author of the rule',
  actor: 'the actor of the rule',
};

import type { ConnectionState } from '../report/connection-state';
import type { OwnCredential } from '../risk/own-credential';
import type { Configuration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';

/** The credentials that this app itself lives on, for the judgement: they are watched like any other. */
export function ownCredentials(configuration: Configuration, states: CredentialStates): OwnCredential[] {
  const { automation, organization } = configuration;
  const own: OwnCredential[] = [];
  if (automation !== null) {
    own.push({
      name: 'Automation API token',
      kind: 'atlassian-user-token',
      email: automation.email,
      accountId: automation.accountId,
      fingerprint: automation.fingerprint,
      expiresAt: null,
      savedAt: automation.savedAt,
      state: toOwnState(states.automation?.state),
    });
  }
  if (organization !== null) {
    own.push({
      name: 'Organization API key',
      kind: 'atlassian-org-or-repository-token',
      email: null,
      accountId: null,
      fingerprint: organization.fingerprint,
      expiresAt: null,
      savedAt: organization.savedAt,
      state: toOwnState(states.organization?.state),
    });
  }
  return own;
}

/** A 403 is a refusal, too: the credential does not do its work any more. No answer says nothing about it. */
function toOwnState(state: ConnectionState | undefined): OwnCredential['state'] {
  switch (state) {
    case 'ok':
      return 'works';
    case 'unauthorized':
    case 'forbidden':
      return 'refused';
    case 'unavailable':
    case 'never':
    case undefined:
      return 'not-tried';
  }
}

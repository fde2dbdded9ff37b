import type { HttpFailure } from '../platform/http-types';
import type { CredentialStates } from '../storage/credential-states';
import { readCredentialStates, writeCredentialStates } from '../storage/credential-states';
import type { ScanPorts } from './ports';
import { connectionState } from './problems';

/** How the use of a credential ended; null stands for a use that went well, absent for no use. */
export type CredentialFailures = Partial<Record<'automation' | 'organization', HttpFailure | null | undefined>>;

/** Keeps how the last use of the app's own credentials ended, and gives all that is known of them. */
export async function saveCredentialStates(ports: ScanPorts, failures: CredentialFailures): Promise<CredentialStates> {
  const states = await readCredentialStates();
  const checkedAt = ports.clock.now().toISOString();
  const { automation, organization } = failures;
  const noted: CredentialStates = {
    automation: automation === undefined ? states.automation : { state: connectionState(automation), checkedAt },
    organization:
      organization === undefined ? states.organization : { state: connectionState(organization), checkedAt },
  };
  await writeCredentialStates(noted);
  return noted;
}

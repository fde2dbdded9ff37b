import { OFFERS } from '../platform/offers';
import { deleteAutomationSecret } from '../storage/automation-secret';
import { deleteConnection } from '../storage/configuration';
import { deleteCredentialState } from '../storage/credential-states';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { deleteOrganizationSecret } from '../storage/organization-secret';

/**
 * Makes the installation's own key, under which fingerprints are made, and forgets the credentials that another edition
 * of the app was given and this one has no use for. Doing it twice changes nothing.
 */
export async function prepareInstallation(): Promise<void> {
  await ensureFingerprintKey();
  if (!OFFERS.connections) {
    await Promise.all([deleteAutomationSecret(), deleteOrganizationSecret()]);
    for (const which of ['automation', 'organization'] as const) {
      await deleteConnection(which);
      await deleteCredentialState(which);
    }
  }
}

import { ensureFingerprintKey } from '../storage/fingerprint-key';

/** Makes the installation's own key, under which fingerprints are made. Doing it twice changes nothing. */
export async function prepareInstallation(): Promise<void> {
  await ensureFingerprintKey();
}

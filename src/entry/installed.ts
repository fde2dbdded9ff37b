import { prepareInstallation } from '../scan/prepare-installation';

/** Installed or upgraded: what a scan will need is made ready. */
export async function installed(): Promise<void> {
  await prepareInstallation();
}

import { readFingerprintKey } from './fingerprint-key';

/**
 * Tells one setup of the app from the next: everything may be erased, and set up anew, while an invocation is at work. It is the
 * id of the fingerprint key, which goes with everything else. Null while nothing is set up.
 */
export async function readInstallation(): Promise<string | null> {
  return (await readFingerprintKey())?.id ?? null;
}

/**
 * Writes something that would stay, and takes it back where everything was erased meanwhile: an erasure that comes between a look
 * and a write would otherwise be undone by it. False where it was erased.
 */
export async function writeUnlessErased(
  installation: string | null,
  write: () => Promise<void>,
  takeBack: () => Promise<void>,
): Promise<boolean> {
  if ((await readInstallation()) !== installation) {
    return false;
  }
  await write();
  if ((await readInstallation()) === installation) {
    return true;
  }
  await takeBack();
  return false;
}

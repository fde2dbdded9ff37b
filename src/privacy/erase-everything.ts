import { SECRETS } from '../storage/keys';
import { readInstallation } from '../storage/installation';
import { deleteAllValues, deleteSecret } from '../storage/values';

/** By then every invocation is over that was at work when everything was erased: Forge ends them after 900 s. */
export const LEFTOVERS_AFTER_SECONDS = 900;

/**
 * Removes everything this app ever stored on the site, secrets first. Gives how many values there were. Invocations that are at
 * work look before they write, and `eraseLeftovers` comes after them.
 */
export async function eraseEverything(): Promise<number> {
  for (const key of SECRETS) {
    await deleteSecret(key);
  }
  return SECRETS.length + (await deleteAllValues());
}

/** Removes what was written by invocations that were at work then; nothing where the app was set up anew since. */
export async function eraseLeftovers(): Promise<void> {
  if ((await readInstallation()) === null) {
    await deleteAllValues();
  }
}

import { SECRETS } from './keys';
import { deleteAllValues, deleteSecret } from './values';

/** Removes everything this app ever stored on the site, secrets first. Gives how many values there were. */
export async function eraseEverything(): Promise<number> {
  for (const key of SECRETS) {
    await deleteSecret(key);
  }
  return SECRETS.length + (await deleteAllValues());
}

import { SECRET_ORGANIZATION } from './keys';
import { deleteSecret, readSecret, writeSecret } from './values';

/** The organization API key. This file alone reads it. */
interface OrganizationSecret {
  key: string;
}

/** The Authorization header's value for the organization's admin APIs; null where nothing is connected. */
export async function readOrganizationAuthorization(): Promise<(() => string) | null> {
  const secret = await readSecret<OrganizationSecret>(SECRET_ORGANIZATION);
  return secret === undefined ? null : bearerAuthorization(secret.key);
}

export async function saveOrganizationSecret(key: string): Promise<void> {
  const secret: OrganizationSecret = { key };
  await writeSecret(SECRET_ORGANIZATION, secret);
}

export async function deleteOrganizationSecret(): Promise<void> {
  await deleteSecret(SECRET_ORGANIZATION);
}

/** The closure does not show the key when it is printed. */
export function bearerAuthorization(key: string): () => string {
  return () => `Bearer ${key}`;
}

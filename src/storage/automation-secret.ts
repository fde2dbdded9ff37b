import { SECRET_AUTOMATION } from './keys';
import { deleteSecret, readSecret, writeSecret } from './values';

/** The admin's own credential for the Automation API. This file alone reads it. */
interface AutomationSecret {
  email: string;
  token: string;
}

/** The Authorization header's value for the Automation API; null where nothing is connected. */
export async function readAutomationAuthorization(): Promise<(() => string) | null> {
  const secret = await readSecret<AutomationSecret>(SECRET_AUTOMATION);
  return secret === undefined ? null : basicAuthorization(secret.email, secret.token);
}

export async function saveAutomationSecret(email: string, token: string): Promise<void> {
  const secret: AutomationSecret = { email, token };
  await writeSecret(SECRET_AUTOMATION, secret);
}

export async function deleteAutomationSecret(): Promise<void> {
  await deleteSecret(SECRET_AUTOMATION);
}

/** Basic authentication as RFC 7617 has it. The closure does not show the values when it is printed. */
export function basicAuthorization(email: string, token: string): () => string {
  return () => `Basic ${Buffer.from(`${email}:${token}`, 'utf8').toString('base64')}`;
}

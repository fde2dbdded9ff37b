import type { ConnectionState } from '../report/connection-state';
import type { Instant } from '../report/report';
import { CREDENTIALS } from './keys';
import { readValue, writeValue } from './values';

export interface CredentialState {
  state: ConnectionState;
  checkedAt: Instant;
}

/** How the last use of each of the app's own credentials ended; null where it was not used yet. */
export interface CredentialStates {
  automation: CredentialState | null;
  organization: CredentialState | null;
}

export async function readCredentialStates(): Promise<CredentialStates> {
  return (await readValue<CredentialStates>(CREDENTIALS)) ?? { automation: null, organization: null };
}

export async function writeCredentialStates(states: CredentialStates): Promise<void> {
  await writeValue(CREDENTIALS, states);
}

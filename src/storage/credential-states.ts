import type { ConnectionState } from '../report/connection-state';
import type { Instant } from '../report/report';
import type { Configuration } from './configuration';
import { STATE_AUTOMATION, STATE_ORGANIZATION } from './keys';
import { deleteValue, readValue, writeValue } from './values';

export interface CredentialState {
  state: ConnectionState;
  checkedAt: Instant;
}

/** How the last use of each of the app's own credentials ended; null where it was not used yet. */
export interface CredentialStates {
  automation: CredentialState | null;
  organization: CredentialState | null;
}

type Which = keyof CredentialStates;

/** A state belongs to one saved credential: how an older one ended says nothing of the one that replaced it. */
interface KeptState extends CredentialState {
  savedAt: Instant;
}

const KEYS = { automation: STATE_AUTOMATION, organization: STATE_ORGANIZATION };

export async function readCredentialStates(configuration: Configuration): Promise<CredentialStates> {
  const [automation, organization] = await Promise.all([readState('automation'), readState('organization')]);
  const ofPresent = (which: Which, kept: KeptState | undefined): CredentialState | null =>
    kept === undefined || kept.savedAt !== configuration[which]?.savedAt
      ? null
      : { state: kept.state, checkedAt: kept.checkedAt };
  return {
    automation: ofPresent('automation', automation),
    organization: ofPresent('organization', organization),
  };
}

/** @param savedAt of the credential that was used */
export async function writeCredentialState(which: Which, savedAt: Instant, state: CredentialState): Promise<void> {
  const kept: KeptState = { ...state, savedAt };
  await writeValue(KEYS[which], kept);
}

export async function deleteCredentialState(which: Which): Promise<void> {
  await deleteValue(KEYS[which]);
}

function readState(which: Which): Promise<KeptState | undefined> {
  return readValue<KeptState>(KEYS[which]);
}

import type { AppPorts } from '../platform/ports';
import type { HttpFailure } from '../platform/http-types';
import type { Configuration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';
import { readCredentialStates, writeCredentialState } from '../storage/credential-states';
import { connectionState } from './problems';

/** How the use of a credential ended; null stands for a use that went well, absent for no use. */
export type CredentialFailures = Partial<Record<'automation' | 'organization', HttpFailure | null | undefined>>;

/**
 * Keeps how the last use of the app's own credentials ended, and gives all that is known of them.
 * @param configuration with the credentials that were used: one that was replaced meanwhile keeps its own state
 */
export async function saveCredentialStates(
  ports: AppPorts,
  configuration: Configuration,
  failures: CredentialFailures,
): Promise<CredentialStates> {
  const states = await readCredentialStates(configuration);
  const checkedAt = ports.clock.now().toISOString();
  for (const which of ['automation', 'organization'] as const) {
    const failure = failures[which];
    const connection = configuration[which];
    if (failure !== undefined && connection !== null) {
      states[which] = { state: connectionState(failure), checkedAt };
      await writeCredentialState(which, connection.savedAt, { state: connectionState(failure), checkedAt });
    }
  }
  return states;
}

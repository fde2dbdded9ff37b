import { addToAudit, readAudit } from '../storage/audit-store';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { answerWith } from './resolver-call';
import { nothing } from './admin-requests';

/** Writes down what an admin did. */
export async function note({ accountId, ports }: ResolverCall, action: string, detail: string): Promise<void> {
  await addToAudit({ at: ports.clock.now().toISOString(), accountId, action, detail });
}

export const getAudit: ResolverDefinition<'getAudit'> = {
  request: nothing,
  async answer() {
    return answerWith({ entries: await readAudit() });
  },
};

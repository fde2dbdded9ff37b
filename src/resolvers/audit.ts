import { newId } from '../platform/new-id';
import { addToAudit, readAudit } from '../storage/audit-store';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { answerWith } from './resolver-call';
import { nothing } from './admin-requests';

/** Writes down what an admin did. */
export async function note({ accountId, ports }: ResolverCall, action: string, detail: string): Promise<void> {
  const now = ports.clock.now();
  await addToAudit({ at: now.toISOString(), accountId, action, detail }, newId(now, ports.random));
}

export const getAudit: ResolverDefinition<'getAudit'> = {
  request: nothing,
  async answer() {
    return answerWith({ entries: await readAudit() });
  },
};

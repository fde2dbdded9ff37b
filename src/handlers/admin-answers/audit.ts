import { addToAudit, readAudit } from '../../storage/audit-store';
import type { AdminCall, AdminDefinition } from '../admin-answer';
import { answerWith } from '../admin-answer';
import { nothing } from '../admin-requests';

/** Writes down what an admin did. */
export async function note({ accountId, ports }: AdminCall, action: string, detail: string): Promise<void> {
  await addToAudit({ at: ports.clock.now().toISOString(), accountId, action, detail });
}

export const getAudit: AdminDefinition<'getAudit'> = {
  request: nothing,
  async answer() {
    return answerWith({ entries: await readAudit() });
  },
};

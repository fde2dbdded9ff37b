import type { Decision } from '../risk/decision';
import { parseDecision } from '../risk/decision';
import { decisionKey, DECISIONS } from './keys';
import { deleteValues, readAll, writeValue } from './values';

/** A site with more of them has given up deciding one by one. */
export const MOST_DECISIONS = 1000;

/** What admins decided about findings. */
export async function readDecisions(): Promise<Decision[]> {
  return (await readAll<unknown>(DECISIONS)).flatMap(({ value }) => {
    const decision = parseDecision(value);
    return decision.ok ? [decision.value] : [];
  });
}

/** Keeps a decision, in place of one of the same type about the same finding. Others are not touched. */
export async function saveDecision(decision: Decision): Promise<void> {
  await writeValue(decisionKey(decision.findingId, decision.type), decision);
}

/** Takes back every decision about a finding. */
export async function deleteDecisions(findingId: string): Promise<void> {
  const keys = (await readAll(decisionKey(findingId, ''))).map(({ key }) => key);
  await deleteValues(keys);
}

import type { Decision } from '../risk/decision';
import { DECISION_TYPES, parseDecision } from '../risk/decision';
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

/** What an admin did a moment ago: a listing of the store may not show it yet. */
export type Change = { saved: Decision } | { withdrawn: string };

/** The decisions as they are after a change, whether the store shows it already or not. */
export function withChange(decisions: readonly Decision[], change: Change): Decision[] {
  if ('withdrawn' in change) {
    return decisions.filter(({ findingId }) => findingId !== change.withdrawn);
  }
  const { saved } = change;
  return [...decisions.filter(({ findingId, type }) => findingId !== saved.findingId || type !== saved.type), saved];
}

/** Does the store show a change already? Where it does not, it may hide others of this moment as well. */
export async function isShown(change: Change): Promise<boolean> {
  const findingId = 'saved' in change ? change.saved.findingId : change.withdrawn;
  const shown = (await readAll<unknown>(decisionKey(findingId, ''))).map(({ value }) => JSON.stringify(value));
  return 'saved' in change ? shown.includes(JSON.stringify(change.saved)) : shown.length === 0;
}

/** Keeps a decision, in place of one of the same type about the same finding. Others are not touched. */
export async function saveDecision(decision: Decision): Promise<void> {
  await writeValue(decisionKey(decision.findingId, decision.type), decision);
}

/** Takes back every decision about a finding, also one that a listing does not show yet. */
export async function deleteDecisions(findingId: string): Promise<void> {
  await deleteValues(DECISION_TYPES.map((type) => decisionKey(findingId, type)));
}

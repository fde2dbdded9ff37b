import type { PlannedRule } from '../storage/scan-store';

/** Rules of one queue event: so many that reading them fits into one minute of Forge's 100 egress requests. */
export const RULES_PER_CHUNK = 85;

/** What a chunk may spend beyond one request a rule: each again, asked twice, and a pause or two. */
const REQUESTS_PER_RULE = 4;
const SPARE_REQUESTS = 60;

/**
 * Requests that a chunk of so many rules may send, all its tries together; so a scan's reading never sends more than
 * the sum. What is left over then is named as unread, and the report as partial.
 */
export function budgetOf(rules: number): number {
  return SPARE_REQUESTS + REQUESTS_PER_RULE * rules;
}

export function chunkCount(rules: number): number {
  return Math.ceil(rules / RULES_PER_CHUNK);
}

export function rulesOfChunk(plan: readonly PlannedRule[], chunk: number): PlannedRule[] {
  return plan.slice(chunk * RULES_PER_CHUNK, (chunk + 1) * RULES_PER_CHUNK);
}

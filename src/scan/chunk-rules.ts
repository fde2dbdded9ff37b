import type { PlannedRule } from '../storage/scan-store';

/** Rules of one queue event: so many that reading them fits into one minute of Forge's 100 egress requests. */
export const RULES_PER_CHUNK = 85;

export function chunkCount(rules: number): number {
  return Math.ceil(rules / RULES_PER_CHUNK);
}

export function rulesOfChunk(plan: readonly PlannedRule[], chunk: number): PlannedRule[] {
  return plan.slice(chunk * RULES_PER_CHUNK, (chunk + 1) * RULES_PER_CHUNK);
}

import type { StoredTokenUse } from '../report/published';
import type { Report } from '../report/report';
import { byToken } from '../risk/by-token';
import type { TokenSource } from '../tokens/token-record';

/** Rules named with one token; more than that is rare, and the findings list has them all. */
const MOST_RULES = 200;

/** Every listed token with the rules that use it, as it is kept, and what that list cannot tell. */
export function tokenUses(
  sources: readonly TokenSource[],
  report: Report,
): { tokens: StoredTokenUse[]; limits: string[] } {
  const { tokens, limits } = byToken(report, sources);
  return {
    tokens: tokens.map(({ record, use, rules }) => {
      const { id, type, label, status, createdAt, expiresAt, lastActiveAt, owner } = record;
      const told = { id, type, label, status, createdAt, expiresAt, lastActiveAt, owner };
      return { ...told, use, rules: rules.slice(0, MOST_RULES) };
    }),
    limits,
  };
}

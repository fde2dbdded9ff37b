import type { AutomationApi } from '../atlassian/automation-api';
import type { PlannedRule } from '../storage/scan-store';

/** A few rules may be deleted while they are being read; that many at once say that the API is in trouble. */
const MOST = 3;

/**
 * Which of these rules were deleted since they were listed: they are not there, and a new listing, read whole, does
 * not name them either. Listing again costs a request for each 100 rules, so it is done for few only; a listing that is
 * not over in time confirms nothing.
 */
export async function confirmGone(
  api: Pick<AutomationApi, 'listRules'>,
  missing: readonly PlannedRule[],
  isOver: () => boolean,
): Promise<string[]> {
  const gone: string[] = [];
  if (missing.length > MOST) {
    return gone;
  }
  for (const product of new Set(missing.map((rule) => rule.product))) {
    const { rules, failure, next } = await api.listRules(product, { isOver });
    const listed = new Set(rules.map(({ uuid }) => uuid));
    const suspects = missing.filter((rule) => rule.product === product);
    const isWhole = failure === null && next === null;
    gone.push(...(isWhole ? suspects.filter(({ uuid }) => !listed.has(uuid)).map(({ uuid }) => uuid) : []));
  }
  return gone;
}

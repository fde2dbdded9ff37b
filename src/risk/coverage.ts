import type { Coverage, PeopleCoverage, UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';

/** What rules amount to, beyond what is found in them. */
export interface FactsTotals {
  rules: number;
  webRequests: number;
  unknownComponents: Record<string, number>;
  /** Parts of rules that could not be read. */
  unread: UnreadableRule[];
  /** Values that came as `***`. Absent in digests that earlier versions stored. */
  withheld?: number;
}

export function totalsOf(facts: Iterable<RuleFacts>): FactsTotals {
  const totals: FactsTotals = { rules: 0, webRequests: 0, unknownComponents: {}, unread: [] };
  const unknown = new Map<string, number>();
  let withheld = 0;
  for (const rule of facts) {
    totals.rules += 1;
    totals.webRequests += rule.webRequests;
    withheld += rule.withheld ?? 0;
    for (const [type, count] of Object.entries(rule.unknownComponents)) {
      unknown.set(type, (unknown.get(type) ?? 0) + count);
    }
    for (const { pointer, reason } of rule.unread) {
      totals.unread.push({ source: `${rule.name} (${rule.uuid}) ${pointer}`.trim(), reason });
    }
  }
  return { ...totals, unknownComponents: Object.fromEntries(unknown), ...(withheld === 0 ? {} : { withheld }) };
}

export function addTotals(one: FactsTotals, other: FactsTotals): FactsTotals {
  // The names come from rules: in a map none of them is special.
  const unknown = new Map(Object.entries(one.unknownComponents));
  for (const [type, count] of Object.entries(other.unknownComponents)) {
    unknown.set(type, (unknown.get(type) ?? 0) + count);
  }
  const withheld = (one.withheld ?? 0) + (other.withheld ?? 0);
  return {
    rules: one.rules + other.rules,
    webRequests: one.webRequests + other.webRequests,
    unknownComponents: Object.fromEntries(unknown),
    unread: [...one.unread, ...other.unread],
    ...(withheld === 0 ? {} : { withheld }),
  };
}

/** Redaction is the API's doing, also where the rules came in a file of its answers. */
function withheldLimits({ withheld = 0 }: FactsTotals): string[] {
  if (withheld === 0) {
    return [];
  }
  const values = withheld === 1 ? '1 hidden value' : `${withheld} hidden values`;
  return [`The API withheld ${values}: “***” came instead, so neither owner nor expiry can be told.`];
}

/** Adds up what was read and what was not. */
export function coverageOf(
  totals: FactsTotals,
  counts: { users: number; tokens: number; people: PeopleCoverage },
  unreadable: readonly UnreadableRule[],
  limits: readonly string[],
  requests: Record<string, number> | undefined,
): Coverage {
  return {
    rulesRead: totals.rules,
    rulesUnreadable: [...unreadable, ...totals.unread],
    webRequests: totals.webRequests,
    unknownComponents: totals.unknownComponents,
    usersChecked: counts.users,
    tokensListed: counts.tokens,
    people: counts.people,
    limits: [...new Set([...limits, ...withheldLimits(totals)])],
    ...(requests === undefined ? {} : { requests }),
  };
}

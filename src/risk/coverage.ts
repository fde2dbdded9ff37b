import type { Coverage, UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';

/** Adds up what was read and what was not. */
export function coverageOf(
  facts: readonly RuleFacts[],
  counts: { users: number; tokens: number },
  unreadable: readonly UnreadableRule[],
  limits: readonly string[],
  requests: Record<string, number> | undefined,
): Coverage {
  const unknown = new Map<string, number>();
  const unread: UnreadableRule[] = [];
  let webRequests = 0;
  for (const rule of facts) {
    webRequests += rule.webRequests;
    for (const [type, count] of Object.entries(rule.unknownComponents))
      unknown.set(type, (unknown.get(type) ?? 0) + count);
    for (const { pointer, reason } of rule.unread)
      unread.push({ source: `${rule.name} (${rule.uuid}) ${pointer}`.trim(), reason });
  }
  return {
    rulesRead: facts.length,
    rulesUnreadable: [...unreadable, ...unread],
    webRequests,
    unknownComponents: Object.fromEntries(unknown),
    usersChecked: counts.users,
    tokensListed: counts.tokens,
    limits: [...new Set(limits)],
    ...(requests === undefined ? {} : { requests }),
  };
}

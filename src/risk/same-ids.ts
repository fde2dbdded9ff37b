import type { RuleFacts } from '../rules/rule-facts';

/** So many are named; the rest is counted. */
const MOST_NAMED = 20;

/**
 * Names the rules that have one id: two files with the same rule, or a rule that somebody copied with its id. Both are read and
 * shown, since nobody but the admin knows which of them is meant.
 */
export function sameIdLimits(facts: readonly RuleFacts[]): string[] {
  const byId = new Map<string, RuleFacts[]>();
  for (const rule of facts) {
    const key = `${rule.product}|${rule.uuid}`;
    const others = byId.get(key);
    if (others === undefined) {
      byId.set(key, [rule]);
    } else {
      others.push(rule);
    }
  }
  const repeated = [...byId.values()].filter(({ length }) => length > 1);
  const named = repeated.slice(0, MOST_NAMED).map((rules) => {
    const names = [...new Set(rules.map(({ name }) => `“${name}”`))].join(', ');
    return `${String(rules.length)} rules have the id ${rules[0]?.uuid ?? ''}: ${names}. All of them were read.`;
  });
  const more = repeated.length - named.length;
  return more > 0 ? [...named, `${String(more)} more ids stand for more than one rule; all of them were read.`] : named;
}

import type { StoredTokenUse } from '../report/published';
import type { Report, RuleRef } from '../report/report';
import type { TokenSource } from '../tokens/token-record';

/** Rules named with one token; more than that is rare, and the findings list has them all. */
const MOST_RULES = 200;

/** Every listed token with the rules that use it, the used ones first. A token that no rule uses may be used elsewhere. */
export function tokenUses(sources: readonly TokenSource[], report: Report): StoredTokenUse[] {
  const exact = new Map<string, Map<string, RuleRef>>();
  const maybe = new Map<string, Map<string, RuleRef>>();
  for (const finding of report.findings) {
    const uses = finding.token?.match === 'exact' ? exact : maybe;
    for (const { id } of finding.token?.candidates ?? []) {
      const rules = uses.get(id) ?? new Map<string, RuleRef>();
      uses.set(id, rules.set(finding.rule.uuid, finding.rule));
    }
  }
  const all = sources.flatMap(({ records }) =>
    records.map((record): StoredTokenUse => {
      const { id, type, label, status, createdAt, expiresAt, lastActiveAt, owner } = record;
      const told = { id, type, label, status, createdAt, expiresAt, lastActiveAt, owner };
      const rules = exact.get(id) ?? maybe.get(id);
      const use = exact.has(id) ? 'exact' : maybe.has(id) ? 'candidate' : 'none';
      return { ...told, use, rules: [...(rules?.values() ?? [])].slice(0, MOST_RULES) };
    }),
  );
  const order = ['exact', 'candidate', 'none'];
  return all.sort((one, other) => order.indexOf(one.use) - order.indexOf(other.use));
}

import type { Finding } from '../../../../src/report/report';

/** The rules that name an account, by what happens to them when it goes. */
export interface Dependents {
  stops: Finding[];
  /** They do not work now, whatever happens to the account. */
  broken: Finding[];
  disabled: Finding[];
  /** The account wrote the rule and nothing more: it goes on, but its failure mail reaches nobody. */
  authored: Finding[];
}

function groupOf(finding: Finding): keyof Dependents {
  if (finding.subject === 'author') return 'authored';
  if (finding.rule.state === 'DISABLED') return 'disabled';
  return finding.level === 'broken' ? 'broken' : 'stops';
}

export function groupDependents(findings: readonly Finding[]): Dependents {
  const groups: Dependents = { stops: [], broken: [], disabled: [], authored: [] };
  for (const finding of findings) groups[groupOf(finding)].push(finding);
  return groups;
}

/** How many rules, not findings: one rule may carry two tokens of an account. */
export function rulesIn(findings: readonly Finding[]): number {
  return new Set(findings.map((finding) => finding.rule.uuid)).size;
}

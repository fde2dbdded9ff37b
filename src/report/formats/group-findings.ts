import { LEVELS } from '../report';
import type { Finding, Level, Report } from '../report';

/**
 * Where a finding is shown: `own` is about this app's own credentials; `disabled` is in a rule that breaks nothing until
 * somebody switches it on.
 */
export type FindingGroup = 'own' | 'enabled' | 'disabled';

/** Sorts a report's findings into the groups in which they are shown, each worst first and otherwise in the report's order. */
export function groupFindings({ findings }: Pick<Report, 'findings'>): Record<FindingGroup, Finding[]> {
  const groups: Record<FindingGroup, Finding[]> = { own: [], enabled: [], disabled: [] };
  for (const finding of worstFirst(findings)) {
    groups[groupOf(finding)].push(finding);
  }
  return groups;
}

/** Findings ordered by level, worst first; within a level they keep their order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = new Map<Level, number>(LEVELS.map((level, index) => [level, index]));
  const rankOf = (finding: Finding): number => rank.get(finding.level) ?? LEVELS.length;
  return [...findings].sort((left, right) => rankOf(left) - rankOf(right));
}

/** The group in which a finding is shown. */
export function groupOf({ own, rule }: Pick<Finding, 'own' | 'rule'>): FindingGroup {
  if (own === true) {
    return 'own';
  }
  return rule.state === 'DISABLED' ? 'disabled' : 'enabled';
}

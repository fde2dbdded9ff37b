import type { ReportChanges } from '../src/report/compare-reports';
import { LEVELS } from '../src/report/report';
import type { Finding, Level, Report } from '../src/report/report';
import { isUnchecked } from '../src/report/unchecked';
import { isIgnored } from './memory/ignore';
import type { ScanRequest } from './requests';

type Bar = Pick<ScanRequest, 'failOn' | 'strict' | 'includeDisabled'>;

/** Whether a finding can make the exit code 1, whatever its level: not in a disabled rule, and not ignored. */
export function countsAt({ includeDisabled }: Pick<Bar, 'includeDisabled'>) {
  return (finding: Pick<Finding, 'rule' | 'decision'>): boolean =>
    (includeDisabled || finding.rule.state === 'ENABLED') && !isIgnored(finding);
}

/** The findings that make the exit code 1; of those that a former report had at the same level or worse, none. */
export function failingFindings(report: Report, changes: ReportChanges | null, bar: Bar): Finding[] {
  const { failOn, strict } = bar;
  if (failOn === null) {
    return [];
  }
  const levels = new Set<Level>(LEVELS.slice(0, LEVELS.indexOf(failOn) + 1));
  const counts = countsAt(bar);
  return candidatesOf(report, changes).filter(
    (finding) => counts(finding) && (levels.has(finding.level) || (strict && isUnchecked(finding))),
  );
}

function candidatesOf({ findings }: Report, changes: ReportChanges | null): readonly Finding[] {
  if (changes === null) {
    return findings;
  }
  // The ladder puts `unknown` below `watch`, but what cannot be checked any more has not become better.
  const lostSight = changes.better.filter(({ finding }) => finding.level === 'unknown');
  return [...changes.new, ...[...changes.worse, ...lostSight].map(({ finding }) => finding)];
}

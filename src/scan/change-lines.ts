import type { ReportChanges } from '../report/compare-reports';
import type { ChangeCounts, HistoryChange } from '../report/published';
import type { Finding, Level } from '../report/report';
import type { ChangeLine } from '../storage/report-store';

/** Lines of each kind that are kept: the notice shows a few, the page compares for itself. */
const KEPT = 15;

export function toChangeCounts(changes: ReportChanges): ChangeCounts {
  return {
    new: changes.new.length,
    worse: changes.worse.length,
    better: changes.better.length,
    gone: changes.gone.length,
    rotated: changes.rotated.length,
  };
}

/** What changed, in a few lines, the worst first. */
export function toChangeLines(changes: ReportChanges): ChangeLine[] {
  return [
    ...changes.worse.slice(0, KEPT).map(({ finding, previousLevel }) => line('worse', finding, previousLevel)),
    ...changes.new
      .filter(({ level }) => level !== 'ok')
      .slice(0, KEPT)
      .map((finding) => line('new', finding, null)),
    ...changes.better.slice(0, KEPT).map(({ finding, previousLevel }) => line('better', finding, previousLevel)),
    ...changes.rotated.slice(0, KEPT).map(({ finding }) => line('rotated', finding, null)),
    ...changes.gone.slice(0, KEPT).map((finding) => ({ ...line('gone', finding, finding.level), after: null })),
  ];
}

/** Half a year of histories must fit into one value. */
const KEPT_OF_KIND = 4;
const LONGEST_NAME = 120;

/** The same for the history, which is kept for half a year and so names nobody. */
export function toHistoryChanges(changes: ReportChanges): HistoryChange[] {
  const told = (kind: HistoryChange['kind'], finding: Finding, before: Level | null): HistoryChange => ({
    kind,
    rule: finding.rule.name.slice(0, LONGEST_NAME),
    reason: finding.reasons[0]?.code ?? null,
    before,
    after: kind === 'gone' ? null : finding.level,
  });
  const news = changes.new.filter(({ level }) => level !== 'ok');
  return [
    ...changes.worse.slice(0, KEPT_OF_KIND).map(({ finding, previousLevel }) => told('worse', finding, previousLevel)),
    ...news.slice(0, KEPT_OF_KIND).map((finding) => told('new', finding, null)),
    ...changes.rotated.slice(0, KEPT_OF_KIND).map(({ finding }) => told('rotated', finding, null)),
    ...changes.better
      .slice(0, KEPT_OF_KIND)
      .map(({ finding, previousLevel }) => told('better', finding, previousLevel)),
    ...changes.gone.slice(0, KEPT_OF_KIND).map((finding) => told('gone', finding, finding.level)),
  ];
}

function line(kind: ChangeLine['kind'], finding: Finding, before: ChangeLine['before']): ChangeLine {
  return {
    kind,
    rule: finding.rule.name,
    what: finding.reasons[0]?.text ?? finding.subject,
    before,
    after: finding.level,
  };
}

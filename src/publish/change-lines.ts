import type { FindingMark, ReportChanges } from '../report/compare-reports';
import { REASON_NAMES } from '../labels/reasons';
import type { ChangeCounts, ChangeLine, HistoryChange } from '../report/published';
import type { Finding, Level } from '../report/report';

/** Lines of each kind that are kept: the notice shows a few, the page compares for itself. */
const KEPT = 15;
const LONGEST_NAME = 200;
/** The same for the history, of which half a year must fit into one value. */
const KEPT_IN_HISTORY = 4;
const LONGEST_IN_HISTORY = 80;

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
  const line = (kind: ChangeLine['kind'], finding: Finding, before: Level | null): ChangeLine => ({
    kind,
    rule: finding.rule.name.slice(0, LONGEST_NAME),
    what: finding.reasons[0]?.text ?? finding.subject,
    before,
    after: finding.level,
  });
  return [
    ...changes.worse.slice(0, KEPT).map(({ finding, previousLevel }) => line('worse', finding, previousLevel)),
    ...news(changes)
      .slice(0, KEPT)
      .map((finding) => line('new', finding, null)),
    ...changes.better.slice(0, KEPT).map(({ finding, previousLevel }) => line('better', finding, previousLevel)),
    ...changes.rotated.slice(0, KEPT).map((finding) => line('rotated', finding, null)),
    ...changes.gone.slice(0, KEPT).map(({ ruleName, reason, level }): ChangeLine => ({
      kind: 'gone',
      rule: ruleName.slice(0, LONGEST_NAME),
      what: reason === null ? 'Nothing more was wrong.' : `${REASON_NAMES[reason]}.`,
      before: level,
      after: null,
    })),
  ];
}

/** The same for the history, which is kept for half a year and so names nobody. */
export function toHistoryChanges(changes: ReportChanges): HistoryChange[] {
  const told = (kind: HistoryChange['kind'], finding: Finding, before: Level | null): HistoryChange => ({
    kind,
    rule: finding.rule.name.slice(0, LONGEST_IN_HISTORY),
    reason: finding.reasons[0]?.code ?? null,
    before,
    after: finding.level,
  });
  const gone = ({ ruleName, reason, level }: FindingMark): HistoryChange => ({
    kind: 'gone',
    rule: ruleName.slice(0, LONGEST_IN_HISTORY),
    reason,
    before: level,
    after: null,
  });
  const first = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, KEPT_IN_HISTORY);
  return [
    ...first(changes.worse).map(({ finding, previousLevel }) => told('worse', finding, previousLevel)),
    ...first(news(changes)).map((finding) => told('new', finding, null)),
    ...first(changes.rotated).map((finding) => told('rotated', finding, null)),
    ...first(changes.better).map(({ finding, previousLevel }) => told('better', finding, previousLevel)),
    ...first(changes.gone).map(gone),
  ];
}

/** What is new and well is no news. */
function news(changes: ReportChanges): Finding[] {
  return changes.new.filter(({ level }) => level !== 'ok');
}

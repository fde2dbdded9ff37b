import type { ReportChanges } from '../report/compare-reports';
import type { ChangeCounts, ChangeLine, HistoryChange } from '../report/published';
import type { Finding, Level } from '../report/report';
import { LEVELS } from '../report/report';

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

export function addChangeCounts(one: ChangeCounts, other: ChangeCounts): ChangeCounts {
  return {
    new: one.new + other.new,
    worse: one.worse + other.worse,
    better: one.better + other.better,
    gone: one.gone + other.gone,
    rotated: one.rotated + other.rotated,
  };
}

/** Lines of two comparisons as if they were of one. */
export function joinChangeLines(one: readonly ChangeLine[], other: readonly ChangeLine[]): ChangeLine[] {
  return joinLines(one, other, ['worse', 'new', 'better', 'rotated', 'gone'], KEPT);
}

export function joinHistoryChanges(one: readonly HistoryChange[], other: readonly HistoryChange[]): HistoryChange[] {
  return joinLines(one, other, ['worse', 'new', 'rotated', 'better', 'gone'], KEPT_OF_KIND);
}

type Told = Pick<ChangeLine, 'kind' | 'before' | 'after'>;

/** Kind by kind, the worst first, so many of each. */
function joinLines<Line extends Told>(
  one: readonly Line[],
  other: readonly Line[],
  kinds: readonly Line['kind'][],
  most: number,
): Line[] {
  const rank = ({ after, before }: Told): number => LEVELS.indexOf(after ?? before ?? 'ok');
  return kinds.flatMap((kind) =>
    [...one, ...other]
      .filter((each) => each.kind === kind)
      .sort((first, second) => rank(first) - rank(second))
      .slice(0, most),
  );
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

import { headline } from '../../src/labels/headline';
import { REASON_NAMES } from '../../src/labels/reasons';
import type { ReportChanges } from '../../src/report/compare-reports';
import { coverageLines } from '../../src/report/formats/coverage-lines';
import { breaksOn, utcDay } from '../../src/report/formats/day';
import { describeOwner, describeSubject } from '../../src/report/formats/describe';
import { groupFindings } from '../../src/report/formats/group-findings';
import { printableText } from '../../src/report/formats/printable-text';
import { LEVELS } from '../../src/report/report';
import type { Finding, Instant, Report } from '../../src/report/report';
import { DEFAULT_LADDER } from '../../src/report/settings';
import { isIgnored } from '../memory/ignore';
import { isUnchecked } from '../../src/report/unchecked';
import type { TableWishes } from '../requests';
import { cutText, fitText } from './cut-text';
import { paintLevel } from './paint';
import type { Page } from './paint';
import { groupRows, isShown, isWithin, rowsOf, sortRows } from './rule-rows';
import type { RowGroup, RuleRow } from './rule-rows';
import { wrapText } from './wrap-text';

/** What the table is made of beside the report. */
export interface TableView extends TableWishes {
  includeDisabled: boolean;
  /** The day up to which “soon” reaches where nobody asks otherwise. */
  soonDays: number;
  changes: ReportChanges | null;
  /** Options that would let more be checked, as whole sentences. */
  hints: readonly string[];
  /** In which rules a step was not understood, by its type. */
  unknownSteps: ReadonlyMap<string, readonly string[]>;
}

export const PLAIN_VIEW: TableView = {
  within: null,
  limit: null,
  sort: 'date',
  explain: false,
  includeDisabled: false,
  soonDays: DEFAULT_LADDER.high,
  changes: null,
  hints: [],
  unknownSteps: new Map(),
};

/** Lines of one sort under coverage and of lists beside the main one; the JSON report has all. */
const MOST_LINES = 10;

/**
 * The report for a terminal: the answer in one sentence, then the rules grouped by what to do, then what is apart, and what could not
 * be seen. Text from rules is made harmless; colours only where the page has them.
 */
export function renderReport(report: Report, view: TableView, page: Page): string {
  const { own, enabled, disabled } = groupFindings(report);
  const counting = view.includeDisabled ? [...enabled, ...disabled] : enabled;
  const shown = (findings: readonly Finding[]): RuleRow[] =>
    sortRows(rowsOf(findings.filter((finding) => isShown(finding, view.within, report.asOf))), view.sort);
  const main = shown(counting.filter((finding) => !isIgnored(finding)));
  const marks = marksOf(view.changes);
  const draw = (rows: readonly RuleRow[]): string[] =>
    rows.flatMap((row) => rowLines(row, { report, view, page, marks, dayWidth }));
  // Spans of days (`from 2026-12-17`) are rare, and the room is wanted for names.
  const dayWidth = Math.max(
    ...['2026-12-17', ...report.findings.map((finding) => dayCell(finding, report.asOf))].map(({ length }) => length),
  );
  return `${[
    [...answer(report, counting, view, page), ...hintLines(view, page)].join('\n'),
    ...listed('This app’s own credentials', shown(own), draw, view),
    ...mainSection(main, draw, view, page),
    ...(view.includeDisabled ? [] : listed('Disabled rules, which fail nothing', shown(disabled), draw, view)),
    ...listed('Ignored by the settings', shown(counting.filter(isIgnored)), draw, view),
    ...changeSection(view.changes, page),
    coverage(report, view, page),
  ].join('\n\n')}\n`;
}

function answer(report: Report, counting: readonly Finding[], view: TableView, page: Page): string[] {
  const { asOf, coverage: read, status } = report;
  const rows = rowsOf(counting);
  const rules = { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 };
  for (const { main } of rows) {
    rules[main.level] += 1;
  }
  const live = rowsOf(counting.filter((finding) => !isIgnored(finding)));
  const days = view.within ?? view.soonDays;
  const sentence = headline({
    rulesRead: read.rulesRead,
    rules,
    ignoredBroken: rules.broken - live.filter(({ main }) => main.level === 'broken').length,
    soon: live.filter(
      ({ main, findings }) => main.level !== 'broken' && findings.some((finding) => isWithin(finding, days, asOf)),
    ).length,
    days,
    unchecked: live.filter(
      ({ main, findings }) =>
        main.level !== 'broken' &&
        !findings.some((finding) => isWithin(finding, days, asOf)) &&
        findings.some(isUnchecked),
    ).length,
    isBlind: read.usersChecked + read.tokensListed === 0,
    next: nextBreak(live, asOf),
  });
  const counts = LEVELS.map((level) => `${paintLevel(level, level, page)} ${rules[level]}`).join('  ');
  const whose = view.includeDisabled ? 'Rules' : 'Enabled rules';
  return [
    ...wrapText(sentence, page.width),
    `${whose}: ${counts}`,
    `Judged at ${asOf}${status === 'partial' ? ', from a partial scan' : ''}`,
  ];
}

/** The rule that breaks next, of those that are not broken. */
function nextBreak(rows: readonly RuleRow[], asOf: Instant): { rule: string; when: string } | null {
  let soonest: { row: RuleRow; finding: Finding; at: string } | null = null;
  for (const row of rows) {
    if (row.main.level === 'broken') {
      continue;
    }
    for (const finding of row.findings) {
      const { from, to } = finding.breaks;
      const at = from !== null && from > asOf ? from : to;
      if (finding.level !== 'unknown' && at !== null && at > asOf && (soonest === null || at < soonest.at)) {
        soonest = { row, finding, at };
      }
    }
  }
  if (soonest === null) {
    return null;
  }
  const { from, to } = soonest.finding.breaks;
  const isOneDay = from !== null && (to === null || utcDay(from) === utcDay(to));
  const word = isOneDay ? 'on' : soonest.at === from ? 'from' : 'by';
  return {
    rule: cutText(printableText(soonest.row.rule.name), 60),
    when: `${word} ${shortDay(soonest.at, asOf)}`,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `17 Dec`, with the year where it is not the one of the report. */
function shortDay(at: Instant, asOf: Instant): string {
  const [year = '', month = '', day = ''] = utcDay(at).split('-');
  const isSameYear = year === asOf.slice(0, 4);
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}${isSameYear ? '' : ` ${year}`}`;
}

function hintLines({ hints }: TableView, page: Page): string[] {
  return hints.flatMap((hint) => wrapText(hint, page.width));
}

function mainSection(
  rows: readonly RuleRow[],
  draw: (rows: readonly RuleRow[]) => string[],
  view: TableView,
  page: Page,
): string[] {
  if (rows.length === 0) {
    return [];
  }
  const groups = groupRows(rows, view.limit);
  const lines = groups.flatMap((group) => [...groupTitle(group, page), ...draw(group.rows)]);
  const left = rows.length - groups.reduce((sum, group) => sum + group.rows.length, 0);
  return [[...lines, ...(left === 0 ? [] : [`… and ${left} more; --limit all shows every rule`])].join('\n')];
}

function groupTitle({ title, size, rows }: RowGroup, page: Page): string[] {
  const count = size === 1 ? '1 rule' : `${size} rules`;
  const tail = rows.length === size ? `· ${count}` : `· ${rows.length} of ${count}`;
  // The count stays in one piece.
  const text = `${printableText(title)} ${tail.replaceAll(' ', '\u00A0')}`;
  const [first = '', ...others] = wrapText(text, page.width - 4).map((line) => line.replaceAll('\u00A0', ' '));
  return [first, ...others.map((line) => `    ${line}`)];
}

/** A list beside the main one. */
function listed(
  title: string,
  rows: readonly RuleRow[],
  draw: (rows: readonly RuleRow[]) => string[],
  { limit }: TableView,
): string[] {
  if (rows.length === 0) {
    return [];
  }
  const most = limit === null ? MOST_LINES : limit === 'all' ? rows.length : Math.min(limit, MOST_LINES);
  const left = Math.max(0, rows.length - most);
  return [
    [`${title} · ${rows.length}`, ...draw(rows.slice(0, most)), ...(left === 0 ? [] : [`  … and ${left} more`])].join(
      '\n',
    ),
  ];
}

interface Drawing {
  report: Report;
  view: TableView;
  page: Page;
  marks: ReadonlyMap<string, string>;
  dayWidth: number;
}

const LEVEL_WIDTH = 8;
function rowLines(row: RuleRow, { report, view, page, marks, dayWidth }: Drawing): string[] {
  const { main, findings, rule } = row;
  const rest = page.width - 2 - LEVEL_WIDTH - dayWidth - 6;
  const nameWidth = Math.ceil(rest / 2);
  const line = [
    `  ${paintLevel(main.level, fitText(main.level, LEVEL_WIDTH), page)}`,
    fitText(dayCell(main, report.asOf), dayWidth),
    fitText(printableText(rule.name), nameWidth),
    cutText(whyCell(row, marks), rest - nameWidth),
  ].join('  ');
  return [line, ...(view.explain ? findings.flatMap((finding) => explanation(finding, page)) : [])];
}

function dayCell({ level, breaks }: Finding, asOf: Instant): string {
  if (level === 'broken') {
    return 'now';
  }
  const { from, to } = breaks;
  const first = from ?? to;
  if (first === null) {
    return '–';
  }
  const last = to ?? first;
  if (from !== null && utcDay(first) === utcDay(last)) {
    return utcDay(first);
  }
  return from === null || from <= asOf ? `by ${utcDay(last)}` : `from ${utcDay(first)}`;
}

/** In a few words: what is new since the former report, the worst reason, and how much else there is. */
function whyCell({ main, findings }: RuleRow, marks: ReadonlyMap<string, string>): string {
  const mark = marks.get(main.id) ?? findings.map(({ id }) => marks.get(id)).find((one) => one !== undefined);
  const code = main.reasons[0]?.code;
  const why = code === undefined ? '' : REASON_NAMES[code];
  const more = findings.length === 1 ? '' : ` (+${findings.length - 1})`;
  return `${mark === undefined ? '' : `${mark}: `}${why}${more}`;
}

function explanation(finding: Finding, page: Page): string[] {
  const what = `${describeSubject(finding)}; ${describeOwner(finding)}; breaks ${breaksOn(finding)}; id ${finding.id}`;
  const ignored = finding.decision === undefined ? [] : [`Ignored: ${finding.decision.because}`];
  const texts = [
    what,
    ...ignored,
    ...finding.reasons.map(({ text }) => text),
    ...finding.advice.map(({ text }) => `→ ${text}`),
  ];
  return texts.flatMap((text) => wrapText(printableText(text), page.width - 4).map((line) => `    ${line}`));
}

function marksOf(changes: ReportChanges | null): Map<string, string> {
  return new Map([
    ...(changes?.new ?? []).map(({ id }): [string, string] => [id, 'new']),
    ...(changes?.worse ?? []).map(({ finding }): [string, string] => [finding.id, 'worse']),
  ]);
}

function changeSection(changes: ReportChanges | null, page: Page): string[] {
  if (changes === null) {
    return [];
  }
  const { since, better, gone } = changes;
  const counts = `${changes.new.length} new, ${changes.worse.length} worse, ${better.length} better, ${gone.length} gone`;
  const lines = [
    ...better.map(
      ({ finding, previousLevel }) => `better: ${finding.rule.name}, ${previousLevel} before, now ${finding.level}`,
    ),
    ...gone.map(
      ({ ruleName, level, reason }) =>
        `gone: ${ruleName}, ${level} before${reason === null ? '' : ` (${REASON_NAMES[reason]})`}`,
    ),
  ];
  const shown = cut(lines).map((line) => `  ${cutText(printableText(line), page.width - 2)}`);
  return [[`Findings since the report of ${since === null ? '' : utcDay(since)}: ${counts}`, ...shown].join('\n')];
}

function coverage(report: Report, { unknownSteps }: TableView, page: Page): string {
  const { read, people, unreadable, limits } = coverageLines(report.coverage);
  const lines = [
    people,
    ...cut(unreadable.map((line) => `Not read: ${line}`)),
    ...cut(stepLines(report, unknownSteps)),
    ...cut(limits),
  ];
  return [
    `Coverage: ${read}`,
    ...lines.flatMap((line) => wrapText(printableText(line), page.width - 2).map((part) => `  ${part}`)),
  ].join('\n');
}

/** Steps that are not known, the most frequent first, each with a rule in which to look. */
function stepLines({ coverage: { unknownComponents } }: Report, unknownSteps: TableView['unknownSteps']): string[] {
  return Object.entries(unknownComponents)
    .sort(([, one], [, other]) => other - one)
    .map(([type, count]) => {
      const [first, ...others] = unknownSteps.get(type) ?? [];
      const where =
        first === undefined ? '' : ` in rule “${first}”${others.length === 0 ? '' : ` and ${others.length} more`}`;
      return `Step not understood: ${type}${where} (${count === 1 ? 'once' : `${count} times`})`;
    });
}

function cut(lines: readonly string[]): string[] {
  return lines.length <= MOST_LINES
    ? [...lines]
    : [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more, all in --format json`];
}

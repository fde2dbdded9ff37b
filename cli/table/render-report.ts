import { LEVELS } from '../../src/report/report';
import type { Finding, Instant, Report } from '../../src/report/report';
import { coverageLines, rulesByLevel } from '../../src/report/formats/coverage-lines';
import { breaksOn } from '../../src/report/formats/day';
import { describeOwner, describeSubject } from '../../src/report/formats/describe';
import { groupFindings } from '../../src/report/formats/group-findings';
import { printableText } from '../../src/report/formats/printable-text';
import { paintLevel } from './paint';
import type { Page } from './paint';
import { renderGrid } from './render-grid';

/** Lines of one sort under coverage; the JSON report has all. */
const MOST_LINES = 20;

/**
 * The report for a terminal: the counts, the findings worst first, what was only counted, and what could not be seen.
 * Text from rules is made harmless; colours only where the page has them.
 */
export function renderReport(report: Report, page: Page): string {
  const groups = groupFindings(report);
  return (
    [
      `Judged at ${report.asOf}${report.status === 'partial' ? ', from a partial scan' : ''}`,
      `${rulesByLevel(report.rules)}\nFindings: ${LEVELS.map((level) => `${paintLevel(level, level, page)} ${report.summary[level]}`).join('  ')}`,
      ...section('This app’s own credentials', groups.own, report.asOf, page),
      ...section(
        groups.own.length + groups.disabled.length === 0 ? null : 'Findings',
        groups.enabled,
        report.asOf,
        page,
      ),
      ...section('In disabled rules', groups.disabled, report.asOf, page),
      renderCoverage(report),
    ].join('\n\n') + '\n'
  );
}

const COLUMNS = [
  { title: 'Level', share: 0, least: 10 },
  { title: 'Rule', share: 5, least: 12 },
  { title: 'What', share: 6, least: 12 },
  { title: 'Whose', share: 5, least: 12 },
  { title: 'Breaks', share: 0, least: 12 },
];

function section(title: string | null, findings: Finding[], asOf: Instant, page: Page): string[] {
  if (findings.length === 0) {
    return [];
  }
  const rows = findings.map((finding) => ({
    cells: [
      finding.level,
      printableText(finding.rule.name),
      printableText(describeSubject(finding)),
      printableText(describeOwner(finding)),
      breaksOn(finding, asOf),
    ],
    paint: (text: string) => paintLevel(finding.level, text, page),
    note: printableText([...finding.reasons, ...finding.advice].map(({ text }) => text).join(' ')),
  }));
  return [...(title === null ? [] : [title]), renderGrid(COLUMNS, rows, page.width)];
}

function renderCoverage(report: Report): string {
  const { read, people, unreadable, unknownComponents, limits } = coverageLines(report.coverage);
  return [
    `Coverage: ${read}`,
    `  ${people}`,
    ...cut(unreadable).map((line) => `  Not read: ${line}`),
    ...(unknownComponents === null ? [] : [`  Steps not understood: ${unknownComponents}`]),
    ...cut(limits).map((line) => `  ${line}`),
  ]
    .map(printableText)
    .join('\n');
}

function cut(lines: readonly string[]): string[] {
  return lines.length <= MOST_LINES
    ? [...lines]
    : [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more, all in --format json`];
}

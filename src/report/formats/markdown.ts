import { LEVELS } from '../report';
import type { Finding, ReportHead } from '../report';
import { coverageLines, rulesByLevel } from './coverage-lines';
import { breaksOn, utcDay } from './day';
import { describeOwner, describeSubject } from './describe';
import { groupOf, type FindingGroup } from './group-findings';
import { printableText } from './printable-text';

const SECTIONS: readonly { group: FindingGroup; title: string }[] = [
  { group: 'own', title: 'This app’s own credentials' },
  { group: 'enabled', title: 'Findings' },
  { group: 'disabled', title: 'In disabled rules' },
];

/**
 * The report as Markdown (GitHub's dialect). Everything that comes from a rule or an account is shown as text: it
 * cannot become a link, an image, HTML, a mention or a table cell of its own.
 */
export function* writeMarkdown(head: ReportHead, findings: Iterable<Finding>): Generator<string> {
  yield [
    '# Automation Token Watch',
    `Judged at ${head.asOf}.${head.status === 'partial' ? ' **This scan is partial: see coverage.**' : ''}`,
    `${rulesByLevel(head.rules)} Findings:`,
    summaryTable(head),
  ].join('\n\n');
  yield sinceBaseline(head);
  for (const { group, title } of SECTIONS) {
    let isEmpty = true;
    for (const finding of findings) {
      if (groupOf(finding) === group) {
        yield `${isEmpty ? `\n\n## ${title}\n\n${table(COLUMNS, [])}` : ''}\n${line(cellsOf(finding))}`;
        isEmpty = false;
      }
    }
  }
  yield `\n\n${coverageSection(head).join('\n\n')}\n`;
}

/** What is different since the report that was given to compare with. */
function sinceBaseline({ baseline }: ReportHead): string {
  if (baseline === undefined) {
    return '';
  }
  const { asOf, gone } = baseline;
  const counts = (['new', 'worse', 'better', 'gone'] as const).map((kind) => `${baseline[kind].length} ${kind}`);
  const lines = gone.map(({ rule, level }) => `- gone: ${escapeMarkdown(rule)}, ${level} before`);
  return [
    '',
    `Findings since the report of ${utcDay(asOf)}: ${counts.join(', ')}.`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ].join('\n\n');
}

const COLUMNS = ['Level', 'Rule', 'What', 'Whose', 'Breaks', 'Why', 'Next step'];

/** Text that stays text in Markdown, on one line, also inside a table cell. */
export function escapeMarkdown(text: string): string {
  return (
    printableText(text)
      .replace(/[\\*_{}[\]()#+!~$^]/g, String.raw`\$&`)
      .replace(/[&<>|`]/g, (sign) => ENTITIES.get(sign) ?? '')
      // GitHub's dialect makes links of bare addresses; a backslash between the parts ends that.
      .replace(/:(?=\/\/)|(?<=\b(?:mailto|xmpp)):/gi, String.raw`\:`)
      .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)
      // A zero-width mark keeps `@name` from notifying the person of that name; an email stays as it is.
      .replace(/(^|[^\p{L}\p{N}])@(?=[\p{L}\p{N}])/gu, '$1@&#8203;')
      // Where the text begins a line, these would begin a list or underline a heading.
      .replace(/^(\s*)(?=[-=])/, '$1\\')
      .replace(/^(\s*\d+)\./, String.raw`$1\.`)
  );
}

/** HTML's signs and the table's become entities, which hold in every dialect; the rest takes a backslash. */
const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['|', '&#124;'],
  ['`', '&#96;'],
]);

function summaryTable(report: ReportHead): string {
  return table(
    LEVELS.map((level) => level),
    [LEVELS.map((level) => String(report.summary[level]))],
  );
}

function cellsOf(finding: Finding): string[] {
  return [
    finding.level,
    escapeMarkdown(finding.rule.name),
    escapeMarkdown(describeSubject(finding)),
    escapeMarkdown(describeOwner(finding)),
    breaksOn(finding),
    escapeMarkdown(finding.reasons.map((reason) => reason.text).join(' ')),
    escapeMarkdown(finding.advice.map((advice) => advice.text).join(' ')),
  ];
}

function coverageSection(report: ReportHead): string[] {
  const lines = coverageLines(report.coverage);
  return [
    '## Coverage',
    [
      `- Read: ${lines.read}. Report of ${utcDay(report.generatedAt)}.`,
      `- ${lines.people}`,
      ...lines.unreadable.map((line) => `- Not read: ${escapeMarkdown(line)}`),
      ...(lines.unknownComponents === null
        ? []
        : [`- Steps not understood: ${escapeMarkdown(lines.unknownComponents)}`]),
      ...lines.limits.map((limit) => `- ${escapeMarkdown(limit)}`),
    ].join('\n'),
  ];
}

function table(head: string[], rows: string[][]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

import { LEVELS } from '../report';
import type { Finding, Report } from '../report';
import { coverageLines } from './coverage-lines';
import { breaksOn, utcDay } from './day';
import { describeOwner, describeSubject } from './describe';
import { countPeople, groupFindings } from './group-findings';
import { printableText } from './printable-text';

/**
 * The report as Markdown (GitHub's dialect). Everything that comes from a rule or an account is shown as text: it
 * cannot become a link, an image, HTML, a mention or a table cell of its own.
 */
export function formatMarkdown(report: Report): string {
  const groups = groupFindings(report);
  return (
    [
      '# Automation Token Watch',
      `Judged at ${report.asOf}.${report.status === 'partial' ? ' **This scan is partial: see coverage.**' : ''}`,
      summaryTable(report),
      ...section('This app’s own credentials', groups.own),
      ...section('Findings', groups.enabled),
      ...section('In disabled rules', groups.disabled),
      ...peopleLines(countPeople(groups.uncheckedPeople), 'could not be checked.'),
      ...peopleLines(countPeople(groups.finePeople), 'checked; nothing found.'),
      ...coverageSection(report),
    ].join('\n\n') + '\n'
  );
}

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

function summaryTable(report: Report): string {
  return table(
    LEVELS.map((level) => level),
    [LEVELS.map((level) => String(report.summary[level]))],
  );
}

function section(title: string, findings: Finding[]): string[] {
  if (findings.length === 0) {
    return [];
  }
  const rows = findings.map((finding) => [
    finding.level,
    escapeMarkdown(finding.rule.name),
    escapeMarkdown(describeSubject(finding)),
    escapeMarkdown(describeOwner(finding)),
    breaksOn(finding),
    escapeMarkdown(finding.reasons.map((reason) => reason.text).join(' ')),
    escapeMarkdown(finding.advice.map((advice) => advice.text).join(' ')),
  ]);
  return [`## ${title}`, table(['Level', 'Rule', 'What', 'Whose', 'Breaks', 'Why', 'Next step'], rows)];
}

function peopleLines(count: string | null, verdict: string): string[] {
  return count === null ? [] : [`${count} ${verdict}`];
}

function coverageSection(report: Report): string[] {
  const lines = coverageLines(report.coverage);
  return [
    '## Coverage',
    [
      `- Read: ${lines.read}. Report of ${utcDay(report.generatedAt)}.`,
      ...lines.unreadable.map((line) => `- Not read: ${escapeMarkdown(line)}`),
      ...(lines.unknownComponents === null
        ? []
        : [`- Steps not understood: ${escapeMarkdown(lines.unknownComponents)}`]),
      ...lines.limits.map((limit) => `- ${escapeMarkdown(limit)}`),
    ].join('\n'),
  ];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

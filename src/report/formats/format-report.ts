import type { Finding, Report, ReportHead } from '../report';
import { writeCsv } from './csv';
import { worstFirst } from './group-findings';
import { writeJson } from './json';
import { writeMarkdown } from './markdown';
import { writeSarif } from './sarif';

/** The formats of an export; the command line adds a table for terminals. */
export const REPORT_FORMATS = ['json', 'csv', 'markdown', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * The text of a report in pieces, so that it need not lie whole in memory. It holds what the report holds: no credential,
 * no part of one. Findings may be walked through more than once.
 */
export type ReportWriter = (head: ReportHead, findings: Iterable<Finding>) => Iterable<string>;

export const REPORT_WRITERS: Readonly<Record<ReportFormat, ReportWriter>> = {
  json: writeJson,
  csv: writeCsv,
  markdown: writeMarkdown,
  sarif: writeSarif,
};

/** The report as text in one of the export formats. */
export function formatReport({ findings, ...head }: Report, format: ReportFormat): string {
  const ordered = format === 'markdown' ? worstFirst(findings) : findings;
  return [...REPORT_WRITERS[format](head, ordered)].join('');
}

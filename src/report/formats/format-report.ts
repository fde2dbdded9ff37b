import type { Report } from '../report';
import { csvWriter, formatCsv } from './csv';
import { formatJson, jsonWriter } from './json';
import { formatMarkdown, markdownWriter } from './markdown';
import type { ReportWriter } from './report-writer';
import { formatSarif, sarifWriter } from './sarif';

/** The formats of an export; the command line adds a table for terminals. */
export const REPORT_FORMATS = ['json', 'csv', 'markdown', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Each format's writer, for reports that are too large to be held whole. */
export const REPORT_WRITERS: Readonly<Record<ReportFormat, ReportWriter>> = {
  json: jsonWriter,
  csv: csvWriter,
  markdown: markdownWriter,
  sarif: sarifWriter,
};

/** The report as text in one of the export formats. It holds what the report holds: no credential, no part of one. */
export function formatReport(report: Report, format: ReportFormat): string {
  return FORMATTERS[format](report);
}

const FORMATTERS: Record<ReportFormat, (report: Report) => string> = {
  json: formatJson,
  csv: formatCsv,
  markdown: formatMarkdown,
  sarif: formatSarif,
};

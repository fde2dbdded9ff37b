import type { Report } from '../report';
import { formatCsv } from './csv';
import { formatJson } from './json';
import { formatMarkdown } from './markdown';
import { formatSarif } from './sarif';

/** The formats of an export; the command line adds a table for terminals. */
export const REPORT_FORMATS = ['json', 'csv', 'markdown', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const FORMATTERS: Record<ReportFormat, (report: Report) => string> = {
  json: formatJson,
  csv: formatCsv,
  markdown: formatMarkdown,
  sarif: formatSarif,
};

/** The report as text in one of the export formats. It holds what the report holds: no credential, no part of one. */
export function formatReport(report: Report, format: ReportFormat): string {
  return FORMATTERS[format](report);
}

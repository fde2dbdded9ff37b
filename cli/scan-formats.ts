import { extname } from 'node:path';
import { writeCalendar } from '../src/report/formats/calendar';
import { formatReport, REPORT_FORMATS } from '../src/report/formats/format-report';
import { DEFAULT_LADDER } from '../src/report/settings';
import type { Report } from '../src/report/report';
import type { ScanRequest } from './requests';
import type { Page } from './table/paint';
import { renderReport } from './table/render-report';

/** What `scan` prints: what the app exports, a table for terminals and a calendar. */
export const SCAN_FORMATS = ['table', ...REPORT_FORMATS, 'ics'] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

const FORMAT_OF_ENDING: ReadonlyMap<string, ScanFormat> = new Map([
  ['.json', 'json'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.sarif', 'sarif'],
  ['.ics', 'ics'],
]);

/** Of files, as far as they say what is in them. */
export const ENDINGS: readonly string[] = [...FORMAT_OF_ENDING.keys()];

/** Null where the ending of the name says nothing. */
export function formatOfFile(file: string): ScanFormat | null {
  return FORMAT_OF_ENDING.get(extname(file).toLowerCase()) ?? null;
}

export function formatScan(
  report: Report,
  { format, ladder }: Pick<ScanRequest, 'format' | 'ladder'>,
  page: Page,
): string {
  switch (format) {
    case 'table':
      return renderReport(report, page);
    case 'ics':
      return [...writeCalendar(report, report.findings, ladder ?? DEFAULT_LADDER)].join('');
    default:
      return formatReport(report, format);
  }
}

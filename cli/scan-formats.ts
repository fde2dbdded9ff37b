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

export function formatScan(report: Report, { format, ladder }: ScanRequest, page: Page): string {
  switch (format) {
    case 'table':
      return renderReport(report, page);
    case 'ics':
      return [...writeCalendar(report, report.findings, ladder ?? DEFAULT_LADDER)].join('');
    default:
      return formatReport(report, format);
  }
}

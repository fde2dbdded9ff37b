import { extname } from 'node:path';
import { writeCalendar } from '../src/report/formats/calendar';
import { formatReport, REPORT_FORMATS } from '../src/report/formats/format-report';
import { DEFAULT_LADDER } from '../src/report/settings';
import type { Ladder } from '../src/report/settings';
import type { Report } from '../src/report/report';

/** What a file of a report can be: what the app exports, or a calendar. */
const FILE_FORMATS = [...REPORT_FORMATS, 'ics'] as const;
type FileFormat = (typeof FILE_FORMATS)[number];

/** What `scan` prints: the same, or a table for terminals. */
export const SCAN_FORMATS = ['table', ...FILE_FORMATS] as const;
export type ScanFormat = (typeof SCAN_FORMATS)[number];

const FORMAT_OF_ENDING: ReadonlyMap<string, FileFormat> = new Map([
  ['.json', 'json'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.sarif', 'sarif'],
  ['.ics', 'ics'],
]);

/** Of files, as far as they say what is in them. */
export const ENDINGS: readonly string[] = [...FORMAT_OF_ENDING.keys()];

/** True where the ending of the name says what is to be in the file. */
export function saysFormat(file: string): boolean {
  return FORMAT_OF_ENDING.has(extname(file).toLowerCase());
}

/** JSON where the ending of the name says nothing. */
export function formatOfFile(file: string): FileFormat {
  return FORMAT_OF_ENDING.get(extname(file).toLowerCase()) ?? 'json';
}

/** @param ladder null: the usual one; only a calendar knows it */
export function formatFile(report: Report, format: FileFormat, ladder: Ladder | null): string {
  return format === 'ics'
    ? [...writeCalendar(report, report.findings, ladder ?? DEFAULT_LADDER)].join('')
    : formatReport(report, format);
}

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ReportFormat } from '../../report/formats/format-report';
import { REPORT_FORMATS } from '../../report/formats/format-report';
import { parseJson } from '../../rules/parse-json';
import type { PublishedReport } from '../../storage/report-store';
import type { ExportPoint } from './write-slice';

/** What an export is asked to go on with: where, in which format, and in which report. */
export interface ExportCursor {
  mark: string;
  format: ReportFormat;
  point: ExportPoint;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const people = v.strictObject({ actor: count, author: count });
const Cursor = v.strictObject({
  mark: v.string(),
  format: v.picklist(REPORT_FORMATS),
  point: v.strictObject({
    stage: v.picklist(['begin', 'findings', 'end']),
    place: v.strictObject({ station: count, at: v.array(count) }),
    state: v.strictObject({ round: count, rows: count, unchecked: people, fine: people }),
    skip: count,
  }),
});

/**
 * Tells a report from every other one, and from itself after a failed scan or the erasing of a person changed what it
 * says: a file must not be mixed of two.
 */
export function markOf(published: PublishedReport): string {
  return digestOf(JSON.stringify(published));
}

/** One word that the page sends back as it is. */
export function toExportCursor(cursor: ExportCursor): string {
  const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${text}.${digestOf(text)}`;
}

/**
 * Null where the word is none of `toExportCursor`. The digest is no secret: who forges a cursor spoils their own file, of a
 * report that they may read anyway.
 */
export function readExportCursor(word: string): ExportCursor | null {
  const [text = '', digest, ...more] = word.split('.');
  if (digest !== digestOf(text) || more.length > 0) {
    return null;
  }
  const json = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  const cursor = json.ok ? v.safeParse(Cursor, json.value) : null;
  return cursor?.success === true ? cursor.output : null;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

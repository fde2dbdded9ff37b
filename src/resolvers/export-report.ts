import type { ReportFormat } from '../report/formats/format-report';
import { REPORT_WRITERS } from '../report/formats/format-report';
import { readHead, readReport } from '../storage/report-store';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { exportRequest } from './admin-requests';
import { note } from './audit';

const FILES: Record<ReportFormat, { extension: string; mediaType: string }> = {
  json: { extension: 'json', mediaType: 'application/json' },
  csv: { extension: 'csv', mediaType: 'text/csv' },
  markdown: { extension: 'md', mediaType: 'text/markdown' },
  sarif: { extension: 'sarif', mediaType: 'application/sarif+json' },
};

/** Characters of one slice. An answer may have 5 MB, and one of these takes three bytes of it at most. */
const SLICE = 1_500_000;

/** The published report as a file, slice by slice. A place to go on from is good for one report: a file must not be mixed of two. */
export const exportReport: ResolverDefinition<'exportReport'> = {
  request: exportRequest,
  async answer({ format, cursor }, call) {
    const slice = await readReport(async (reader) => {
      const { published } = reader;
      // A failed scan or an erased person changes what a report says, not its id.
      const mark = `${published.id}.${published.problem?.at.replace(/\W/g, '') ?? ''}`;
      const from = cursor === undefined ? 0 : placeIn(cursor, mark);
      const text =
        from === null ? null : textFrom(REPORT_WRITERS[format](await readHead(reader), await reader.findings()), from);
      return { published, mark, from, text };
    });
    if (slice === null) {
      return refuse('not-found', 'There is no report yet. Start a scan first.');
    }
    const { published, mark, from, text } = slice;
    if (from === null || text === null) {
      return refuse('outdated', 'The report changed in the meantime. Start the export again.');
    }
    if (cursor === undefined) {
      await note(call, 'export', `The report was exported as ${format}.`);
    }
    const { extension, mediaType } = FILES[format];
    return answerWith({
      fileName: `automation-token-watch-${published.asOf.slice(0, 10)}.${extension}`,
      mediaType,
      text: text.slice,
      nextCursor: text.isLast ? null : `${mark}.${from + text.slice.length}`,
    });
  },
};

/** The character to go on from; null where the place is in another report. */
function placeIn(cursor: string, mark: string): number | null {
  const place = cursor.startsWith(`${mark}.`) ? cursor.slice(mark.length + 1) : '';
  return /^\d{1,12}$/.test(place) ? Number(place) : null;
}

/** A slice of a text that comes in pieces, which is never whole in memory. */
function textFrom(pieces: Iterable<string>, from: number): { slice: string; isLast: boolean } {
  const taken: string[] = [];
  let before = 0;
  let length = 0;
  for (const piece of pieces) {
    const wanted = piece.slice(Math.max(0, from - before));
    before += piece.length;
    const room = SLICE - length;
    if (wanted.length > room) {
      taken.push(wanted.slice(0, endWithin(wanted, room)));
      return { slice: taken.join(''), isLast: false };
    }
    taken.push(wanted);
    length += wanted.length;
  }
  return { slice: taken.join(''), isLast: true };
}

/** Not within a character of two units. */
function endWithin(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

import type { ReportFormat } from '../report/formats/format-report';
import { readPublished } from '../storage/report-store';
import { markOf, readExportCursor, toExportCursor } from './export/export-cursor';
import { exportStart, writeSlice } from './export/write-slice';
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

/** The published report as a file, slice by slice: an answer reads and writes only what its slice needs. */
export const exportReport: ResolverDefinition<'exportReport'> = {
  request: exportRequest,
  async answer({ format, cursor }, call) {
    const published = await readPublished();
    if (published === null) {
      return refuse('not-found', 'There is no report yet. Start a scan first.');
    }
    const mark = markOf(published);
    const from = cursor === undefined ? { mark, format, point: exportStart() } : readExportCursor(cursor);
    if (from?.format !== format) {
      return refuse('bad-request', 'The app never gave this place to go on from. Start the export again.');
    }
    if (from.mark !== mark) {
      return refuse('outdated', 'The report changed in the meantime. Start the export again.');
    }
    if (cursor === undefined) {
      await note(call, 'export', `The report was exported as ${format}.`);
    }
    const { extension, mediaType } = FILES[format];
    const { text, next } = await writeSlice(published, format, from.point);
    return answerWith({
      fileName: `automation-token-watch-${published.asOf.slice(0, 10)}.${extension}`,
      mediaType,
      text,
      nextCursor: next === null ? null : toExportCursor({ mark, format, point: next }),
    });
  },
};

import type { ReportFormat } from '../../report/formats/format-report';
import { formatReport } from '../../report/formats/format-report';
import { eraseEverything as erase } from '../../storage/erase';
import { readPublished, readReport } from '../../storage/report-store';
import type { AdminDefinition } from '../admin-answer';
import { answerWith, refuse } from '../admin-answer';
import { eraseRequest, exportRequest } from '../admin-requests';
import { note } from './audit';

/** A resolver's answer may have 5 MB; text grows a little when it is wrapped into JSON. */
const SLICE = 2_000_000;

const FILES: Record<ReportFormat, { extension: string; mediaType: string }> = {
  json: { extension: 'json', mediaType: 'application/json' },
  csv: { extension: 'csv', mediaType: 'text/csv' },
  markdown: { extension: 'md', mediaType: 'text/markdown' },
  sarif: { extension: 'sarif', mediaType: 'application/sarif+json' },
};

export const exportReport: AdminDefinition<'exportReport'> = {
  request: exportRequest,
  async answer({ format, offset = 0 }, call) {
    const published = await readPublished();
    if (published === null) {
      return refuse('not-found', 'There is no report yet. Start a scan first.');
    }
    const text = formatReport(await readReport(published), format);
    const { extension, mediaType } = FILES[format];
    if (offset === 0) {
      await note(call, 'export', `The report was exported as ${format}.`);
    }
    const end = offset + SLICE;
    return answerWith({
      fileName: `automation-token-watch-${published.asOf.slice(0, 10)}.${extension}`,
      mediaType,
      text: text.slice(offset, end),
      nextOffset: end < text.length ? end : null,
    });
  },
};

export const eraseEverything: AdminDefinition<'eraseEverything'> = {
  request: eraseRequest,
  async answer({ confirm }) {
    if (confirm !== 'erase') {
      return refuse('bad-request', 'To remove everything, confirm with the word “erase”.');
    }
    return answerWith({ erased: await erase() });
  },
};

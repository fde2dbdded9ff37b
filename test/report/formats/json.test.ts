import fc from 'fast-check';
import * as v from 'valibot';
import { toSafeJson } from '../../../src/report/formats/json';
import { ReportSchema } from './report-schema';
import type { Report } from '../../../src/report/report';
import { formatReport } from '../../../src/report/formats/format-report';
import { sampleFinding, sampleReport } from './sample-report';

const formatJson = (report: Report): string => formatReport(report, 'json');

describe('the report as JSON', () => {
  it('is the report, key by key', () => {
    const report = sampleReport([sampleFinding(), sampleFinding({ credential: null, owner: null, token: null })]);
    const read: unknown = JSON.parse(formatJson(report));

    expect(read).toEqual(report);
    expect(v.safeParse(ReportSchema, read).issues).toBeUndefined();
  });

  it('ends in a line break, so that a terminal’s prompt starts on its own line', () => {
    expect(formatJson(sampleReport([])).endsWith('}\n')).toBe(true);
  });

  it('holds nothing that a terminal obeys, and reads back as what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = toSafeJson({ text });
        expect(json).not.toMatch(/[^\n\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/u);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

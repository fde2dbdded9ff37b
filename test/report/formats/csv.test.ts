import fc from 'fast-check';
import { parse } from 'papaparse';
import { CSV_COLUMNS } from '../../../src/report/formats/csv';
import type { Report } from '../../../src/report/report';
import { formatReport } from '../../../src/report/formats/format-report';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

const formatCsv = (report: Report): string => formatReport(report, 'csv');

/** What a spreadsheet takes for the start of a formula, whatever blanks stand before it. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

function cellsOf(text: string, delimiter: string): string[] {
  return parse<string[]>(text, { delimiter }).data.flat();
}

/** The way a spreadsheet with another list separator cuts: at every separator, whatever the quotes. */
function cellsCutAt(text: string, separator: string): string[] {
  return text.split(/\r\n/).flatMap((line) => line.split(separator).map((cell) => cell.replaceAll('"', '')));
}

describe('the report as CSV', () => {
  it('has one row for each finding, under named columns', () => {
    const text = formatCsv(sampleReport([sampleFinding(), sampleFinding({ level: 'ok', owner: null, token: null })]));
    const table = parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });

    expect(table.meta.fields).toEqual([...CSV_COLUMNS]);
    expect(table.data).toHaveLength(2);
    expect(table.data[0]).toMatchObject({
      level: 'critical',
      rule: 'Sync to the wiki',
      owner: 'leaver@example.com',
      ownerState: 'for_deletion',
      breaksFrom: '2026-11-29T00:00:00.000Z',
      reasons: 'owner-for-deletion',
      tokens: 'wiki sync (2026-12-01T00:00:00.000Z)',
    });
    expect(table.data[1]).toMatchObject({ level: 'ok', owner: '', match: '' });
  });

  it('ends its lines as RFC 4180 says', () => {
    const text = formatCsv(sampleReport([sampleFinding()]));

    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r\n=1+1',
    '  =1+1',
    '=HYPERLINK("https://example.com")',
    '＝1+1',
    'name;=1+1',
    'name";=1+1',
    'name, "=1+1',
    'name|@x',
    'name\n=1+1',
  ])('makes no formula of %j, whichever separator is used', (text) => {
    const csv = formatCsv(sampleReport([findingFullOf(text)]));

    const cells = [...cellsOf(csv, ','), ...[';', '\t', '|'].flatMap((separator) => cellsCutAt(csv, separator))];
    expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
  });

  it('makes a formula of no text at all', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('=', '+', '-', '@', ';', ',', '"', ' ', '\t', '\n', '|', "'", 'a', '\uFEFF'),
        }),
        (text) => {
          const csv = formatCsv(sampleReport([findingFullOf(text)]));
          const cells = [...cellsOf(csv, ','), ...[';', '\t', '|'].flatMap((separator) => cellsCutAt(csv, separator))];
          return !cells.some((cell) => FORMULA.test(cell));
        },
      ),
    );
  });
});

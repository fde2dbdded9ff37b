import { parse } from 'papaparse';
import { fail, succeed, type Outcome } from '../outcome';

/** A CSV file as rows of cells under normalised headers (lower case, letters and digits only). */
export interface CsvTable {
  headers: string[];
  rows: Map<string, string>[];
  /** Plain sentences about rows that are not as the others; they never quote a cell. */
  problems: string[];
}

/** Reads a CSV file with a header row; the delimiter (comma, semicolon, tab) is found out, a byte-order mark is ignored. */
export function readCsvTable(input: string): Outcome<CsvTable, { reason: string }> {
  const marked = input.startsWith('\uFEFF') ? input.slice(1) : input;
  // A first line `sep=;` is for spreadsheets, which name the delimiter so; it is no header.
  const text = marked.replace(/^sep=[^\r\n]\r?\n/i, '');
  if (text.trim() === '') return fail({ reason: 'it is empty' });
  const parsed = parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const [head, ...body] = parsed.data;
  const headers = (head ?? []).map(normaliseHeader);
  if (headers.filter((header) => header !== '').length === 0) return fail({ reason: 'it has no header row' });
  const problems: string[] = [];
  for (const error of parsed.errors) {
    // The delimiter of a file with one column cannot be told; that is no fault of the file.
    if (error.code === 'UndetectableDelimiter') continue;
    problems.push(
      error.row === undefined ? 'A row could not be read.' : `Row ${error.row + 1} has a broken quotation.`,
    );
  }
  const rows = body.map((cells, index) => {
    if (cells.length < headers.length) problems.push(`Row ${index + 2} has fewer cells than the header.`);
    return new Map(headers.map((header, column) => [header, (cells[column] ?? '').trim()]));
  });
  return succeed({ headers, rows, problems });
}

function normaliseHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The first of these columns that the table has, by normalised header. */
export function findColumn(table: CsvTable, names: readonly string[]): string | null {
  return names.find((name) => table.headers.includes(name)) ?? null;
}

import { parse } from 'papaparse';
import { fail, succeed, type Outcome } from '../outcome';
import { HEADINGS, normaliseHeading, saysUtc } from './csv-headings';
import { dayOrderOfColumn, type DayOrder } from './day-order';

/** A column of a CSV. */
export interface CsvColumn {
  /** As it stands, for messages. */
  heading: string;
  isUtc: boolean;
  /** What the column as a whole says of its dates in numbers; null where it says nothing. */
  order: DayOrder | null;
}

export interface CsvRow {
  /** As a spreadsheet counts, in which the headings mostly are row 1. */
  number: number;
  /** By place of the column. Undefined where the row ends before. */
  cells: readonly (string | undefined)[];
  /** It has more cells than there are headings, so what stands under which is not known. */
  isTooLong: boolean;
}

/** A CSV file as rows of cells under headings. */
export interface CsvTable {
  columns: readonly CsvColumn[];
  /** The places of the columns with one of these headings: the first of the headings first. */
  find(headings: readonly string[]): readonly number[];
  has(headings: readonly string[]): boolean;
  rows: readonly CsvRow[];
  /** Plain sentences about rows that are not as the others; they never quote a cell. */
  problems: string[];
  /** Text above the headings and below the rows, where exports write when they were made. */
  otherLines: readonly string[];
}

/** What only the whole of a file tells that was cut into parts. */
export interface WholeFile {
  /** The row of the file that the first row below the headings is. */
  firstRow: number;
  /** By place of the column. */
  orders: readonly (DayOrder | null)[];
}

const SEPARATORS = [',', ';', '\t', '|'];
/** Rows above the headings that are looked through, for titles and the like. */
const MOST_TITLES = 10;
const KNOWN = new Set(Object.values(HEADINGS).flatMap((fields) => Object.values(fields).flat().map(normaliseHeading)));

/** A CSV taken apart into cells, before anything is made of them. */
export interface CsvLayout {
  headings: readonly string[];
  find: CsvTable['find'];
  /** Those that are not empty. `number` is as a spreadsheet counts. */
  rows: readonly { cells: readonly string[]; number: number }[];
  /** Text above the headings and below the rows. */
  otherLines: readonly string[];
  problems: string[];
}

/**
 * Takes a CSV file apart. The separator is the one under which the most headings are known, or what a first line `sep=;` says; a
 * byte-order mark, titles above the headings and totals below the rows are no part of the table.
 * @param firstRow the number of the first row below the headings, where the text is a part of a larger file
 */
export function layOutCsv(input: string, firstRow?: number): Outcome<CsvLayout, { reason: string }> {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  if (text.trim() === '') {
    return fail({ reason: 'it is empty' });
  }
  // A line for spreadsheets, which do not show it and do not count it.
  const named = /^"?sep=([^\r\n])"?\r?\n/i.exec(text);
  const body = named === null ? text : text.slice(named[0].length);
  const delimiter = named?.[1] ?? findSeparator(body);
  const { data, errors } = parse<string[]>(body, { delimiter });
  const head = findHeadings(data);
  const headings = data[head];
  if (headings === undefined || headings.every((heading) => normaliseHeading(heading) === '')) {
    return fail({ reason: 'it has no header row' });
  }
  const numberOf = (index: number) => index - head - 1 + (firstRow ?? head + 2);
  const problems = errors
    // The separator of a file with one column cannot be told; that is no fault of the file.
    .filter(({ code }) => code !== 'UndetectableDelimiter')
    .map(({ row }) =>
      row === undefined ? 'A row could not be read.' : `row ${numberOf(row)} has a broken quotation.`,
    );
  const filled = data
    .map((cells, index) => ({ cells: cells.map(cleanCell), number: numberOf(index) }))
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const footers = countFooters(
    filled.map(({ cells }) => cells),
    headings.length,
  );
  const below = filled.slice(filled.length - footers).map(({ cells }) => cells);
  return succeed({
    headings,
    find: finderOf(headings),
    rows: filled.slice(0, filled.length - footers),
    otherLines: [...data.slice(0, head), ...below].map((cells) => cells.join(' ').trim()).filter((line) => line !== ''),
    problems: [...new Set(problems)],
  });
}

/** Reads a CSV file, or a part of one, as rows under headings. */
export function readCsvTable(input: string, whole?: WholeFile): Outcome<CsvTable, { reason: string }> {
  const layout = layOutCsv(input, whole?.firstRow);
  if (!layout.ok) {
    return layout;
  }
  const { headings, find, otherLines } = layout.value;
  const problems = [...layout.value.problems];
  const rows = layout.value.rows.map(({ cells, number }) => toRow(cells, number, headings.length));
  for (const { number, cells, isTooLong } of rows) {
    if (isTooLong) {
      problems.push(`row ${number} has more cells than there are headings: put texts with a comma in quotes.`);
    } else if (cells.length < headings.length) {
      problems.push(`row ${number} has fewer cells than there are headings.`);
    }
  }
  const orders = whole?.orders ?? dayOrders(layout.value);
  return succeed({
    columns: headings.map((heading, place) => ({
      heading: heading.trim(),
      isUtc: saysUtc(heading),
      order: orders[place] ?? null,
    })),
    find,
    has: (wanted) => find(wanted).length > 0,
    rows,
    problems,
    otherLines,
  });
}

/** By column, what all its dates together say of their order. */
export function dayOrders({ headings, rows }: Pick<CsvLayout, 'headings' | 'rows'>): (DayOrder | null)[] {
  return headings.map((_, place) => dayOrderOfColumn(rows.map(({ cells }) => cells[place] ?? '')));
}

/** Looks each list of headings up once: it is asked for every cell. */
function finderOf(headings: readonly string[]): CsvTable['find'] {
  const names = headings.map(normaliseHeading);
  const found = new Map<readonly string[], readonly number[]>();
  return (wanted) => {
    const known = found.get(wanted);
    if (known !== undefined) {
      return known;
    }
    const places = wanted.flatMap((heading) => placesOf(normaliseHeading(heading), names));
    const unique = [...new Set(places)];
    found.set(wanted, unique);
    return unique;
  };
}

function placesOf(name: string, names: readonly string[]): number[] {
  return names.flatMap((other, place) => (other === name ? [place] : []));
}

/** Every filled cell under these headings, in their order. */
export function cellsUnder(row: CsvRow, places: readonly number[]): { text: string; place: number }[] {
  return places.map((place) => ({ text: row.cells[place] ?? '', place })).filter(({ text }) => text !== '');
}

/** The cell under the first of these headings that is filled. */
export function cellUnder(row: CsvRow, places: readonly number[]): { text: string; place: number } | null {
  for (const place of places) {
    const text = row.cells[place] ?? '';
    if (text !== '') {
      return { text, place };
    }
  }
  return null;
}

function findSeparator(text: string): string {
  const counts = SEPARATORS.map((delimiter) => {
    const { data } = parse<string[]>(text, { delimiter, preview: MOST_TITLES + 1 });
    return Math.max(...data.map(countKnown));
  });
  const most = Math.max(...counts);
  return most === 0 ? '' : (SEPARATORS[counts.indexOf(most)] ?? ',');
}

function findHeadings(rows: readonly string[][]): number {
  const counts = rows.slice(0, MOST_TITLES + 1).map(countKnown);
  const most = Math.max(...counts);
  return most === 0 ? rows.findIndex((cells) => cells.some((cell) => cell.trim() !== '')) : counts.indexOf(most);
}

function countKnown(cells: readonly string[]): number {
  return new Set(cells.map(normaliseHeading).filter((heading) => KNOWN.has(heading))).size;
}

/** A spreadsheet keeps ids from being read as numbers with `="…"`. */
function cleanCell(cell: string): string {
  return cell
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .trim();
}

function toRow(cells: readonly string[], number: number, columns: number): CsvRow {
  const more = cells.slice(columns);
  return { number, cells: cells.slice(0, columns), isTooLong: more.some((cell) => cell !== '') };
}

/** Totals, dates and notices below a table. What is not surely one of these may be a row that was cut off, and is a fault. */
function countFooters(rows: readonly (readonly string[])[], columns: number): number {
  if (columns < 3) {
    return 0;
  }
  let footers = 0;
  while (footers < rows.length && isFooter(rows.at(-1 - footers) ?? [])) {
    footers += 1;
  }
  return footers;
}

const FOOTER = [
  /^(?:total|sum|count)(?: \w+)?:?(?: \d+)?$/i,
  /^\d+ (?:users?|rows?|records?|accounts?|tokens?|entries)\b/i,
  /^(?:report )?(?:generated|exported|created|printed|as of|date)(?: (?:on|at|by)\b|:| \d)/i,
  /^(?:end of|page \d|copyright|confidential|#|--|©)/i,
];

function isFooter(cells: readonly string[]): boolean {
  const [first = '', second = '', ...more] = cells.filter((cell) => cell !== '');
  return more.length === 0 && FOOTER.some((words) => words.test(first)) && /^[\d\s.,]*$|\d{4}/.test(second);
}

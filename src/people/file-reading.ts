import type { Instant } from '../report/report';
import { isJsonObject } from '../rules/json-value';
import { normaliseHeading, withoutBrackets } from './csv-headings';
import type { CsvRow, CsvTable, WholeFile } from './csv-table';
import { cellsUnder } from './csv-table';
import { dayInName } from './day-in-name';
import type { DayOrder } from './day-order';
import { readTime, type ReadTime, type Span } from './read-time';

/** What is known of a file of people or tokens beside its text. */
export interface FileReading {
  /** What an admin says of dates that could have the day or the month first. */
  dateOrder?: DayOrder | null;
  /** How an admin can say it, at the end of a sentence that names such a date. */
  orderAdvice?: string;
  /** Whose apps count as access to the own site. */
  siteHost?: string | null;
  /** Where the text is a part of a larger CSV: what only the whole tells. */
  whole?: WholeFile;
}

/** What a source knows of the file that it is. */
export interface FileFacts {
  name: string;
  /**
   * Every row or item of it was read, it lists something, and nothing in it says that there is more: it is complete as soon as
   * an admin says that it lists everything.
   */
  readWhole: boolean;
  /** The first instant that it can show; null where neither it nor an admin says. Never when it was uploaded. */
  asOf: Instant | null;
}

/** What an admin says of a file: whether it lists everything, and of which day it is, where it does not say so itself. */
export interface FileStatement {
  complete: boolean;
  asOf: Instant | null;
}

/** A source as complete, and as old, as an admin says that it is. Only what was read whole can be complete. */
export function withStatement<
  Source extends { complete: boolean; file?: FileFacts; limits: string[]; unread?: number },
>(source: Source, { complete, asOf }: FileStatement): Source {
  const { file, limits } = source;
  if (file === undefined) {
    return source;
  }
  const isDamaged = complete && !file.readWhole && (source.unread ?? 0) > 0;
  const said = `${file.name}: it was said to be complete, but a part of it could not be read, so nothing follows from what is missing in it.`;
  return {
    ...source,
    complete: complete && file.readWhole,
    file: { ...file, asOf: asOf ?? file.asOf },
    limits: isDamaged ? [...limits, said] : limits,
  };
}

/** The first instant that a file of a day can show: in some time zone the day begins on the one before. */
export function statementOfDay(day: string): Instant | null {
  const read = readTime(day);
  return read.kind === 'instant' ? (read.within?.from ?? read.at) : null;
}

/** A file counts as current on its day and the next; the day before is what a missing time zone may make of it. */
const CURRENT_FOR = 3 * 86_400_000;

/** False where a file is too old to tell what is there now. */
export function isCurrent(asOf: Instant, judgedAt: Date): boolean {
  return judgedAt.getTime() < Date.parse(asOf) + CURRENT_FOR;
}

/** What a file of some days ago cannot tell; none where it shows the day judged at, or does not say which it shows. */
export function limitOfAge({ name, asOf }: FileFacts, judgedAt: Date, news: string): string[] {
  const isOld = asOf !== null && !isCurrent(asOf, judgedAt);
  return isOld ? [`“${name}” shows ${dayOfStatement(asOf)}: ${news} is not in it.`] : [];
}

/** The day, like `2026-11-20`, that an admin or a file named when this came of it. */
export function dayOfStatement(asOf: Instant): string {
  const isOfDay = asOf.endsWith('T00:00:00.000Z');
  return new Date(Date.parse(asOf) + (isOfDay ? 86_400_000 : 0)).toISOString().slice(0, 10);
}

/** A cell in the words of whoever has the file open: `row 2, column Expiry date`. */
export function nameCell(table: CsvTable, row: CsvRow, place: number): string {
  const heading = table.columns[place]?.heading ?? '';
  // What stands in brackets was not compared with the headings that are known, so it may be anything.
  const shown = withoutBrackets(heading).replaceAll(/[^\p{L}\p{N} ._-]/gu, '');
  return `row ${row.number}, column ${normaliseHeading(shown) === '' ? String(place + 1) : shown.trim()}`;
}

/** `null`: the cell says nothing. `unreadable`: what it says was named, and nothing may be concluded from it. */
export type DateCell = { at: Instant; within: Span | null } | 'unreadable' | null;

/** The date under the first of these headings that has one. What cannot be read is told to `noteCell`, with its place. */
export function readDateCell(
  table: CsvTable,
  row: CsvRow,
  headings: readonly string[],
  dayEdge: 'start' | 'end',
  { dateOrder, orderAdvice = 'use 2026-12-10 or --date-order' }: FileReading,
  noteCell: (sentence: string) => void,
): DateCell {
  const [cell, ...others] = cellsUnder(row, table.find(headings));
  if (cell === undefined) {
    return null;
  }
  const readCell = ({ text, place }: { text: string; place: number }): ReadTime => {
    const { isUtc = false, order = null } = table.columns[place] ?? {};
    return readTime(text, { dayEdge, order: order ?? dateOrder ?? null, isUtc });
  };
  const read = readCell(cell);
  if (read.kind === 'absent') {
    return null;
  }
  if (read.kind === 'instant') {
    const other = others.find((one) => {
      const said = readCell(one);
      return said.kind === 'instant' && said.at.slice(0, 10) !== read.at.slice(0, 10);
    });
    if (other === undefined) {
      return { at: read.at, within: read.within };
    }
    const [first, second] = [nameCell(table, row, cell.place), nameCell(table, row, other.place)];
    noteCell(`${first}, and ${second.replace(/^row \d+, /, '')}: two different dates, so neither was taken.`);
    return 'unreadable';
  }
  const named = nameCell(table, row, cell.place);
  if (read.example === null) {
    noteCell(`${named}: no date that can be read; use one like 2026-12-10.`);
  } else {
    noteCell(`${named}: cannot tell day from month; ${orderAdvice.replace('2026-12-10', read.example)}.`);
  }
  return 'unreadable';
}

const SAYS_WHEN = /\b(?:generated|exported|created|as of|date|report)\b/i;

/**
 * The first instant that a file can show, from a date in its name (`users-2026-11-20.csv`) or in the lines above or below its
 * table (`Exported on 20 Nov 2026`).
 */
export function dayOfFile(name: string, otherLines: readonly string[]): Instant | null {
  const inName = dayInName(name);
  const texts = [
    ...otherLines.filter((line) => SAYS_WHEN.test(line)).map((line) => line.slice(Math.max(0, line.search(/\d/)))),
    ...(inName === null ? [] : [inName]),
  ];
  for (const text of texts) {
    const from = statementOfDay(text);
    if (from !== null) {
      return from;
    }
  }
  return null;
}

const DAY_FIELDS = ['asOf', 'exportedAt', 'generatedAt', 'collectedAt'];

/** Likewise from a field beside a JSON file’s list. */
export function dayOfJson(json: unknown, name: string): Instant | null {
  const said = isJsonObject(json)
    ? DAY_FIELDS.map((field) => json[field]).find((value) => value !== undefined)
    : undefined;
  return (typeof said === 'string' ? statementOfDay(said) : null) ?? dayOfFile(name, []);
}

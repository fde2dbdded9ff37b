import { createHash } from 'node:crypto';
import { fail, succeed, type Outcome } from '../outcome';
import { HEADINGS, ONLY_OF_PEOPLE, ONLY_OF_TOKENS } from '../people/csv-headings';
import { cellsUnder, cellUnder, readCsvTable, type CsvRow, type CsvTable } from '../people/csv-table';
import { normaliseEmail } from '../people/email';
import { dayOfFile, nameCell, readDateCell, type DateCell, type FileReading } from '../people/file-reading';
import { createLimitList } from '../people/limit-list';
import type { PlaceProblem } from '../people/read-items';
import { readTime } from '../people/read-time';
import { isServiceAccountEmail } from '../people/to-person';
import { readYesNo } from '../people/yes-no';
import { isBlocked, isKnownStatus } from './fitting-records';
import { commonType } from './parse-tokens';
import { spansOf, toTokenRecord } from './to-token-record';
import type { TokenRecord, TokenSource } from './token-record';

const COLUMNS = HEADINGS.tokens;

/**
 * Token records from a CSV exported from Atlassian Administration or made by a script. Without a column of ids a record’s id is
 * made of owner, label and creation, which stay the same over exports. A date that cannot be read is named by row and column, and
 * the record stays without it, so that it is never taken for one that fits or lasts.
 */
export function parseTokensCsv(
  text: string,
  place: string,
  reading: FileReading = {},
): Outcome<TokenSource, PlaceProblem> {
  const read = readCsvTable(text, reading.whole);
  if (!read.ok) {
    return fail({ place, reason: read.failure.reason });
  }
  const table = read.value;
  if (!table.has(ONLY_OF_TOKENS)) {
    return fail({
      place,
      reason: table.has(ONLY_OF_PEOPLE)
        ? 'it looks like a list of people, not of API tokens'
        : 'it has no column that only a list of API tokens has',
    });
  }
  const limits = createLimitList(place);
  for (const problem of table.problems) {
    limits.add(problem);
  }
  for (const missing of missingColumns(table)) {
    limits.add(`It has no column with ${missing}.`);
  }
  const records: TokenRecord[] = [];
  let rowsUnread = table.problems.length;
  let cellsUnread = 0;
  const noteCell = (sentence: string) => {
    cellsUnread += 1;
    limits.add(sentence);
  };
  const idOf = createIds();
  for (const row of table.rows) {
    const record = readRow(table, row, reading, idOf, noteCell);
    if (record === null) {
      rowsUnread += 1;
      limits.add(`row ${row.number} could not be read: it names no owner by email or account id.`);
    } else {
      records.push(record);
    }
  }
  if (records.length === 0) {
    limits.add('it lists no token at all, so nothing follows from what is missing in it.');
  }
  return succeed({
    type: commonType(records),
    records,
    complete: false,
    ...(rowsUnread + cellsUnread === 0 ? {} : { unread: rowsUnread + cellsUnread }),
    limits: limits.toArray(),
    file: {
      name: place,
      readWhole: rowsUnread === 0 && records.length > 0,
      asOf: dayOfFile(place, table.otherLines),
    },
  });
}

function missingColumns(table: CsvTable): string[] {
  const wanted: [readonly string[], string][] = [
    [COLUMNS.createdAt, 'the creation date, so no token is known to be older than a rule'],
    [COLUMNS.expiresAt, 'the expiry date, so no expiry is known from it'],
  ];
  return wanted.filter(([headings]) => !table.has(headings)).map(([, what]) => what);
}

function readRow(
  table: CsvTable,
  row: CsvRow,
  reading: FileReading,
  idOf: (parts: readonly (string | undefined)[]) => string,
  noteCell: (sentence: string) => void,
): TokenRecord | null {
  const cell = (headings: readonly string[]) => cellUnder(row, table.find(headings))?.text;
  // A column called “owner” may hold an email, a name or an account id.
  const email = normaliseEmail(
    table
      .find(COLUMNS.email)
      .map((place) => row.cells[place])
      .find((text) => text?.includes('@')),
  );
  const accountId = cell(COLUMNS.accountId);
  if (email === null && accountId === undefined) {
    return null;
  }
  // What stands under which heading is not known in a row that is too long; that a token is there still is.
  const date = (headings: readonly string[], edge: 'start' | 'end'): DateCell =>
    row.isTooLong ? 'unreadable' : readDateCell(table, row, headings, edge, reading, noteCell);
  const created = date(COLUMNS.createdAt, 'start');
  const expires = date(COLUMNS.expiresAt, 'end');
  const label = cell(COLUMNS.label);
  const ownerName = cell(COLUMNS.ownerName);
  const record = toTokenRecord(
    {
      id: cell(COLUMNS.id) ?? idOf([email ?? accountId, label, cell(COLUMNS.createdAt)]),
      label,
      status: row.isTooLong ? undefined : statusIn(table, row, noteCell),
      createdAt: instantOf(created),
      expiresAt: instantOf(expires),
      lastActiveAt: instantOf(date(COLUMNS.lastActiveAt, 'start')),
      scopes: scopesIn(cell(COLUMNS.scopes)),
      user: { id: accountId, email, name: ownerName?.includes('@') === true ? undefined : ownerName },
    },
    email !== null && isServiceAccountEmail(email) ? 'service-account' : 'user',
  );
  return record.ok ? { ...record.value, ...spansOf(spanOf(created), spanOf(expires)) } : null;
}

/** A token that is said to have ended, in whichever column, has ended; what cannot be understood is no sign that it works. */
function statusIn(table: CsvTable, row: CsvRow, noteCell: (sentence: string) => void): string | undefined {
  const words = cellsUnder(row, table.find(COLUMNS.status)).map(({ text }) => text.toUpperCase());
  const said = words.find((status) => !isKnownStatus({ status }) || isBlocked({ status })) ?? words[0];
  const ended = cellsUnder(row, table.find(COLUMNS.ended)).map((cell) => ({ ...cell, yes: hasEnded(cell.text) }));
  const works = cellsUnder(row, table.find(COLUMNS.works)).map((cell) => ({ ...cell, yes: readYesNo(cell.text) }));
  if (ended.some(({ yes }) => yes === true)) {
    return 'REVOKED';
  }
  if (works.some(({ yes }) => yes === false)) {
    return 'DISABLED';
  }
  const unclear = [...ended, ...works].find(({ yes }) => yes === null);
  if (unclear === undefined) {
    return said;
  }
  noteCell(
    `${nameCell(table, row, unclear.place)}: a word that is not known here, so whether the token works is not known.`,
  );
  return said !== undefined && isBlocked({ status: said }) ? said : 'NOT UNDERSTOOD';
}

/** Yes, a day, or the word itself; null for any other word. */
function hasEnded(text: string): boolean | null {
  if (isBlocked({ status: text }) || readTime(text).kind === 'instant') {
    return true;
  }
  return readTime(text).kind === 'absent' ? false : readYesNo(text);
}

function instantOf(cell: DateCell): string | null {
  return cell === null || cell === 'unreadable' ? null : cell.at;
}

function spanOf(cell: DateCell) {
  return cell === null || cell === 'unreadable' ? null : cell.within;
}

/** An empty cell may mean “no scopes” or “not exported”, so nothing is concluded from it. */
function scopesIn(text: string | undefined): string[] | undefined {
  if (text === undefined) {
    return undefined;
  }
  const isUnscoped = ['none', 'no scopes', 'no scope', 'unscoped', 'without scopes', 'classic', '[]'];
  return isUnscoped.includes(text.toLowerCase()) ? [] : text.split(/[\s,;|]+/).filter((scope) => scope !== '');
}

/** Ids for rows without one. Two tokens with one label may be made on one day: the second gets an id of its own. */
function createIds(): (parts: readonly (string | undefined)[]) => string {
  const seen = new Map<string, number>();
  return (parts) => {
    const text = JSON.stringify(parts);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const hash = createHash('sha256').update(before === 0 ? text : `${text}${before}`);
    return `csv-${hash.digest('hex').slice(0, 16)}`;
  };
}

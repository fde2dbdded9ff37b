import { fail, succeed, type Outcome } from '../outcome';
import { readAccountStatus } from './account-status';
import { readAccess, type SiteAccess } from './csv-access';
import { HEADINGS, MANAGED_EXPORT, ONLY_OF_TOKENS } from './csv-headings';
import { cellsUnder, cellUnder, readCsvTable, type CsvRow, type CsvTable } from './csv-table';
import { dayOfFile, nameCell, type FileReading } from './file-reading';
import { createLimitList } from './limit-list';
import type { PlaceProblem } from './read-items';
import type { PeopleSource, Person } from './person';
import { readTime } from './read-time';
import { toPerson } from './to-person';
import { readYesNo } from './yes-no';

const COLUMNS = HEADINGS.people;
/** Data Center’s keys stand where Cloud’s account ids do. */
const IDS = [...COLUMNS.accountId, ...COLUMNS.key, ...COLUMNS.id];
const STATES = [COLUMNS.status, COLUMNS.membership, COLUMNS.active, COLUMNS.deactivated, COLUMNS.deleted].flat();

/**
 * People from a CSV exported from Atlassian Administration, a site, or Data Center. A row without account id and email is named
 * by its number and keeps the file from ever counting as complete; a word that is not known leaves that person's state open.
 */
export function parsePeopleCsv(
  text: string,
  place: string,
  reading: FileReading = {},
): Outcome<PeopleSource, PlaceProblem> {
  const read = readCsvTable(text, reading.whole);
  if (!read.ok) {
    return fail({ place, reason: read.failure.reason });
  }
  const table = read.value;
  if (table.has(ONLY_OF_TOKENS)) {
    return fail({ place, reason: 'it looks like a list of API tokens, not of people' });
  }
  if (!table.has(IDS) && !table.has(COLUMNS.email) && !table.rows.some((row) => emailIn(table, row) !== undefined)) {
    return fail({ place, reason: 'it has no column with an account id or an email' });
  }
  const limits = createLimitList(place);
  for (const problem of table.problems) {
    limits.add(problem);
  }
  if (!table.has(STATES)) {
    limits.add('It has no status column, so nobody’s state is known from it.');
  }
  const accessOf = readAccess(table, reading.siteHost ?? null);
  const found: { person: Person; login: string }[] = [];
  let rowsUnread = table.problems.length;
  let cellsUnread = 0;
  const noteCell = (sentence: string) => {
    cellsUnread += 1;
    limits.add(sentence);
  };
  for (const row of table.rows) {
    const cellsBefore = cellsUnread;
    const read = readRow(table, row, reading, noteCell);
    if (!read.ok) {
      rowsUnread += 1;
      limits.add(`row ${row.number} could not be read: ${read.failure.reason}.`);
      continue;
    }
    const person = read.value;
    if (person.state === 'unknown' && person.remark === undefined && cellsUnread === cellsBefore && table.has(STATES)) {
      limits.add(`row ${row.number}: no state stands in it, so it was left open.`);
    }
    const login = cellUnder(row, table.find(COLUMNS.login))?.text.toLowerCase() ?? '';
    found.push({
      person: table.has(MANAGED_EXPORT) ? ofAccountOnly(person) : withAccess(person, accessOf(row)),
      login,
    });
  }
  const people = nameDoubles(found);
  if (people.length === 0) {
    limits.add('it lists nobody, so nothing follows from who is missing in it.');
  }
  return succeed({
    source: 'file',
    people,
    complete: false,
    ...(rowsUnread + cellsUnread === 0 ? {} : { unread: rowsUnread + cellsUnread }),
    limits: limits.toArray(),
    covers: table.has(MANAGED_EXPORT) ? 'managed' : 'everyone',
    file: {
      name: place,
      readWhole: rowsUnread === 0 && people.length > 0,
      asOf: dayOfFile(place, table.otherLines),
    },
  });
}

function readRow(
  table: CsvTable,
  row: CsvRow,
  reading: FileReading,
  noteCell: (sentence: string) => void,
): Outcome<Person, { reason: string }> {
  const cell = (headings: readonly string[]) => cellUnder(row, table.find(headings));
  const email = emailIn(table, row);
  const ids = cell(IDS);
  if (email === null) {
    noteCell(`row ${row.number}: what stands for an email is none.`);
  }
  return toPerson(
    {
      accountId: ids?.text,
      email,
      name: cell(COLUMNS.name)?.text,
      claimStatus: claimOf(table, row),
      accountType: cell(COLUMNS.type)?.text,
      ...(row.isTooLong ? {} : statesIn(table, row, reading, noteCell)),
    },
    'file',
  );
}

/** Where there is no column of emails the login may be one. Null where something stands there that is none. */
function emailIn(table: CsvTable, row: CsvRow): string | null | undefined {
  const cell = cellUnder(row, table.find(table.has(COLUMNS.email) ? COLUMNS.email : COLUMNS.login));
  if (cell?.text.includes('@') !== true) {
    return undefined;
  }
  return /^[^\s@;,]+@[^\s@;,]+$/.test(cell.text) ? cell.text : null;
}

function claimOf(table: CsvTable, row: CsvRow): 'managed' | 'unmanaged' | undefined {
  const word = cellUnder(row, table.find(COLUMNS.managed))?.text.toLowerCase() ?? '';
  if (word === '') {
    return table.has(MANAGED_EXPORT) && !table.has(COLUMNS.managed) ? 'managed' : undefined;
  }
  const isClaimed = word === 'managed' || word === 'claimed' || readYesNo(word);
  return isClaimed === null ? undefined : isClaimed ? 'managed' : 'unmanaged';
}

/** How tables write a cell that says nothing. */
const NOTHING = new Set(['-', 'n/a', 'na', 'nan', 'none', 'null']);

/** What the columns say of the account’s state, in fields of the API’s account objects. */
function statesIn(table: CsvTable, row: CsvRow, reading: FileReading, noteCell: (sentence: string) => void) {
  const open = (place: number): undefined => {
    noteCell(`${nameCell(table, row, place)}: a word that is not known here, so the state is left open.`);
  };
  const word = (headings: readonly string[]): string | undefined => {
    const cells = cellsUnder(row, table.find(headings)).filter(({ text }) => !NOTHING.has(text.toLowerCase()));
    // Of several columns one that says less good news counts.
    const cell = cells.find(({ text }) => readAccountStatus(text)?.state !== 'active') ?? cells[0];
    if (cell !== undefined && readAccountStatus(cell.text) === null) {
      open(cell.place);
    }
    return cell?.text;
  };
  /** A column with yes and no, or with the word itself. */
  const yesOrNo = (headings: readonly string[], yes: string, no: string | undefined): string | undefined => {
    const cell = cellUnder(row, table.find(headings));
    const said = cell === null ? null : readYesNo(cell.text);
    return said === null ? word(headings) : said ? yes : no;
  };
  const place = table.find(COLUMNS.deactivated)[0];
  const deactivated =
    place === undefined
      ? null
      : readTime(row.cells[place], { order: table.columns[place]?.order ?? reading.dateOrder ?? null });
  const gone = [
    yesOrNo(COLUMNS.deleted, 'deleted', undefined),
    deactivated?.kind === 'instant' ? 'deactivated' : yesOrNo(COLUMNS.deactivated, 'deactivated', undefined),
    yesOrNo(COLUMNS.suspended, 'suspended', undefined),
  ];
  return {
    status: word(COLUMNS.status),
    membershipStatus: word(COLUMNS.membership),
    accountStatus: yesOrNo(COLUMNS.active, 'active', 'inactive'),
    account_status: gone.find((state) => state !== undefined),
    deactivatedOn: deactivated?.kind === 'instant' ? deactivated.at : undefined,
  };
}

/** A list of accounts does not say who may use a site: where a list of the organization’s users says more, that counts. */
function ofAccountOnly(person: Person): Person {
  const copy = { ...person };
  delete copy.copyOf;
  return copy;
}

/** An account that is well and may not use this site’s Jira; whether it may use Confluence there matters to Confluence’s rules. */
function withAccess(person: Person, access: SiteAccess): Person {
  if (person.state !== 'active' || access.jira !== false) {
    return person;
  }
  return {
    ...person,
    state: 'no_access',
    remark: 'the list shows no role for Jira on this site',
    ...(access.confluence === true ? { products: ['confluence'] } : {}),
  };
}

/**
 * Rows without an account id are told apart by their logins: of two accounts with one email nobody knows which is meant. A user
 * in several groups has a row for each.
 */
function nameDoubles(found: readonly { person: Person; login: string }[]): Person[] {
  const logins = new Map<string, Set<string>>();
  for (const { person, login } of found) {
    if (person.accountId !== null || person.email === null || login === '' || login === person.email) {
      continue;
    }
    logins.set(person.email, (logins.get(person.email) ?? new Set()).add(login));
  }
  return found.map(({ person }) => {
    const isOneOfMany = person.accountId === null && (logins.get(person.email ?? '')?.size ?? 0) > 1;
    return isOneOfMany ? { ...person, state: 'unknown', remark: 'several logins in the list have this email' } : person;
  });
}

import { fail, succeed, type Outcome } from '../outcome';
import { readAccountStatus } from './account-status';
import { findColumn, readCsvTable, type CsvTable } from './csv-table';
import { createLimitList } from './limit-list';
import type { PlaceProblem } from './parse-people';
import type { PeopleSource, Person } from './person';
import { toPerson } from './to-person';

/**
 * Headers of the user and managed-account exports of Atlassian Administration. The exports are not documented column by column
 * and have changed, so several spellings are taken, without case, spaces or punctuation.
 */
const COLUMNS = {
  accountId: ['userid', 'accountid', 'atlassianid', 'atlassianaccountid', 'aaid', 'id'],
  email: ['email', 'emailaddress', 'useremail', 'mail'],
  name: ['username', 'fullname', 'name', 'displayname', 'publicname'],
  status: ['userstatus', 'accountstatus', 'status', 'state', 'orgstatus'],
  membership: ['membershipstatus', 'directorystatus', 'accessstatus'],
  managed: ['claimstatus', 'managed', 'managedaccount', 'accountmanagement'],
  type: ['accounttype', 'usertype'],
  deactivated: ['deactivatedon', 'deactivated', 'deactivationdate'],
};

const TOKEN_COLUMNS = [
  'tokenlabel',
  'tokenname',
  'tokenid',
  'tokenstatus',
  'expires',
  'expiresat',
  'expirydate',
  'scopes',
];

/**
 * People from a CSV exported from Atlassian Administration. A row without account id and email is named by its line and makes the
 * source incomplete; a status word that is not known leaves that person's state open.
 */
export function parsePeopleCsv(text: string, place: string): Outcome<PeopleSource, PlaceProblem> {
  const read = readCsvTable(text);
  if (!read.ok) return fail({ place, reason: read.failure.reason });
  const table = read.value;
  if (TOKEN_COLUMNS.some((name) => table.headers.includes(name))) {
    return fail({ place, reason: 'it looks like a list of API tokens, not of people' });
  }
  if (findColumn(table, COLUMNS.accountId) === null && findColumn(table, COLUMNS.email) === null) {
    return fail({ place, reason: 'it has no column with an account id or an email' });
  }
  const limits = createLimitList(place);
  for (const problem of table.problems) limits.add(problem);
  const hasStatus = findColumn(table, COLUMNS.status) !== null;
  if (!hasStatus) limits.add('It has no status column, so nobody’s state is known from it.');
  const people: Person[] = [];
  let faults = table.problems.length;
  for (const [index, row] of table.rows.entries()) {
    const person = toPerson(accountOf(table, row), 'file', (note) => {
      if (hasStatus) limits.add(`row ${index + 2}: ${note}.`);
    });
    if (person.ok) people.push(person.value);
    else {
      faults += 1;
      limits.add(`row ${index + 2} could not be read: ${person.failure.reason}.`);
    }
  }
  if (people.length === 0) limits.add('it lists nobody, so nothing follows from who is missing in it.');
  return succeed({
    source: 'file',
    people,
    complete: faults === 0 && people.length > 0,
    ...(faults === 0 ? {} : { unread: faults }),
    limits: limits.toArray(),
    covers: 'everyone',
  });
}

function accountOf(table: CsvTable, row: ReadonlyMap<string, string>): Record<string, string | undefined> {
  const cell = (names: readonly string[]) => {
    const column = findColumn(table, names);
    return column === null ? undefined : row.get(column);
  };
  const managed = cell(COLUMNS.managed)?.toLowerCase() ?? '';
  return {
    accountId: cell(COLUMNS.accountId),
    email: cell(COLUMNS.email),
    name: cell(COLUMNS.name),
    status: cell(COLUMNS.status),
    membershipStatus: readAccountStatus(cell(COLUMNS.membership)) === null ? undefined : cell(COLUMNS.membership),
    claimStatus: CLAIMS.get(managed),
    accountType: cell(COLUMNS.type),
    deactivatedOn: cell(COLUMNS.deactivated),
  };
}

const CLAIMS = new Map([
  ['managed', 'managed'],
  ['yes', 'managed'],
  ['true', 'managed'],
  ['unmanaged', 'unmanaged'],
  ['no', 'unmanaged'],
  ['false', 'unmanaged'],
]);

import { createHash } from 'node:crypto';
import { fail, succeed, type Outcome } from '../outcome';
import { findColumn, readCsvTable, type CsvTable } from '../people/csv-table';
import { createLimitList } from '../people/limit-list';
import type { PlaceProblem } from '../people/parse-people';
import { isServiceAccountEmail } from '../people/to-person';
import { commonType } from './parse-tokens';
import { toTokenRecord } from './to-token-record';
import type { TokenRecord, TokenSource } from './token-record';

/** Headers of the “API token activity” export. It is not documented column by column, so several spellings are taken. */
const COLUMNS = {
  id: ['tokenid', 'id', 'apitokenid'],
  label: ['tokenlabel', 'label', 'tokenname', 'apitoken', 'apitokenname', 'token'],
  name: ['name'],
  email: ['email', 'owneremail', 'useremail', 'emailaddress', 'createdbyemail', 'owner', 'user', 'createdby'],
  ownerName: ['ownername', 'username', 'fullname', 'owner', 'user'],
  accountId: ['userid', 'accountid', 'ownerid', 'atlassianid', 'owneraccountid'],
  createdAt: ['created', 'createdat', 'createdon', 'creationdate', 'datecreated', 'tokencreated'],
  expiresAt: [
    'expires',
    'expiresat',
    'expireson',
    'expiry',
    'expirydate',
    'expirationdate',
    'expiration',
    'expiringon',
  ],
  lastActiveAt: [
    'lastactive',
    'lastactiveat',
    'lastaccessed',
    'lastaccess',
    'lastused',
    'lastusedon',
    'lastactivedate',
  ],
  status: ['tokenstatus', 'status', 'state'],
  scopes: ['scopes', 'tokenscopes'],
};

const ONLY_TOKENS_HAVE = [
  ...COLUMNS.expiresAt,
  ...COLUMNS.scopes,
  'tokenid',
  'tokenlabel',
  'tokenname',
  'label',
  'tokenstatus',
];

/**
 * Token records from a CSV exported from Atlassian Administration. Without a column of ids a record's id is made of
 * owner, label and creation, which stay the same over exports.
 */
export function parseTokensCsv(text: string, place: string): Outcome<TokenSource, PlaceProblem> {
  const read = readCsvTable(text);
  if (!read.ok) return fail({ place, reason: read.failure.reason });
  const table = read.value;
  if (!ONLY_TOKENS_HAVE.some((name) => table.headers.includes(name))) {
    const people = table.headers.some((header) => ['userid', 'userstatus', 'atlassianid', 'email'].includes(header));
    return fail({
      place,
      reason: people
        ? 'it looks like a list of people, not of API tokens'
        : 'it has no column that only a list of API tokens has',
    });
  }
  const limits = createLimitList(place);
  for (const problem of table.problems) limits.add(problem);
  for (const missing of missingColumns(table)) limits.add(`It has no column with ${missing}.`);
  const records: TokenRecord[] = [];
  let faults = table.problems.length;
  for (const [index, row] of table.rows.entries()) {
    const note = (sentence: string) => limits.add(`row ${index + 2}: ${sentence}.`);
    const record = readRow(table, row, note);
    if (record === null) {
      faults += 1;
      limits.add(`row ${index + 2} could not be read: it names no owner.`);
      continue;
    }
    records.push(record);
  }
  if (table.rows.length === 0) limits.add('it lists no token at all.');
  return succeed({
    type: commonType(records),
    records,
    complete: faults === 0,
    ...(faults === 0 ? {} : { unread: faults }),
    limits: limits.toArray(),
  });
}

function missingColumns(table: CsvTable): string[] {
  const wanted: [readonly string[], string][] = [
    [COLUMNS.createdAt, 'the creation date, so records cannot be told apart by it'],
    [COLUMNS.expiresAt, 'the expiry date, so no expiry is known from it'],
  ];
  return wanted.filter(([names]) => findColumn(table, names) === null).map(([, what]) => what);
}

function readRow(
  table: CsvTable,
  row: ReadonlyMap<string, string>,
  note: (sentence: string) => void,
): TokenRecord | null {
  const cell = (names: readonly string[]): string | undefined => {
    const column = names.find((name) => table.headers.includes(name) && (row.get(name) ?? '') !== '');
    return column === undefined ? undefined : row.get(column);
  };
  // A column called “owner” may hold an email, a name or an account id.
  const email = COLUMNS.email.map((name) => row.get(name)).find((value) => value?.includes('@'));
  const accountId = cell(COLUMNS.accountId);
  const ownerName = cell(COLUMNS.ownerName);
  if (email === undefined && accountId === undefined) return null;
  const label = cell(COLUMNS.label) ?? cell(COLUMNS.name);
  const type = email !== undefined && isServiceAccountEmail(email) ? 'service-account' : 'user';
  const fields = {
    id: cell(COLUMNS.id) ?? madeId([email ?? accountId, label, cell(COLUMNS.createdAt)]),
    label,
    status: cell(COLUMNS.status)?.toUpperCase(),
    createdAt: cell(COLUMNS.createdAt),
    expiresAt: cell(COLUMNS.expiresAt),
    lastActiveAt: cell(COLUMNS.lastActiveAt),
    // An empty cell may mean “no scopes” or “not exported”, so nothing is concluded from it.
    scopes: cell(COLUMNS.scopes)?.split(/[\s,;|]+/),
    user: { id: accountId, email, name: ownerName?.includes('@') === true ? undefined : ownerName },
  };
  const record = toTokenRecord(fields, type, note);
  return record.ok ? record.value : null;
}

function madeId(parts: readonly (string | undefined)[]): string {
  return `csv-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
}

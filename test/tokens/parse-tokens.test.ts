import fc from 'fast-check';
import { parseTokens } from '../../src/tokens/parse-tokens';
import { parseTokensCsv } from '../../src/tokens/parse-tokens-csv';
import { toTokenRecord } from '../../src/tokens/to-token-record';
import type { TokenSource } from '../../src/tokens/token-record';

const token = {
  id: 't-1',
  label: 'desk',
  status: 'ALLOWED',
  createdAt: '2026-03-01T10:00:00.123456+00:00',
  expiresAt: '2027-03-01T10:00:00Z',
  lastActiveAt: '2026-11-01T00:00:00Z',
  user: { id: 'a-1', orgId: 'o-1', name: 'Owner', email: 'Owner@Example.com' },
  scopes: ['read:jira-work'],
};

test.each([
  [{ revoked: true }, 'REVOKED'],
  [{ revokedAt: '2026-10-01T00:00:00Z' }, 'REVOKED'],
  [{ enabled: false }, 'DISABLED'],
  [{ revoked: false, revokedAt: null, active: true }, 'ALLOWED'],
])('a listed token with %j', (more, status) => {
  expect(read({ data: [{ ...token, ...more }] }).records[0]?.status).toBe(status);
});

function read(json: unknown): TokenSource {
  const source = parseTokens(json, 'tokens.json');
  if (!source.ok) {
    throw new Error(source.failure.reason);
  }
  return source.value;
}

test('a record of the API Access listing', () => {
  expect(read({ data: [token], links: { self: 'x', next: null } })).toEqual({
    type: 'user',
    complete: false,
    file: { name: 'tokens.json', readWhole: true, asOf: null },
    limits: [],
    records: [
      {
        id: 't-1',
        type: 'user',
        label: 'desk',
        status: 'ALLOWED',
        createdAt: '2026-03-01T10:00:00.123Z',
        expiresAt: '2027-03-01T10:00:00.000Z',
        lastActiveAt: '2026-11-01T00:00:00.000Z',
        scopes: ['read:jira-work'],
        owner: { accountId: 'a-1', email: 'owner@example.com', name: 'Owner' },
      },
    ],
  });
});

test('what is optional may be missing', () => {
  const [record] = read([{ id: 7, label: null, createdAt: null, user: { id: 'a-1' } }]).records;
  expect(record).toMatchObject({
    id: '7',
    label: null,
    createdAt: null,
    expiresAt: null,
    lastActiveAt: null,
    scopes: null,
  });
});

test('the user-management listing has other names and no owner', () => {
  const source = read([
    {
      id: 't-1',
      label: 'x',
      createdAt: '2026-03-01T00:00:00Z',
      lastAccess: '2026-04-01T00:00:00Z',
      expiry: '2027-03-01T00:00:00Z',
    },
  ]);
  expect(source.records[0]).toMatchObject({
    expiresAt: '2027-03-01T00:00:00.000Z',
    lastActiveAt: '2026-04-01T00:00:00.000Z',
  });
  expect(source.file?.readWhole).toBe(false);
  expect(source.limits[0]).toContain('name no owner');
});

test('organization keys belong to nobody, service accounts’ tokens to their account', () => {
  const key = {
    id: 'k-1',
    label: 'admin',
    createdBy: { id: 'a-1', name: 'O', email: 'o@example.com' },
    expiresAt: '2026-12-01T00:00:00Z',
    scopes: [],
  };
  expect(read([key])).toMatchObject({ type: 'organization', records: [{ owner: { accountId: null, email: null } }] });
  const robot = { ...token, user: { id: 'sa-1', email: 'robot@serviceaccount.atlassian.com' } };
  expect(read([robot]).type).toBe('service-account');
  expect(read([robot, token])).toMatchObject({
    type: 'user',
    records: [{ type: 'service-account' }, { type: 'user' }],
  });
  expect(toTokenRecord({ id: 't' }, 'service-account', undefined, { accountId: 'sa-1' })).toMatchObject({
    value: { owner: { accountId: 'sa-1', email: null, name: null } },
  });
});

test('an unreadable date is left out and told', () => {
  const source = read([{ ...token, expiresAt: '01/02/2027' }]);
  expect(source.records[0]?.expiresAt).toBeNull();
  expect(source.limits).toEqual(['tokens.json: item 0: its “expiresAt” is no readable instant and was left out.']);
  // The token is there, so the list is no less whole; but something in it was not read.
  expect([source.file?.readWhole, source.unread]).toEqual([true, 1]);
});

test('a bad item is named by its index and makes the listing partial', () => {
  const source = read([
    token,
    { ...token, scopes: 'all' },
    { label: 'no id', scopes: [] },
    'x',
    { accountId: 'a-1', active: true, id: 'x' },
  ]);
  expect(source.records).toHaveLength(1);
  expect(source.file?.readWhole).toBe(false);
  expect(source.limits).toEqual([
    'tokens.json: item 1 could not be read: its “scopes” is not a list.',
    'tokens.json: item 2 could not be read: its “id” is missing.',
    'tokens.json: item 3 could not be read: it is not an object.',
    'tokens.json: item 4 could not be read: it is no token.',
  ]);
});

test.each([
  ['a next link', { data: [token], links: { next: 'c' } }],
  ['one object alone', token],
])('is partial with %s', (_name, json) => {
  expect(read(json).file?.readWhole).toBe(false);
});

test('a list with no rows is no list', () => {
  expect(read({ data: [] })).toMatchObject({
    file: { readWhole: false },
    records: [],
    limits: ['tokens.json: it lists no token at all, so nothing follows from what is missing in it.'],
  });
});

test.each([
  [
    'people',
    [{ accountId: 'a-1', email: 'o@example.com', status: 'active' }],
    'it looks like a list of people, not of API tokens',
  ],
  ['Jira users', { values: [{ accountId: 'a-1', active: true }] }, 'it looks like a list of people, not of API tokens'],
  ['rules', [{ trigger: {}, components: [] }], 'it looks like automation rules, not API tokens'],
  ['numbers', [1], 'no API token was found in it'],
])('%s are refused', (_name, json, reason) => {
  expect(parseTokens(json, 'f')).toEqual({ ok: false, failure: { place: 'f', reason } });
});

test('anything is a source or a reason, and nothing throws', () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => typeof parseTokens(json, 'f').ok === 'boolean'));
});

describe('CSV', () => {
  const readCsv = (text: string): TokenSource => {
    const source = parseTokensCsv(text, 'tokens.csv');
    if (!source.ok) {
      throw new Error(source.failure.reason);
    }
    return source.value;
  };
  test('with labels, owner, dates and status', () => {
    const source = readCsv(
      'Token label,Owner,Email,Created,Expires,Last active,Status\n' +
        'desk,Token Owner,Owner@example.com,2026-03-01,2027-03-01,Never,Blocked\n',
    );
    expect(source).toMatchObject({ type: 'user', limits: [], file: { readWhole: true } });
    expect(source.records[0]).toMatchObject({
      label: 'desk',
      status: 'BLOCKED',
      createdAt: '2026-03-01T00:00:00.000Z',
      expiresAt: '2027-03-01T23:59:59.999Z',
      lastActiveAt: null,
      scopes: null,
      owner: { accountId: null, email: 'owner@example.com', name: 'Token Owner' },
    });
  });
  test('an owner column that holds the email, and ids that stay the same', () => {
    const text =
      'Name;User;Created on;Expiry date\ndesk;owner@example.com;1 Mar 2026;1 Mar 2027\nother;owner@example.com;1 Mar 2026;1 Mar 2027\n';
    const [one, other] = readCsv(text).records;
    expect(one?.owner).toEqual({ accountId: null, email: 'owner@example.com', name: null });
    expect(one?.id).toMatch(/^csv-[0-9a-f]{16}$/);
    expect(one?.id).not.toBe(other?.id);
    expect(readCsv(text).records[0]?.id).toBe(one?.id);
  });
  test('a row without owner and an unreadable date are told by line', () => {
    const source = readCsv(
      'Token label,Email,Created,Expires\na,,2026-03-01,2027-03-01\nb,o@example.com,2026-03-01,03/01/2027\n',
    );
    expect(source.file?.readWhole).toBe(false);
    expect(source.limits).toEqual([
      'tokens.csv: row 2 could not be read: it names no owner by email or account id.',
      'tokens.csv: row 3, column Expires: cannot tell day from month; use 2027-01-03 or --date-order.',
    ]);
  });
  test.each([
    ['Revoked', 'yes', 'REVOKED'],
    ['Revoked at', '2026-10-01', 'REVOKED'],
    ['Blocked', 'true', 'REVOKED'],
    ['Deleted', 'no', 'ALLOWED'],
    ['Active', 'false', 'DISABLED'],
    ['Enabled', 'yes', 'ALLOWED'],
    ['Enabled', 'perhaps', 'NOT UNDERSTOOD'],
  ])('a column %s with %s', (heading, cell, status) => {
    const source = readCsv(
      `Token label,Email,Created,Expires,Status,${heading}\na,o@example.com,2026-03-01,2027-03-01,Allowed,${cell}\n`,
    );
    expect(source.records[0]?.status).toBe(status);
    expect(source.unread).toBe(status === 'NOT UNDERSTOOD' ? 1 : undefined);
  });
  test('of two columns with a status the one that says less good news counts', () => {
    const text =
      'Token label,Email,Created,Expires,Status,Token status\na,o@example.com,2026-03-01,2027-03-01,Active,Blocked\n';
    expect(readCsv(text).records[0]?.status).toBe('BLOCKED');
  });
  test.each([
    ['2026-11-30', null],
    ['2027-03-01', '2027-03-01T23:59:59.999Z'],
    ['', '2027-03-01T23:59:59.999Z'],
    ['soon', '2027-03-01T23:59:59.999Z'],
  ])('two columns with an expiry, of which the second says %j', (second, expected) => {
    const source = readCsv(
      `Token label,Email,Created,Expires,Expiry date\na,o@example.com,2026-03-01,2027-03-01,${second}\n`,
    );
    expect(source.records[0]?.expiresAt ?? null).toBe(expected);
    expect(source.limits).toEqual(
      expected === null
        ? ['tokens.csv: row 2, column Expires, and column Expiry date: two different dates, so neither was taken.']
        : [],
    );
  });
  test('missing columns are said', () => {
    expect(readCsv('Token label,Email\na,o@example.com\n').limits).toHaveLength(2);
  });
  test.each([
    ['', 'it is empty'],
    ['User id,email,User status\na-1,o@example.com,Active\n', 'it looks like a list of people, not of API tokens'],
    ['x,y\n1,2\n', 'it has no column that only a list of API tokens has'],
  ])('%j is refused', (text, reason) => {
    expect(parseTokensCsv(text, 'f')).toEqual({ ok: false, failure: { place: 'f', reason } });
  });
});

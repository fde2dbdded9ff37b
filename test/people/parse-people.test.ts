import type { PeopleSource } from '../../src/people/person';
import { parsePeople } from '../../src/people/parse-people';
import { parsePeopleCsv } from '../../src/people/parse-people-csv';

const v2 = { accountId: 'a-1', email: 'owner@example.com', status: 'active', claimStatus: 'managed' };
const v1 = { account_id: 'a-2', email: 'leaver@example.com', account_status: 'inactive' };
const jira = { accountId: 'a-3', displayName: 'Third', active: true };
const service = { atlassianId: 'sa-1', email: 'robot@serviceaccount.atlassian.com', displayName: 'Robot' };
const token = {
  id: 't-1',
  label: 'desk',
  createdAt: '2026-01-01T00:00:00Z',
  user: { id: 'a-1', email: 'owner@example.com' },
};

function read(json: unknown): PeopleSource {
  const source = parsePeople(json, 'users.json');
  if (!source.ok) {
    throw new Error(source.failure.reason);
  }
  return source.value;
}

test.each([
  ['an array', [v2, v1, jira]],
  ['{data}', { data: [v2, v1, jira], links: { next: null } }],
  ['{values}', { values: [v2, v1, jira], isLast: true, total: 3 }],
  ['{items}', { items: [v2, v1, jira] }],
  [
    'an array of pages',
    [
      { data: [v2, v1], links: { next: 'cursor' } },
      { data: [jira], links: { next: null } },
    ],
  ],
])('%s', (_name, json) => {
  const source = read(json);
  expect(source.people.map(({ accountId, state }) => [accountId, state])).toEqual([
    ['a-1', 'active'],
    ['a-2', 'deactivated'],
    ['a-3', 'active'],
  ]);
  expect(source).toMatchObject({ source: 'file', covers: 'everyone', limits: [], file: { readWhole: true } });
  // A file is complete only if an admin says so.
  expect(source.complete).toBe(false);
});

test.each([
  ['a next link', { data: [v2], links: { next: 'cursor' } }],
  ['a next address', { data: [v2], next: 'https://example.com/page2' }],
  ['isLast false', { values: [v2], isLast: false }],
  ['a page of pages that goes on', [{ data: [v2], links: { next: 'cursor' } }]],
  ['nextPage', { values: [v2], nextPage: 'https://example.com/page2' }],
  ['a next cursor', { data: [v2], next_cursor: 'c' }],
  ['a next cursor beside', { data: [v2], meta: { next: 'c' } }],
  ['hasMore', { data: [v2], hasMore: true }],
  ['a larger total beside', { data: [v2], meta: { total: 40 } }],
  ['a larger total', { items: [v2], total: 40 }],
  ['one object alone', v2],
  ['one object in data', { data: v2 }],
])('is not whole with %s', (_name, json) => {
  const source = read(json);
  expect(source.file?.readWhole).toBe(false);
  expect(source.people).toHaveLength(1);
  expect(source.limits).toHaveLength(1);
});

test('what is listed decides what follows from who is missing', () => {
  expect(read([v1]).covers).toBe('managed');
  expect(read({ items: [service], total: 1 }).covers).toBe('service-accounts');
  expect(read([service, v2]).covers).toBe('everyone');
});

test('a bad item is named by its index and the others are kept', () => {
  const source = read([v2, 7, { accountId: 'a-9', active: 'yes' }, { email: '' }, token]);
  expect(source.people).toHaveLength(1);
  expect(source.file?.readWhole).toBe(false);
  expect(source.limits.map((limit) => /item \d/.exec(limit)?.[0])).toEqual(['item 1', 'item 2', 'item 3', 'item 4']);
});

test('an empty list is no proof that everybody is gone', () => {
  expect(read([]).file?.readWhole).toBe(false);
  expect(read({ data: [] }).limits[0]).toContain('it lists nobody');
});

test.each([
  ['tokens', [token], 'it looks like a list of API tokens, not of people'],
  ['rules', { rules: [{ trigger: {}, components: [] }] }, 'it looks like automation rules, not people'],
  ['numbers', [1, 2], 'no person was found in it'],
  ['text', 'hello', 'it is neither a list nor an object'],
  ['nothing', null, 'it is neither a list nor an object'],
  ['an error answer', { code: 403, message: 'secret words' }, 'it is an error answer, not a list'],
  ['data that is no list', { data: 'x' }, 'its “data” is not a list'],
])('%s are refused', (_name, json, reason) => {
  expect(parsePeople(json, 'users.json')).toEqual({ ok: false, failure: { place: 'users.json', reason } });
});

describe('CSV of Atlassian Administration', () => {
  const readCsv = (text: string): PeopleSource => {
    const source = parsePeopleCsv(text, 'users.csv');
    if (!source.ok) {
      throw new Error(source.failure.reason);
    }
    return source.value;
  };
  test('with the headers of the user export, a byte-order mark and quotes', () => {
    const source = readCsv(
      '\uFEFFUser id,User name,email,User status,Added to org,Last seen in Jira\r\n' +
        'a-1,"Owner, First",Owner@Example.com,Active,2024-01-01,Never\r\n' +
        'a-2,Leaver,leaver@example.com,Deactivated,2024-01-01,\r\n' +
        'a-3,Other,other@example.com,Suspended,,\r\n',
    );
    expect(source.people.map(({ accountId, email, name, state }) => [accountId, email, name, state])).toEqual([
      ['a-1', 'owner@example.com', 'Owner, First', 'active'],
      ['a-2', 'leaver@example.com', 'Leaver', 'deactivated'],
      ['a-3', 'other@example.com', 'Other', 'suspended'],
    ]);
    expect(source).toMatchObject({ complete: false, limits: [], file: { readWhole: true } });
  });
  test('with a first line that names the delimiter to spreadsheets', () => {
    const read = parsePeopleCsv('sep=;\r\nUser id;email;User status\r\na-1;owner@example.com;Active\r\n', 'users.csv');
    expect(read.ok && read.value.people.map(({ accountId, state }) => [accountId, state])).toEqual([['a-1', 'active']]);
  });

  test('with the headers of the managed-account export and semicolons', () => {
    const source = readCsv(
      'Atlassian ID;Full name;Email;Account status;Claim status\na-1;O;o@example.com;Pending deletion;Managed\n',
    );
    expect(source.people[0]).toMatchObject({ accountId: 'a-1', state: 'for_deletion', managed: true });
  });
  test('a row without account and email, and a short row, are told by line', () => {
    const source = readCsv('User id,email,User status\n,,Active\na-2\n');
    expect(source.file?.readWhole).toBe(false);
    expect(source.people).toHaveLength(1);
    expect(source.limits).toEqual([
      'users.csv: row 3 has fewer cells than there are headings.',
      'users.csv: row 2 could not be read: it names neither an account id nor an email.',
      'users.csv: row 3: no state stands in it, so it was left open.',
    ]);
  });
  test.each([
    ['Active,Suspended', 'suspended'],
    ['Suspended,Active', 'suspended'],
    ['Active,', 'active'],
  ])('of two columns with a status the one that says less good news counts: %s', (cells, state) => {
    expect(readCsv(`email,User status,User status\no@example.com,${cells}\n`).people[0]?.state).toBe(state);
  });
  test('an unknown status leaves the state open', () => {
    expect(readCsv('email,User status\no@example.com,Sleeping\n').people[0]?.state).toBe('unknown');
  });
  test.each([
    ['', 'it is empty'],
    ['a,b\n1,2\n', 'it has no column with an account id or an email'],
    ['Token label,email,Expires\nx,o@example.com,2026-01-01\n', 'it looks like a list of API tokens, not of people'],
  ])('%j is refused', (text, reason) => {
    expect(parsePeopleCsv(text, 'users.csv')).toEqual({ ok: false, failure: { place: 'users.csv', reason } });
  });
});

test.each([
  ['a day', '2026-11-20T08:00:00Z', 'for_deletion'],
  ['a word', 'true', 'for_deletion'],
  ['a no', 'false', 'active'],
  ['nothing', null, 'active'],
])('a deletion mark that is %s costs nobody', (_name, forDeletion, state) => {
  const source = read([{ ...v2, forDeletion, name: 7 }]);
  expect(source.file?.readWhole).toBe(true);
  expect(source.people.map((person) => [person.state, person.name])).toEqual([[state, null]]);
});

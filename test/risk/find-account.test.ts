import { findAccount, type KnownAccount } from '../../src/risk/find-account';

const account = (given: Partial<KnownAccount>): KnownAccount => ({
  accountId: null,
  email: null,
  name: null,
  state: 'active',
  ...given,
});
const ada = account({ accountId: 'a-1', email: 'ada@example.com', name: 'Ada Élan' });
const bo = account({ accountId: 'a-2', email: 'bo@example.com', name: 'Bo' });

test.each(['a-1', 'A-1', 'ADA@example.com', 'ada  élan', 'Ada E\u0301lan '])('%j is one account', (asked) => {
  expect(findAccount(asked, [ada, bo])).toEqual({ found: 'one', account: ada });
});

test('an id goes before an email, an email before a name', () => {
  const named = account({ accountId: 'a-3', name: 'bo@example.com' });
  const alsoNamed = account({ accountId: 'a-4', name: 'a-2' });
  expect(findAccount('bo@example.com', [named, bo])).toEqual({ found: 'one', account: bo });
  expect(findAccount('a-2', [alsoNamed, bo])).toEqual({ found: 'one', account: bo });
});

test('what several sources say of one account is one account', () => {
  const unknown = account({ accountId: 'a-1', state: 'unknown' });
  const byEmail = account({ email: 'ADA@example.com', state: 'deleted' });
  expect(findAccount('ada@example.com', [unknown, ada, byEmail])).toEqual({ found: 'one', account: ada });
  expect(findAccount('old@example.com', [account({ email: 'old@example.com', state: 'not_found' })])).toMatchObject({
    found: 'one',
    account: { state: 'not_found' },
  });
});

test.each(['', '   '])('%j is nobody', (asked) => {
  expect(findAccount(asked, [ada, account({ accountId: 'a-5' })])).toEqual({ found: 'none', alike: [] });
});

test.each([
  ['ada', [ada]],
  ['élane', [ada]],
  ['adam@example.com', []],
  ['xyz', []],
])('nobody is called %j; who may be meant', (asked, alike) => {
  expect(findAccount(asked, [ada, bo])).toEqual({ found: 'none', alike });
});

test('never more than are of help', () => {
  const many = Array.from({ length: 50 }, (_, number) => account({ accountId: `a-${number}`, name: 'Same Name' }));
  const several = findAccount('same name', many);
  expect(several.found === 'several' && several.accounts).toHaveLength(10);
  const alike = findAccount('same', many);
  expect(alike.found === 'none' && alike.alike).toHaveLength(10);
});

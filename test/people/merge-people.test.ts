import { mergePeople } from '../../src/people/merge-people';
import type { PeopleSource, Person } from '../../src/people/person';
import { aPerson, somePeople } from '../risk/inputs';

function stateOf(...people: Person[]): Person['state'] | undefined {
  const directory = mergePeople(people.map((person) => somePeople([person], { source: person.source })));
  return directory.byAccountId('account-owner')?.state;
}
const organization = (state: Person['state']) => aPerson({ state });
const jira = (state: Person['state']) => aPerson({ state, source: 'jira', managed: null });
const copy = (copyOf: NonNullable<Person['copyOf']>, state: Person['state']) =>
  aPerson({ state, source: 'file', copyOf });
const file = (state: Person['state']) => aPerson({ state, source: 'file' });

test.each([
  ['the stronger evidence wins', [organization('for_deletion'), jira('deactivated')], 'for_deletion'],
  ['whatever the order', [jira('deactivated'), organization('for_deletion')], 'for_deletion'],
  ['gone by the organization, active in Jira', [organization('deactivated'), jira('active')], 'deactivated'],
  ['active, but without product access in Jira', [organization('active'), jira('no_access')], 'no_access'],
  ['unmanaged, inactive in Jira', [organization('unmanaged'), jira('deactivated')], 'deactivated'],
  ['unmanaged, active in Jira', [organization('unmanaged'), jira('active')], 'unmanaged'],
  ['active, inactive in Jira', [organization('active'), jira('deactivated')], 'unknown'],
  ['a contradiction is not lifted by a file', [organization('active'), jira('deactivated'), file('active')], 'unknown'],
  ['a file contradicts nobody', [organization('active'), file('deleted')], 'active'],
  ['a file fills a gap', [organization('unknown'), file('deactivated')], 'deactivated'],
  ['two files that disagree', [file('active'), file('deactivated')], 'unknown'],
  [
    'the organization’s list in a file against Jira’s',
    [copy('organization', 'deactivated'), copy('jira', 'active')],
    'deactivated',
  ],
  ['in whatever order', [copy('jira', 'active'), copy('organization', 'for_deletion')], 'for_deletion'],
  ['lists in files that cannot both be true', [copy('organization', 'active'), copy('jira', 'deactivated')], 'unknown'],
  [
    'a site’s own answer against a file of the organization',
    [jira('active'), copy('organization', 'deleted')],
    'active',
  ],
  ['two files that agree on the end', [file('deleted'), file('deactivated')], 'deleted'],
] as [string, Person[], Person['state']][])('%s', (_name, people, state) => {
  expect(stateOf(...people)).toBe(state);
});

test('a file of the organization’s that is only a page makes what another file says doubtful', () => {
  const page = somePeople(
    [aPerson({ accountId: 'account-2', email: 'two@example.com', source: 'file', copyOf: 'organization' })],
    {
      source: 'file',
      complete: false,
    },
  );
  const users = somePeople([copy('jira', 'active')], { source: 'file' });
  const directory = mergePeople([page, users]);
  expect([...directory.people()].map((person) => directory.isWeaklyKnown(person))).toEqual([false, true]);
});

test('what the stronger source hides is filled from the weaker', () => {
  const directory = mergePeople([
    somePeople([aPerson({ email: null, name: null })]),
    somePeople([aPerson({ source: 'jira', managed: null })], { source: 'jira' }),
  ]);
  expect(directory.byEmail('OWNER@example.com')).toMatchObject({
    source: 'organization',
    managed: true,
    name: 'Token Owner',
  });
  expect(directory.size).toBe(1);
});

test('people without an account id are joined by email', () => {
  const directory = mergePeople([
    somePeople([aPerson({ accountId: null, source: 'file', state: 'deactivated' })], { source: 'file' }),
    somePeople([aPerson()]),
  ]);
  expect([directory.size, directory.byEmail('owner@example.com')?.state]).toEqual([1, 'active']);
});

test('an email that a customer shares belongs to the account that can have tokens', () => {
  const customer = aPerson({ accountId: 'customer-1', accountType: 'customer', state: 'deactivated' });
  for (const people of [
    [customer, aPerson()],
    [aPerson(), customer],
  ]) {
    const directory = mergePeople([somePeople(people)]);
    expect(directory.byEmail('owner@example.com')?.accountId).toBe('account-owner');
    expect(directory.sharesEmail('owner@example.com')).toBe(false);
  }
});

test('an email that two accounts share says nothing of either', () => {
  const directory = mergePeople([somePeople([aPerson(), aPerson({ accountId: 'account-2', state: 'deleted' })])]);
  expect(directory.byEmail('owner@example.com')).toMatchObject({ state: 'unknown', accountId: null });
  expect(directory.sharesEmail('owner@example.com')).toBe(true);
  expect(directory.byAccountId('account-2')?.state).toBe('deleted');
});

test('a list of service accounts is no list of everyone', () => {
  const robots = somePeople([], { source: 'service-accounts' });
  expect(mergePeople([robots]).complete).toBe(false);
  expect(mergePeople([robots]).absence('owner@example.com', null)).toBe('no-source');
  const unread = somePeople([], { source: 'service-accounts', complete: false });
  expect(mergePeople([unread, somePeople([aPerson()])]).complete).toBe(true);
});

test('a selection of people says nothing about who is not in it', () => {
  const selection = somePeople([aPerson()], { source: 'jira', covers: 'selection', complete: false });
  expect(mergePeople([selection]).absence('ghost@example.com', null)).toBe('no-source');
  expect(mergePeople([selection, somePeople([aPerson()])]).absence('ghost@example.com', null)).toBe('none');
});

test('a file that is old or damaged takes nothing from what an API listed whole', () => {
  const old = somePeople([], { source: 'file', complete: false });
  const whole = somePeople([aPerson()]);
  const directory = mergePeople([whole, old]);
  expect([directory.complete, directory.absence('gone@example.com', null)]).toEqual([
    true,
    mergePeople([whole]).absence('gone@example.com', null),
  ]);
  expect(directory.absence('gone@example.com', null)).toBe('none');

  const site = somePeople([aPerson({ source: 'jira' })], { source: 'jira' });
  expect(mergePeople([site, old]).absence('gone@example.com', null)).toBe('none');
  const half = somePeople([aPerson()], { complete: false });
  expect(mergePeople([half, site, old])).toMatchObject({ complete: false });
  expect(mergePeople([whole, { ...site, complete: false }, old]).absence('gone@example.com', null)).toBe('unread');
});

describe('a file of people beside what an API listed whole', () => {
  const aFile = { source: 'file', complete: false, file: { name: 'users.csv', readWhole: true, asOf: null } } as const;
  const gone = aPerson({ accountId: 'account-gone', email: 'gone@example.com', source: 'file' });

  test('lists nobody whom the whole organization does not list any more', () => {
    const directory = mergePeople([somePeople([gone], aFile), somePeople([aPerson()])]);
    expect([directory.byEmail('gone@example.com'), directory.byAccountId('account-gone'), directory.size]).toEqual([
      null,
      null,
      1,
    ]);
    expect(directory.absence('gone@example.com', null)).toBe('none');
    const managed = mergePeople([somePeople([gone], aFile), somePeople([aPerson()], { covers: 'managed' })]);
    expect(managed.byEmail('gone@example.com')).toBeNull();
    const other = { ...gone, email: 'other@partner.example', managed: null };
    const outside = mergePeople([somePeople([other], aFile), somePeople([aPerson()], { covers: 'managed' })]);
    expect(outside.byEmail('other@partner.example')?.state).toBe('active');
  });

  test('does not put an earlier account beside the one that has its email now', () => {
    const earlier = aPerson({ accountId: 'account-earlier', source: 'file', state: 'deactivated' });
    for (const source of ['organization', 'jira'] as const) {
      const listed = somePeople([aPerson({ source })], { source });
      expect(mergePeople([somePeople([earlier], aFile), listed]).byEmail('owner@example.com')).toMatchObject({
        accountId: 'account-owner',
        state: 'active',
      });
    }
  });

  test('counts where the organization could not be read whole', () => {
    const directory = mergePeople([somePeople([gone], aFile), somePeople([aPerson()], { complete: false })]);
    expect(directory.byEmail('gone@example.com')?.state).toBe('active');
  });

  test('is not believed that somebody is well whom Jira does not list', () => {
    const site = somePeople([aPerson({ source: 'jira' })], { source: 'jira' });
    expect(mergePeople([site, somePeople([gone], aFile)]).byEmail('gone@example.com')).toMatchObject({
      state: 'unknown',
      remark: 'a file lists it, but Jira does not',
    });
    const ended = somePeople([{ ...gone, state: 'deactivated' }], aFile);
    expect(mergePeople([site, ended]).byEmail('gone@example.com')?.state).toBe('deactivated');
  });

  test('names the email of an account that Jira shows without one', () => {
    const site = somePeople([aPerson({ source: 'jira', email: null })], { source: 'jira' });
    const directory = mergePeople([site, somePeople([aPerson({ source: 'file' })], aFile)]);
    expect(directory.byEmail('owner@example.com')).toMatchObject({ source: 'jira', state: 'active' });
    expect(directory.absence('ghost@example.com', null)).toBe('none');
  });
});

describe('what may be said of somebody whom files do not list', () => {
  const about = (complete: boolean, asOf: string | null, covers: 'everyone' | 'managed' = 'everyone') =>
    somePeople([aPerson({ source: 'file' })], {
      source: 'file',
      complete,
      covers,
      file: { name: 'users.csv', readWhole: true, asOf },
    });
  const edited = '2026-06-01T00:00:00.000Z';

  test.each([
    ['nothing was said of it', [about(false, null)], 'unsaid'],
    ['it lists everybody', [about(true, null)], 'none'],
    ['it lists everybody of a day before the edit', [about(true, '2026-05-01T00:00:00.000Z')], 'outdated'],
    ['it lists everybody of a day after the edit', [about(true, '2026-07-01T00:00:00.000Z')], 'none'],
    ['one of two lists everybody', [about(false, null), about(true, null)], 'none'],
    ['it lists the managed, and the domain is theirs', [about(true, null, 'managed')], 'none'],
    ['an API broke off, and a file lists everybody', [somePeople([], { complete: false }), about(true, null)], 'none'],
    ['an API broke off', [somePeople([], { complete: false }), about(false, null)], 'unread'],
    ['it has no rows', [{ ...about(true, null), people: [] }], 'no-source'],
  ] as [string, PeopleSource[], string][])('%s', (_name, sources, absence) => {
    expect(mergePeople(sources).absence('ghost@example.com', edited)).toBe(absence);
  });

  test('a domain that is claimed in part does not tell who is managed', () => {
    const list = somePeople(
      [
        aPerson({ source: 'file' }),
        aPerson({ accountId: 'a-2', email: 'two@example.com', managed: false, state: 'unmanaged', source: 'file' }),
      ],
      { source: 'file', covers: 'managed', file: { name: 'users.csv', readWhole: true, asOf: null } },
    );
    expect(mergePeople([list]).absence('ghost@example.com', null)).toBe('unmanaged');
  });

  test('a row with an email that two accounts share belongs to neither', () => {
    const two = somePeople([aPerson(), aPerson({ accountId: 'account-2' })]);
    const row = somePeople([aPerson({ accountId: null, state: 'deactivated', source: 'file' })], { source: 'file' });
    const directory = mergePeople([two, row]);
    expect([directory.byAccountId('account-owner')?.state, directory.byAccountId('account-2')?.state]).toEqual([
      'active',
      'active',
    ]);
    expect(directory.byEmail('owner@example.com')).toMatchObject({ state: 'unknown' });
  });
});

import fc from 'fast-check';
import { mergePeople } from '../../src/people/merge-people';
import type { RuleFacts } from '../../src/rules/rule-facts';
import { matchTokens, type MatchOptions } from '../../src/tokens/match-tokens';
import type { TokenMatch } from '../../src/tokens/token-match';
import type { TokenSource } from '../../src/tokens/token-record';
import { aPerson, aRecord, aRule, AS_OF, aUse, fingerprint, somePeople, someTokens } from '../risk/inputs';
import { bruteForceAllowed } from './brute-force';

const DIRECTORY = mergePeople([somePeople([aPerson()])]);
const A = fingerprint('a');
const B = fingerprint('b');

function match(
  facts: RuleFacts[],
  sources: TokenSource[],
  options: Partial<MatchOptions> = {},
  directory = DIRECTORY,
): Map<string, TokenMatch> {
  return matchTokens(facts, directory, sources, { asOf: AS_OF, ownHost: 'one.atlassian.net', ...options });
}

const shown = (found: TokenMatch | undefined) => [found?.match, found?.candidates.map(({ id }) => id)];
const holding = (print: string, given: Partial<RuleFacts> = {}, use = {}) =>
  aRule({ credentials: [aUse({ fingerprint: print, ...use })], ...given });

describe('two listings of one token', () => {
  const later = aRecord({ expiresAt: '2027-09-01T00:00:00.000Z', status: 'ALLOWED' });
  const sooner = aRecord({ expiresAt: '2026-12-01T00:00:00.000Z', status: 'BLOCKED' });

  test.each([
    ['the worse one first', [sooner, later]],
    ['the worse one last', [later, sooner]],
  ])('what breaks sooner counts: %s', (_name, records) => {
    const found = match(
      [holding(A)],
      records.map((record) => someTokens([record])),
    ).get(A);
    expect(found?.candidates).toMatchObject([{ id: 'token-1', expiresAt: sooner.expiresAt, status: 'BLOCKED' }]);
  });
});

test('of an email that two accounts have, no list can say that a token is gone', () => {
  const shared = mergePeople([somePeople([aPerson(), aPerson({ accountId: 'account-2' })])]);
  const other = aRecord({ owner: { accountId: 'account-3', email: 'third@example.com', name: null } });
  expect(match([holding(A)], [someTokens([other])]).get(A)?.match).toBe('none');
  expect(match([holding(A)], [someTokens([other])], {}, shared).get(A)?.match).toBe('not-checked');
});

describe('necessary conditions', () => {
  test('the owner', () => {
    const other = aRecord({
      id: 'other',
      owner: { accountId: 'account-2', email: 'colleague@example.com', name: null },
    });
    expect(shown(match([holding(A)], [someTokens([aRecord(), other])]).get(A))).toEqual(['exact', ['token-1']]);
    expect(shown(match([holding(A)], [someTokens([other])]).get(A))).toEqual(['none', []]);
  });

  test('the owner by email alone, in another case', () => {
    const record = aRecord({ owner: { accountId: null, email: 'owner@example.com', name: null } });
    const facts = [holding(A, {}, { user: 'Owner@Example.COM' })];
    expect(shown(match(facts, [someTokens([record])], {}, mergePeople([])).get(A))).toEqual(['exact', ['token-1']]);
  });

  test('created by the last edit, to the instant', () => {
    const facts = [holding(A, { updatedAt: '2026-06-01T00:00:00.000Z' })];
    const created = (createdAt: string | null) => match(facts, [someTokens([aRecord({ createdAt })])]).get(A)?.match;
    expect(created('2026-06-01T00:00:00.000Z')).toBe('exact');
    expect(created('2026-06-01T00:00:00.001Z')).toBe('none');
    // A record that does not say when it was made may be younger.
    expect(created(null)).toBe('candidates');
  });

  test('the earliest last edit of all rules with the same fingerprint bounds them all', () => {
    const facts = [
      holding(A, { uuid: 'rule-1', updatedAt: '2026-09-01T00:00:00.000Z' }),
      holding(A, { uuid: 'rule-2', updatedAt: '2026-02-01T00:00:00.000Z' }),
      holding(A, { uuid: 'rule-3', updatedAt: null }),
    ];
    const records = [
      aRecord({ createdAt: '2026-03-01T00:00:00.000Z' }),
      aRecord({ id: 'old', createdAt: '2026-01-01T00:00:00.000Z' }),
    ];
    expect(shown(match(facts, [someTokens(records)]).get(A))).toEqual(['exact', ['old']]);
  });

  test.each([
    ['a site', { host: 'one.atlassian.net', api: 'site', cloudId: null }, 'unscoped'],
    ['another site', { host: 'two.atlassian.net', api: 'site', cloudId: null }, 'unscoped'],
    ['the Automation API', { host: 'api.atlassian.com', api: 'automation', cloudId: 'cloud-one' }, 'unscoped'],
    ['the gateway', { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' }, 'scoped'],
  ] as const)('scopes fit %s', (_name, target, wanted) => {
    const records = [aRecord({ id: 'unscoped', scopes: [] }), aRecord({ id: 'scoped', scopes: ['read:jira-work'] })];
    expect(shown(match([holding(A, {}, { target })], [someTokens(records)]).get(A))).toEqual(['exact', [wanted]]);
  });

  test.each([
    ['a smart value as host', { host: null, api: 'site', cloudId: null }],
    ['a host that is no site', { host: 'api.example.com', api: 'site', cloudId: null }],
    ['another address of Atlassian', { host: 'api.atlassian.com', api: 'other', cloudId: null }],
  ] as const)('%s constrains no scopes', (_name, target) => {
    const records = [aRecord({ id: 'unscoped', scopes: [] }), aRecord({ id: 'scoped', scopes: ['read:jira-work'] })];
    expect(match([holding(A, {}, { target })], [someTokens(records)]).get(A)?.candidates).toHaveLength(2);
  });

  test('unknown scopes constrain nothing', () => {
    expect(match([holding(A)], [someTokens([aRecord({ scopes: null })])]).get(A)?.match).toBe('exact');
  });

  test('a secret used as scoped and as unscoped is never exact', () => {
    const gateway = { target: { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' } } as const;
    const facts = [holding(A), holding(A, { uuid: 'rule-2' }, gateway)];
    expect(match(facts, [someTokens([aRecord()])]).get(A)).toMatchObject({
      match: 'candidates',
      open: true,
      why: 'contradiction',
    });
  });
});

describe('all different', () => {
  test('two fingerprints are two records', () => {
    // The first rule can hold only the old token, so the second holds the young one.
    const facts = [
      holding(A, { uuid: 'rule-1', updatedAt: '2026-02-01T00:00:00.000Z' }),
      holding(B, { uuid: 'rule-2', updatedAt: '2026-09-01T00:00:00.000Z' }),
    ];
    const records = [
      aRecord({ id: 'old', createdAt: '2026-01-01T00:00:00.000Z' }),
      aRecord({ id: 'young', createdAt: '2026-08-01T00:00:00.000Z' }),
    ];
    const matches = match(facts, [someTokens(records)]);
    expect(shown(matches.get(A))).toEqual(['exact', ['old']]);
    expect(shown(matches.get(B))).toEqual(['exact', ['young']]);
  });

  test('a record that no complete assignment uses is no candidate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (edits, creations) => {
          const day = (number: number) => `2026-0${number}-01T00:00:00.000Z`;
          const prints = edits.map((_, index) => fingerprint(String(index)));
          const facts = edits.map((edit, index) =>
            holding(prints[index] ?? '', { uuid: `rule-${index}`, updatedAt: day(edit) }),
          );
          const records = creations.map((created, index) => aRecord({ id: `t-${index}`, createdAt: day(created) }));
          const edges = edits.map((edit) => [...creations.keys()].filter((index) => (creations[index] ?? 9) <= edit));
          const expected = bruteForceAllowed(edges);
          const matches = match(facts, [someTokens(records)]);
          for (const [index, print] of prints.entries()) {
            const found = matches.get(print);
            const ids = (found?.candidates ?? []).map(({ id }) => Number(id.slice(2))).sort();
            if (expected.complete) {
              expect(ids).toEqual([...(expected.allowed[index] ?? [])].sort());
              expect(found?.match).toBe(ids.length === 1 ? 'exact' : 'candidates');
            } else if (edges[index]?.length === 0) {
              expect(found?.match).toBe('none');
            } else {
              // Something is gone: nobody is left out any more, whoever else may claim the record.
              expect(ids).toEqual(expect.arrayContaining(found?.contested === null ? [] : (edges[index] ?? [])));
              expect(found?.contested === null || found?.match === 'candidates').toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('more fingerprints than records: nobody is sure, and it is said how many are gone', () => {
    const facts = [holding(A, { uuid: 'rule-1' }), holding(B, { uuid: 'rule-2' })];
    const matches = match(facts, [someTokens([aRecord()])]);
    for (const print of [A, B]) {
      expect(matches.get(print)).toMatchObject({ match: 'candidates', contested: { fingerprints: 2, records: 1 } });
    }
  });

  test('a shortage of scoped tokens does not touch unscoped ones', () => {
    const gateway = { target: { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' } } as const;
    const C = fingerprint('c');
    const facts = [holding(A), holding(B, { uuid: 'rule-2' }, gateway), holding(C, { uuid: 'rule-3' }, gateway)];
    const records = [aRecord(), aRecord({ id: 'scoped', scopes: ['read:jira-work'] })];
    const matches = match(facts, [someTokens(records)]);
    expect(matches.get(A)?.match).toBe('exact');
    expect(matches.get(B)?.contested).not.toBeNull();
  });
});

describe('exact and none are said only where the inventory can say so', () => {
  test.each([
    [
      'a listing that was read in part',
      [someTokens([aRecord()], { complete: false })],
      'candidates',
      'inventory-partial',
    ],
    ['no listing of this type', [someTokens([], { type: 'service-account' })], 'not-checked', 'no-inventory'],
    [
      'a listing in part without a fitting record',
      [someTokens([], { complete: false })],
      'not-checked',
      'inventory-partial',
    ],
  ] as const)('%s', (_name, sources, expected, why) => {
    expect(match([holding(A)], [...sources]).get(A)).toMatchObject({ match: expected, why, open: true });
  });

  test('an owner who is not known to be managed', () => {
    for (const managed of [false, null]) {
      const directory = mergePeople([somePeople([aPerson({ managed })])]);
      expect(match([holding(A)], [someTokens([])], {}, directory).get(A)).toMatchObject({
        match: 'not-checked',
        why: 'owner-not-listed',
      });
    }
  });

  test('an owner who is listed after all is managed', () => {
    const directory = mergePeople([somePeople([aPerson({ managed: null })])]);
    const young = aRecord({ createdAt: '2026-09-01T00:00:00.000Z' });
    expect(match([holding(A)], [someTokens([aRecord()])], {}, directory).get(A)?.match).toBe('exact');
    expect(match([holding(A)], [someTokens([young])], {}, directory).get(A)?.match).toBe('none');
  });

  test('sources that disagree about whether the owner is managed', () => {
    const directory = mergePeople([somePeople([aPerson({ managed: false })])]);
    expect(match([holding(A)], [someTokens([aRecord()])], {}, directory).get(A)).toMatchObject({
      match: 'candidates',
      open: true,
    });
  });

  test('nobody named', () => {
    const facts = [holding(A, {}, { scheme: 'bearer', user: null })];
    expect(match(facts, [someTokens([aRecord()])]).get(A)).toMatchObject({ match: 'not-checked', why: 'no-owner' });
  });

  test('one secret under two names', () => {
    const directory = mergePeople([
      somePeople([aPerson(), aPerson({ accountId: 'account-2', email: 'colleague@example.com' })]),
    ]);
    const facts = [holding(A), holding(A, { uuid: 'rule-2' }, { user: 'colleague@example.com' })];
    expect(match(facts, [someTokens([aRecord()])], {}, directory).get(A)).toMatchObject({
      match: 'candidates',
      why: 'contradiction',
    });
  });

  test('a damaged value neither is exact nor takes a record from another', () => {
    const facts = [holding(A, {}, { checksum: 'invalid' }), holding(B, { uuid: 'rule-2' })];
    const matches = match(facts, [someTokens([aRecord()])]);
    expect(matches.get(A)).toMatchObject({ match: 'candidates', open: true, why: 'checksum-invalid' });
    expect(matches.get(B)?.match).toBe('exact');
    expect(match(facts, [someTokens([])]).get(A)?.match).toBe('none');
  });

  test('one record in two listings is one record', () => {
    expect(match([holding(A)], [someTokens([aRecord()]), someTokens([aRecord()])]).get(A)?.match).toBe('exact');
  });
});

describe('other ways to an owner', () => {
  test('the same secret elsewhere, an assignment, or the live check names the owner of a Bearer token', () => {
    const bearer = holding(A, {}, { scheme: 'bearer', user: null });
    const elsewhere = holding(A, { uuid: 'rule-2' });
    expect(match([bearer, elsewhere], [someTokens([aRecord()])]).get(A)?.match).toBe('exact');
    for (const source of ['assigned', 'live-check'] as const) {
      const owners = new Map([[A, { email: null, accountId: 'account-owner', source }]]);
      expect(match([bearer], [someTokens([aRecord()])], { owners }).get(A)?.match).toBe('exact');
    }
  });

  test('a token that its host accepts is neither expired nor blocked nor gone', () => {
    const accepted = new Set([A]);
    const records = [
      aRecord({ id: 'expired', expiresAt: '2026-11-01T00:00:00.000Z' }),
      aRecord({ id: 'blocked', status: 'BLOCKED' }),
      aRecord({ id: 'alive' }),
    ];
    expect(shown(match([holding(A)], [someTokens(records)], { accepted }).get(A))).toEqual(['exact', ['alive']]);
    expect(match([holding(A)], [someTokens([])], { accepted }).get(A)).toMatchObject({
      match: 'not-checked',
      why: 'accepted-unlisted',
    });
  });

  test('service accounts have listings of their own', () => {
    const user = 'robot@serviceaccount.atlassian.com';
    const robot = aPerson({ accountId: 'sa-1', email: user, accountType: 'service-account', state: 'service_account' });
    const directory = mergePeople([somePeople([robot], { source: 'service-accounts' })]);
    const owner = { accountId: 'sa-1', email: user, name: 'Robot' };
    const facts = [
      holding(
        A,
        {},
        {
          user,
          kind: 'atlassian-service-account-token',
          target: { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' },
        },
      ),
    ];
    const records = [aRecord({ type: 'service-account', owner, scopes: ['read:jira-work'] })];
    expect(match(facts, [someTokens(records, { type: 'service-account' })], {}, directory).get(A)?.match).toBe('exact');
    expect(match(facts, [someTokens([])], {}, directory).get(A)?.why).toBe('no-inventory');
  });

  test('an organization key in a rule may be another organization’s, so it is a candidate at best', () => {
    const use = {
      kind: 'atlassian-org-or-repository-token',
      scheme: 'bearer',
      user: null,
      target: { host: 'api.atlassian.com', api: 'admin', cloudId: null },
    } as const;
    const key = aRecord({ id: 'key-1', type: 'organization', owner: { accountId: null, email: null, name: null } });
    const keys = [someTokens([key], { type: 'organization' })];
    expect(match([holding(A, {}, use)], keys).get(A)).toMatchObject({
      match: 'candidates',
      open: true,
      why: 'other-organization',
    });
    expect(match([holding(A, {}, use)], keys, { own: new Set([A]) }).get(A)?.match).toBe('exact');
    expect(match([holding(A, { updatedAt: '2026-01-01T00:00:00.000Z' }, use)], keys).get(A)?.match).toBe('not-checked');
  });
});

test('what was used lately leads, what was never used follows, and nothing is left out', () => {
  const records = [
    aRecord({ id: 'never', lastActiveAt: null, createdAt: '2026-05-01T00:00:00.000Z' }),
    aRecord({ id: 'lately', lastActiveAt: '2026-11-15T00:00:00.000Z' }),
    aRecord({ id: 'long ago', lastActiveAt: '2026-04-01T00:00:00.000Z' }),
  ];
  expect(shown(match([holding(A)], [someTokens(records)]).get(A))).toEqual([
    'candidates',
    ['lately', 'long ago', 'never'],
  ]);
});

describe('a file of tokens beside the organization’s own list', () => {
  const aFile = (given: Partial<TokenSource['file'] & object> = {}) => ({
    file: { name: 'tokens.csv', readWhole: true, asOf: null, ...given },
  });
  const stale = someTokens([aRecord({ id: 'csv-1' })], aFile());
  const strangers = { accountId: 'account-9', email: 'stranger@example.com', name: null };

  test('does not bring back a token that the whole list does not have', () => {
    for (const sources of [
      [stale, someTokens([])],
      [someTokens([aRecord({ id: 'of another', owner: strangers })]), stale],
    ]) {
      expect(match([holding(A)], sources).get(A)).toMatchObject({ match: 'none', candidates: [] });
    }
  });

  test('does not stand beside a token that the whole list has, under whatever id', () => {
    expect(shown(match([holding(A)], [stale, someTokens([aRecord()])]).get(A))).toEqual(['exact', ['token-1']]);
  });

  test('counts where the list broke off, and of people whom the organization does not manage', () => {
    expect(shown(match([holding(A)], [stale, someTokens([], { complete: false })]).get(A))).toEqual([
      'candidates',
      ['csv-1'],
    ]);
    const unmanaged = mergePeople([somePeople([aPerson({ managed: false, state: 'unmanaged' })])]);
    expect(match([holding(A)], [stale, someTokens([])], {}, unmanaged).get(A)).toMatchObject({
      match: 'candidates',
      open: true,
    });
  });

  test('alone says nothing by what it lacks, unless it is complete and of a day after the edit', () => {
    const lacking = (complete: boolean, asOf: string | null) => {
      const file = someTokens([aRecord({ id: 'x', owner: strangers })], { complete, ...aFile({ asOf }) });
      return match([holding(A)], [file]).get(A)?.match;
    };
    // The rule was last edited on 1 June 2026, and it is judged on 16 November.
    expect(lacking(false, null)).toBe('not-checked');
    expect(lacking(true, null)).toBe('none');
    expect(lacking(true, '2026-05-31T00:00:00.000Z')).toBe('not-checked');
    expect(lacking(true, '2026-06-01T00:00:00.000Z')).toBe('none');
    const there = (asOf: string) =>
      match([holding(A)], [someTokens([aRecord()], { complete: true, ...aFile({ asOf }) })]).get(A)?.match;
    expect([there('2026-11-15T00:00:00.000Z'), there('2026-11-10T00:00:00.000Z')]).toEqual(['exact', 'candidates']);
  });
});

test('exact is never a record that does not say that it was made in time, or has the form that alone tells it apart', () => {
  const bound = Date.parse('2026-06-01T00:00:00.000Z');
  const day = 86_400_000;
  const records = fc.array(
    fc.record({
      made: fc.option(fc.integer({ min: -3, max: 3 })),
      isVague: fc.boolean(),
      scopes: fc.constantFrom<string[] | null>(null, [], ['read:jira-work']),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 3 }), (given, holders) => {
      const listed = given.map(({ made, isVague, scopes }, index) => {
        const at = made === null ? null : new Date(bound + made * day).toISOString();
        const within =
          made === null || !isVague
            ? {}
            : {
                createdWithin: {
                  from: new Date(bound + (made - 1) * day).toISOString(),
                  to: new Date(bound + (made + 1) * day).toISOString(),
                },
              };
        return aRecord({ id: `t-${index}`, createdAt: at, scopes, ...within });
      });
      const facts = [A, B, fingerprint('c')]
        .slice(0, holders)
        .map((print, index) => holding(print, { uuid: `rule-${index}`, updatedAt: new Date(bound).toISOString() }));
      for (const found of match(facts, [someTokens(listed)]).values()) {
        if (found.match === 'none') {
          // Each of them is surely younger, or surely scoped.
          for (const { createdAt, createdWithin, scopes } of listed) {
            const earliest = createdWithin?.from ?? createdAt;
            const isYounger = earliest !== null && Date.parse(earliest) > bound;
            expect(isYounger || (scopes !== null && scopes.length > 0)).toBe(true);
          }
        }
        if (found.match !== 'exact') {
          continue;
        }
        const [record] = found.candidates;
        const latest = record?.createdWithin?.to ?? record?.createdAt ?? null;
        expect(latest !== null && Date.parse(latest) <= bound).toBe(true);
        const isToldByForm = listed.some(({ scopes }) => scopes !== null && scopes.length > 0);
        if (isToldByForm && record?.scopes === null) {
          const inTime = listed.filter(({ createdAt, createdWithin }) => {
            const earliest = createdWithin?.from ?? createdAt;
            return earliest === null || Date.parse(earliest) <= bound;
          });
          expect(inTime.every(({ scopes }) => scopes === null || scopes.length === 0)).toBe(true);
        }
      }
    }),
  );
});

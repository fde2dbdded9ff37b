import { createOrganizationApi } from '../../src/atlassian/organization-api';
import { createHttp, PATIENT } from '../../src/platform/http';
import type { HttpFetch } from '../../src/platform/http-types';
import { fakeTime } from '../platform/fake-time';

const AS_OF = new Date('2026-11-16T12:00:00.000Z');
const ORG = '/admin/v1/orgs/org-1';
const SEARCH = '/admin/v2/orgs/org-1/directories/-/users/search';

interface Answer {
  status?: number;
  json?: unknown;
}
type Answers = (path: string, query: URLSearchParams, bodyCursor: string | undefined) => Answer;

function setUp(answers: Answers) {
  const { clock, startTimer } = fakeTime();
  const asked: URL[] = [];
  const fetch: HttpFetch = (address, init) => {
    const url = new URL(address);
    asked.push(url);
    const cursor = /"cursor":"(\w+)"/.exec(init.body ?? '')?.[1];
    const { status = 200, json } = answers(url.pathname, url.searchParams, cursor);
    return Promise.resolve(new Response(JSON.stringify(json ?? {}), { status }));
  };
  const http = createHttp({ fetch, clock, startTimer, random: () => 0 }, PATIENT);
  return { api: createOrganizationApi({ http, authorization: () => 'Bearer planted' }), asked };
}

const aUser = (accountId: string, more: Record<string, unknown> = {}) => ({
  accountId,
  email: `${accountId}@example.com`,
  status: 'active',
  accountStatus: 'active',
  claimStatus: 'managed',
  ...more,
});
const leaving = (more: Record<string, unknown> = {}) =>
  aUser('account-17', { status: 'for_deletion', forDeletion: true, accountStatus: 'closed', ...more });
const listing = (data: unknown[], next: string | null = null) => ({ json: { data, links: { next } } });
const anOrder = (accountId: string, time: string) => ({
  id: 'event-1',
  type: 'events',
  attributes: { time, action: 'deletion_ordered', context: [{ id: accountId, type: 'users' }] },
});
const actions = listing([{ id: 'deletion_ordered', attributes: { displayName: 'Scheduled deletion of account' } }]);

describe('the day on which a deletion becomes final', () => {
  it('comes from the audit log, whose actions are learned first', async () => {
    const { api, asked } = setUp((path) => {
      if (path === SEARCH) {
        return listing([leaving({ deactivatedOn: '2026-11-01T08:00:00Z' }), aUser('account-2')]);
      }
      return path === `${ORG}/event-actions` ? actions : listing([anOrder('account-17', '2026-11-10T08:00:00Z')]);
    });

    const { source, failure } = await api.readUsers('org-1', AS_OF);

    expect(source.people[0]?.deletion).toEqual({ at: '2026-11-24T08:00:00.000Z', exact: true });
    expect(source).toMatchObject({ complete: true, limits: [] });
    expect(failure).toBeNull();
    const events = asked.at(-1);
    expect(events?.pathname).toBe(`${ORG}/events`);
    expect(Object.fromEntries(events?.searchParams ?? [])).toEqual({
      action: 'deletion_ordered',
      from: String(AS_OF.getTime() - 15 * 86_400_000),
    });
  });

  it('is asked for only where somebody is about to be deleted', async () => {
    const { api, asked } = setUp(() => listing([aUser('account-1')]));

    await api.readUsers('org-1', AS_OF);

    expect(asked.map(({ pathname }) => pathname)).toEqual([SEARCH]);
  });

  it.each([
    ['the key may not read the log', 403, /may not do this \(403\)/],
    ['the log is not offered', 404, /does not offer it \(404\)/],
    ['the log is down', 503, /not available \(503\)/],
  ])('is the estimate, with a limit and nothing more, where %s', async (_, status, said) => {
    const { api } = setUp((path) =>
      path === SEARCH ? listing([leaving({ deactivatedOn: '2026-11-10T08:00:00Z' })]) : { status },
    );

    const { source, failure } = await api.readUsers('org-1', AS_OF);

    expect(source.people[0]?.deletion).toEqual({ at: '2026-11-24T08:00:00.000Z', exact: false });
    expect(source.complete).toBe(true);
    expect(source.limits).toEqual([expect.stringMatching(said)]);
    expect(failure).toBeNull();
  });

  it('stays open, and says so, where the log does not name the account', async () => {
    const { api } = setUp((path) => {
      if (path === SEARCH) {
        return listing([leaving()]);
      }
      return path === `${ORG}/event-actions` ? actions : listing([anOrder('account-9', '2026-11-10T08:00:00Z')]);
    });

    const { source } = await api.readUsers('org-1', AS_OF);

    expect(source.people[0]?.deletion).toBeNull();
    expect(source.limits).toEqual([expect.stringContaining('does not tell when one deletion was ordered')]);
  });

  it('is looked for on a few pages only: the log takes ten requests a minute', async () => {
    const { api, asked } = setUp((path, query) => {
      if (path === SEARCH) {
        return listing([leaving()]);
      }
      if (path === `${ORG}/event-actions`) {
        return actions;
      }
      const page = Number(query.get('cursor') ?? '0') + 1;
      const next = `https://api.atlassian.com${ORG}/events?cursor=${page}`;
      return listing([anOrder(page === 2 ? 'account-17' : 'account-9', '2026-11-10T08:00:00Z')], next);
    });

    const { source } = await api.readUsers('org-1', AS_OF);

    expect(source.people[0]?.deletion?.exact).toBe(true);
    expect(asked.filter(({ pathname }) => pathname === `${ORG}/events`)).toHaveLength(5);
  });
});

describe('the directory', () => {
  it('sends the cursor in the body and reads all pages', async () => {
    const { api } = setUp((_path, _query, cursor) =>
      cursor === 'two' ? listing([aUser('account-2')]) : listing([aUser('account-1')], 'two'),
    );

    const { source } = await api.readUsers('org-1', AS_OF);

    expect(source.people.map(({ accountId }) => accountId)).toEqual(['account-1', 'account-2']);
    expect(source.complete).toBe(true);
  });

  it('that times out half-way keeps what it told and is not whole', async () => {
    const { api } = setUp((_path, _query, cursor) =>
      cursor === 'two' ? { status: 503 } : listing([aUser('account-1')], 'two'),
    );

    const { source, failure } = await api.readUsers('org-1', AS_OF);

    expect(source).toMatchObject({ complete: false, people: [{ accountId: 'account-1' }] });
    expect(source.limits).toEqual([expect.stringContaining('could be read only in part')]);
    expect(failure?.code).toBe('unavailable');
  });

  it('without the scope for it falls back to the managed accounts, which is not whole', async () => {
    const { api } = setUp((path) =>
      path === SEARCH
        ? { status: 403 }
        : listing([
            { account_id: 'account-1', account_type: 'atlassian', account_status: 'active', email: 'a@b.example' },
          ]),
    );

    const { source } = await api.readUsers('org-1', AS_OF);

    expect(source).toMatchObject({ complete: false, people: [{ accountId: 'account-1', managed: true }] });
    expect(source.limits.join(' ')).toContain('Only managed accounts could be listed');
  });

  it('is asked for single owners by their exact addresses, fifty at a time', async () => {
    const { api, asked } = setUp(() => listing([aUser('account-1')]));
    const emails = Array.from({ length: 60 }, (_, number) => `account-${number}@example.com`);

    const found = await api.findUsers('org-1', emails);

    expect(asked.map(({ pathname }) => pathname)).toEqual([SEARCH, SEARCH]);
    expect(found).toMatchObject({ covers: 'selection', limits: [], people: [{ accountId: 'account-1' }, {}] });
  });

  it('that does not answer for single owners leaves what the lists say', async () => {
    const { api } = setUp(() => ({ status: 403 }));

    expect(await api.findUsers('org-1', ['ghost@example.com'])).toMatchObject({ people: [], covers: 'selection' });
  });
});

it('says of a key that may not read keys which one may', async () => {
  const { api } = setUp(() => ({ status: 403 }));

  const keys = await api.readOrganizationKeys('org-1');
  const tokens = await api.readTokens('org-1');

  expect(keys.source.limits).toContainEqual(expect.stringContaining('made before March 2026'));
  expect(tokens.source.limits).toHaveLength(1);
});

describe('the size of a page', () => {
  const aToken = (id: string) => ({
    id,
    label: id,
    user: { id: 'account-1', email: 'a@b.example' },
    createdAt: '2026-01-01T00:00:00Z',
  });

  it.each([400, 500])('is left out of the first page where the listing answers it with %i', async (status) => {
    const { api, asked } = setUp((_path, query) => {
      if (query.has('pageSize')) {
        return { status };
      }
      return query.has('cursor') ? listing([aToken('two')]) : listing([aToken('one')], 'next');
    });

    const { source, failure } = await api.readTokens('org-1');

    expect([source.records.map(({ id }) => id), source.complete, failure]).toEqual([['one', 'two'], true, null]);
    expect(asked.map(({ search }) => search)).toEqual(['?pageSize=1000', '', '?cursor=next']);
  });

  it('goes with the cursor, which is bare', async () => {
    const { api, asked } = setUp((_path, query) =>
      query.has('cursor') ? listing([aToken('two')]) : listing([aToken('one')], 'next'),
    );

    await api.readTokens('org-1');

    expect(asked.map(({ search }) => search)).toEqual(['?pageSize=1000', '?pageSize=1000&cursor=next']);
  });

  it('is not asked for where none is documented', async () => {
    const { api, asked } = setUp(() => listing([]));

    await api.readServiceAccountTokens('org-1');
    await api.readServiceAccounts('org-1');

    expect(asked.map(({ pathname, search }) => [pathname.split('/').slice(-2).join('/'), search])).toEqual([
      ['service-accounts/api-tokens', ''],
      ['org-1/service-accounts', ''],
    ]);
  });

  it('is left out of a search that was answered with 500, and nothing is sent for a server that is down', async () => {
    const bodies: (string | undefined)[] = [];
    const { api } = setUp((path, _query, cursor) => {
      if (path === SEARCH) {
        bodies.push(cursor);
      }
      return bodies.length === 1 ? { status: 500 } : listing([aUser('account-1')]);
    });

    const { source } = await api.readUsers('org-1', AS_OF);

    expect([source.people.length, source.complete, bodies.length]).toEqual([1, true, 2]);
  });
});

import { createAutomationApi } from '../../src/atlassian/automation-api';
import { createHttp, PATIENT } from '../../src/platform/http';
import type { HttpFetch, HttpInit } from '../../src/platform/http-types';
import { fakeTime } from '../platform/fake-time';

const BASE = 'https://api.atlassian.com/automation/public/jira/cloud-1/rest/v1';

function setUp(answers: (url: URL, number: number) => { status?: number; json?: unknown }) {
  const { clock, startTimer } = fakeTime();
  const asked: string[] = [];
  const inits: HttpInit[] = [];
  const fetch: HttpFetch = (url, init) => {
    asked.push(url);
    inits.push(init);
    const { status = 200, json } = answers(new URL(url), asked.length);
    return Promise.resolve(new Response(JSON.stringify(json ?? {}), { status }));
  };
  const http = createHttp({ fetch, clock, startTimer, random: () => 0 }, PATIENT);
  const api = createAutomationApi({ http, cloudId: 'cloud-1', authorization: () => 'Basic planted' });
  return { api, asked, inits };
}

const summary = (uuid: string, updated: number | string = 1743568964.174) => ({ uuid, name: `Rule ${uuid}`, updated });

describe('listing rules', () => {
  it.each([
    ['a query string', '?cursor=two&limit=100'],
    ['an absolute address', `${BASE}/rule/summary?cursor=two&limit=100`],
    ['an address of another origin, of which only the cursor is taken', 'https://elsewhere.example/x?cursor=two'],
    ['a bare cursor', 'two'],
    ['an object with an address', { href: 'https://elsewhere.example/x?cursor=two' }],
  ])('follows a next link that is %s', async (_, next) => {
    const { api, asked } = setUp((url) =>
      url.searchParams.get('cursor') === 'two'
        ? { json: { data: [summary('b')], links: { next: null } } }
        : { json: { data: [summary('a')], links: { next } } },
    );

    const listing = await api.listRules('jira');

    expect(listing.rules.map(({ uuid }) => uuid)).toEqual(['a', 'b']);
    expect(listing.failure).toBeNull();
    expect(asked.every((url) => url.startsWith(`${BASE}/rule/summary?`))).toBe(true);
  });

  it.each([
    ['an absolute address without a query', { next: `${BASE}/rule/summary` }],
    ['an address with an empty query', { next: 'http://x/?' }],
    ['an object without an address', { next: { url: '?cursor=two' } }],
    ['an object with an address that cannot be understood', { next: { href: { href: '?cursor=two' } } }],
    ['a number', { next: 2 }],
    ['an entry of a list of links', [{ rel: 'next', href: '?cursor=two' }]],
  ])('never takes for the end a next link that is %s', async (_, links) => {
    const { api, asked } = setUp(() => ({ json: { data: [summary('a')], links } }));

    const listing = await api.listRules('jira');

    expect(listing).toMatchObject({ rules: [{ uuid: 'a' }], failure: { code: 'bad-answer' }, next: null });
    expect(new Set(asked.map((url) => url.split('?')[0]))).toEqual(new Set([`${BASE}/rule/summary`]));
  });

  it.each([
    ['no links', undefined],
    ['links that are null', null],
    ['an empty list of links', []],
    ['links without a next one', { self: '?cursor=one' }],
    ['a next link that is null', { next: null }],
    ['a next link that is empty', { next: ' ' }],
    ['a next link without an address', { next: { href: null } }],
  ])('ends at %s', async (_, links) => {
    const { api } = setUp(() => ({ json: { data: [summary('a')], links } }));

    expect(await api.listRules('jira')).toMatchObject({ rules: [{ uuid: 'a' }], failure: null, pages: 1 });
  });

  it('takes a top-level cursor as well', async () => {
    const { api } = setUp((url) =>
      url.searchParams.has('cursor')
        ? { json: { data: [summary('b')] } }
        : { json: { data: [summary('a')], cursor: 'two' } },
    );

    expect((await api.listRules('jira')).rules).toHaveLength(2);
  });

  it.each([400, 500])('asks for the first page without a size after a %i', async (status) => {
    const { api, asked } = setUp((url) => {
      if (url.searchParams.has('limit')) {
        return { status };
      }
      return url.searchParams.has('cursor')
        ? { json: { data: [summary('b')], links: { next: null } } }
        : { json: { data: [summary('a')], links: { next: 'two' } } };
    });

    const listing = await api.listRules('jira');

    expect([listing.rules.map(({ uuid }) => uuid), listing.failure]).toEqual([['a', 'b'], null]);
    expect(asked.map((url) => new URL(url).search)).toEqual(['?limit=100', '', '?cursor=two']);
  });

  it('asks again with patience where the API is down', async () => {
    const { api, asked } = setUp((_url, number) =>
      number < 3 ? { status: 503 } : { json: { data: [summary('a')], links: { next: null } } },
    );

    expect((await api.listRules('jira')).rules).toHaveLength(1);
    expect(new Set(asked.map((url) => new URL(url).search))).toEqual(new Set(['?limit=100']));
  });

  it('counts repeated entries once and says that pages shifted', async () => {
    const { api } = setUp((url) =>
      url.searchParams.has('cursor')
        ? { json: { data: [summary('b', 2), summary('c')] } }
        : { json: { data: [summary('a'), summary('b', 1)], links: { next: '?cursor=two' } } },
    );

    const listing = await api.listRules('jira');

    expect(listing.rules.map(({ uuid, updated }) => [uuid, updated])).toEqual([
      ['a', '1743568964.174'],
      ['b', '2'],
      ['c', '1743568964.174'],
    ]);
    expect(listing.repeated).toBe(1);
  });

  it('lists again when a cursor expired on the way, and keeps what it has seen', async () => {
    const { api, asked } = setUp((url, number) => {
      if (!url.searchParams.has('cursor')) {
        return { json: { data: [summary(number === 1 ? 'a' : 'c')], links: { next: '?cursor=two' } } };
      }
      return number === 2 ? { status: 400 } : { json: { data: [summary('b')] } };
    });

    const listing = await api.listRules('jira');

    expect(listing.failure).toBeNull();
    expect(listing.rules.map(({ uuid }) => uuid).sort()).toEqual(['a', 'b', 'c']);
    expect(asked).toHaveLength(4);
  });

  it('ends a listing that goes in circles', async () => {
    const { api } = setUp(() => ({ json: { data: [summary('a')], links: { next: '?cursor=same' } } }));

    expect((await api.listRules('jira')).failure).toMatchObject({ code: 'bad-answer' });
  });

  it('says that a listing is not whole when a later page fails', async () => {
    const { api } = setUp((url) =>
      url.searchParams.has('cursor')
        ? { status: 403 }
        : { json: { data: [summary('a')], links: { next: '?cursor=two' } } },
    );

    const listing = await api.listRules('jira');

    expect(listing.failure).toMatchObject({ code: 'forbidden' });
    expect(listing.pages).toBe(1);
  });

  it.each([[{}], ['text'], [null], [{ data: 'no list' }]])('takes %j for an answer it cannot read', async (json) => {
    const { api } = setUp(() => ({ json }));

    expect((await api.listRules('jira')).failure).toMatchObject({ code: 'bad-answer' });
  });

  it('counts entries without an id', async () => {
    const { api } = setUp(() => ({ json: { data: [{ name: 'no id' }, 3, null, { idUuid: 'x' }] } }));

    expect(await api.listRules('jira')).toMatchObject({ unreadable: 3, rules: [{ uuid: 'x', updated: null }] });
  });
});

describe('one rule', () => {
  it('is asked for unredacted, with its id encoded', async () => {
    const { api, asked, inits } = setUp(() => ({ json: { rule: { uuid: 'a/b' }, connections: [] } }));

    expect(await api.getRule('jira', 'a/b')).toEqual({ ok: true, value: { rule: { uuid: 'a/b' }, connections: [] } });
    expect(asked).toEqual([`${BASE}/rule/a%2Fb?redactSensitiveFields=false`]);
    expect(inits[0]?.headers['authorization']).toBe('Basic planted');
  });
});

import { createJiraApi } from '../../src/atlassian/jira-api';
import { mergePeople } from '../../src/people/merge-people';
import { createHttp, PATIENT } from '../../src/platform/http';
import type { HttpFetch } from '../../src/platform/http-types';
import { fakeTime } from '../platform/fake-time';

const SITE = 'https://example.atlassian.net';

function setUp(answers: (url: URL) => { status?: number; json?: unknown }) {
  const { clock, startTimer } = fakeTime();
  const asked: URL[] = [];
  const fetch: HttpFetch = (address) => {
    const url = new URL(address);
    asked.push(url);
    const { status = 200, json = {} } = answers(url);
    return Promise.resolve(new Response(JSON.stringify(json), { status }));
  };
  const http = createHttp({ fetch, clock, startTimer, random: () => 0 }, PATIENT);
  return { api: createJiraApi({ http, base: SITE }), asked };
}

const aUser = (accountId: string) => ({ accountId, accountType: 'atlassian', active: true, displayName: 'Some Body' });

const TWO = ['account-1', 'account-2'].map(aUser);

describe('Jira’s users', () => {
  it.each([400, 500])('are asked for again without a size after a %i to the first page', async (status) => {
    const { api, asked } = setUp((url) => {
      if (url.searchParams.has('maxResults')) {
        return { status };
      }
      return { json: TWO.slice(Number(url.searchParams.get('startAt'))) };
    });

    const { source, failure } = await api.readUsers({ emails: false });

    expect([source.people.map(({ accountId }) => accountId), source.complete, failure]).toEqual([
      ['account-1', 'account-2'],
      true,
      null,
    ]);
    expect(asked.map(({ search }) => search)).toEqual(['?startAt=0&maxResults=500', '?startAt=0', '?startAt=1']);
  });

  it('keep their size on later pages, where a refusal is one', async () => {
    const { api, asked } = setUp((url) => (url.searchParams.get('startAt') === '0' ? { json: TWO } : { status: 400 }));

    const { source, failure } = await api.readUsers({ emails: false });

    expect([source.people.length, source.complete, failure?.code]).toEqual([2, false, 'rejected']);
    expect(asked).toHaveLength(2);
  });

  it('are 10,000 in 22 requests, and their hidden email addresses in 112 more', async () => {
    const everybody = Array.from({ length: 10_000 }, (_, number) => aUser(`account-${number}`));
    const { api, asked } = setUp(({ pathname, searchParams }) => {
      const startAt = Number(searchParams.get('startAt'));
      const ids = searchParams.getAll('accountId');
      return pathname.endsWith('/user/email/bulk')
        ? { json: ids.map((accountId) => ({ accountId, email: `${accountId}@example.com` })) }
        : { json: everybody.slice(startAt, startAt + Number(searchParams.get('maxResults'))) };
    });

    const { source, failure } = await api.readUsers({ emails: true });

    expect([source.people.length, source.complete, failure]).toEqual([10_000, true, null]);
    expect(source.people.every(({ email }) => email !== null)).toBe(true);
    expect(asked.filter(({ pathname }) => pathname.endsWith('/users/search'))).toHaveLength(22);
    expect(asked.filter(({ pathname }) => pathname.endsWith('/user/email/bulk'))).toHaveLength(112);
  });

  it('keep what was read where email addresses cannot be read any more, and say so', async () => {
    const everybody = Array.from({ length: 400 }, (_, number) => aUser(`account-${number}`));
    let bulks = 0;
    const { api } = setUp(({ pathname, searchParams }) => {
      if (!pathname.endsWith('/user/email/bulk')) {
        return { json: everybody.slice(Number(searchParams.get('startAt'))) };
      }
      bulks += 1;
      const ids = searchParams.getAll('accountId');
      return bulks > 2
        ? { status: 403 }
        : { json: ids.map((accountId) => ({ accountId, email: `${accountId}@example.com` })) };
    });

    const { source } = await api.readUsers({ emails: true });

    expect(source.people.filter(({ email }) => email !== null)).toHaveLength(180);
    expect(source.limits).toEqual([expect.stringContaining('Email addresses that people hide could not be read')]);
    // Whoever is not found by an address may be among those who hide theirs.
    expect(mergePeople([source]).absence('somebody@example.com', null)).toBe('hidden');
  });

  it.each([
    ['a list', [{ accountId: 'account-1', email: 'Some.Body@example.com' }]],
    ['one object, as Jira’s document has it', { accountId: 'account-1', email: 'Some.Body@example.com' }],
  ])('get their email addresses from %s', async (_, json) => {
    const { api } = setUp((url) => {
      if (url.pathname.endsWith('/user/email/bulk')) {
        return { json };
      }
      return { json: url.searchParams.get('startAt') === '0' ? [aUser('account-1')] : [] };
    });

    const { source } = await api.readUsers({ emails: true });

    expect(source.people.map(({ email }) => email)).toEqual(['some.body@example.com']);
  });
});

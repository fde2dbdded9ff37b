import { createJiraApi } from '../../src/atlassian/jira-api';
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

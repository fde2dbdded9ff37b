import { makeToken } from '../../local/cloud/make-token';
import { seededRandom } from '../../local/cloud/seeded-random';
import { askWhoItIs } from '../../src/atlassian/live-api';
import { liveAddress } from '../../src/risk/live-check';
import { createHttp, PROMPT } from '../../src/platform/http';
import type { HttpFetch } from '../../src/platform/http-types';
import type { LiveCheck } from '../../src/risk/live-check';
import type { RequestTarget } from '../../src/rules/rule-facts';
import { fakeTime } from '../platform/fake-time';

const ADDRESS = 'https://one.atlassian.net/rest/api/3/myself';

async function ask(fetch: HttpFetch): Promise<{ check: LiveCheck; asked: number }> {
  const { clock, startTimer } = fakeTime();
  let asked = 0;
  const counting: HttpFetch = (url, init) => {
    asked += 1;
    return fetch(url, init);
  };
  const http = createHttp({ fetch: counting, clock, startTimer, random: () => 0 }, PROMPT);
  const check = await askWhoItIs(
    http,
    ADDRESS,
    () => 'Bearer planted',
    () => clock.now(),
  );
  return { check, asked };
}

const answering =
  (status: number, json: unknown, headers: Record<string, string> = {}): HttpFetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(json), { status, headers }));
const SOMEBODY = { accountId: 'account-17', emailAddress: 'Owner@Example.com', displayName: 'Token Owner' };

describe('whom a live check asks', () => {
  const target = (given: Partial<RequestTarget>): RequestTarget => ({
    host: 'one.atlassian.net',
    api: 'site',
    cloudId: null,
    ...given,
  });

  it.each<[string, RequestTarget, string | null]>([
    ['the site', target({}), ADDRESS],
    [
      'the gateway of the same site',
      target({ host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' }),
      'https://api.atlassian.com/ex/jira/cloud-one/rest/api/3/myself',
    ],
    ['nobody for a third party', target({ host: 'api.example.com', api: 'other' }), null],
    ['nobody for a look-alike', target({ host: 'one.atlassian.net.example.com' }), null],
    ['nobody for a part of a path', target({ host: 'a/b.atlassian.net' }), null],
    ['nobody for the admin API', target({ host: 'api.atlassian.com', api: 'admin' }), null],
    ['nobody where the host is not known', target({ host: null }), null],
  ])('%s', (_, given, address) => {
    expect(liveAddress(given)).toBe(address);
  });
});

describe('what the host says', () => {
  it('names the account', async () => {
    const { check } = await ask(answering(200, SOMEBODY));
    const account = { accountId: 'account-17', email: 'owner@example.com', name: 'Token Owner' };
    expect(check).toMatchObject({ outcome: 'accepted', account });
  });

  it('keeps no token that somebody took for a name', async () => {
    const token = makeToken(seededRandom('a name'), 'user');
    const named = await ask(answering(200, { ...SOMEBODY, displayName: `Me ${token}`, emailAddress: token }));
    const account = { accountId: 'account-17', email: null, name: '[secret]' };
    expect(named.check).toMatchObject({ outcome: 'accepted', account });

    const numbered = await ask(answering(200, { ...SOMEBODY, accountId: token }));
    expect(numbered.check).toMatchObject({ outcome: 'unclear', reason: 'bad-answer' });
  });

  it.each([
    ['x-seraph-loginreason', 'AUTHENTICATED_FAILED'],
    ['X-Seraph-LoginReason', 'OUT, AUTHENTICATED_FAILED'],
    ['x-ausername', 'anonymous'],
  ])('is a refusal where a 200 says %s: %s', async (header, value) => {
    const { check } = await ask(answering(200, SOMEBODY, { [header]: value }));
    expect(check).toMatchObject({ outcome: 'refused', status: 200 });
  });

  it('is a refusal when it is 401, asked once', async () => {
    const { check, asked } = await ask(answering(401, { message: 'Unauthorized' }));
    expect(check).toMatchObject({ outcome: 'refused', status: 401 });
    expect(asked).toBe(1);
  });

  it.each<[string, HttpFetch]>([
    ['401 for want of a scope', answering(401, { message: 'Unauthorized; scope does not match' })],
    ['403', answering(403, {})],
    ['404', answering(404, {})],
    ['a redirect', answering(302, {}, { location: 'https://id.atlassian.com/login' })],
    ['a 200 that names nobody', answering(200, {})],
    ['a 200 that is no JSON', () => Promise.resolve(new Response('<html>', { status: 200 }))],
    ['an error page', answering(503, {})],
    ['a network that fails', () => Promise.reject(new Error('planted'))],
  ])('is unclear: %s', async (_, fetch) => {
    const { check } = await ask(fetch);
    expect(check.outcome).toBe('unclear');
    expect(JSON.stringify(check)).not.toContain('planted');
  });

  it('is unclear after a short while where the host never answers', async () => {
    const { clock } = fakeTime();
    const waited: number[] = [];
    const http = createHttp(
      {
        fetch: () => new Promise(() => undefined),
        clock,
        startTimer: (milliseconds, then) => {
          waited.push(milliseconds);
          then();
          return () => undefined;
        },
        random: () => 0,
      },
      PROMPT,
    );
    const check = await askWhoItIs(
      http,
      ADDRESS,
      () => 'Bearer planted',
      () => clock.now(),
    );
    expect(check).toMatchObject({ outcome: 'unclear', reason: 'network' });
    expect(waited).toEqual([8000, 8000]);
  });
});

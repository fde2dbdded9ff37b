import { createJiraApi } from '../../src/atlassian/jira-api';
import { createOrganizationApi } from '../../src/atlassian/organization-api';
import { createHttp, PATIENT } from '../../src/platform/http';
import { fakeTime } from '../platform/fake-time';

const AS_OF = new Date('2026-11-16T12:00:00.000Z');
const HALF = 500;

interface Asked {
  query: URLSearchParams;
  /** Counts the requests. */
  number: number;
}

function httpOf(answer: (asked: Asked) => unknown) {
  const { clock, startTimer } = fakeTime();
  let number = 0;
  const http = createHttp(
    {
      fetch: (address) => {
        number += 1;
        return Promise.resolve(Response.json(answer({ query: new URL(address).searchParams, number })));
      },
      clock,
      startTimer,
      random: () => 0,
    },
    PATIENT,
  );
  return { http, requests: () => number };
}

const person = (number: number) => ({ accountId: `account-${number}`, accountType: 'atlassian', active: true });
const people = (count: number) => Array.from({ length: count }, (_, number) => person(number));

const pageOf = (all: readonly unknown[], startAt: number) => all.slice(startAt, startAt + HALF);

describe('Jira’s users, by offset', () => {
  const read = async (usersAt: (number: number, startAt: number) => unknown[]) => {
    const { http, requests } = httpOf(({ query, number }) => usersAt(number, Number(query.get('startAt'))));
    const { source, failure } = await createJiraApi({ http, base: 'https://example.atlassian.net' }).readUsers({
      emails: false,
    });
    return { ids: source.people.map(({ accountId }) => accountId), complete: source.complete, failure, requests };
  };

  it.each([1, 2, 3])('are read again where somebody is deleted after request %i', async (after) => {
    const all = people(1200);
    const without = all.filter((_, index) => index !== 7);

    const { ids, complete } = await read((number, startAt) => pageOf(number > after ? without : all, startAt));

    expect(complete).toBe(true);
    // Whoever was there all the time is there.
    expect(ids).toEqual(expect.arrayContaining(without.map(({ accountId }) => accountId)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are read again where somebody is added before', async () => {
    const all = people(1200);

    const { ids, complete } = await read((number, startAt) =>
      pageOf(number > 1 ? [person(9999), ...all] : all, startAt),
    );

    expect([complete, ids.length]).toEqual([true, 1201]);
  });

  it('that never hold still are not complete', async () => {
    const all = people(1200);

    const { complete, failure } = await read((number, startAt) => pageOf(all.slice(number), startAt));

    expect([complete, failure?.code]).toEqual([false, 'bad-answer']);
  });

  it('that never end are given up', async () => {
    const { complete, failure, requests } = await read((_, startAt) => [person(startAt), person(startAt + 1)]);

    expect([complete, failure?.code]).toEqual([false, 'bad-answer']);
    expect(requests()).toBeLessThanOrEqual(1000);
  }, 60_000);
});

describe('the organization’s directory', () => {
  const user = (number: number) => ({
    accountId: `account-${number}`,
    email: `p${number}@example.com`,
    status: 'active',
  });
  const read = async (answer: (asked: Asked & { place: number }) => unknown) => {
    let place = 0;
    const { http, requests } = httpOf((asked) => {
      const json = answer({ ...asked, place });
      place = typeof json === 'object' && json !== null && 'links' in json ? place + 1 : 0;
      return json;
    });
    const { source } = await createOrganizationApi({ http, authorization: () => 'Bearer x' }).readUsers('org-1', AS_OF);
    return { source, requests };
  };

  it.each([
    ['an entry that comes twice', undefined],
    ['another total', 1],
  ])('is read again after %s', async (_, totalOfSecond) => {
    const first = {
      data: [user(0), user(1)],
      links: { next: '?cursor=b' },
      ...(totalOfSecond === undefined ? {} : { total: 4 }),
    };
    const shifted = totalOfSecond === undefined ? [user(1), user(3)] : [user(3)];
    const pages = [
      first,
      { data: shifted, ...(totalOfSecond === undefined ? {} : { total: 3 }) },
      first,
      { data: [user(2), user(3)], ...(totalOfSecond === undefined ? {} : { total: 4 }) },
    ];

    const { source } = await read(({ number }) => pages[number - 1] ?? { data: [] });

    expect(source.complete).toBe(true);
    expect(source.people.map(({ accountId }) => accountId)).toEqual([
      'account-0',
      'account-1',
      'account-2',
      'account-3',
    ]);
  });

  it('that lists somebody twice each time is as it is', async () => {
    const { source, requests } = await read(({ number }) =>
      number % 2 === 1 ? { data: [user(0), user(1)], links: { next: '?cursor=b' } } : { data: [user(1)] },
    );

    expect([source.complete, requests()]).toEqual([true, 4]);
  });

  it('that never ends is given up', async () => {
    const { source, requests } = await read(({ number }) => ({
      data: [user(number)],
      links: { next: `?cursor=c${number}` },
    }));

    expect(source.complete).toBe(false);
    expect(requests()).toBeLessThanOrEqual(2100);
  }, 60_000);
});

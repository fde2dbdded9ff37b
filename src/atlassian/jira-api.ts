import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import { toPerson } from '../people/to-person';
import type { PeopleSource, Person } from '../people/person';
import type { Http, HttpFailure, HttpRequest } from '../platform/http-types';
import type { Read } from './organization-api';
import { describeFailure } from './organization-api';
import { objectField, textField } from './json-fields';
import { isSizeRefused } from './page-size';
import { readPage } from './read-page';
import { scrubPeople } from './scrub-sources';
import { withQuery } from './with-query';

export interface JiraApi {
  /** Whether the caller has *Administer Jira*. */
  isAdmin(): Promise<Outcome<boolean, HttpFailure>>;
  /** The account that the requests are made as. */
  readMyself(): Promise<Outcome<{ accountId: string; email: string | null }, HttpFailure>>;
  /** Host of the site, e.g. `example.atlassian.net`. */
  readSiteHost(): Promise<Outcome<string, HttpFailure>>;
  /** All users of the site, inactive ones included, with email addresses as far as they may be seen. */
  readUsers(options: { emails: boolean }): Promise<Read<PeopleSource>>;
}

export interface JiraAccess {
  http: Http;
  /** Empty inside Forge, where a path is enough; `https://site` elsewhere. */
  base: string;
  authorization?: () => string;
}

/** `users/search` takes at most 1000; fewer keep an answer small. */
const USERS_PER_PAGE = 500;
/** Ids in one `user/email/bulk` address: keeps it under 8 KB. */
const EMAILS_PER_REQUEST = 90;

/** Reads from Jira's REST API v3. */
export function createJiraApi(access: JiraAccess): JiraApi {
  const request = createJiraRequest(access);

  return {
    async isAdmin() {
      const answer = await request({ method: 'GET', path: '/rest/api/3/mypermissions?permissions=ADMINISTER' });
      return answer.ok ? succeed(hasPermission(answer.value)) : answer;
    },
    async readMyself() {
      const answer = await request({ method: 'GET', path: '/rest/api/3/myself' });
      if (!answer.ok) {
        return answer;
      }
      const accountId = textField(answer.value, 'accountId');
      return accountId === null ? badAnswer() : succeed({ accountId, email: textField(answer.value, 'emailAddress') });
    },
    async readSiteHost() {
      const answer = await request({ method: 'GET', path: '/rest/api/3/serverInfo' });
      if (!answer.ok) {
        return answer;
      }
      const host = hostOf(textField(answer.value, 'baseUrl'));
      return host === null ? badAnswer() : succeed(host);
    },
    async readUsers({ emails }) {
      const found = await readAllUsers(request);
      const people: Person[] = [];
      const limits: string[] = [];
      let unread = 0;
      for (const item of found.items) {
        const person = toPerson(item, 'jira');
        if (person.ok) {
          people.push(person.value);
        } else {
          unread += 1;
        }
      }
      if (found.failure !== null) {
        limits.push(`Jira’s users could not be read whole: ${describeFailure(found.failure)}.`);
      }
      if (unread > 0) {
        limits.push(`Jira’s users: ${unread} entries had an unknown form and were left out.`);
      }
      const complete = found.failure === null && unread === 0;
      const withEmails = emails ? await addEmails(request, people, limits) : people;
      const source = scrubPeople({ source: 'jira', people: withEmails, complete, limits });
      return { source, failure: found.failure };
    },
  };
}

export interface JiraRequest {
  method: HttpRequest['method'];
  path: string;
  body?: unknown;
  repeatable?: boolean;
  mayBeRefused?: boolean;
}

/** Sends one request to Jira and gives the answer's JSON. */
export function createJiraRequest({ http, base, authorization }: JiraAccess) {
  return async ({
    method,
    path,
    body,
    repeatable,
    mayBeRefused,
  }: JiraRequest): Promise<Outcome<unknown, HttpFailure>> => {
    const answer = await http.requestJson({
      api: 'jira',
      method,
      url: `${base}${path}`,
      ...(authorization === undefined ? {} : { headers: { authorization: authorization() } }),
      ...(body === undefined ? {} : { body }),
      ...(repeatable === undefined ? {} : { repeatable }),
      ...(mayBeRefused === undefined ? {} : { mayBeRefused }),
    });
    return answer.ok ? succeed(answer.value.json) : answer;
  };
}

export type SendJira = ReturnType<typeof createJiraRequest>;

interface UserList {
  items: unknown[];
  failure: HttpFailure | null;
}

/** Requests for all users, all passes together: 200,000 of them, or a server that gives a few at a time. */
const MOST_REQUESTS = 1000;
/** A list that shifts while it is read is read again so often. */
const PASSES = 3;
const BAD_ANSWER: HttpFailure = { code: 'bad-answer', status: null, retryAfter: null };

/** Users come by offset: whoever is deleted meanwhile moves somebody else from the next page to one that was read. */
async function readAllUsers(request: SendJira): Promise<UserList> {
  let left = MOST_REQUESTS;
  let last: UserList = { items: [], failure: BAD_ANSWER };
  for (let pass = 0; pass < PASSES; pass += 1) {
    const read = await readUsersOnce(request, () => (left -= 1) >= 0);
    if (read !== 'shifted') {
      return read;
    }
    last = { items: [], failure: BAD_ANSWER };
  }
  return last;
}

/** Each page begins with the last user of the one before: where that is somebody else, the list has shifted. */
async function readUsersOnce(request: SendJira, mayAsk: () => boolean): Promise<UserList | 'shifted'> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  let size: Record<string, number> = { maxResults: USERS_PER_PAGE };
  for (let pages = 0; ; pages += 1) {
    if (!mayAsk()) {
      return { items, failure: BAD_ANSWER };
    }
    const startAt = Math.max(0, items.length - 1);
    const hasSize = 'maxResults' in size;
    const path = withQuery('/rest/api/3/users/search', { startAt, ...size });
    let answer = await request({ method: 'GET', path, mayBeRefused: hasSize && pages === 0 });
    if (!answer.ok && hasSize && isSizeRefused({ failure: answer.failure, pages })) {
      size = {};
      answer = await request({ method: 'GET', path: withQuery('/rest/api/3/users/search', { startAt: 0 }) });
    }
    if (!answer.ok) {
      return { items, failure: answer.failure };
    }
    const page = readPage(answer.value);
    if (page === null) {
      return { items, failure: BAD_ANSWER };
    }
    const [overlap, ...others] = items.length === 0 ? [undefined, ...page.items] : page.items;
    const ids = others.map((item) => textField(item, 'accountId'));
    const isSame = items.length === 0 || keyOf(overlap) === keyOf(items.at(-1));
    if (!isSame || ids.some((id) => id !== null && seen.has(id))) {
      return 'shifted';
    }
    // A server may give fewer than asked for, so only a page with nobody new is surely past the end.
    if (others.length === 0) {
      return { items, failure: null };
    }
    for (const item of others) {
      items.push(item);
    }
    ids.filter((id) => id !== null).forEach((id) => seen.add(id));
  }
}

function keyOf(item: unknown): string {
  return textField(item, 'accountId') ?? JSON.stringify(item ?? null);
}

/** Ids of accounts, old and new: what else an answer gives for one stays out of addresses. */
const ACCOUNT_ID = /^[\w:.-]{1,60}$/;

async function addEmails(request: SendJira, people: Person[], limits: string[]): Promise<Person[]> {
  const hidden = people.filter((person) => person.email === null && person.accountType === 'person');
  const ids = hidden.flatMap(({ accountId: id }) => (id !== null && ACCOUNT_ID.test(id) ? [id] : []));
  const emails = new Map<string, string>();
  for (let start = 0; start < ids.length; start += EMAILS_PER_REQUEST) {
    const accountId = ids.slice(start, start + EMAILS_PER_REQUEST);
    const answer = await request({ method: 'GET', path: withQuery('/rest/api/3/user/email/bulk', { accountId }) });
    if (!answer.ok) {
      limits.push(`Email addresses that people hide could not be read: ${describeFailure(answer.failure)}.`);
      break;
    }
    // Jira’s document gives one account in place of a list.
    for (const item of readPage(answer.value)?.items ?? [answer.value]) {
      const id = textField(item, 'accountId');
      const email = textField(item, 'email');
      if (id !== null && email !== null) {
        emails.set(id, email.toLowerCase());
      }
    }
  }
  return people.map((person) => {
    const email = person.accountId === null ? undefined : emails.get(person.accountId);
    return person.email === null && email !== undefined ? { ...person, email } : person;
  });
}

function hasPermission(json: unknown): boolean {
  const permissions = objectField(json, 'permissions');
  const administer = objectField(permissions, 'ADMINISTER');
  return (
    typeof administer === 'object' &&
    administer !== null &&
    'havePermission' in administer &&
    administer.havePermission === true
  );
}

function hostOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) {
    return null;
  }
  const host = new URL(address).hostname.toLowerCase();
  // RFC 1035: no name is longer, and no part of one.
  return host.length <= 253 && /^[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})*$/.test(host) ? host : null;
}

function badAnswer(): Outcome<never, HttpFailure> {
  return fail({ code: 'bad-answer', status: null, retryAfter: null });
}

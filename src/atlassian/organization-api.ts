import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import { scrubText } from '../credentials/scrub-text';
import { dateDeletions } from '../people/deletion-events';
import { toPerson } from '../people/to-person';
import type { PeopleSource, Person, PersonSource } from '../people/person';
import type { Http, HttpFailure, JsonAnswer } from '../platform/http-types';
import { toTokenRecord } from '../tokens/to-token-record';
import type { TokenRecord, TokenSource } from '../tokens/token-record';
import type { Collected } from './collect-pages';
import { collectPages } from './collect-pages';
import { readDeletionOrders } from './read-deletion-orders';
import { isSizeRefused } from './page-size';
import { readPage } from './read-page';
import { scrubPeople, scrubTokens } from './scrub-sources';
import { withQuery } from './with-query';

export interface Organization {
  id: string;
  name: string;
}

/** A source and, where it is not complete, what stopped it. */
export interface Read<Source> {
  source: Source;
  failure: HttpFailure | null;
}

export interface OrganizationApi {
  /** The organizations the key can reach. Proves the key and names its organization. */
  listOrganizations(): Promise<Outcome<Organization[], HttpFailure>>;
  /** The directory; what is to be deleted gets its day from the audit log, as of an instant, where the key may read it. */
  readUsers(orgId: string, asOf: Date): Promise<Read<PeopleSource>>;
  /** Those accounts of the directory that have one of these emails. It says nothing of whom it does not name. */
  findUsers(orgId: string, emails: readonly string[]): Promise<PeopleSource>;
  readServiceAccounts(orgId: string): Promise<Read<PeopleSource>>;
  readTokens(orgId: string): Promise<Read<TokenSource>>;
  readServiceAccountTokens(orgId: string): Promise<Read<TokenSource>>;
  readOrganizationKeys(orgId: string): Promise<Read<TokenSource>>;
}

export interface OrganizationAccess {
  http: Http;
  /** Value of the Authorization header, made anew for each request. */
  authorization: () => string;
}

const HOST = 'https://api.atlassian.com';
/** The documented default is 50 and no maximum is published; a refused size falls back to the default. */
const USERS_PER_PAGE = 100;
/** Exact emails in one question, and in all of them: many more unlisted owners than that are a directory that is not theirs. */
const EMAILS_PER_REQUEST = 50;
const MOST_EMAILS = 200;
/** Scripts in use read 1000; no maximum is published. */
const TOKENS_PER_PAGE = 1000;

/** Reads an organization's people and tokens with an organization API key. It never writes. */
export function createOrganizationApi({ http, authorization }: OrganizationAccess): OrganizationApi {
  function get(path: string, query: Record<string, string | number> = {}, mayBeRefused = false) {
    return http.requestJson({
      api: 'organization',
      method: 'GET',
      url: withQuery(`${HOST}${path}`, query),
      headers: { authorization: authorization() },
      mayBeRefused,
    });
  }

  /** @param size where one is documented or seen in use; a listing of which neither is known is asked without */
  async function pages(path: string, size: Record<string, string | number> | null): Promise<Collected> {
    if (size !== null) {
      const collected = await collectPages((query) => get(path, { ...size, ...query }, isFirst(query)));
      if (!isSizeRefused(collected)) {
        return collected;
      }
    }
    return collectPages((query) => get(path, query));
  }

  /** `POST …/users/search`: the cursor goes into the body. */
  async function searchUsers(orgId: string, filter: Record<string, unknown>, mostPages?: number): Promise<Collected> {
    const hasSize = 'limit' in filter;
    return collectPages((query) => {
      const cursor = query['cursor'];
      return http.requestJson({
        api: 'organization',
        method: 'POST',
        url: `${HOST}/admin/v2/orgs/${encodeURIComponent(orgId)}/directories/-/users/search`,
        headers: { authorization: authorization() },
        body: { ...filter, ...(cursor === undefined ? {} : { cursor }) },
        mayBeRefused: hasSize && isFirst(query),
      });
    }, mostPages);
  }

  async function tokens(
    path: string,
    type: TokenRecord['type'],
    what: string,
    size: number | null = TOKENS_PER_PAGE,
  ): Promise<Read<TokenSource>> {
    const collected = await pages(path, size === null ? null : { pageSize: size });
    return toTokenSource(collected, type, what);
  }

  /** The audit log is asked only where somebody is about to be deleted; where it cannot be read the estimate stands. */
  async function datePending(read: Read<PeopleSource>, orgId: string, asOf: Date): Promise<Read<PeopleSource>> {
    const { people, limits } = read.source;
    if (!people.some(({ state }) => state === 'for_deletion')) {
      return read;
    }
    const found = await readDeletionOrders(get, orgId, asOf);
    const dated = found.ok ? dateDeletions(people, found.value.orders) : people;
    const open = dated.filter(({ state, deletion }) => state === 'for_deletion' && deletion?.exact !== true).length;
    const limit = describeOpenDeletions(open, found.ok ? null : found.failure);
    return { ...read, source: { ...read.source, people: dated, limits: [...limits, ...limit] } };
  }

  return {
    async listOrganizations() {
      return readOrganizations(await get('/admin/v1/orgs'));
    },
    async readUsers(orgId, asOf) {
      const first = await searchUsers(orgId, { limit: USERS_PER_PAGE });
      const found = isSizeRefused(first) ? await searchUsers(orgId, {}) : first;
      if (found.pages > 0 || !isNotOffered(found.failure)) {
        return datePending(toPeopleSource(found, 'organization', 'The organization’s directory'), orgId, asOf);
      }
      // Keys without the directory scope may still list managed accounts.
      const managed = await pages(`/admin/v1/orgs/${encodeURIComponent(orgId)}/users`, null);
      const read = toPeopleSource(managed, 'organization', 'The organization’s managed accounts');
      const limit =
        'Only managed accounts could be listed: accounts scheduled for deletion cannot be told from deactivated ones.';
      return { ...read, source: { ...read.source, complete: false, limits: [...read.source.limits, limit] } };
    },
    async findUsers(orgId, emails) {
      const people: Person[] = [];
      for (let start = 0; start < Math.min(emails.length, MOST_EMAILS); start += EMAILS_PER_REQUEST) {
        const asked = emails.slice(start, start + EMAILS_PER_REQUEST);
        const found = await searchUsers(orgId, { emails: asked }, 2);
        people.push(...toPeopleSource(found, 'organization', 'Owners').source.people);
      }
      return { source: 'organization', people, complete: true, limits: [], covers: 'selection' };
    },
    async readServiceAccounts(orgId) {
      const path = `/admin/api-access/v1/orgs/${encodeURIComponent(orgId)}/service-accounts`;
      return toPeopleSource(await pages(path, null), 'service-accounts', 'Service accounts');
    },
    readTokens: (orgId) =>
      tokens(`/admin/api-access/v1/orgs/${encodeURIComponent(orgId)}/api-tokens`, 'user', 'User API tokens'),
    readServiceAccountTokens: (orgId) =>
      tokens(
        `/admin/api-access/v1/orgs/${encodeURIComponent(orgId)}/service-accounts/api-tokens`,
        'service-account',
        'Tokens of service accounts',
        // Only `tokenLabel` is documented here, and what is not known may be answered with 500.
        null,
      ),
    async readOrganizationKeys(orgId) {
      const path = `/admin/api-access/v1/orgs/${encodeURIComponent(orgId)}/api-keys`;
      const read = await tokens(path, 'organization', 'Organization API keys');
      if (read.failure?.code !== 'forbidden') {
        return read;
      }
      // The scope was split then, and old keys kept the part for users' tokens.
      const hint = 'A key made before March 2026 cannot read API keys: a new one with read:keys:admin can.';
      return { ...read, source: { ...read.source, limits: [...read.source.limits, hint] } };
    },
  };
}

function isFirst(query: Record<string, string>): boolean {
  return Object.keys(query).length === 0;
}

function isNotOffered(failure: HttpFailure | null): boolean {
  return failure?.code === 'not-found' || failure?.code === 'forbidden';
}

function toPeopleSource(collected: Collected, source: PersonSource, what: string): Read<PeopleSource> {
  const people: Person[] = [];
  let unread = 0;
  for (const item of collected.items) {
    const person = toPerson(item, source);
    if (person.ok) {
      people.push(person.value);
    } else {
      unread += 1;
    }
  }
  const complete = collected.failure === null && unread === 0;
  return {
    source: scrubPeople({ source, people, complete, limits: limitsOf(collected, unread, what) }),
    failure: collected.failure,
  };
}

function toTokenSource(collected: Collected, type: TokenRecord['type'], what: string): Read<TokenSource> {
  const records: TokenRecord[] = [];
  let unread = 0;
  for (const item of collected.items) {
    const record = toTokenRecord(item, type);
    if (record.ok) {
      records.push(record.value);
    } else {
      unread += 1;
    }
  }
  const complete = collected.failure === null && unread === 0;
  const limits = limitsOf(collected, unread, what);
  return { source: scrubTokens({ type, records, complete, limits }), failure: collected.failure };
}

function limitsOf(collected: Collected, unread: number, what: string): string[] {
  const limits: string[] = [];
  if (collected.failure !== null) {
    const part = collected.pages === 0 ? 'could not be read' : 'could be read only in part';
    limits.push(`${what} ${part}: ${describeFailure(collected.failure)}.`);
  }
  if (unread > 0) {
    limits.push(`${what}: ${unread} entries had an unknown form and were left out.`);
  }
  return limits;
}

function describeOpenDeletions(count: number, failure: HttpFailure | null): string[] {
  if (count === 0) {
    return [];
  }
  const why =
    failure === null ? 'does not tell when' : `could not be read (${describeFailure(failure)}), which would tell when`;
  const whose = count === 1 ? 'one deletion was ordered' : `${count} deletions were ordered`;
  return [
    `The organization’s audit log ${why} ${whose}: the last day to cancel is estimated from the deactivation, if at all.`,
  ];
}

/** A failure in a few words, for the end of a sentence. */
export function describeFailure(failure: HttpFailure): string {
  switch (failure.code) {
    case 'unauthorized':
      return 'the credential was refused (401)';
    case 'forbidden':
      return 'the credential may not do this (403)';
    case 'not-found':
      return 'the API does not offer it (404)';
    case 'rejected':
      return `the request was refused (${failure.status ?? 400})`;
    case 'rate-limited':
      return 'the API asked to slow down for too long (429)';
    case 'unavailable':
      return `the API is not available (${failure.status ?? 500})`;
    case 'network':
      return 'the API could not be reached';
    case 'bad-answer':
      return 'the API gave an answer that could not be read';
  }
}

function readOrganizations(answer: Outcome<JsonAnswer, HttpFailure>): Outcome<Organization[], HttpFailure> {
  if (!answer.ok) {
    return answer;
  }
  const page = readPage(answer.value.json);
  if (page === null) {
    return fail({ code: 'bad-answer', status: null, retryAfter: null });
  }
  const organizations: Organization[] = [];
  for (const item of page.items) {
    if (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string') {
      const attributes: unknown = 'attributes' in item ? item.attributes : item;
      const named = typeof attributes === 'object' && attributes !== null && 'name' in attributes;
      const name = named && typeof attributes.name === 'string' ? attributes.name : item.id;
      organizations.push({ id: scrubText(item.id), name: scrubText(name) });
    }
  }
  return succeed(organizations);
}

import { readFileSync } from 'node:fs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import type { CloudAnswer, CloudRequest } from '../../local/cloud/api/router';
import { EXCHANGES, PretendCloud, type Exchange } from '../../local/cloud/cloud';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { hasProduct } from '../../local/cloud/api/sign-in';
import type { Account } from '../../local/cloud/account';
import { tokenStateOf, type Token } from '../../local/cloud/organization';
import type { WriteFault } from '../../local/cloud/rule-writes';
import { basic } from '../../local/cloud/rule-builder';
import { isRecord } from '../../local/json';
import { AMENDMENTS } from '../../local/openapi/amendments';
import { matchPath, partAt, readDocuments, serversOf, type Documents } from '../../local/openapi/documents';
import { projectRoot } from '../../local/project-root';
import { createChecker } from '../support/documents/check-exchange';
import { lineOf, takeViolations } from '../support/documents/watch';

const BORN = new Date('2026-11-02T09:00:00.000Z');
const DOCUMENTS = readDocuments();
const checker = createChecker(DOCUMENTS);

const cloud = new PretendCloud({ org: demoOrganization({ seed: 7, bornAt: BORN }), now: () => BORN.getTime() });
const { org } = cloud;
const { email, token, key } = cloud.credentials();
const ADMIN = { authorization: basic(email, token) };
const KEY = { authorization: `Bearer ${key}` };
const APP = { 'x-forge-as': 'app' };
const RULES = `/api.atlassian.com/automation/public/jira/${org.cloudId}/rest/v1/rule`;
const ACCESS = `/api.atlassian.com/admin/api-access/v1/orgs/${org.id}`;
const USERS = `/api.atlassian.com/admin/v2/orgs/${org.id}/directories/-/users/search`;
const RULE = `${RULES}/${org.rules.find(({ product }) => product === 'jira')?.uuid ?? ''}`;

type Headers = Record<string, string>;

function requestOf(method: string, address: string, headers: Headers = {}, body?: unknown): CloudRequest {
  const url = new URL(address, 'http://cloud.invalid');
  const all = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
  return { method, path: url.pathname, query: url.searchParams, headers: all, body };
}

function ask(method: string, address: string, headers?: Headers, body?: unknown): Exchange {
  const request = requestOf(method, address, headers, body);
  return { request, answer: cloud.handle(request), isOwn: true };
}

const linesOf = (exchange: Exchange, documents?: Documents): string[] =>
  (documents === undefined ? checker : createChecker(documents)).check(exchange).map(lineOf);

// What is asked here against the documents is looked at here.
afterEach(() => {
  takeViolations();
});

describe('the pretend cloud', () => {
  const operations = DOCUMENTS.operations.flatMap((operation) =>
    serversOf(DOCUMENTS.byName.get(operation.document) ?? {}).map((server) => ({
      name: operation.name,
      method: operation.method,
      path: `${server.replace('https:/', '')}${operation.path}`,
    })),
  );
  const routes = cloud.operations().map((name) => {
    const [method = '', path = ''] = name.replaceAll(/:\w+/g, 'any').split(' ');
    return { method, path };
  });

  it('has no operation that no document has', () => {
    const unknown = routes.filter(
      ({ method, path }) =>
        !operations.some(
          (one) =>
            one.method === method && matchPath(one.path, path.replace('/stargate/', '/api.atlassian.com/')) !== null,
        ),
    );

    expect(unknown).toEqual([]);
  });

  it('has every operation of the documents', () => {
    const present = operations.filter(({ method, path }) =>
      routes.some((route) => route.method === method && matchPath(path, route.path) !== null),
    );
    const missing = new Set(operations.map(({ name }) => name));
    for (const { name } of present) {
      missing.delete(name);
    }

    expect([...missing]).toEqual([]);
  });

  it('tells whoever watches of every exchange', () => {
    const seen: unknown[] = [];
    const watch = (exchange: unknown): number => seen.push(exchange);
    subscribe(EXCHANGES, watch);
    const { request, answer } = ask('GET', '/jira/rest/api/3/serverInfo', APP);
    unsubscribe(EXCHANGES, watch);

    expect(seen).toEqual([{ request, answer, isOwn: true }]);
  });
});

it.each([...DOCUMENTS.byName])('the document %s has everything that it refers to', (_, document) => {
  const references = new Set([...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, at = '']) => at));

  expect([...references].filter((at) => partAt(document, at) === undefined)).toEqual([]);
});

describe('the watch over the tests', () => {
  it('keeps what a test did against the documents until the end of that test, each once', () => {
    ask('GET', `${RULES}/summary?limit=101`, ADMIN);
    ask('GET', `${RULES}/summary?limit=101`, ADMIN);

    expect(takeViolations()).toEqual(['automation: GET /rest/v1/rule/summary: query /limit maximum']);
    expect(takeViolations()).toEqual([]);
  });

  it('leaves an answer alone that a test gave in the cloud’s place, but not the request for it', () => {
    const bent = new PretendCloud({ org, now: () => BORN.getTime(), onRequest: () => ({ status: 418, json: [] }) });
    bent.handle(requestOf('GET', `${RULES}/summary?size=1`, ADMIN));

    expect(takeViolations()).toEqual(['automation: GET /rest/v1/rule/summary: query additionalProperties: size']);
  });
});

/** A copy in which something stands at a pointer; undefined takes it away. */
function withAt(value: unknown, pointer: string, put: unknown): unknown {
  const [, name = '', ...rest] = pointer.split('/');
  const below = rest.map((part) => `/${part}`).join('');
  if (Array.isArray(value)) {
    return value.map((item, place): unknown =>
      String(place) === name ? (below === '' ? put : withAt(item, below, put)) : item,
    );
  }
  const fields = isRecord(value) ? value : {};
  return { ...fields, [name]: below === '' ? put : withAt(fields[name], below, put) };
}

const SECRET = 'never in a message';
const TOKEN = `glpat-${'aB3'.repeat(6)}x9`;

describe('an answer that drifts from the documents', () => {
  const good = {
    summary: () => ask('GET', `${RULES}/summary?limit=100`, ADMIN),
    rule: () => ask('GET', `${RULE}?redactSensitiveFields=false`, ADMIN),
    tokens: () => ask('GET', `${ACCESS}/api-tokens?pageSize=1000`, KEY),
    users: () => ask('POST', USERS, KEY, { limit: 100 }),
    myself: () => ask('GET', `/${org.host}/rest/api/3/myself`, ADMIN),
  };

  it.each(Object.entries(good))('is none where the cloud answers for %s', (_, exchange) => {
    expect(linesOf(exchange())).toEqual([]);
  });

  it.each<[string, keyof typeof good, string, unknown, string]>([
    ['a new field', 'summary', '/data/0/ownerId', SECRET, '200 /data/* additionalProperties: ownerId'],
    ['a field that is gone', 'summary', '/links', undefined, '200 required: links'],
    ['another type', 'rule', '/rule/created', SECRET, '200 /rule/created type: number'],
    ['another word', 'rule', '/rule/state', SECRET, '200 /rule/state enum'],
    ['a list in place of text', 'rule', '/rule/trigger/type', [SECRET], '200 /rule/trigger/type type: string'],
    ['a date that is none', 'tokens', '/data/0/expiresAt', SECRET, '200 /data/*/expiresAt format: date-time'],
    ['a field with a telling name', 'tokens', `/data/0/${SECRET}`, 1, '200 /data/* additionalProperties: …'],
    ['a field whose name is a token', 'tokens', `/data/0/${TOKEN}`, 1, '200 /data/* additionalProperties: …'],
    ['another state of an account', 'users', '/data/0/status', SECRET, '200 /data/*/status enum'],
    ['a new field of a user', 'myself', '/mail', SECRET, '200 additionalProperties: mail'],
  ])('is named by operation, place and keyword, without a value: %s', (_, name, pointer, put, line) => {
    const { request, answer } = good[name]();
    // Through JSON, as the cloud sends it.
    const json: unknown = JSON.parse(JSON.stringify(withAt(answer.json, pointer, put)));
    const found = linesOf({ request, answer: { ...answer, json }, isOwn: true });

    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^[a-z-]+: (?:GET|POST) \/\S+: answer /);
    expect(found[0]?.endsWith(line)).toBe(true);
    expect(found.join()).not.toContain(SECRET);
  });

  it.each<[string, CloudAnswer, string]>([
    ['a status', { status: 418 }, 'answer 418 is no documented status'],
    ['no body', { status: 200 }, 'answer 200 has no body'],
  ])('is named where it is %s', (_, answer, line) => {
    const { request } = good.summary();

    expect(linesOf({ request, answer, isOwn: true })).toEqual([`automation: GET /rest/v1/rule/summary: ${line}`]);
  });
});

describe('a request that the documents do not have', () => {
  it.each<[string, CloudRequest, string]>([
    [
      'to nowhere',
      requestOf('GET', `${RULES}s/${SECRET}`),
      'none: GET /api.atlassian.com/automation/public/jira/…/rest/v1/rules/…',
    ],
    [
      'with an unknown parameter',
      requestOf('GET', `${ACCESS}/service-accounts?pageSize=5`, KEY),
      'query additionalProperties: pageSize',
    ],
    [
      'with a parameter of another type',
      requestOf('GET', `${RULES}/summary?limit=${SECRET}`, ADMIN),
      'query /limit type: number',
    ],
    [
      'with a parameter twice',
      requestOf('GET', `${RULES}/summary?limit=1&limit=2`, ADMIN),
      'query limit is given more than once',
    ],
    [
      'without a parameter that must be',
      requestOf('GET', '/jira/rest/api/3/user/bulk', APP),
      'query required: accountId',
    ],
    [
      'for another product',
      requestOf('GET', `${RULES.replace('/jira/', '/loom/')}/summary`, ADMIN),
      'path {product} is none of the documented words',
    ],
    [
      'with a field too many',
      requestOf('POST', USERS, KEY, { emails: [], [SECRET]: 1 }),
      'request body additionalProperties: …',
    ],
    [
      'with a field of another type',
      requestOf('POST', USERS, KEY, { emails: SECRET }),
      'request body /emails type: array',
    ],
    ['without a body', requestOf('POST', '/jira/rest/api/3/issue', APP), 'request body is missing'],
    [
      'with a body where none is',
      requestOf('GET', `${RULES}/summary`, ADMIN, {}),
      'request body is sent where none is documented',
    ],
    [
      'without saying that it is JSON',
      { ...requestOf('POST', USERS, KEY, {}), headers: KEY },
      'header content-type is no application/json',
    ],
    [
      'with what only the server gives',
      requestOf('PUT', RULE, ADMIN, { rule: { updated: 1 } }),
      'request body /rule additionalProperties: updated',
    ],
  ])('%s', (_, request, line) => {
    const found = linesOf({ request, answer: { status: 200, lost: 'hang' }, isOwn: true });

    expect(found.map((one) => one.slice(-line.length))).toEqual([line]);
    expect(found.join()).not.toContain(SECRET);
  });
});

describe('what the documents lack', () => {
  const good = org.tokens.filter((one) => one.kind === 'user' && tokenStateOf(org, one, BORN.getTime()) === 'good');
  const signInOf = ({ accountId, value }: Token): Headers => ({
    authorization: basic(org.accounts.find((account) => account.accountId === accountId)?.email ?? '', value),
  });
  const signIn = (fits: (token: Token, owner: Account) => boolean): Headers => {
    const found = good.find((one) => {
      const owner = org.accounts.find(({ accountId }) => accountId === one.accountId);
      return owner !== undefined && one.scopes.length === 0 && fits(one, owner);
    });
    return found === undefined ? {} : signInOf(found);
  };
  const putWith = (fault: WriteFault): Exchange => {
    cloud.writes.faultOf = () => fault;
    const exchange = ask('PUT', RULE, ADMIN, { rule: {} });
    cloud.writes.faultOf = () => undefined;
    return exchange;
  };
  const myself = `/${org.host}/rest/api/3/myself`;
  /** An exchange that only the amendment of this name allows. */
  const needed: Record<string, () => Exchange> = {
    'automation: redactSensitiveFields': () => ask('GET', `${RULE}?redactSensitiveFields=false`, ADMIN),
    'automation: body of errors': () =>
      ask(
        'GET',
        RULE,
        signIn((_, owner) => !owner.isAdmin),
      ),
    'automation: 400 of the list of rules': () => ask('GET', `${RULES}/summary?cursor=old`, ADMIN),
    'automation: 401 of the gateway': () => ask('GET', RULE),
    'automation: 404': () => ask('GET', `${RULES}/gone`, ADMIN),
    'automation: 429': () => putWith('rate-limit'),
    'automation: 504': () => putWith('gateway-before'),
    'automation: 500': () => putWith('error-before'),
    'automation: state DRAFT': () => {
      const { request, answer } = ask('GET', RULE, ADMIN);
      return { request, answer: { ...answer, json: withAt(answer.json, '/rule/state', 'DRAFT') }, isOwn: true };
    },
    'jira: appType of a user': () => ask('GET', '/jira/rest/api/3/users/search?maxResults=1000', APP),
    'jira: list of email addresses': () =>
      ask('GET', `/jira/rest/api/3/user/email/bulk?accountId=${org.admin.accountId}`, APP),
    'jira: body of errors': () => ask('GET', myself),
    'jira: 401 of any operation': () => ask('GET', `/${org.host}/rest/api/3/users/search`),
    'jira: 403 of any operation': () =>
      ask(
        'GET',
        myself,
        signIn((_, owner) => !hasProduct(owner, BORN.getTime())),
      ),
    'jira: 404 of any operation': () => ask('GET', '/elsewhere.atlassian.net/rest/api/3/myself', ADMIN),
  };

  it.each(AMENDMENTS.map((amendment) => [amendment.name, amendment] as const))(
    '%s is needed, and in the docs',
    (name, amendment) => {
      const exchange = needed[name]?.();
      const others = readDocuments(AMENDMENTS.filter((one) => one !== amendment));
      const text = readFileSync(join(projectRoot(), 'docs', 'atlassian-documents.md'), 'utf8');

      expect(exchange).toBeDefined();
      if (exchange === undefined) {
        return;
      }
      expect(linesOf(exchange)).toEqual([]);
      expect(linesOf(exchange, others)).not.toEqual([]);
      expect(text).toContain(name);
      expect(amendment.source).toMatch(/^(?:second-hand: )?https:\/\//);
    },
  );
});

import { fieldOf, textOf, textsOf, type JsonObject } from '../../json';
import { isListed, type Organization, type Token } from '../organization';
import {
  ACTIONS,
  apiKey,
  auditEvent,
  eventsOf,
  iso,
  searchable,
  serviceAccount,
  userToken,
  v1User,
  v2User,
  visible,
} from './admin-shapes';
import { limitIn, slice } from './paging';
import { ok, type CloudAnswer, type CloudRequest, type Handle, type Parameters, type Router } from './router';
import { keyOf } from './sign-in';

interface ApiContext {
  org: Organization;
  now: () => number;
}

/** The organization's admin APIs at `api.atlassian.com/admin`, for an organization API key. */
export function addAdminRoutes(router: Router, context: ApiContext): void {
  const { org, now } = context;
  const guarded =
    (scope: string, answer: Handle): Handle =>
    (request, parameters) =>
      refusal(context, scope, request, parameters) ?? answer(request, parameters);
  const v1 = '/api.atlassian.com/admin/v1/orgs';
  const v2 = '/api.atlassian.com/admin/v2/orgs/:orgId/directories';
  const access = '/api.atlassian.com/admin/api-access/v1/orgs/:orgId';

  router.on(
    'GET',
    v1,
    guarded('read:orgs:admin', () =>
      ok({
        data: [{ id: org.id, type: 'orgs', attributes: { name: org.name }, relationships: {}, links: { self: null } }],
        links: { self: null, next: null },
      }),
    ),
  );
  router.on(
    'GET',
    `${v1}/:orgId/users`,
    guarded('read:accounts:admin', (request) =>
      listed(
        visible(org, now()).filter((account) => account.managed && account.kind === 'person'),
        request,
        now(),
        50,
        (account) => v1User(account, now()),
        'url',
      ),
    ),
  );
  router.on(
    'POST',
    `${v2}/:directoryId/users/search`,
    guarded('read:directories:admin', (request) => {
      const limit = limitIn(fieldOf(request.body, 'limit'), 50, 200);
      const emails = textsOf(fieldOf(request.body, 'emails')).map((email) => email.toLowerCase());
      const ids = textsOf(fieldOf(request.body, 'accountIds'));
      if (limit === undefined || (emails.length > 0 && textOf(fieldOf(request.body, 'searchTerm')) !== undefined)) {
        return adminError(400, 'Bad request');
      }
      const wanted = visible(org, now()).filter(
        (account) =>
          account.kind === 'person' &&
          (emails.length === 0 || emails.includes(account.email.toLowerCase())) &&
          (ids.length === 0 || ids.includes(account.accountId)),
      );
      return page(wanted, textOf(fieldOf(request.body, 'cursor')), limit, now(), (account) => v2User(account, now()));
    }),
  );

  const tokens = (kind: Token['kind']): Token[] =>
    org.tokens.filter((token) => token.kind === kind && isListed(org, token, now()));
  router.on(
    'GET',
    `${access}/api-tokens`,
    guarded('read:tokens:admin', (request) => {
      const sought = request.query.get('q')?.toLowerCase() ?? '';
      const found = tokens('user').filter((token) => sought === '' || searchable(org, token).includes(sought));
      return listed(found, request, now(), 100, (token) => userToken(org, token));
    }),
  );
  router.on(
    'GET',
    `${access}/api-keys`,
    guarded('read:keys:admin', (request) =>
      listed(tokens('organization'), request, now(), 100, (token) => apiKey(org, token)),
    ),
  );
  router.on(
    'GET',
    `${access}/service-accounts`,
    guarded('read:service-accounts:admin', () => {
      const items = org.accounts
        .filter((account) => account.kind === 'service-account')
        .map((account) => serviceAccount(account, org));
      return ok({ items, total: items.length, links: { next: null, prev: null } });
    }),
  );
  router.on(
    'GET',
    `${access}/service-accounts/api-tokens`,
    guarded('read:service-accounts-tokens:admin', (request) =>
      listed(tokens('service-account'), request, now(), 100, (token) => userToken(org, token)),
    ),
  );

  router.on(
    'GET',
    `${v1}/:orgId/event-actions`,
    guarded('read:events:admin', () =>
      ok({
        data: ACTIONS.map(([id, displayName]) => ({
          id,
          type: 'event-actions',
          attributes: { displayName, groupDisplayName: 'Users' },
        })),
      }),
    ),
  );
  router.on(
    'GET',
    `${v1}/:orgId/events`,
    guarded('read:events:admin', (request) => {
      const wanted = request.query.getAll('action');
      const events = eventsOf(org, now()).filter((event) => wanted.length === 0 || wanted.includes(event.action));
      return listed(events, request, now(), 50, auditEvent, 'url');
    }),
  );
}

function refusal(
  { org, now }: ApiContext,
  scope: string,
  request: CloudRequest,
  parameters: Parameters,
): CloudAnswer | undefined {
  const key = keyOf(org, request.headers['authorization'], now());
  if (key === undefined) {
    return adminError(401, 'Unauthorized');
  }
  const otherOrg = parameters['orgId'] !== undefined && parameters['orgId'] !== org.id;
  const missing = key.scopes.length > 0 && !key.scopes.includes(scope);
  return otherOrg || missing ? adminError(403, 'Forbidden') : undefined;
}

function listed<Item>(
  items: Item[],
  request: CloudRequest,
  now: number,
  fallback: number,
  show: (item: Item) => JsonObject,
  links: 'cursor' | 'url' = 'cursor',
): CloudAnswer {
  const size = limitIn(request.query.get('pageSize') ?? request.query.get('limit'), fallback, 1000);
  return size === undefined
    ? adminError(400, 'Bad request')
    : page(
        items,
        request.query.get('cursor'),
        size,
        now,
        show,
        links === 'url' ? (cursor) => `https:/${request.path}?cursor=${cursor}` : undefined,
      );
}

function page<Item>(
  items: Item[],
  cursor: string | null | undefined,
  limit: number,
  now: number,
  show: (item: Item) => JsonObject,
  link: (cursor: string) => string = (next) => next,
): CloudAnswer {
  const found = slice(items, cursor, limit, now);
  if (found === undefined) {
    return adminError(400, 'Invalid cursor');
  }
  return ok(
    {
      data: found.items.map(show),
      links: { self: cursor ?? null, next: found.next === null ? null : link(found.next), prev: found.previous },
    },
    {
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '999',
      'x-ratelimit-reset': iso(now + 60_000),
    },
  );
}

function adminError(status: number, message: string): CloudAnswer {
  return { status, json: { errors: [{ id: 'error', status: String(status), title: message }] } };
}

import { isRecord, type Json, type JsonObject } from '../../json';
import { type Organization, type StoredRule } from '../organization';
import { limitIn, slice } from './paging';
import { findRule } from './rule-index';
import { ok, type CloudAnswer, type CloudRequest, type Parameters, type Router } from './router';
import type { RuleWrites } from '../rule-writes';
import { hasProduct, signIn } from './sign-in';
import { writeRule } from './write-rule';

interface ApiContext {
  org: Organization;
  now: () => number;
  writes: RuleWrites;
}

/** The Automation REST API, at both of its addresses. The app itself must never write; `token-watch rotate` does. */
export function addAutomationRoutes(router: Router, { org, now, writes }: ApiContext): void {
  for (const base of [
    '/api.atlassian.com/automation/public/:product/:cloudId/rest/v1',
    `/${org.host}/gateway/api/automation/public/:product/:cloudId/rest/v1`,
  ]) {
    const allowed =
      (answer: (request: CloudRequest, parameters: Parameters) => CloudAnswer) =>
      (request: CloudRequest, parameters: Parameters): CloudAnswer =>
        refusal(org, request, parameters, now()) ?? answer(request, parameters);

    router.on(
      'GET',
      `${base}/rule/summary`,
      allowed((request, { product }) => {
        const limit = limitIn(request.query.get('limit'), 100, 100);
        return listing(
          rulesOf(org, product),
          request.query.get('cursor'),
          limit,
          now(),
          (cursor) => `?cursor=${cursor}&limit=${limit ?? 100}`,
        );
      }),
    );
    router.on(
      'GET',
      `${base}/rule/:uuid`,
      allowed((request, { product, uuid }) => {
        const found = findRule(org.rules, product, uuid);
        if (found === undefined) {
          return apiError(404, 'api.not-found', 'No such rule');
        }
        if (writes.unreadable.has(found.uuid)) {
          return apiError(403, 'api.forbidden', 'User is not authenticated, or user is not a global admin.');
        }
        const rule = writes.seen(found);
        // The documentation says that nothing is redacted by default, newer clients see that it is: the worse is assumed.
        const redact = request.query.get('redactSensitiveFields') !== 'false' || writes.redacted.has(found.uuid);
        const answer = ok({
          ...found.wrapper,
          rule: redact ? redacted(rule) : rule,
          connections: found.connections,
        });
        return marked(answer, [found]);
      }),
    );
    router.on(
      'PUT',
      `${base}/rule/:uuid`,
      allowed((request, { product, uuid }) => {
        const found = findRule(org.rules, product, uuid);
        return found === undefined
          ? apiError(404, 'api.not-found', 'No such rule')
          : writeRule(found, request, { org, now, writes });
      }),
    );
  }
}

function refusal(
  org: Organization,
  request: CloudRequest,
  parameters: Parameters,
  now: number,
): CloudAnswer | undefined {
  const who = signIn(org, request.headers['authorization'], 'site', now);
  if (who.kind !== 'account') {
    const scoped = who.kind === 'refused' && who.why === 'wrong-scope';
    return {
      status: 401,
      json: { code: 401, message: scoped ? 'Unauthorized; scope does not match' : 'Unauthorized' },
    };
  }
  const known = parameters['cloudId'] === org.cloudId && ['jira', 'confluence'].includes(parameters['product'] ?? '');
  if (!known || !who.account.isAdmin || !hasProduct(who.account, now)) {
    return apiError(403, 'api.forbidden', 'User is not authenticated, or user is not a global admin.');
  }
  return undefined;
}

function listing(
  rules: StoredRule[],
  cursor: string | null,
  limit: number | undefined,
  now: number,
  link: (cursor: string) => string,
): CloudAnswer {
  if (limit === undefined) {
    return apiError(400, 'api.validation.outside-range', "'limit' must be in the range [1,100]");
  }
  const page = slice(rules, cursor, limit, now);
  if (page === undefined) {
    return apiError(400, 'api.validation.cursor', 'The cursor is invalid or has expired');
  }
  const answer = ok({
    data: page.items.map(summaryOf),
    links: {
      self: cursor === null ? `?limit=${limit}` : link(cursor),
      next: page.next === null ? null : link(page.next),
      prev: page.previous === null ? null : link(page.previous),
    },
  });
  return marked(answer, page.items);
}

function rulesOf(org: Organization, product: string | undefined): StoredRule[] {
  return org.rules.filter((stored) => stored.product === product);
}

function summaryOf({ uuid, rule }: StoredRule): JsonObject {
  const actor = rule['actor'];
  return {
    uuid,
    name: rule['name'] ?? '',
    description: rule['description'] ?? null,
    state: rule['state'] ?? 'ENABLED',
    actorAccountId:
      isRecord(actor) && actor['type'] === 'ACCOUNT_ID' ? (actor['actor'] ?? actor['value'] ?? null) : null,
    authorAccountId: rule['authorAccountId'] ?? null,
    created: rule['created'] ?? null,
    updated: rule['updated'] ?? null,
    labels: rule['labels'] ?? [],
    ruleScopeARIs: rule['ruleScopeARIs'] ?? [],
  };
}

/** A rule from a file may have any form. */
function marked(answer: CloudAnswer, rules: StoredRule[]): CloudAnswer {
  return rules.some(({ wrapper }) => wrapper !== undefined) ? { ...answer, isFromFile: true } : answer;
}

/** Without `redactSensitiveFields=false`: values of hidden headers and tokens of webhooks become `***`. */
function redacted(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === 'webhookToken' ? '***' : redactedValue(inner)]),
  );
}

function redactedValue(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(redactedValue);
  }
  if (!isRecord(value)) {
    return value;
  }
  return value['headerSecure'] === true ? { ...value, value: '***' } : redacted(value);
}

function apiError(status: number, code: string, title: string): CloudAnswer {
  return { status, json: { errors: [{ id: '00000000-0000-4000-8000-000000000000', status, code, title }] } };
}

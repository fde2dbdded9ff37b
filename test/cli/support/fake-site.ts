import { NOW, SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './make-rules';
import { basic, makeAtlassianToken } from './make-secrets';

export const CLOUD_ID = '11111111-2222-3333-4444-555555555555';
export const ADMIN = { ATLASSIAN_EMAIL: 'admin@example.com', ATLASSIAN_API_TOKEN: makeAtlassianToken(4242) };
export const ORG_KEY = makeAtlassianToken(4343, 'ATCTT3xFfGN0');

const leaver = { accountId: 'account-17', email: 'leaver@example.com' };

export interface SiteRequest {
  url: string;
  authorization: string | null;
}

export type Route = (request: SiteRequest, body: string) => { status?: number; json?: unknown; text?: string };

/** A site of three rules with an organization, as the routes of Atlassian's APIs. A test replaces the ones it is about. */
export function siteRoutes(): Map<string, Route> {
  const rules = [1, 2, 3].map((seed) =>
    makeRule({
      name: `Live rule ${String(seed)}`,
      components: [makeRequest({ Authorization: basic(leaver.email, makeAtlassianToken(seed)) })],
      authorAccountId: leaver.accountId,
    }),
  );
  const automation = `https://api.atlassian.com/automation/public/jira/${CLOUD_ID}/rest/v1`;
  const organization = 'https://api.atlassian.com/admin';
  const routes = new Map<string, Route>([
    [`https://${SITE}/_edge/tenant_info`, () => ({ json: { cloudId: CLOUD_ID } })],
    [
      `${automation}/rule/summary`,
      () => ({
        json: { data: rules.map(({ uuid, name }) => ({ uuid, name, state: 'ENABLED' })), links: { next: null } },
      }),
    ],
    [`${organization}/v1/orgs`, () => ({ json: { data: [{ id: 'org-1', attributes: { name: 'Example' } }] } })],
    [
      `${organization}/v2/orgs/org-1/directories/-/users/search`,
      () => ({
        json: {
          data: [makeUser(leaver.accountId, leaver.email, { status: 'for_deletion', forDeletion: true })],
          links: { next: null },
        },
      }),
    ],
    [
      `${organization}/api-access/v1/orgs/org-1/api-tokens`,
      () => ({
        json: {
          data: [1, 2, 3].map((seed) => makeTokenRecord(`token-${String(seed)}`, leaver, '2027-09-01T00:00:00+00:00')),
          links: { next: null },
        },
      }),
    ],
    [`https://${SITE}/rest/api/3/users/search`, () => ({ json: [] })],
  ]);
  for (const rule of rules) {
    routes.set(`${automation}/rule/${String(rule['uuid'])}`, () => ({ json: { rule, connections: [] } }));
  }
  return routes;
}

/** Answers what a route says, or 404; notes every request. */
export function answerFrom(routes: Map<string, Route>, seen: SiteRequest[] = []) {
  return (url: string, authorization: string | null, body: string): { status: number; text: string } => {
    const request = { url, authorization };
    seen.push(request);
    const route = routes.get(url.split('?')[0] ?? '');
    const { status = 200, json, text } = route === undefined ? { status: 404, text: '' } : route(request, body);
    return { status, text: text ?? (json === undefined ? '' : JSON.stringify(json)) };
  };
}

export { NOW, SITE };

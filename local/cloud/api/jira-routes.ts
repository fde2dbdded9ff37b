import { accountById, type Organization } from '../organization';
import type { Caller, JiraAnswer, JiraContext } from './jira-caller';
import { addPeopleRoutes } from './jira-people-routes';
import { addSiteRoutes } from './jira-site-routes';
import { jiraError, ok, type CloudAnswer, type CloudRequest, type Handle, type Router } from './router';
import { hasProduct, signIn, type Door } from './sign-in';
import { addWorkItemRoutes } from './work-item-routes';

/** Jira's REST API v3, for the app (`/jira/…`), at the site's own address and at the gateway. */
export function addJiraRoutes(router: Router, context: JiraContext): void {
  const { org, now } = context;
  const doors: { base: string; identify: (request: CloudRequest) => Caller | CloudAnswer }[] = [
    { base: '/jira', identify: (request) => forgeCaller(org, request, now()) },
    { base: `/${org.host}`, identify: (request) => tokenCaller(org, request, 'site', now()) },
    {
      base: `/api.atlassian.com/ex/jira/${org.cloudId}`,
      identify: (request) => tokenCaller(org, request, 'gateway', now()),
    },
  ];
  for (const { base, identify } of doors) {
    const on = (method: string, path: string, answer: JiraAnswer): void => {
      const handle: Handle = (request, parameters) => {
        const caller = identify(request);
        return 'status' in caller ? caller : answer(request, parameters, caller);
      };
      router.on(method, `${base}/rest/api/3${path}`, handle);
    };
    addPeopleRoutes(on, context);
    addSiteRoutes(on, context);
    addWorkItemRoutes(on, context);
  }
  router.on('GET', `/${org.host}/_edge/tenant_info`, () => ok({ cloudId: org.cloudId }));
}

function forgeCaller(org: Organization, request: CloudRequest, now: number): Caller | CloudAnswer {
  if (request.headers['x-forge-as'] === 'app') {
    return { kind: 'app' };
  }
  const account = accountById(org, request.headers['x-forge-account'] ?? '');
  return account === undefined || !hasProduct(account, now)
    ? jiraError(401, 'You are not authenticated.')
    : { kind: 'account', account };
}

/**
 * A token at the door. Some endpoints of the real site answer 200 with nothing in it to a dead token and say so only in
 * a header; here the expired ones get that, the others 401.
 */
function tokenCaller(org: Organization, request: CloudRequest, door: Door, now: number): Caller | CloudAnswer {
  const who = signIn(org, request.headers['authorization'], door, now);
  if (who.kind === 'refused') {
    const silent = who.why === 'expired' && door === 'site';
    const headers = { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' };
    return silent
      ? { status: 200, json: {}, headers }
      : { ...jiraError(401, 'Client must be authenticated.'), headers };
  }
  if (who.kind === 'anonymous') {
    return jiraError(401, 'Client must be authenticated to access this resource.');
  }
  return hasProduct(who.account, now)
    ? { kind: 'account', account: who.account }
    : jiraError(403, 'The account has no access to this product.');
}

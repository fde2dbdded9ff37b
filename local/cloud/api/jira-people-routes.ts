import type { JsonObject } from '../../json';
import { stateOf, type Account } from '../account';
import type { Organization } from '../organization';
import type { Caller, JiraContext, OnJira } from './jira-caller';
import { limitIn } from './paging';
import { jiraError, ok } from './router';
import { hasProduct } from './sign-in';

/** Users, permissions and groups of Jira's REST API. */
export function addPeopleRoutes(on: OnJira, { org, now }: JiraContext): void {
  const known = (): Account[] => org.accounts.filter((account) => stateOf(account, now()) !== 'not-yet');
  const show = (account: Account): JsonObject => jiraUser(account, org, now());

  on('GET', '/users/search', (request) => {
    const startAt = Number(request.query.get('startAt') ?? 0);
    const most = limitIn(request.query.get('maxResults'), 50, 1000) ?? 50;
    return ok(
      known()
        .slice(startAt, startAt + most)
        .map(show),
    );
  });
  on('GET', '/user/search', (request) => {
    const sought = (request.query.get('query') ?? '').toLowerCase();
    const found = known().filter(
      (account) =>
        account.kind === 'person' &&
        hasProduct(account, now()) &&
        (account.name.toLowerCase().includes(sought) || (!account.hidesEmail && account.email.startsWith(sought))),
    );
    return ok(found.slice(0, limitIn(request.query.get('maxResults'), 50, 1000) ?? 50).map(show));
  });
  on('GET', '/user/bulk', (request) => {
    const ids = request.query.getAll('accountId');
    const values = known()
      .filter((account) => ids.includes(account.accountId))
      .map(show);
    return ok({ startAt: 0, maxResults: values.length, total: values.length, isLast: true, values });
  });
  on('GET', '/user/email/bulk', (request, _parameters, caller) => {
    if (caller.kind !== 'app') {
      return jiraError(401, 'Only an app may ask for this.');
    }
    const ids = request.query.getAll('accountId');
    const found = known().filter((account) => ids.includes(account.accountId) && stateOf(account, now()) !== 'deleted');
    return ok(found.map(({ accountId, email }) => ({ accountId, email })));
  });
  on('GET', '/myself', (_request, _parameters, caller) =>
    caller.kind === 'app'
      ? ok({ accountId: 'app-account', accountType: 'app', active: true, displayName: 'Automation Token Watch' })
      : ok({ ...show(caller.account), emailAddress: caller.account.email }),
  );
  on('GET', '/mypermissions', (request, _parameters, caller) => {
    const keys = (request.query.get('permissions') ?? '').split(',').filter((key) => key !== '');
    const permission = (key: string): JsonObject => ({
      id: '0',
      key,
      name: key,
      type: key.endsWith('_PROJECTS') ? 'PROJECT' : 'GLOBAL',
      description: '',
      havePermission: hasPermission(org, caller, key),
    });
    const permissions: JsonObject = Object.fromEntries(keys.map((key): [string, JsonObject] => [key, permission(key)]));
    return ok({ permissions });
  });
  on('GET', '/groups/picker', (request) => {
    const sought = (request.query.get('query') ?? '').toLowerCase();
    const groups = org.groups.filter((group) => group.name.toLowerCase().includes(sought));
    return ok({
      header: `Showing ${groups.length} of ${groups.length} matching groups`,
      total: groups.length,
      groups: groups.map(({ id, name }) => ({ name, html: name, labels: [], groupId: id })),
    });
  });
}

/** Everybody may browse; administering takes an admin, of the site or, for projects, of a project. */
function hasPermission(org: Organization, caller: Caller, key: string): boolean {
  if (!key.startsWith('ADMINISTER')) {
    return true;
  }
  if (caller.kind === 'app') {
    return false;
  }
  const { accountId, isAdmin } = caller.account;
  return isAdmin || (key === 'ADMINISTER_PROJECTS' && (org.projectAdminIds ?? []).includes(accountId));
}

function jiraUser(account: Account, org: Organization, now: number): JsonObject {
  const state = stateOf(account, now);
  const deleted = state === 'deleted';
  return {
    self: `https://${org.host}/rest/api/3/user?accountId=${account.accountId}`,
    accountId: account.accountId,
    accountType: account.kind === 'app' ? 'app' : 'atlassian',
    ...(account.kind === 'service-account' ? { appType: 'service' } : {}),
    // Inactive covers deactivated, pending, closed, suspended and removed alike: Jira cannot tell them apart.
    active: state === 'active',
    displayName: deleted ? 'Former user' : state === 'deactivated' ? `${account.name} (Deactivated)` : account.name,
    ...(account.hidesEmail || deleted || account.kind === 'app' ? {} : { emailAddress: account.email }),
    timeZone: 'Etc/UTC',
    locale: 'en_US',
  };
}

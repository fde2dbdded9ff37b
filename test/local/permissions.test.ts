import { validateTriggerScopes } from '@forge/manifest';
import { Permissions } from '../../local/forge-host/permissions';
import { parseManifest, type AppManifest } from '../../local/forge-host/manifest';
import { emitEvent } from '../../local/forge-host/run-events';
import { echoServer, fixtureHost, type Echo } from './support/fixture-host';

function manifestWith(scopes: string[]): AppManifest {
  return parseManifest(`{ app: { id: x }, modules: {}, permissions: { scopes: ${JSON.stringify(scopes)} } }`);
}

describe('a request to Jira', () => {
  let echo: Echo;

  beforeAll(async () => {
    echo = await echoServer();
  });
  afterAll(() => echo.close());

  it('without its scope is refused as the platform does it, and goes nowhere', async () => {
    const { manifest } = await fixtureHost();
    const permissions = { ...manifest.permissions, scopes: ['storage:app'] };
    const host = await fixtureHost({ root: echo.url, manifest: { ...manifest, permissions } });

    expect(await host.invoke('whoami', {}, 'account-1')).toMatchObject({ status: 401 });
    expect(echo.seen).toEqual([]);
    expect(host.permissions.refused).toEqual([
      'GET jira/rest/api/3/myself needs read:jira-user, or read:application-role:jira + read:group:jira + read:user:jira + read:avatar:jira',
    ]);
  });

  it.each([
    ['the classic scope', ['read:jira-user'], 'GET', '/rest/api/3/user/search?query=a', true],
    ['only some of the granular ones', ['read:user:jira'], 'GET', '/rest/api/3/user/search', false],
    ['granular scopes, all of one list', ['read:group:jira'], 'GET', '/rest/api/3/groups/picker', true],
    ['no scope where none is needed', [], 'GET', '/rest/api/3/serverInfo', true],
    ['a scope for reading where it writes', ['read:jira-work'], 'PUT', '/rest/api/3/issue/ADM-1', false],
    ['a scope of a newer operation', ['read:jira-work'], 'POST', '/rest/api/3/search/jql', true],
    ['users, where it asks for addresses', ['read:jira-user'], 'GET', '/rest/api/3/user/email/bulk', false],
  ])('with %s', (_with, scopes, method, path, allowed) => {
    const permissions = new Permissions(manifestWith(scopes));

    expect(permissions.ofProduct('jira', method, path) === null).toBe(allowed);
    expect(permissions.unused.scopes).toEqual(allowed ? [] : scopes);
  });

  it('that no document names is refused with the place where its scope has to be written down', async () => {
    const permissions = new Permissions(manifestWith(['read:jira-work']));
    const refusal = permissions.ofProduct('jira', 'DELETE', '/rest/api/3/issue/ADM-1');

    expect(refusal?.status).toBe(501);
    expect(await refusal?.text()).toContain('local/openapi/jira-newer.json');
  });
});

describe('what is no request to Jira', () => {
  it('needs scopes of its own: the store, and the privacy API', () => {
    const none = new Permissions(manifestWith([]));
    const both = new Permissions(manifestWith(['storage:app', 'report:personal-data']));
    const report = ['stargate', 'POST', '/app/report-accounts'] as const;

    expect([none.ofStore()?.status, none.ofProduct(...report)?.status]).toEqual([403, 401]);
    expect([both.ofStore(), both.ofProduct(...report)]).toEqual([null, null]);
    expect(both.unused.scopes).toEqual([]);
  });

  it('an event of a user comes only to an app that may read users', async () => {
    const host = await fixtureHost();
    const { permissions } = host.manifest;
    const blind = await fixtureHost({ manifest: { ...host.manifest, permissions: { ...permissions, scopes: [] } } });

    expect(emitEvent(host, 'avi:jira:deleted:user', {})).toBe(1);
    expect(() => emitEvent(blind, 'avi:jira:deleted:user', {})).toThrow('avi:jira:deleted:user needs read:jira-user');
  });

  it.each(['avi:jira:created:user', 'avi:jira:updated:user', 'avi:jira:deleted:user'])(
    'the scope of %s is the one that Forge itself checks',
    async (event) => {
      expect(await validateTriggerScopes(event, ['read:jira-user'])).toMatchObject({ valid: true });
      expect(await validateTriggerScopes(event, ['read:jira-work'])).toMatchObject({ valid: false });
      expect(() => new Permissions(manifestWith(['read:jira-work'])).ofEvent(event)).toThrow('read:jira-user');
    },
  );
});

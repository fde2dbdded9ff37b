import { EDITIONS, labelOf, PRIVATE } from '../../editions/edition';
import type { AppManifest } from '../../local/forge-host/manifest';
import { openManifest } from '../../local/open-app';
import { useEverything } from './support/use-everything';

/** The manifest with other permissions. */
function permitting(
  manifest: AppManifest,
  change: (permissions: { scopes: string[]; hosts: string[] }) => { scopes: string[]; hosts: string[] },
): AppManifest {
  const { permissions } = manifest;
  const { scopes, hosts } = change({ scopes: permissions.scopes, hosts: permissions.external.fetch.backend });
  return { ...manifest, permissions: { ...permissions, scopes, external: { fetch: { backend: hosts } } } };
}

describe.each(EDITIONS.map((edition) => [labelOf(edition), edition] as const))('the edition %s', (_label, edition) => {
  it('asks for every permission that it uses, and for no other', async () => {
    const { host, cloud } = await useEverything(edition);

    expect(host.permissions.refused).toEqual([]);
    expect(host.permissions.unused).toEqual({ scopes: [], hosts: [] });
    // The run above went all the way: what it leads to is there.
    expect(cloud.workItems.sent().length).toBeGreaterThan(0);
  });
});

describe('a permission that nothing needs', () => {
  it('is named: a scope, and a host', async () => {
    const manifest = permitting(openManifest(PRIVATE), ({ scopes, hosts }) => ({
      scopes: [...scopes, 'manage:jira-configuration'],
      hosts: [...hosts, 'https://*.example.com'],
    }));
    const { host } = await useEverything(PRIVATE, manifest);

    expect(host.permissions.unused).toEqual({
      scopes: ['manage:jira-configuration'],
      hosts: ['https://*.example.com'],
    });
  });
});

describe('a permission that is missing', () => {
  it.each(openManifest(PRIVATE).permissions.scopes)('is refused and named: %s', async (missing) => {
    const manifest = permitting(openManifest(PRIVATE), ({ scopes, hosts }) => ({
      scopes: scopes.filter((scope) => scope !== missing),
      hosts,
    }));
    const { host } = await useEverything(PRIVATE, manifest);

    expect(new Set(host.permissions.refused.map((line) => line.split(' needs ')[1]?.split(', or ')[0]))).toEqual(
      new Set([missing]),
    );
  });

  it('is refused and named: the only host', async () => {
    const manifest = permitting(openManifest(PRIVATE), ({ scopes }) => ({ scopes, hosts: [] }));
    const { host } = await useEverything(PRIVATE, manifest);

    expect(host.permissions.refused[0]).toMatch(/^A request to api\.atlassian\.com needs /);
    expect(Object.keys(host.remote.counters)).toEqual(['jira']);
  });
});

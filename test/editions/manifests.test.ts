import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EDITIONS, labelOf, parseEdition, PRIVATE, UnknownEdition, type Edition } from '../../editions/edition';
import { appIdIn, manifestFor, permittedHosts, scopesIn } from '../../editions/manifest-for';
import { PERMITTED_HOSTS_FILE, permittedHostsSource } from '../../editions/permitted-hosts';
import { bundleApp } from '../../local/forge-host/bundle';
import { fieldOf, isRecord } from '../../local/json';
import { projectRoot } from '../../local/project-root';
import { PERMITTED_HOSTS } from '../../src/platform/permitted-hosts';

const SOURCE = readFileSync(join(projectRoot(), 'manifest.yml'), 'utf8');
const ZERO_EGRESS = parseEdition('zero-egress');
const LIVE = parseEdition('private', true);

function documentOf(edition: Edition): Record<string, unknown> {
  const document: unknown = parse(manifestFor(SOURCE, edition));
  if (!isRecord(document)) {
    throw new Error('The manifest is no map.');
  }
  return document;
}

function withoutPermissions(edition: Edition): unknown {
  return { ...documentOf(edition), permissions: null };
}

describe('manifest.yml', () => {
  it('is the private edition without the live check, and the code in the checkout is made for it', () => {
    expect(manifestFor(SOURCE, PRIVATE)).toBe(SOURCE);
    expect(permittedHosts(SOURCE)).toEqual(['https://api.atlassian.com']);
    expect(PERMITTED_HOSTS).toEqual(permittedHosts(SOURCE));
  });
});

describe('the editions', () => {
  it('differ in the hosts that they may ask, and in nothing else', () => {
    expect(EDITIONS.map((edition) => [labelOf(edition), permittedHosts(manifestFor(SOURCE, edition))])).toEqual([
      ['private', ['https://api.atlassian.com']],
      ['private-live-check', ['https://api.atlassian.com', 'https://*.atlassian.net']],
      ['zero-egress', []],
    ]);
    for (const edition of EDITIONS) {
      expect(withoutPermissions(edition)).toEqual(withoutPermissions(PRIVATE));
      expect(scopesIn(manifestFor(SOURCE, edition))).toEqual(scopesIn(SOURCE));
      expect(fieldOf(documentOf(edition)['permissions'], 'content')).toEqual({ styles: ['unsafe-inline'] });
    }
  });

  it('take an app id without another change', () => {
    const id = 'ari:cloud:ecosystem::app/00000000-0000-4000-8000-00000000abcd';
    const manifest = manifestFor(SOURCE, PRIVATE, id);

    expect(appIdIn(manifest)).toBe(id);
    expect(manifest.replace(id, appIdIn(SOURCE) ?? '')).toBe(SOURCE);
  });

  it.each([
    ['of an unknown name', () => parseEdition('public'), 'Choose one of: private, zero-egress'],
    ['with a live check that could ask nobody', () => parseEdition('zero-egress', true), 'no live check'],
  ])('%s are none', (_what, choose, says) => {
    expect(choose).toThrow(UnknownEdition);
    expect(choose).toThrow(says);
  });
});

describe('the zero-egress edition', () => {
  // What `forge eligibility` looks at, as the CLI 13.3.0 names it, and developer.atlassian.com/platform/forge/runs-on-atlassian-apps.
  it('declares nothing that keeps an app from “Runs on Atlassian”', () => {
    const { permissions, modules, remotes, providers, connectModules, app } = documentOf(ZERO_EGRESS);

    expect(isRecord(permissions) && Object.keys(permissions).sort()).toEqual(['content', 'scopes']);
    expect({ remotes, providers, connectModules, connect: fieldOf(app, 'connect') }).toEqual({});
    for (const type of ['webtrigger', 'sql', 'endpoint', 'apiRoute']) {
      expect(fieldOf(modules, type)).toBeUndefined();
    }
  });
});

describe('the code of an edition', () => {
  it('holds the hosts of its own manifest', async () => {
    const root = projectRoot();
    for (const edition of [ZERO_EGRESS, LIVE]) {
      const hosts = permittedHosts(manifestFor(SOURCE, edition));
      const bundle = await bundleApp(
        join(root, 'src', 'platform', 'offers.ts'),
        new Map([[join(root, PERMITTED_HOSTS_FILE), permittedHostsSource(hosts)]]),
      );

      expect(bundle.includes('https://*.atlassian.net"]')).toBe(edition.liveCheck);
      expect(bundle).toContain(`PERMITTED_HOSTS = ${JSON.stringify(hosts).replace('","', '", "')}`);
    }
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionLines } from '../../deploy/deploy';
import { judgeNode } from '../../deploy/node-version';
import { explainFailure, PERMISSION_WORDS } from '../../deploy/words';
import { EDITIONS, labelOf } from '../../editions/edition';
import { manifestFor, permittedHosts, scopesIn } from '../../editions/manifest-for';
import { projectRoot } from '../../local/project-root';

const SITE = 'example.atlassian.net';

describe('the version of Node.js', () => {
  it.each([
    ['18.20.8', 'refused'],
    ['20.18.0', 'refused'],
    ['20.18.1', 'tolerated'],
    ['20.19.5', 'tolerated'],
    ['22.0.0', 'supported'],
    ['22.23.1', 'refused'],
    ['22.23.2', 'supported'],
    ['23.1.0', 'tolerated'],
    ['24.17.0', 'refused'],
    ['24.17.1', 'supported'],
    ['26.0.0', 'tolerated'],
  ])('%s is %s, as the CLI’s own engines have it', (version, verdict) => {
    expect(judgeNode(version)).toBe(verdict);
  });
});

/** What the CLI says, and what the admin is told. */
const SAID: [string, RegExp][] = [
  ['Not logged in. If a local keychain is available, run forge login', /not signed in any more/],
  ['Your API token is no longer valid. Run forge login', /refuses the CLI’s token/],
  ['You need a token with the right authorisation scopes to access this field.', /lacks scopes/],
  ['You are not currently a member of a Developer Space.', /Developer Space that is set up/],
  ['Deployment blocked - This app has no associated Developer Space.', /Developer Space that is set up/],
  ['You must accept the terms and conditions', /Start again and accept them/],
  ['The build failed due to errors in the app code.', /Nothing changed on your site/],
  ['Your app could not be found. Make sure the app details are correct.', /contributor of the app/],
  ['The deploy failed due to 2 approvals requested.', /--approve RULE/],
  ['Insufficient permissions to install app (requestId: 1)', /an admin of the site/],
  ["The URL you entered doesn't belong to an Atlassian site", /Check the address/],
  ['Atlassian app is not activated on https://example.atlassian.net.', /There is no Jira on example\.atlassian\.net/],
  ['Forge apps must be deployed before installation.', /nothing deployed in that environment/],
  ['Installation error: The target site already has the maximum number of apps installed.', /Remove one/],
  ['Too many requests', /Wait some minutes/],
  ['Your version of Forge CLI is no longer supported.', /Install a newer one/],
  ['request to https://api.atlassian.com failed, reason: getaddrinfo ENOTFOUND', /could not be reached/],
  ['Something that nobody has seen before', /--verbose in the\/folder/],
];

describe('what the CLI says when it fails', () => {
  it.each(SAID)('is answered with what to do: %s', (says, tells) => {
    const output = `Warning: Your app is not assigned to a Developer Space. Too many requests.\nError: ${says}\nRerunning the command`;

    expect(explainFailure(output, { folder: 'the/folder', site: SITE, appId: '1' }).join('\n')).toMatch(tells);
  });
});

describe('the permissions', () => {
  const manifest = readFileSync(join(projectRoot(), 'manifest.yml'), 'utf8');

  it.each(EDITIONS.map((edition) => [labelOf(edition), edition] as const))(
    'of %s are all told, each with its reason',
    (_label, edition) => {
      const own = manifestFor(manifest, edition);
      const asked = [...scopesIn(own), ...permittedHosts(own)];

      expect(permissionLines(projectRoot(), { edition })).toEqual(
        asked.map((one) => `- ${one}: ${PERMISSION_WORDS[one] ?? ''}`),
      );
      expect(asked.filter((one) => PERMISSION_WORDS[one] === undefined)).toEqual([]);
    },
  );
});

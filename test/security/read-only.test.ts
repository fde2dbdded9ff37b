import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EDITIONS, labelOf } from '../../editions/edition';
import { manifestFor } from '../../editions/manifest-for';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { fieldOf, isRecord, textOf, textsOf } from '../../local/json';
import { sampleRequests } from './support/sample-requests';
import { NOW, WatchedApp, type OutgoingRequest } from './support/watched-app';

/** What the app may change in Atlassian: its own work item, with the mail that tells of it. Everything else is reading. */
const CHANGES = [
  /^(?:POST|PUT) \/jira\/rest\/api\/3\/issue(?:\/[\w-]+(?:\/(?:notify|comment|properties\/[\w.-]+))?)?$/,
  /^POST \/stargate\/app\/report-accounts$/,
];
/** Questions that are asked with a body. */
const QUESTIONS = [
  /^POST \/api\.atlassian\.com\/admin\/v2\/orgs\/[\w-]+\/directories\/[\w-]+\/users\/search$/,
  /^POST \/jira\/rest\/api\/3\/search\/jql$/,
];

describe('the Forge app is read-only towards rules', () => {
  it('whatever it is asked to do: scans, checks and every request of its page', async () => {
    const app = await WatchedApp.open({ org: demoOrganization({ seed: 5, bornAt: NOW, rules: 60 }) });
    const sent: OutgoingRequest[] = [];
    app.instead = (request) => {
      sent.push(request);
      return undefined;
    };
    const before = JSON.stringify(app.cloud.org.rules);
    await app.connect();
    await app.run('weekly-scan');
    await app.run('daily-check');
    const { email, token, key } = app.cloud.credentials();
    const [project] = app.cloud.org.projects;
    const listed = fieldOf(fieldOf(await app.asAdmin('getFindings', { limit: 1 }), 'value'), 'findings');
    const finding: unknown = Array.isArray(listed) ? listed[0] : undefined;
    const samples = sampleRequests({
      email,
      token,
      orgKey: key,
      findingId: textOf(fieldOf(finding, 'id')) ?? '',
      ruleUuid: textOf(fieldOf(fieldOf(finding, 'rule'), 'uuid')) ?? '',
      project: project ?? { id: '', key: '', name: '' },
    });
    for (const [resolver, payload] of Object.entries(samples)) {
      await app.invoke(resolver, payload, app.cloud.org.admin.accountId);
      if (resolver === 'saveSettings' || resolver === 'startScan') {
        await app.run('weekly-scan');
      }
    }

    const toRules = sent.filter(({ url }) => url.pathname.includes('/automation/'));
    expect(toRules.length).toBeGreaterThan(100);
    expect([...new Set(toRules.map(({ method }) => method))]).toEqual(['GET']);
    const changing = sent
      .filter(({ method }) => method !== 'GET')
      .map(({ method, url }) => `${method} ${url.pathname}`)
      .filter((line) => ![...CHANGES, ...QUESTIONS].some((form) => form.test(line)));
    expect([...new Set(changing)]).toEqual([]);
    expect(app.cloud.writes.asked).toEqual([]);
    expect(JSON.stringify(app.cloud.org.rules)).toBe(before);
  });

  it.each(EDITIONS.map((edition) => [labelOf(edition), edition] as const))(
    'by the manifest of its edition %s: no scope names automation, and one alone writes, to its own work item',
    (_, edition) => {
      const manifest: unknown = parse(manifestFor(readFileSync('manifest.yml', 'utf8'), edition));
      const scopes = fieldOf(fieldOf(manifest, 'permissions'), 'scopes');
      const names = isRecord(scopes) ? Object.keys(scopes) : textsOf(scopes);
      const modules = fieldOf(manifest, 'modules');

      expect(names.length).toBeGreaterThan(3);
      expect(names.filter((name) => /automation|manage|admin|delete/i.test(name))).toEqual([]);
      expect(names.filter((name) => name.startsWith('write:'))).toEqual(['write:jira-work']);
      expect(Object.keys(isRecord(modules) ? modules : {}).filter((name) => /action|automation/i.test(name))).toEqual(
        [],
      );
    },
  );

  it('by its code: its one client of the rule API can only read, and nothing outside of the finder’s room rewrites', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }));
    const clients = files.filter(({ text }) => text.includes('/automation/public/') && text.includes('requestJson'));
    const methods = clients.flatMap(({ text }) => [...text.matchAll(/method: '(\w+)'/g)].map(([, method]) => method));
    const rewriting = files.filter(
      ({ name, text }) => !name.startsWith(join('credentials', 'rewrite')) && text.includes('credentials/rewrite/'),
    );

    expect(clients.map(({ name }) => name)).toEqual([join('atlassian', 'automation-api.ts')]);
    expect([...new Set(methods)]).toEqual(['GET']);
    expect(rewriting.map(({ name }) => name)).toEqual([]);
    expect(files.filter(({ text }) => /from '(?:\.\.\/)+cli\//.test(text)).map(({ name }) => name)).toEqual([]);
  });
});

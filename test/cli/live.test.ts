import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { runCommandLine } from '../../cli/run';
import type { CliResult } from './support/run-cli';
import { ReportSchema } from '../report/formats/report-schema';
import { ADMIN, CLOUD_ID, NOW, ORG_KEY, SITE, answerFrom, siteRoutes } from './support/fake-site';
import type { Route, SiteRequest } from './support/fake-site';
import { useCli } from './support/run-cli';

const { run } = useCli();

/** Runs the command line in this process against routes, on a clock that jumps instead of waiting. */
async function runAgainst(
  routes: Map<string, Route>,
  args: readonly string[],
  environment: Record<string, string> = { ...ADMIN, ATLASSIAN_ORG_KEY: ORG_KEY },
): Promise<CliResult & { requests: SiteRequest[]; waited: number }> {
  const requests: SiteRequest[] = [];
  const answer = answerFrom(routes, requests);
  const result = { stdout: '', stderr: '' };
  let now = Date.parse(NOW);
  const sink = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      result[stream] += text;
    },
    isTerminal: false,
    columns: undefined,
  });
  const code = await runCommandLine(args, {
    environment,
    clock: {
      now: () => new Date(now),
      sleep: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
    },
    output: sink('stdout'),
    errors: sink('stderr'),
    readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
    randomBytes,
    fetch: (input, init) => {
      const request = new Request(input, init);
      const { status, text } = answer(request.url, request.headers.get('authorization'), '');
      return Promise.resolve(new Response(text === '' ? null : text, { status }));
    },
  });
  return { code, ...result, requests, waited: now - Date.parse(NOW) };
}

const scan = ['scan', '--live', SITE, '--format', 'json'];
const automation = `https://api.atlassian.com/automation/public/jira/${CLOUD_ID}/rest/v1`;

function reportOf({ stdout }: CliResult): v.InferOutput<typeof ReportSchema> {
  return v.parse(ReportSchema, JSON.parse(stdout));
}

/** The routes of a site, with one replaced. */
function siteWith(url: string, route: Route): Map<string, Route> {
  return siteRoutes().set(url, route);
}

describe('token-watch scan --live', () => {
  it.each([
    'example.com',
    'atlassian.net',
    'example.atlassian.net.example.com',
    'api.atlassian.com.example.com',
    `http://${SITE}`,
  ])('sends nothing to %s, where no site of Atlassian’s is', async (host) => {
    for (const command of ['scan', 'collect']) {
      const result = await runAgainst(siteRoutes(), [command, '--live', host]);

      expect(result).toMatchObject({ code: 2, stdout: '', requests: [] });
      expect(result.stderr).toContain('your tokens are sent to no other host');
    }
  });

  it('asks a site on this computer for everything, and Atlassian for nothing', async () => {
    const { requests } = await runAgainst(siteRoutes(), ['scan', '--live', '127.0.0.1:8123', '--cloud-id', CLOUD_ID]);

    expect(requests.length).toBeGreaterThan(0);
    expect(new Set(requests.map(({ url }) => new URL(url).origin))).toEqual(new Set(['http://127.0.0.1:8123']));
  });

  it('reads rules, people and tokens from the site and its organization', async () => {
    const result = await runAgainst(siteRoutes(), scan);
    const report = reportOf(result);

    expect(result.code).toBe(1);
    expect(report.coverage).toMatchObject({ rulesRead: 3, webRequests: 3, usersChecked: 1, tokensListed: 3 });
    const uses = report.findings.filter(({ subject, own }) => subject === 'credential' && own !== true);
    expect(uses).toHaveLength(3);
    expect(uses[0]).toMatchObject({
      level: 'critical',
      destination: { audience: 'own-site' },
      owner: { state: 'for_deletion', source: 'basic-user' },
      token: { match: 'candidates' },
    });
  });

  it.each([
    ['no rule', { data: [], links: {} }, { status: 404 }],
    ['no rule of Jira or Confluence', { data: [], links: {} }, { json: { data: [], links: {} } }],
  ])('is partly read where the site lists %s, which an account may not see', async (_, json, confluence) => {
    const routes = siteWith(`${automation}/rule/summary`, () => ({ json }));
    routes.set(`${automation.replace('/jira/', '/confluence/')}/rule/summary`, () => confluence);
    const result = await runAgainst(routes, scan);

    expect(result.code).toBe(3);
    const { coverage } = reportOf(result);
    expect(coverage.rulesRead).toBe(0);
    expect(coverage.limits).toContain(
      'The list of Jira’s automation rules is empty: the site has none, or the account that asked may not see them.',
    );
    expect(await runAgainst(routes, ['collect', '--live', SITE])).toMatchObject({ code: 3 });
  });

  it('fails where every rule is refused', async () => {
    const routes = siteRoutes();
    for (const url of routes.keys()) {
      if (/\/jira\/.*\/rule\/[^/]+$/.test(url) && !url.endsWith('/summary')) {
        routes.set(url, () => ({ status: 403 }));
      }
    }
    for (const command of ['scan', 'collect']) {
      const result = await runAgainst(routes, [command, '--live', SITE]);

      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toContain(`no rule of ${SITE} could be read`);
    }
  });

  it('shows its own credentials first', async () => {
    const report = reportOf(await runAgainst(siteRoutes(), scan));

    const first = report.findings.slice(0, 2);
    expect(first.map(({ own }) => own)).toEqual([true, true]);
    expect(first.map(({ location }) => location.name).sort()).toEqual(['Automation API token', 'Organization API key']);
  });

  it('signs in to the automation API with the user’s token and to the organization with its key, and nowhere else', async () => {
    const { requests } = await runAgainst(siteRoutes(), scan);

    const user = `Basic ${Buffer.from(`${ADMIN.ATLASSIAN_EMAIL}:${ADMIN.ATLASSIAN_API_TOKEN}`).toString('base64')}`;
    for (const { url, authorization } of requests) {
      const expected = url.endsWith('/_edge/tenant_info')
        ? null
        : url.startsWith('https://api.atlassian.com/admin/')
          ? `Bearer ${ORG_KEY}`
          : user;
      expect([url, authorization]).toEqual([url, expected]);
      expect(new URL(url).host).toMatch(/^(?:api\.atlassian\.com|example\.atlassian\.net)$/);
    }
  });

  it('counts its requests and asks for each rule once', async () => {
    const result = await runAgainst(siteRoutes(), scan);

    expect(reportOf(result).coverage.requests).toMatchObject({ automation: 5, site: 1 });
    const rules = result.requests.filter(({ url }) => url.startsWith(`${automation}/rule/0190`));
    expect(new Set(rules.map(({ url }) => url)).size).toBe(3);
    expect(rules).toHaveLength(3);
  });

  it('does without an organization key, and says what that hides', async () => {
    const result = await runAgainst(siteRoutes(), scan, ADMIN);

    expect(reportOf(result).coverage.limits.join(' ')).toContain('Without ATLASSIAN_ORG_KEY');
    expect(result.requests.filter(({ url }) => url.includes('/admin/'))).toEqual([]);
  });

  it('names a rule that cannot be read, and reports the rest', async () => {
    const routes = siteRoutes();
    const [lost = ''] = [...routes.keys()].filter((url) => url.startsWith(`${automation}/rule/0190`));
    const result = await runAgainst(
      routes.set(lost, () => ({ status: 403 })),
      scan,
    );

    expect(result.code).toBe(3);
    expect(reportOf(result).coverage).toMatchObject({
      rulesRead: 2,
      rulesUnreadable: [{ source: `jira rule ${lost.split('/').at(-1) ?? ''}` }],
    });
  });

  it('waits when it is asked to slow down, and goes on', async () => {
    let asked = 0;
    const routes = siteRoutes();
    const summary = routes.get(`${automation}/rule/summary`);
    routes.set(`${automation}/rule/summary`, (request, body) => {
      asked += 1;
      return asked === 1 ? { status: 429 } : (summary?.(request, body) ?? {});
    });
    const result = await runAgainst(routes, scan);

    expect(result.code).not.toBe(2);
    expect(result.waited).toBeGreaterThan(0);
  });

  it.each([
    [401, 'refused (401); it takes the email and an API token without scopes'],
    [403, 'may not do this (403); the account needs Administer Jira'],
    [500, 'not available (500)'],
  ])('ends in one line when the rules answer %i', async (status, reason) => {
    const result = await runAgainst(
      siteWith(`${automation}/rule/summary`, () => ({ status, text: 'private words' })),
      scan,
    );

    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^token-watch: [^\n]+\n$/);
    expect(result.stderr).toContain(reason);
    expect(result.stderr).not.toContain('private words');
  });

  it('ends in one line when there is no such site', async () => {
    const result = await runAgainst(new Map(), scan);

    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^token-watch: the cloud id of example\.atlassian\.net could not be read/);
  });

  it('says that a scan is partial when the directory stops half-way, and calls nobody missing', async () => {
    const result = await runAgainst(
      siteWith('https://api.atlassian.com/admin/v2/orgs/org-1/directories/-/users/search', () => ({ status: 500 })),
      scan,
    );

    expect(result.code).toBe(3);
    expect(reportOf(result).findings.filter(({ owner }) => owner?.state === 'not_found')).toEqual([]);
  });

  it('refuses credentials that no header can carry, without repeating them', async () => {
    const result = await runAgainst(siteRoutes(), scan, { ...ADMIN, ATLASSIAN_API_TOKEN: 'line\nbreak-in-a-token' });

    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('ATLASSIAN_API_TOKEN');
    expect(result.stderr).not.toContain('break-in');
  });

  it('collects an inventory from a site', async () => {
    const result = await runAgainst(siteRoutes(), ['collect', '--live', SITE]);

    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ site: SITE, rules: { length: 3 } });
  });

  it('lets a server on this computer stand in for Atlassian’s hosts', async () => {
    const answer = answerFrom(siteRoutes());
    const server = createServer((request, response) => {
      const { status, text } = answer(`https:/${request.url ?? ''}`, request.headers.authorization ?? null, '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const result = await run([...scan, '--now', NOW, '--atlassian', `http://127.0.0.1:${String(port)}`], {
        environment: { ...ADMIN, ATLASSIAN_ORG_KEY: ORG_KEY },
      });
      expect(reportOf(result).coverage).toMatchObject({ rulesRead: 3, tokensListed: 3 });
      expect(result.code).toBe(1);
    } finally {
      server.close();
    }
  });

  it('lets no server elsewhere stand in', async () => {
    const result = await runAgainst(siteRoutes(), [...scan, '--atlassian', 'https://example.com']);

    expect(result).toMatchObject({ code: 2, requests: [] });
  });
});

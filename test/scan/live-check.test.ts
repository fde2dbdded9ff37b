import { parseEdition } from '../../editions/edition';
import { basic, RuleBuilder } from '../../local/cloud/rule-builder';
import { textOf } from '../../local/json';
import { seededRandom } from '../../local/cloud/seeded-random';
import { openTestSite, START, type TestSite } from './support/test-site';
import { revoke } from './support/revoke';

async function siteWith(liveCheck: boolean): Promise<TestSite> {
  const site = await openTestSite({ rules: 1, edition: parseEdition('private', true) });
  await site.connect();
  const current = await site.admin.ask('getSettings', {});
  const settings = current.ok ? { ...current.value.settings, liveCheck } : null;
  expect(settings === null ? null : await site.admin.ask('saveSettings', { settings })).toMatchObject({ ok: true });
  site.takeRequests();
  return site;
}

const asksWho = (request: string): boolean => request.endsWith('/rest/api/3/myself') && !request.includes('/jira/rest');

describe('the same token in two rules', () => {
  const OTHER = 'other.atlassian.net';
  interface Signing {
    host: string;
    user: string;
  }

  /** A site on which two rules sign in with the token of the admin, each in its way; every request to sign in is counted. */
  async function twoRules(signings: Signing[]): Promise<{ levels: Record<string, string[]>; asked: string[] }> {
    const site = await siteWith(true);
    const { org } = site.cloud;
    const build = new RuleBuilder(seededRandom('two rules'));
    const token = org.tokens.find(({ id }) => id === org.admin.tokenId)?.value ?? '';
    // The demo's own rules say nothing here.
    org.rules.splice(0);
    for (const { host, user } of signings) {
      const header = { name: 'Authorization', value: basic(user, token) };
      const frame = {
        name: `${user} at ${host}`,
        authorId: org.admin.accountId,
        actorId: null,
        createdAt: START.getTime() - 86_400_000,
        updatedAt: START.getTime() - 86_400_000,
        enabled: true,
        scope: `ari:cloud:jira:${org.cloudId}:project/10000`,
      };
      const rule = build.rule(frame, build.trigger('jira.manual.trigger.issue'), [
        build.webRequest(`https://${host}/rest/api/3/search`, [header]),
      ]);
      org.rules.push({ uuid: textOf(rule['uuid']) ?? '', product: 'jira', rule, connections: [] });
    }
    const asked: string[] = [];
    site.interfere((request) => {
      const isQuestion = asksWho(`GET ${request.path}`);
      const isOurs = request.headers['authorization']?.startsWith('Basic ') === true;
      const [user = '', secret = ''] = Buffer.from(request.headers['authorization']?.slice(6) ?? '', 'base64')
        .toString()
        .split(':');
      if (!isQuestion || !isOurs || secret !== token) {
        return undefined;
      }
      asked.push(`${user} ${request.path}`);
      const isRight = user === org.admin.email && !request.path.includes(OTHER);
      return isRight
        ? { status: 200, json: { accountId: org.admin.accountId, emailAddress: user } }
        : { status: 401, json: {} };
    });
    await site.fire('weekly-scan');
    const { findings } = await site.report();
    const levels = Object.fromEntries(
      signings.map(({ host, user }) => {
        const ours = findings.filter(({ rule }) => rule.name === `${user} at ${host}`);
        return [`${user} at ${host}`, ours.flatMap(({ reasons }) => reasons.map(({ code }) => code))];
      }),
    );
    return { levels, asked };
  }

  const refused = async (signings: (own: Signing) => Signing[]) => {
    const { org } = (await openTestSite({ rules: 1 })).cloud;
    const { levels, asked } = await twoRules(signings({ host: org.host, user: org.admin.email }));
    const names = Object.entries(levels).filter(([, codes]) => codes.includes('live-refused'));
    return { names: names.map(([name]) => name), asked: asked.length };
  };

  it.each([false, true])('at another site is refused there alone (the other one first: %s)', async (isLast) => {
    const { names } = await refused((own) => {
      const both = [own, { ...own, host: OTHER }];
      return isLast ? both.reverse() : both;
    });

    expect(names).toEqual([expect.stringContaining(OTHER)]);
  });

  it.each([false, true])('beside another email is refused there alone (the other one first: %s)', async (isLast) => {
    const { names } = await refused((own) => {
      const both = [own, { ...own, user: 'nobody@example.com' }];
      return isLast ? both.reverse() : both;
    });

    expect(names).toEqual([expect.stringContaining('nobody@')]);
  });

  it('is asked about once although both rules are read side by side', async () => {
    expect(await refused((own) => [own, own, own])).toEqual({ names: [], asked: 1 });
  });
});

describe('the live check', () => {
  it('asks nobody while it is off', async () => {
    const site = await siteWith(false);

    await site.fire('weekly-scan');

    expect(site.takeRequests().filter(asksWho)).toEqual([]);
  });

  it('asks only the own hosts of Atlassian requests, once for each token that works', async () => {
    const site = await siteWith(true);

    await site.fire('weekly-scan');

    const asked = site.takeRequests().filter(asksWho);
    expect(asked.length).toBeGreaterThan(3);
    expect(
      asked.every((request) =>
        /^GET \/(?:[\w-]+\.atlassian\.net|api\.atlassian\.com\/ex\/jira\/[\w-]+)\/rest/.test(request),
      ),
    ).toBe(true);
    const report = await site.report();
    expect(report.coverage.requests?.['live']).toBe(asked.length);
    const questions = report.findings
      .filter(({ own, credential }) => own !== true && credential?.kind.startsWith('atlassian-') === true)
      .map(({ credential, destination, owner }) => `${credential?.fingerprint} ${destination.host} ${owner?.email}`);
    const refused = report.findings
      .filter(({ reasons }) => reasons.some(({ code }) => code === 'live-refused'))
      .map(({ credential, destination, owner }) => `${credential?.fingerprint} ${destination.host} ${owner?.email}`);
    // A refusal is asked for a second time before anybody is alarmed.
    expect(asked.length).toBeLessThanOrEqual(new Set(questions).size + new Set(refused).size);
  });

  it('names the owner of a Bearer token, in the daily check after it as well', async () => {
    const site = await siteWith(true);
    await site.fire('weekly-scan');
    const namedIn = async (): Promise<string[]> =>
      (await site.report()).findings.filter(({ owner }) => owner?.source === 'live-check').map(({ id }) => id);
    const named = await namedIn();
    expect(named.length).toBeGreaterThan(0);

    await site.travel(START.getTime() + 86_400_000 - site.clock.now());
    await site.fire('daily-check');

    expect(await namedIn()).toEqual(named);
  });

  it('finds a token that was revoked although nothing tells of it', async () => {
    const site = await siteWith(true);
    await site.fire('weekly-scan');
    const before = await site.report();
    const fine = before.findings.find(
      ({ token, level, own }) => own !== true && token?.match === 'exact' && (level === 'ok' || level === 'watch'),
    );
    revoke(site, fine?.token?.candidates[0]?.id ?? '');

    await site.fire('weekly-scan');

    const now = async () => (await site.report()).findings.find(({ id }) => id === fine?.id);
    expect((await now())?.level).toBe('broken');
    expect((await now())?.reasons.map(({ code }) => code)).toContain('live-refused');

    // A host that does not answer the week after takes nothing back.
    site.interfere((request) => (asksWho(`GET ${request.path}`) ? 'no-answer' : undefined));
    await site.fire('weekly-scan');

    expect((await now())?.reasons.map(({ code }) => code)).toContain('live-refused');
  });

  it('takes “scope does not match” for no sign that a token works', async () => {
    const site = await siteWith(true);
    await site.admin.ask('disconnect', { which: 'organization' });
    site.interfere((request) =>
      request.path.endsWith('/rest/api/3/myself') && !request.path.startsWith('/jira/')
        ? { status: 401, json: { code: 401, message: 'Unauthorized; scope does not match' } }
        : undefined,
    );

    await site.fire('weekly-scan');

    const asked = (await site.report()).findings.filter(({ reasons }) =>
      reasons.some(({ text }) => text.includes('gave no clear answer')),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(({ level }) => level === 'ok')).toEqual([]);
    expect(asked.filter(({ owner }) => owner?.source === 'live-check')).toEqual([]);
  });

  it('does not take an anonymous 200 for an answer', async () => {
    const site = await siteWith(true);
    site.interfere((request) =>
      request.path.endsWith('/rest/api/3/myself') && !request.path.startsWith('/jira/')
        ? { status: 200, json: {}, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } }
        : undefined,
    );

    await site.fire('weekly-scan');

    const codes = (await site.report()).findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect(codes).toContain('live-refused');
  });
});

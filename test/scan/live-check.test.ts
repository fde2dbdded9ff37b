import { parseEdition } from '../../editions/edition';
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
    const fingerprints = report.findings
      .filter(({ own, credential }) => own !== true && credential?.kind.startsWith('atlassian-') === true)
      .map(({ credential }) => credential?.fingerprint);
    const refused = report.findings
      .filter(({ reasons }) => reasons.some(({ code }) => code === 'live-refused'))
      .map(({ credential }) => credential?.fingerprint);
    // A refusal is asked for a second time before anybody is alarmed.
    expect(asked.length).toBeLessThanOrEqual(new Set(fingerprints).size + new Set(refused).size);
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

    const now = (await site.report()).findings.find(({ id }) => id === fine?.id);
    expect(now?.level).toBe('broken');
    expect(now?.reasons.map(({ code }) => code)).toContain('live-refused');
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

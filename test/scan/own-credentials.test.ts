import type { Finding } from '../../src/report/report';
import { revoke } from './support/revoke';
import { afterFirstScan, openTestSite, substance, type Interfere } from './support/test-site';

const scannedSite = afterFirstScan();

const automation = (answer: ReturnType<Interfere>): Interfere => {
  return (request) => (request.path.includes('/automation/public/') ? answer : undefined);
};

describe('when the app’s own credentials do not work', () => {
  it.each([
    [
      'a refused token',
      { status: 401, json: { code: 401, message: 'Unauthorized' } },
      'unauthorized',
      /wrong, expired/,
    ],
    ['an owner who is no global admin', { status: 403, json: {} }, 'forbidden', /not a global admin/],
    ['a network failure', 'no-answer' as const, 'network', /could not be reached/],
    ['a server fault', { status: 500, json: {} }, 'unavailable', /not available/],
    ['an answer that is no JSON listing', { status: 200, json: 'hello' }, 'bad-answer', /could not be understood/],
  ])('says so for %s, and the last good report stays', async (_, answer, code, words) => {
    const site = await scannedSite();
    const good = await site.report();
    site.interfere(automation(answer));

    await site.fire('weekly-scan');

    const overview = await site.admin.ask('getOverview', {});
    expect(overview).toMatchObject({
      ok: true,
      value: { scan: { state: 'failed', problem: { code, source: 'automation' } } },
    });
    const report = await site.report();
    const notOwn = ({ own }: { own?: boolean }): boolean => own !== true;
    expect(report.findings.filter(notOwn)).toEqual(good.findings.filter(notOwn));
    expect(report.coverage.limits[0]).toMatch(words);
    expect(report.asOf).toBe(good.asOf);
  });

  it('shows a refused token of its own as broken, first in the list', async () => {
    const site = await scannedSite();
    revoke(site, site.cloud.org.admin.tokenId);

    await site.fire('weekly-scan');

    const [first] = (await site.report()).findings;
    expect(first).toMatchObject({ own: true, level: 'broken' });
  });

  it('recovers by itself when the trouble is over', async () => {
    const site = await scannedSite();
    const good = await site.report();
    site.interfere(automation({ status: 503, json: {} }));
    await site.fire('weekly-scan');
    site.interfere(null);

    await site.fire('weekly-scan');

    const report = await site.report();
    expect(substance(report)).toEqual(substance(good));
    expect(report.coverage.limits).toEqual(good.coverage.limits);
  });

  it('says on the very first scan what is wrong, in a report that claims nothing', async () => {
    const site = await openTestSite();
    await site.connect();
    site.interfere(automation({ status: 401, json: {} }));

    await site.fire('weekly-scan');

    const report = await site.report();
    expect(report.status).toBe('partial');
    expect(report.coverage.rulesRead).toBe(0);
    expect(report.coverage.limits.join(' ')).toMatch(/refused/);
    expect(report.summary.ok).toBe(0);
  });

  it('keeps the last good report when the organization key died', async () => {
    const site = await scannedSite();
    const good = await site.report();
    revoke(site, site.cloud.org.admin.keyId);

    await site.fire('weekly-scan');
    await site.fire('daily-check');

    const report = await site.report();
    const notOwn = ({ own }: { own?: boolean }): boolean => own !== true;
    // Names of closed accounts go at once, whatever else works.
    const essence = ({ id, level, breaks, owner }: Finding): unknown => [id, level, breaks, owner?.state];
    expect(report.findings.filter(notOwn).map(essence)).toEqual(good.findings.filter(notOwn).map(essence));
    expect(report.coverage.limits[0]).toMatch(/organization API key was refused/);
    expect(report.findings.filter(({ own, level }) => own === true && level === 'broken')).toHaveLength(1);
  });

  it('goes on without what a key has no scope for, and says so', async () => {
    const site = await openTestSite();
    await site.connect();
    site.interfere((request) => (request.path.includes('/service-accounts') ? { status: 403, json: {} } : undefined));

    await site.fire('weekly-scan');

    const report = await site.report();
    expect(report.coverage.limits.join(' ')).toMatch(/Service accounts could not be read/);
    expect(report.coverage.rulesRead).toBe(site.cloud.org.rules.length);
  });
});

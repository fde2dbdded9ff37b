import { afterFirstScan, openTestSite, substance, WEEK } from './support/test-site';

const scannedSite = afterFirstScan();

describe('the weekly scan', () => {
  it('publishes a report of every rule, with people and tokens', async () => {
    const site = await openTestSite();
    await site.connect();

    await site.fire('weekly-scan');

    const report = await site.report();
    expect(report.status).toBe('complete');
    expect(report.coverage.rulesRead).toBe(site.cloud.org.rules.length);
    expect(report.coverage.usersChecked).toBeGreaterThan(100);
    expect(report.coverage.tokensListed).toBeGreaterThanOrEqual(90);
    expect(report.findings.slice(0, 2).map(({ own }) => own)).toEqual([true, true]);
  });

  it('asks for the listing, each rule once, and people and tokens once', async () => {
    const site = await openTestSite();
    await site.connect();
    site.takeRequests();

    await site.fire('weekly-scan');

    const requests = site.takeRequests();
    const rules = requests.filter((request) => /\/rule\/(?!summary)/.test(request));
    expect(new Set(rules).size).toBe(site.cloud.org.rules.length);
    expect(rules).toHaveLength(site.cloud.org.rules.length);
    expect(requests.filter((request) => request.endsWith('/users/search')).length).toBeLessThanOrEqual(6);
    const { coverage } = await site.report();
    const counted = Object.values(coverage.requests ?? {}).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(requests.length);
  });

  it('reads only changed rules the week after, and says the same of the others', async () => {
    const site = await scannedSite();
    const [changed] = site.cloud.org.rules;
    await site.travel(WEEK);
    if (changed !== undefined) {
      changed.rule = { ...changed.rule, updated: site.clock.now() / 1000, name: 'Renamed' };
    }
    site.takeRequests();

    await site.fire('weekly-scan');

    const rules = site.takeRequests().filter((request) => /\/rule\/(?!summary)/.test(request));
    expect(rules).toHaveLength(1);
    const report = await site.report();
    expect(report.coverage.rulesRead).toBe(site.cloud.org.rules.length);
    expect(report.findings.some(({ rule }) => rule.name === 'Renamed')).toBe(true);
  });

  it('reads everything again after as many weeks as the settings say', async () => {
    const site = await openTestSite();
    await site.connect();
    const current = await site.admin.ask('getSettings', {});
    const settings = current.ok ? { ...current.value.settings, fullReadWeeks: 2 } : null;
    expect(settings === null ? null : await site.admin.ask('saveSettings', { settings })).toMatchObject({ ok: true });
    const readRules = (): number => site.takeRequests().filter((one) => /\/rule\/(?!summary)/.test(one)).length;
    const rules = site.cloud.org.rules.length;

    const perWeek: number[] = [];
    for (let week = 0; week < 3; week += 1) {
      await site.fire('weekly-scan');
      perWeek.push(readRules());
      await site.travel(WEEK);
    }

    expect(perWeek).toEqual([rules, 0, rules]);
  });

  it('gives the same report when the same scan is fired twice', async () => {
    const site = await scannedSite();
    const first = await site.report();

    await site.fire('weekly-scan');

    expect(substance(await site.report())).toEqual(substance(first));
  });

  it('forgets a rule that is gone from the listing and cannot be asked for', async () => {
    const site = await scannedSite();
    const [gone] = site.cloud.org.rules.splice(0, 1);

    await site.fire('weekly-scan');

    const report = await site.report();
    expect(report.status).toBe('complete');
    expect(report.coverage.rulesRead).toBe(site.cloud.org.rules.length);
    expect(report.findings.filter(({ rule }) => rule.uuid === gone?.uuid)).toEqual([]);
  });

  it('keeps a rule that a listing leaves out but that is still there', async () => {
    const site = await scannedSite();
    const first = await site.report();
    const hidden = site.cloud.org.rules[0]?.uuid ?? '';
    site.interfere((request) => {
      if (!request.path.endsWith('/rule/summary')) {
        return undefined;
      }
      const answer = site.cloud.handle(request);
      const kept = JSON.stringify(answer.json).replaceAll(hidden, '');
      const json: unknown = JSON.parse(kept);
      return { ...answer, json };
    });

    await site.fire('weekly-scan');

    expect(substance(await site.report())).toEqual(substance(first));
  });

  it('publishes a partial report of an empty listing, which an account may not see', async () => {
    const site = await openTestSite({ rules: 3 });
    site.interfere(({ path }) =>
      path.endsWith('/rule/summary') ? { status: 200, json: { data: [], links: {} } } : undefined,
    );
    await site.connect();

    await site.fire('weekly-scan');

    const { status, coverage } = await site.report();
    expect([status, coverage.rulesRead]).toEqual(['partial', 0]);
    expect(coverage.limits).toContain(
      'The list of Jira’s automation rules is empty: the site has none, or the account that asked may not see them.',
    );
  });

  it('does nothing while nothing is connected, and says so', async () => {
    const site = await openTestSite({ rules: 10 });

    await site.fire('weekly-scan');

    const overview = await site.admin.ask('getOverview', {});
    expect(overview).toMatchObject({ ok: true, value: { report: null, scan: { problem: { code: 'not-connected' } } } });
    expect(site.takeRequests().filter((request) => request.includes('automation'))).toEqual([]);
  });
});

import { parseEdition, PRIVATE } from '../../editions/edition';
import { emitEvent } from '../../local/forge-host/run-events';
import { openTestSite } from '../scan/support/test-site';
import { useEverything } from './support/use-everything';

const ZERO_EGRESS = parseEdition('zero-egress');

describe('a whole run of the zero-egress edition', () => {
  it('asks nothing but the product’s own APIs, and finds what breaks all the same', async () => {
    const site = await useEverything(ZERO_EGRESS);

    const asked = site.takeRequests();
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter((request) => !/^[A-Z]+ \/(?:jira\/rest\/api\/3|stargate\/app\/report-accounts)/.test(request)),
    ).toEqual([]);
    // What the app tried to ask and may not would stand here: the host lets nothing of it out.
    expect(site.host.permissions.refused).toEqual([]);
    const { summary, coverage } = await site.report();
    expect(summary.broken).toBeGreaterThan(10);
    expect(coverage.limits.join('\n')).toContain('Only Jira and files are read');
    expect(JSON.stringify(site.cloud.workItems.all())).not.toMatch(/credential.* connected/i);
  });
});

describe('without connections', () => {
  it('nobody can connect, or switch the live check on: the answer says that this edition has none', async () => {
    const { admin, cloud, host } = await openTestSite({ rules: 1, edition: ZERO_EGRESS });
    const { email, token, key } = cloud.credentials();
    const current = await admin.ask('getSettings', {});
    const settings = current.ok ? { ...current.value.settings, liveCheck: true } : null;

    for (const answer of [
      await admin.ask('connectAutomation', { email, token }),
      await admin.ask('connectOrganization', { key }),
      settings === null ? null : await admin.ask('saveSettings', { settings }),
    ]) {
      expect(answer).toMatchObject({ ok: false, failure: { code: 'not-offered' } });
    }
    expect(host.permissions.refused).toEqual([]);
    expect(await admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: { offers: { connections: false, liveCheck: false } },
    });
  });

  it('a scan without files says that it wants one', async () => {
    const site = await openTestSite({ rules: 1, edition: ZERO_EGRESS });
    expect(await site.admin.ask('startScan', {})).toMatchObject({
      ok: false,
      failure: { code: 'not-connected', text: expect.stringContaining('Files') as string },
    });

    await site.fire('weekly-scan');
    expect(await site.admin.ask('getOverview', {})).toMatchObject({
      value: { scan: { problem: { code: 'not-connected', text: expect.stringContaining('No file') as string } } },
    });
  });
});

describe('an installation that changes from the private edition to this one', () => {
  it('forgets the credentials, and keeps the report and the settings', async () => {
    const before = await openTestSite({ rules: 1, edition: PRIVATE });
    await before.connect();
    await before.fire('weekly-scan');
    const secrets = (): string[] => [...before.state.table('secrets').keys()];
    expect(secrets().length).toBeGreaterThan(2);

    const after = await openTestSite({ rules: 1, edition: ZERO_EGRESS, state: before.state });
    const asked = await after.admin.ask('getOverview', {});
    expect(asked).toMatchObject({ value: { connection: { automation: null, organization: null } } });
    emitEvent(after.host, 'avi:forge:upgraded:app', {});
    await after.deliver();

    expect(secrets()).toEqual([expect.stringContaining('fingerprint')]);
    expect((await after.report()).findings.length).toBeGreaterThan(100);
    await after.fire('daily-check');
    expect(after.host.permissions.refused).toEqual([]);
  });
});

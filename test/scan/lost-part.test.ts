import type { TestSite } from './support/test-site';
import { openTestSite, WEEK } from './support/test-site';

/** One key of each list of the published report, the first of its parts. */
function partsOfReport(site: TestSite): string[] {
  const parts = site.host.kvs.keys().filter((key) => key.startsWith('report:') && key.endsWith(':0'));
  return [...new Map(parts.map((key) => [key.split(':').slice(2).join(':'), key])).values()];
}

function lose(site: TestSite, key: string): void {
  site.host.kvs.handle('/api/v1/delete', JSON.stringify({ key }));
}

it('a scan that an admin starts does not wait for a lost part of the report before, and writes it anew', async () => {
  const site = await openTestSite({ rules: 12 });
  await site.connect();
  await site.fire('weekly-scan');
  const first = await site.report();
  const names = partsOfReport(site).map((key) => key.split(':').slice(2).join(':'));
  expect(names.length).toBeGreaterThan(4);

  for (const name of names) {
    const lost = partsOfReport(site).find((key) => key.endsWith(`:${name}`));
    if (lost !== undefined) {
      lose(site, lost);
    }
    if (/^(?:findings|people|well|roster)/.test(name)) {
      expect(await site.admin.ask('exportReport', { format: 'json' })).toMatchObject({
        ok: false,
        failure: { text: expect.stringMatching(/part of the stored report is missing/) as unknown },
      });
    }
    await site.travel(60_000);
    await site.admin.ask('startScan', {});
    await site.deliver();

    const next = await site.report();
    expect([name, next.status, next.asOf > first.asOf]).toEqual([name, 'complete', true]);
    expect(next.findings.map(({ id }) => id).sort()).toEqual(first.findings.map(({ id }) => id).sort());
  }
});

it('says that nothing could be compared', async () => {
  const site = await openTestSite({ rules: 12 });
  await site.connect();
  await site.fire('weekly-scan');
  for (const key of partsOfReport(site)) {
    lose(site, key);
  }
  await site.travel(WEEK);
  await site.fire('weekly-scan');

  expect((await site.report()).coverage.limits.join(' ')).toMatch(/nothing could be compared/);
  await site.travel(WEEK);
  await site.fire('weekly-scan');
  expect((await site.report()).coverage.limits.join(' ')).not.toMatch(/nothing could be compared/);
});

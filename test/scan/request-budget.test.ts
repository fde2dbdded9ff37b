import { budgetOf } from '../../src/scan/chunk-rules';
import { openTestSite } from './support/test-site';

/** A rule answers at its fifth asking: every request is worth its while, and all of them together are too many. */
const ASKS = 5;
const RULES_OF_A_CHUNK = 85;

test('a scan that would take too many requests ends, names what it did not read, and is begun again the next day', async () => {
  const site = await openTestSite({ rules: RULES_OF_A_CHUNK + 5 });
  await site.connect();
  const asked = new Map<string, number>();
  site.interfere(({ path }) => {
    if (!/\/rule\/(?!summary)/.test(path)) {
      return undefined;
    }
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    return times < ASKS ? { status: 503, json: {} } : undefined;
  });
  site.takeRequests();

  await site.fire('weekly-scan');

  const requests = site.takeRequests().filter((request) => /\/rule\/(?!summary)/.test(request));
  const { status, coverage } = await site.report();
  const rules = site.cloud.org.rules.length;
  expect(status).toBe('partial');
  expect(requests.length).toBeLessThanOrEqual(budgetOf(rules) + budgetOf(0) * 2);
  expect(coverage.rulesUnreadable.length).toBeGreaterThan(0);
  expect(coverage.rulesUnreadable.every(({ reason }) => reason.includes('spent the requests'))).toBe(true);
  expect(coverage.rulesRead + coverage.rulesUnreadable.length).toBe(rules);

  site.interfere(null);
  await site.travel(86_400_000);
  await site.fire('daily-check');

  expect(await site.report()).toMatchObject({
    status: 'complete',
    coverage: { rulesRead: rules, rulesUnreadable: [] },
  });
});

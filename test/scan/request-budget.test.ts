import { budgetOf } from '../../src/scan/chunk-rules';
import type { StoredRule } from '../../local/cloud/organization';
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

describe('a listing that never ends', () => {
  /** Each page has another cursor; rules come over and over. */
  const endless = (rules: readonly StoredRule[]) => {
    let page = 0;
    return ({ path, query }: { path: string; query: URLSearchParams }) => {
      if (!path.includes('/public/jira/') || !path.endsWith('/rule/summary') || query.get('limit') === '1') {
        return undefined;
      }
      page += 1;
      const data = rules.map(({ uuid, rule }) => ({ uuid, name: rule['name'], updated: rule['updated'] }));
      return { status: 200, json: { data, links: { next: `?cursor=c${page}&limit=100` } } };
    };
  };
  const isListing = (request: string): boolean => request.endsWith('/rule/summary');

  test('is stopped, the report is partial and says why, and what is known of the other rules is kept', async () => {
    const site = await openTestSite({ rules: 5 });
    await site.connect();
    await site.fire('weekly-scan');
    const before = await site.report();
    const jira = site.cloud.org.rules.filter(({ product }) => product === 'jira');
    site.interfere(endless(jira.slice(1)));
    site.takeRequests();

    await site.fire('weekly-scan');

    const asked = site.takeRequests().filter(isListing);
    expect(asked.length).toBeGreaterThan(1000);
    expect(asked.length).toBeLessThan(6000);
    const { status, coverage, findings } = await site.report();
    expect(status).toBe('partial');
    expect(coverage.limits.join(' ')).toContain('did not come to an end');
    expect(coverage.rulesRead).toBe(before.coverage.rulesRead);
    expect(findings.map(({ id }) => id).sort()).toEqual(before.findings.map(({ id }) => id).sort());
  }, 60_000);
});

import type { HostHooks } from '../../local/forge-host/hooks';
import { DEFAULT_SETTINGS } from '../../src/report/settings';
import { watchPublished } from '../faults/support/published-watch';
import { openTestSite, type TestSite } from './support/test-site';

/** What the store answers is so many milliseconds old. */
const BEHIND = 3000;

async function openStaleSite(onLeave: () => void = () => undefined): Promise<TestSite> {
  const hooks: HostHooks = {
    onLeave: () => {
      onLeave();
      return 'pass';
    },
  };
  const site = await openTestSite({ rules: 1, hooks });
  site.host.kvs.lag = () => BEHIND;
  return site;
}

/** With a report, at an instant at which the store has caught up. */
async function openScannedSite(onLeave?: () => void): Promise<TestSite> {
  const site = await openStaleSite(onLeave);
  await site.connect();
  await site.travel(60_000);
  await site.fire('weekly-scan');
  await site.travel(60_000);
  return site;
}

test('who connects and scans at once gets a scan, not the word that nothing is connected', async () => {
  const site = await openStaleSite();
  const { email, token, key } = site.cloud.credentials();
  await site.admin.ask('connectOrganization', { key });
  await site.admin.ask('connectAutomation', { email, token });

  expect(await site.admin.ask('startScan', {})).toMatchObject({ ok: true });
  await site.deliver();
  expect((await site.report()).coverage.rulesRead).toBe(site.cloud.org.rules.length);
});

test('of settings that are saved one right after the other all are kept', async () => {
  const site = await openStaleSite();
  const seen = DEFAULT_SETTINGS;
  await site.admin.ask('saveSettings', { settings: { ...seen, fullReadWeeks: 7 }, seen });
  await site.admin.ask('saveSettings', { settings: { ...seen, products: ['jira'] }, seen });
  await site.travel(BEHIND);

  const kept = await site.admin.ask('getSettings', {});
  expect(kept).toMatchObject({ ok: true, value: { settings: { fullReadWeeks: 7, products: ['jira'] } } });
});

test('decisions made one right after the other are in the report, and one that is withdrawn is not', async () => {
  let look: () => void = () => undefined;
  const site = await openScannedSite(() => {
    look();
  });
  const watch = watchPublished(site.state);
  ({ look } = watch);
  const all = (await site.report()).findings.filter(({ own }) => own !== true);
  const [one, other] = all;
  const decide = async (findingId: string): Promise<unknown> =>
    site.admin.ask('decide', { findingId, type: 'accepted', because: 'Known.' });

  expect(await decide(one?.id ?? '')).toMatchObject({
    ok: true,
    value: { finding: { decision: { because: 'Known.' } } },
  });
  expect(await decide(other?.id ?? '')).toMatchObject({
    ok: true,
    value: { finding: { decision: { because: 'Known.' } } },
  });
  const [, , third] = all;
  await decide(third?.id ?? '');
  const undecided = await site.admin.ask('undecide', { findingId: third?.id ?? '' });
  expect(undecided.ok && undecided.value.finding.decision).toBeUndefined();

  await site.deliver();
  await site.travel(60_000);
  const decided = (await site.report()).findings.filter(({ decision }) => decision !== undefined);
  expect(decided.map(({ id }) => id).sort()).toEqual([one?.id, other?.id].sort());
  // Nobody saw half a report on the way.
  expect(watch.problems).toEqual([]);
});

test('everything is erased, and nothing that was written a moment before stays', async () => {
  const site = await openScannedSite();
  await site.admin.ask('saveSettings', { settings: { ...DEFAULT_SETTINGS, fullReadWeeks: 7 } });

  expect(await site.admin.ask('eraseEverything', { confirm: 'erase' })).toMatchObject({ ok: true });
  await site.deliver();
  expect([...site.state.table('kvs').keys(), ...site.state.table('secrets').keys()]).toEqual([]);
});

test('the fingerprint key is made once, also where the first one is not seen yet', async () => {
  const site = await openStaleSite();
  const { email, token, key } = site.cloud.credentials();
  await site.admin.ask('connectAutomation', { email, token });
  const first = site.state.table('secrets').get('fingerprint-key');
  await site.admin.ask('connectOrganization', { key });

  expect(first).toBeDefined();
  expect(site.state.table('secrets').get('fingerprint-key')).toEqual(first);
});

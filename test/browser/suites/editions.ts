import type { Browser } from 'playwright-core';
import { parseEdition } from '../../../editions/edition';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { good } from '../fixtures/answers';
import { WITHOUT_LIVE_CHECK, ZERO_EGRESS, ZERO_EGRESS_FRESH } from '../fixtures/overview';
import { RealSite } from '../support/open-site-page';
import type { Stage } from '../support/stage';

const NOW = new Date('2026-11-22T06:00:00.000Z');

/** What only an edition with connections can keep: nothing of it may be seen in the other. */
const NEEDS_A_CONNECTION = /email of the account|organization key|connect|read every rule|live check/i;
const NEEDS_THE_LIVE_CHECK = /live check|use the tokens found/i;

export function editionsSuite(show: Stage['show'], browser: () => Browser): void {
  let real: RealSite | undefined;

  afterEach(async () => {
    await real?.close();
    real = undefined;
  });

  it('without connections: the first steps are about files', async () => {
    const { page } = await show({ answers: { getOverview: () => good(ZERO_EGRESS_FRESH) } });
    await page.getByLabel('Rules', { exact: true }).waitFor({ state: 'attached' });

    expect(await page.locator('main').innerText()).not.toMatch(NEEDS_A_CONNECTION);
    expect(await page.getByRole('button', { name: /scan/i }).count()).toBe(0);
  });

  it.each([
    ['overview', ''],
    ['tokens', '#/tokens'],
    ['settings', '#/settings'],
  ])('without connections: nothing on the page needs one (%s)', async (_name, at) => {
    const { page } = await show({
      at,
      answers: {
        getOverview: () => good(ZERO_EGRESS),
        getTokens: () => good({ reportId: 'report-1', tokens: [], total: 0, next: null, limits: [] }),
      },
    });
    await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
    if (at === '#/settings') {
      await page.getByRole('button', { name: 'Save settings' }).waitFor();
    }
    if (at === '#/tokens') {
      await page.getByText('No tokens are listed').waitFor();
    }

    const text = await page.getByRole('tabpanel').innerText();
    expect(text.length).toBeGreaterThan(100);
    expect(text.split('\n').filter((line) => NEEDS_A_CONNECTION.test(line))).toEqual([]);
  });

  it('without the live check: the settings say nothing of it, and save the rest', async () => {
    const { page, app } = await show({
      at: '#/settings',
      answers: { getOverview: () => good(WITHOUT_LIVE_CHECK) },
    });
    await page.getByLabel('High (days)').fill('21');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Saved. It counts from the next scan on.').waitFor();

    expect(await page.getByRole('tabpanel').innerText()).not.toMatch(NEEDS_THE_LIVE_CHECK);
    expect(app.asked.filter(({ key }) => key === 'saveSettings')).toMatchObject([
      { payload: { settings: { liveCheck: false, ladder: { high: 21 } } } },
    ]);
  });

  it('without connections, in front of the real app: a file leads to a report, and nobody but Jira is asked', async () => {
    const opened = await RealSite.open(NOW, parseEdition('zero-egress'));
    real = opened;
    const { app, page, complaints, close } = await opened.visit(browser());
    const rules = opened.cloud.org.rules.slice(0, 30).map(({ rule }) => rule);
    await app.getByLabel('Rules', { exact: true }).setInputFiles({
      name: 'automation-rules.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ cloud: true, rules })),
    });
    await app.getByText('automation-rules.json: 30 rules read').waitFor();
    await deliverEvents(opened.site.host);
    await page.clock.fastForward(21_000);
    await app.getByRole('heading', { name: 'Breaks next' }).waitFor();

    expect(Object.keys(opened.site.host.remote.counters)).toEqual(['jira']);
    expect(complaints).toEqual([]);
    await close();
  });
}

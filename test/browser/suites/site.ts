import { readFileSync } from 'node:fs';
import type { Browser, Frame, Page } from 'playwright-core';
import { connect } from '../../../local/fire';
import { deliverEvents, fireSchedule } from '../../../local/forge-host/run-events';
import { parseOrUndefined } from '../../../local/json';
import { LEVELS, type Report } from '../../../src/report/report';
import { TABS } from '../../../static/admin/src/tabs';
import { RealSite, type SitePage, type Visitor } from '../support/open-site-page';
import { runAxe } from '../support/run-axe';
import { waitUntil } from '../support/wait-until';

const NOW = new Date('2026-11-22T06:00:00.000Z');

/** How a level is called on the page. */
const NAMES = { broken: 'Broken', critical: 'Critical', high: 'High', watch: 'Watch', unknown: 'Unknown', ok: 'OK' };

function frameOf(page: Page): Frame {
  const frame = page.frame({ url: /\/app\// });
  if (frame === null) {
    throw new Error('There is no frame around the page.');
  }
  return frame;
}

/** Follows a link inside the page, without loading it again. */
async function goTo(page: Page, hash: string): Promise<void> {
  await frameOf(page).evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

export function siteSuite(browser: () => Browser): void {
  let real: RealSite;
  let report: Report;
  const visits: SitePage[] = [];
  const opened: RealSite[] = [];

  const open = async (): Promise<RealSite> => {
    const site = await RealSite.open(NOW);
    opened.push(site);
    return site;
  };

  const visit = async (to: RealSite, how?: { at?: string; as?: Visitor }): Promise<SitePage> => {
    const visited = await to.visit(browser(), how);
    visits.push(visited);
    return visited;
  };

  const scan = async (site: RealSite): Promise<void> => {
    await fireSchedule(site.site.host, 'weekly-scan');
    await deliverEvents(site.site.host);
  };

  beforeAll(async () => {
    real = await open();
    await connect(real.site, { seed: 1 });
    await scan(real);
    const published = await real.site.admin.publishedReport();
    if (published === null) {
      throw new Error('The pretend site published no report.');
    }
    report = published;
  });

  afterEach(async () => {
    const secrets = real.cloud.org.tokens.map((token) => token.value);
    for (const { complaints, answers, close } of visits.splice(0)) {
      expect(complaints).toEqual([]);
      expect(secrets.filter((secret) => answers.some((answer) => answer.includes(secret)))).toEqual([]);
      await close();
    }
  });

  // Also one whose test failed half-way: a server that still listens keeps the test runner's worker from ending.
  afterAll(() => Promise.all(opened.map((site) => site.close())));

  it('leads from a fresh installation to the first report', async () => {
    const fresh = await open();
    const { email, token, key } = fresh.cloud.credentials();
    const { page, app, answers } = await visit(fresh);
    await app.getByText(/With an account that has Administer Jira already, create it without scopes/).waitFor();
    await app.getByLabel('Email of the account').fill(email);
    await app.getByLabel('API token').fill(`${token.slice(0, -1)}x`);
    await app.getByRole('button', { name: 'Try and connect' }).click();
    await app.getByRole('alert').getByText('Atlassian refused this email and token').waitFor();

    await app.getByLabel('API token').fill(token);
    await app.getByRole('button', { name: 'Try and connect' }).click();
    await app.getByText(`Connected as ${email}.`).waitFor();
    await app.getByRole('button', { name: 'Add an organization key' }).click();
    await app.getByLabel('Organization API key').fill(key);
    await app.getByRole('button', { name: 'Try and connect' }).click();
    await app.getByText(`Connected to ${fresh.cloud.org.name}.`).waitFor();

    await app.getByRole('button', { name: 'Start the first scan' }).click();
    await app.getByText('A scan is running').waitFor();
    await deliverEvents(fresh.site.host, { horizonMs: 120_000 });
    await page.clock.fastForward(2_000);
    await app.getByText(`${fresh.cloud.org.rules.length} rules read`).waitFor();
    expect(answers.filter((answer) => answer.includes(token) || answer.includes(key))).toEqual([]);
  });

  it('shows the same as the stored report', async () => {
    const { app } = await visit(real);
    await app.getByRole('heading', { name: `${report.rules.broken} rules are broken` }).waitFor();
    for (const level of LEVELS) {
      const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
      const name = `${counted(report.rules[level], 'rule')} ${NAMES[level]} ${counted(report.summary[level], 'finding')}`;
      await app.getByRole('link', { name, exact: true }).waitFor();
    }
    const own = app.getByRole('region', { name: 'This app’s own credentials' });
    expect(await own.getByRole('listitem').count()).toBe(
      report.findings.filter((finding) => finding.own === true).length,
    );
  });

  it('lists every finding, filtered as asked', async () => {
    const { app } = await visit(real, { at: '#/findings?level=broken' });
    const broken = report.findings.filter((finding) => finding.level === 'broken');
    const enabled = broken.filter((finding) => finding.rule.state === 'ENABLED');
    await app.getByRole('heading', { name: `Enabled: ${report.rules.broken} rules` }).waitFor();
    await app.getByRole('table', { name: 'Findings in disabled rules' }).waitFor();
    expect(enabled.length).toBeGreaterThanOrEqual(report.rules.broken);
    const names = await app.getByRole('table').locator('tbody th a').allTextContents();
    expect(names.sort()).toEqual(broken.map((finding) => finding.rule.name).sort());
  });

  it('tells all about one rule of each reason', async () => {
    const { page, app } = await visit(real);
    await app.getByRole('tab').first().waitFor();
    const shown = new Set<string>();
    for (const finding of report.findings) {
      const codes = finding.reasons.map((reason) => reason.code);
      if (codes.every((code) => shown.has(code))) {
        continue;
      }
      for (const code of codes) {
        shown.add(code);
      }
      await goTo(page, `#/findings/${encodeURIComponent(finding.rule.uuid)}`);
      await app.getByRole('heading', { name: finding.rule.name, exact: true }).waitFor();
      const text = await app.locator('main').innerText();
      for (const { text: reason } of finding.reasons) {
        expect(text).toContain(reason);
      }
      for (const { text: advice } of finding.advice) {
        expect(text).toContain(advice);
      }
    }
    expect(shown.size).toBeGreaterThan(8);
  });

  it.each(['user', 'nobody'] as const)('shows nothing to %s', async (as) => {
    const { app, answers } = await visit(real, { as, at: '#/findings' });
    await app.getByRole('alert').getByText('Only Jira administrators can use this page').waitFor();
    expect(await app.getByRole('tab').count()).toBe(0);
    expect(answers.every((answer) => !answer.includes('"findings"'))).toBe(true);
  });

  it('answers what breaks if an account goes, as the report says', async () => {
    const active = report.findings.find(
      ({ subject, owner, level, rule }) =>
        subject === 'credential' && owner?.state === 'active' && level !== 'broken' && rule.state === 'ENABLED',
    );
    const account = active?.owner?.email ?? '';
    const { app } = await visit(real, { at: '#/people' });
    await app.getByLabel('Email address, name or account ID').fill(account);
    await app.getByRole('button', { name: 'Check' }).click();
    await app.getByRole('heading', { name: 'Do not delete' }).waitFor();
    await app
      .getByRole('link', { name: active?.rule.name ?? '', exact: true })
      .first()
      .waitFor();
  });

  it('keeps a decision and shows it to whoever comes next', async () => {
    const finding = report.findings.find(({ level, own }) => level === 'watch' && own !== true);
    const at = `#/findings/${encodeURIComponent(finding?.rule.uuid ?? '')}`;
    const { app } = await visit(real, { at });
    await app.getByRole('button', { name: 'Accept' }).first().click();
    const dialog = app.getByRole('dialog', { name: 'Accept this finding' });
    await dialog.getByLabel('Because').fill('It is replaced in spring.');
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await app.getByRole('button', { name: 'Take back' }).waitFor();

    const next = await visit(real, { at });
    await next.app.getByText('It is replaced in spring.').waitFor();
    const log = await visit(real, { at: '#/history' });
    await log.app.getByText('Accepted a finding').waitFor();
  });

  it('lists the tokens that no rule uses', async () => {
    const { app } = await visit(real, { at: '#/tokens' });
    const all = await app.getByText(/of \d+ shown/).innerText();
    await app.getByLabel('Used').selectOption('In no rule that was read');
    await waitUntil(async () => !(await app.locator('main').innerText()).includes(all));
    const uses = await app.getByRole('table').locator('tbody tr td:last-child').allTextContents();
    expect(uses.length).toBeGreaterThan(0);
    expect(new Set(uses)).toEqual(new Set(['No rule that was read']));
  });

  it('sets the weekly notice and shows where it went', async () => {
    const { app } = await visit(real, { at: '#/settings' });
    await app.getByLabel('Project').fill('ADM');
    await app.getByRole('option', { name: /\(ADM\)/ }).click();
    await app.getByLabel('Who gets the mail').fill('jira-admin');
    await app.getByRole('option', { name: /jira-administrators/ }).click();
    await app.getByRole('button', { name: 'Save settings' }).click();
    await app.getByText('Saved. It counts from the next scan on.').waitFor();
    await scan(real);
    const [item] = real.cloud.workItems.all();
    expect(real.cloud.workItems.sent()).toHaveLength(1);

    const next = await visit(real, { at: '#/settings' });
    await next.app.getByRole('link', { name: item?.key ?? 'No work item' }).waitFor();
  });

  it('exports what is stored, without a secret', async () => {
    const { page, app } = await visit(real, { at: '#/findings' });
    await app.getByLabel('Export as').selectOption('JSON');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      app.getByRole('button', { name: 'Download' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(parseOrUndefined(text)).toEqual(await real.site.admin.publishedReport());
    expect(real.cloud.org.tokens.filter((token) => text.includes(token.value))).toEqual([]);
  });

  it('has no serious accessibility violation on real data', async () => {
    const { page, app } = await visit(real);
    await app.getByRole('tab').first().waitFor();
    for (const [place, tab] of TABS.entries()) {
      await goTo(page, `#/${tab}`);
      await waitUntil(async () => (await app.getByRole('tab').nth(place).getAttribute('aria-selected')) === 'true');
      await app.getByRole('tabpanel').getByRole('heading', { level: 2 }).first().waitFor();
      await waitUntil(async () => (await app.locator('.waiting, [aria-busy="true"]').count()) === 0);
      const frame = frameOf(page);
      expect(await runAxe(frame)).toEqual([]);
      await frame.evaluate(`document.documentElement.dataset.colorMode = 'dark'`);
      expect(await runAxe(frame, { runOnly: ['color-contrast'] })).toEqual([]);
      await frame.evaluate(`document.documentElement.dataset.colorMode = 'light'`);
    }
  });

  it.each([
    [401, 'The credential for the automation rules is refused'],
    [403, 'The credential for the automation rules may not read everything'],
    [503, 'Atlassian could not give the automation rules'],
  ])('says why a scan failed with %d, and keeps the last report', async (status, title) => {
    real.cloud.onRequest = ({ path }) =>
      path.startsWith('/api.atlassian.com/automation/') ? { status, json: {} } : undefined;
    await scan(real);
    real.cloud.onRequest = undefined;
    const { app } = await visit(real);
    await app.getByRole('heading', { name: title }).waitFor();
    await app.getByRole('heading', { name: `${report.rules.broken} rules are broken` }).waitFor();
    await app.getByText('400 rules read').waitFor();
  });
}

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { toRow } from '../../../src/report/published';
import { bad, good } from '../fixtures/answers';
import { FINDINGS, OWN_FINDING } from '../fixtures/findings';
import { FULL, REPORT } from '../fixtures/overview';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

/** Text of the first column with rule names, in the order shown. */
async function rulesShown(page: Page, caption: string): Promise<string[]> {
  const names = await page.getByRole('table', { name: caption }).locator('tbody th a').allTextContents();
  return names;
}

const ENABLED = 'Findings in enabled rules';
const DISABLED = 'Findings in disabled rules';

export function findingsSuite(show: Stage['show']): void {
  it('counts rules first and findings second', async () => {
    const { page } = await show();
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
    await page.getByRole('link', { name: '2 rules Broken 3 findings' }).waitFor();
    await page.getByRole('heading', { name: 'Broken now: 2 rules' }).waitFor();
    const coverage = page.getByRole('region', { name: 'What this report saw' });
    await coverage.getByText('33 healthy, 2 at risk, 2 not checked').waitFor();
  });

  it('lists disabled rules apart', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
    await page.getByRole('heading', { name: 'Disabled: 8 rules' }).waitFor();
    expect((await rulesShown(page, DISABLED))[0]).toBe('Close stale requests');
    expect(await rulesShown(page, ENABLED)).not.toContain('Close stale requests');
  });

  it('never says that nothing was left out while findings are unknown', async () => {
    const { page } = await show();
    await page.getByRole('heading', { name: 'Not seen' }).waitFor();
    expect(await page.getByText('Nothing was left out').count()).toBe(0);
    await page.getByRole('link', { name: /^\d+ findings?$/ }).click();
    await page.getByRole('heading', { name: 'Enabled: 2 rules' }).waitFor();
  });

  it('filters by levels, from a count on the overview too, without asking the app', async () => {
    const { page, app } = await show();
    await page.getByRole('link', { name: '2 rules Critical 2 findings' }).click();
    await page.getByRole('heading', { name: 'Enabled: 2 rules' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual(['Post release notes', 'Escalate to the duty manager']);
    const critical = page.getByRole('button', { name: 'Critical 2' });
    expect(await critical.getAttribute('aria-pressed')).toBe('true');

    await page.getByRole('button', { name: 'High 2' }).click();
    await page.getByRole('heading', { name: 'Enabled: 5 rules' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
    expect(asksFor(app, 'getFindings')).toEqual([{ from: 0 }]);
  });

  it.each([
    ['PARTNER', 'Mirror bugs to the partner’s site'],
    ['hooks.slack.com', 'Tell the channel about deployments'],
    ['mover@example', 'Escalate to the duty manager'],
    ['value hidden', 'Order a laptop for new colleagues'],
    ['account-1 actor inactive', 'Archive done work items'],
  ])('finds “%s” in names, hosts, owners and reasons', async (search, name) => {
    const { page } = await show({ at: '#/findings' });
    await page.getByLabel('Search').pressSequentially(search);
    await page.getByRole('heading', { name: 'Enabled: one rule' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual([name]);
  });

  it('orders by day, rule and owner, and keeps that in the address', async () => {
    const { page } = await show({ at: '#/findings?level=critical,high' });
    const order = async (label: string): Promise<string[]> => {
      await page.getByLabel('Order').selectOption(label);
      return rulesShown(page, ENABLED);
    };
    expect(await order('Soonest first')).toEqual([
      'Escalate to the duty manager',
      'Post release notes',
      'Mirror bugs to the partner’s site',
      'Automation Token Watch (this app)',
      'Archive done work items',
    ]);
    expect((await order('By rule'))[0]).toBe('Archive done work items');
    expect((await order('By owner'))[0]).toBe('Automation Token Watch (this app)');
    expect(new URL(page.url()).hash).toBe('#/findings?level=critical%2Chigh&order=owner');
  });

  it('narrows to what a finding is about and says when nothing is left', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByLabel('About').selectOption('Rule actors');
    await page.getByRole('heading', { name: 'Enabled: one rule' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual(['Archive done work items']);
    await page.getByLabel('Search').fill('nothing like this');
    await page.getByText('No finding in an enabled rule matches these filters.').waitFor();
    expect(await page.getByRole('heading', { name: /Disabled/ }).count()).toBe(0);
  });

  it('draws more on request', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByText('50 of 74 shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('74 of 74 shown').waitFor();
    expect(await rulesShown(page, ENABLED)).toHaveLength(74);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('puts a long list together from its parts, and begins anew when a newer report comes between', async () => {
    const rows = [OWN_FINDING, ...FINDINGS].map(toRow);
    const parts = (reportId: string, end: number) => ({
      getFindings: ({ from = 0 }: { from?: number }) =>
        good({
          reportId,
          rows: rows.slice(from, Math.min(end, from + 40)),
          total: end,
          next: from + 40 < end ? from + 40 : null,
        }),
    });
    const { page, app } = await show({ at: '#/history', answers: { getFindings: () => 'silent' } });
    await page.getByRole('heading', { name: 'Scans' }).waitFor();
    let asked = 0;
    app.set({
      getOverview: () => good({ ...FULL, report: { ...REPORT, id: 'report-2' } }),
      getFindings: (request) => {
        asked += 1;
        return parts(asked === 1 ? 'report-2' : 'report-3', rows.length).getFindings(request);
      },
    });
    await page.reload();
    await page.getByRole('tab', { name: 'Findings' }).click();
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
    expect(asked).toBe(1 + 1 + Math.ceil(rows.length / 40));
  });

  it('saves the whole report as one file', async () => {
    const { page, app } = await show({ at: '#/findings' });
    await page.getByLabel('Export as').selectOption('Markdown');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('token-watch.markdown');
    expect(readFileSync(await download.path(), 'utf8')).toBe('part 0\npart 1\npart 2\n');
    expect(asksFor(app, 'exportReport')).toEqual([
      { format: 'markdown' },
      { format: 'markdown', cursor: '1' },
      { format: 'markdown', cursor: '2' },
    ]);
  });

  it('starts a file anew when a newer report was published half-way, and never mixes two', async () => {
    const { page, app } = await show({ at: '#/findings' });
    let isNew = false;
    app.set({
      exportReport: ({ cursor }) => {
        if (cursor === 'old') {
          isNew = true;
          return bad('outdated');
        }
        const [text, nextCursor] = isNew ? ['of the new one', null] : ['of the old one', 'old'];
        return good({ fileName: 'report.csv', mediaType: 'text/csv', text, nextCursor });
      },
    });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('of the new one');
  });
}

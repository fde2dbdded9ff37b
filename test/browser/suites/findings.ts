import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { bad, good } from '../fixtures/answers';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

/** Text of the first column with rule names, in the order shown. */
async function rulesShown(page: Page, caption: string): Promise<string[]> {
  const names = await page.getByRole('table', { name: caption }).locator('tbody th a').allTextContents();
  return names;
}

const ENABLED = 'Findings in enabled rules, worst first';
const DISABLED = 'Findings in disabled rules, worst first';

export function findingsSuite(show: Stage['show']): void {
  it('lists disabled rules apart', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByRole('heading', { name: 'Enabled rules (73)' }).waitFor();
    await page.getByRole('heading', { name: 'Disabled rules (8)' }).waitFor();
    expect((await rulesShown(page, DISABLED))[0]).toBe('Close stale requests');
    expect(await rulesShown(page, ENABLED)).not.toContain('Close stale requests');
  });

  it('filters by levels, from a count on the overview too', async () => {
    const { page, app } = await show();
    await page.getByRole('link', { name: '2 Critical' }).click();
    await page.getByRole('heading', { name: 'Enabled rules (2)' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual(['Post release notes', 'Escalate to the duty manager']);
    const critical = page.getByRole('button', { name: 'Critical 2' });
    expect(await critical.getAttribute('aria-pressed')).toBe('true');

    await page.getByRole('button', { name: 'High 2' }).click();
    await page.getByRole('heading', { name: 'Enabled rules (4)' }).waitFor();
    expect(asksFor(app, 'getFindings')).toContainEqual({ levels: ['critical', 'high'], ruleState: 'ENABLED' });

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('heading', { name: 'Enabled rules (73)' }).waitFor();
  });

  it('searches after the typing stops, once', async () => {
    const { page, app } = await show({ at: '#/findings' });
    await page.getByRole('heading', { name: 'Enabled rules (73)' }).waitFor();
    await page.getByLabel('Search').pressSequentially('partner');
    await page.getByRole('heading', { name: 'Enabled rules (1)' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual(['Mirror bugs to the partner’s site']);
    const searches = asksFor(app, 'getFindings').filter((ask) => JSON.stringify(ask).includes('"search"'));
    expect(new Set(searches.map((ask) => JSON.stringify(ask))).size).toBe(2);
  });

  it('narrows to what a finding is about and says when nothing is left', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByLabel('About').selectOption('Rule actors');
    await page.getByRole('heading', { name: 'Enabled rules (1)' }).waitFor();
    expect(await rulesShown(page, ENABLED)).toEqual(['Archive done work items']);
    await page.getByLabel('Search').fill('nothing like this');
    await page.getByText('No finding in an enabled rule matches these filters.').waitFor();
    expect(await page.getByRole('heading', { name: /Disabled rules/ }).count()).toBe(0);
  });

  it('shows more on request', async () => {
    const { page } = await show({ at: '#/findings' });
    await page.getByText('50 of 73 shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('73 of 73 shown').waitFor();
    expect(await rulesShown(page, ENABLED)).toHaveLength(73);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('starts the list anew when a newer report was published meanwhile', async () => {
    const { page, app } = await show({ at: '#/findings' });
    await page.getByText('50 of 73 shown').waitFor();
    app.set({
      getFindings: ({ cursor }) =>
        cursor === undefined
          ? good({ findings: [], total: 0, nextCursor: null, reportId: 'report-2' })
          : bad('not-found'),
    });
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('No findings in enabled rules.').waitFor();
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

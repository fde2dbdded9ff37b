import { good } from '../fixtures/answers';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

export function peopleSuite(show: Stage['show']): void {
  it('says what would stop without an account', async () => {
    const { page, app } = await show({ at: '#/people' });
    await page.getByLabel('Email address or account ID').fill(' mover@example.com ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Do not delete mover@example.com yet: one rule would stop' }).waitFor();
    await page.getByRole('link', { name: 'Escalate to the duty manager' }).waitFor();
    expect(asksFor(app, 'checkPerson')).toEqual([{ account: 'mover@example.com' }]);
  });

  it('tells apart what depends on it, what is broken, what is disabled and what it only wrote', async () => {
    const { page } = await show({ at: '#/people?account=account-1' });
    await page.getByRole('heading', { name: 'Leaver is gone already, and 2 rules still depend on it' }).waitFor();
    const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(titles).toEqual([
      'Check before you delete',
      'Depend on this account (1)',
      'Broken already (1)',
      'In disabled rules (1)',
      'Only written by this account (1)',
      'Put a new token in its place everywhere',
      'What could not be seen',
    ]);
  });

  it('says what a rotation of its token would touch, and gives the command for it', async () => {
    const { page } = await show({ at: '#/people?account=mover@example.com' });
    await page.getByText('Atlassian API token: would touch one rule').waitFor();
    const command = await page.locator('[data-rotation] code').innerText();
    expect(command).toMatch(
      /^token-watch rotate --live example\.atlassian\.net --finding [\w-]+ --plan rotation\.json$/,
    );
    await page.goto(page.url().replace(/#.*$/, '#/tokens'));
    await page.getByText('token-watch rotate --live example.atlassian.net --plan rotation.json').waitFor();
  });

  it('calls nothing safe that was not seen', async () => {
    const { page, app } = await show({ at: '#/people?account=nobody@example.com' });
    await page.getByText('That is no proof: read below what could not be seen.').waitFor();
    await page.getByText('One rule has a hidden header').waitFor();

    app.set({ checkPerson: () => good({ owner: null, findings: [], rules: [], limits: [] }) });
    await page.getByLabel('Email address or account ID').fill('other@example.com');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('heading', { name: 'No rule in the last report depends on other@example.com' }).waitFor();
    await page.getByText('Scripts and other tools may still use tokens of this account.').waitFor();
  });

  it('shows tokens with the rules that use them, and those that no rule uses', async () => {
    const { page } = await show({ at: '#/tokens' });
    const table = page.getByRole('table', { name: 'API tokens and the rules that use them' });
    await table.waitFor();
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows[0]).toContain('Sync approved change requests');
    expect(rows[1]).toContain('May be the token in:');
    expect(rows[2]).toContain('No rule that was read');
    await table.getByText('2 more').click();
    await table.getByRole('link', { name: 'Mirror bugs, part 9' }).waitFor();
  });

  it('shows what changed from scan to scan', async () => {
    const { page } = await show({ at: '#/history' });
    const table = page.getByRole('table', { name: 'Scans, newest first' });
    await table.waitFor();
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain('1 new, 1 worse, 1 with a new token');
    expect(rows[2]).toContain('Partly read');
    await table.getByText('1 new, 1 worse').click();
    await table.getByText('Worse: Close stale issues (watch to high: token expires)').waitFor();
    await table.getByText('New token: Create release notes (ok)').waitFor();
  });
}

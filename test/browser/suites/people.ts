import { good } from '../fixtures/answers';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

export function peopleSuite(show: Stage['show']): void {
  it('says what would break without an account', async () => {
    const { page, app } = await show({ at: '#/people' });
    await page.getByText('37 accounts stand behind the rules: 33 are healthy, 2 are at risk').waitFor();
    await page.getByLabel('Email address, name or account ID').fill(' mover@example.com ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Do not delete mover@example.com yet: one rule would break' }).waitFor();
    await page.getByRole('link', { name: 'Escalate to the duty manager' }).waitFor();
    expect(asksFor(app, 'checkPerson')).toEqual([{ account: 'mover@example.com' }]);
  });

  it('tells apart what is broken already, what goes on unattended and what needs nothing', async () => {
    const { page } = await show({ at: '#/people?account=account-1' });
    await page.getByRole('heading', { name: '2 rules are broken already because of Leaver' }).waitFor();
    const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(titles).toEqual([
      'Check before you delete',
      'Broken already: 2 rules',
      'Go on unattended: one rule',
      'Need nothing because of this account: one rule',
      'Put a new token in its place everywhere',
      'What could not be seen',
    ]);
  });

  it('names rules of healthy people too, and opens those in Jira', async () => {
    const { page, commands } = await show({ at: '#/people?account=builder@example.com' });
    const table = page.getByRole('table', { name: 'Would break' });
    await table
      .getByRole('link', { name: /Label new requests/ })
      .first()
      .click();
    expect(commands).toEqual([
      {
        command: 'navigate',
        data: { type: 'new-tab', url: 'https://example.atlassian.net/jira/settings/automation#/rule/rule-50' },
      },
    ]);
    await table.getByRole('link', { name: 'Post release notes' }).click();
    await page.getByRole('heading', { name: 'Post release notes' }).waitFor();
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

  it('calls nothing safe that was not seen, and nobody whom it does not know', async () => {
    const { page, app } = await show({ at: '#/people?account=twin-1@example.com' });
    await page.getByRole('heading', { name: 'No rule in the last report depends on Twin' }).waitFor();
    await page.getByText('That is no proof: read below what could not be seen.').waitFor();
    await page.getByText('One rule has a hidden header').waitFor();

    const ask = async (name: string): Promise<void> => {
      await page.getByLabel('Email address, name or account ID').fill(name);
      await page.getByRole('button', { name: 'Check' }).click();
    };
    await ask('twinn');
    await page.getByRole('heading', { name: 'No such account: twinn' }).waitFor();
    await page.getByText('Nothing was checked.').waitFor();
    expect(await page.getByText('No rule in the last report depends').count()).toBe(0);
    app.set({ checkPerson: () => good({ found: 'none', alike: [], isSure: false }) });
    await ask('somebody');
    await page.getByText('Jira could not be asked').waitFor();
  });

  it('takes a name, and asks which of several is meant', async () => {
    const { page, app } = await show({ at: '#/people?account=Twin' });
    await page.getByRole('heading', { name: 'Several accounts are called Twin' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'twin-2@example.com' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'No rule in the last report depends on Twin' }).waitFor();
    expect(asksFor(app, 'checkPerson')).toEqual([{ account: 'Twin' }, { account: 'account-twin-2' }]);
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
    await table.getByText('and 1 more that are not kept here').waitFor();
    expect(rows[3]).toContain('the first report, with none to compare');
    expect(rows[3]).not.toContain('nothing changed');
  });
}

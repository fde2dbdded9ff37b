import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

export function ruleSuite(show: Stage['show']): void {
  it('tells why, what to do, where it stands and whose it is', async () => {
    const { page, commands } = await show({ at: '#/findings/rule-3' });
    await page.getByRole('heading', { name: 'Post release notes' }).waitFor();
    const finding = page.getByRole('article', { name: 'Atlassian API token' });
    const text = await finding.innerText();
    expect(text).toContain('The token “release bot” expires on 25 November 2026.');
    expect(text).toContain('25 Nov 2026\nin 3 days');
    expect(text).toContain('Send web request · Header Authorization · through the variable token, then auth');
    expect(text).toContain('/components/2/children/0/value/headers/0/value');
    expect(text).toContain('example.atlassian.net (this site)');
    expect(text).toContain('Builder (builder@example.com) · Active');

    await finding.getByRole('link', { name: /Open the screen/ }).click();
    await page.getByRole('link', { name: /Open the rule/ }).click();
    expect(commands).toEqual([
      {
        command: 'navigate',
        data: { type: 'new-tab', url: 'https://id.atlassian.com/manage-profile/security/api-tokens' },
      },
      {
        command: 'navigate',
        data: { type: 'new-tab', url: 'https://example.atlassian.net/jira/settings/automation#/rule/1' },
      },
    ]);
  });

  it('lists the tokens that fit', async () => {
    const { page } = await show({ at: '#/findings/rule-5' });
    await page.getByRole('heading', { name: 'It is one of these tokens' }).waitFor();
    const table = page.getByRole('table', { name: 'Tokens that it can be' });
    await table.waitFor();
    expect(await table.locator('tbody th').allTextContents()).toEqual(['mirror', 'Token without a label']);
  });

  it('snoozes a finding until a day, because of something', async () => {
    const { page, app } = await show({ at: '#/findings/rule-3' });
    await page.getByRole('button', { name: 'Snooze' }).click();
    const dialog = page.getByRole('dialog', { name: 'Snooze this finding' });
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await dialog.getByText('Choose a day.').waitFor();
    await dialog.getByText('Say why, for the others and for later.').waitFor();
    expect(asksFor(app, 'decide')).toEqual([]);

    await dialog.getByLabel('Until (UTC)').fill('2026-12-04');
    await dialog.getByLabel('Because').fill('The release bot moves next week.');
    await dialog.getByRole('button', { name: 'Snooze' }).click();
    await page.getByText('Snoozed until 4 Dec 2026').waitFor();
    expect(asksFor(app, 'decide')).toEqual([
      {
        findingId: 'finding-rule-3-credential',
        type: 'snoozed',
        because: 'The release bot moves next week.',
        until: '2026-12-04T23:59:59.000Z',
      },
    ]);
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Snooze' }).waitFor();
    expect(asksFor(app, 'undecide')).toEqual([{ findingId: 'finding-rule-3-credential' }]);
  });

  it('names an owner where the secret names nobody', async () => {
    const { page, app } = await show({ at: '#/findings/rule-7' });
    await page.getByRole('button', { name: 'Assign owner' }).click();
    const dialog = page.getByRole('dialog', { name: 'Assign an owner' });
    await dialog.getByLabel('Email address, name or account ID').fill('builder@example.com');
    await dialog.getByLabel('Because').fill('They made it.');
    await dialog.getByRole('button', { name: 'Assign owner' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(asksFor(app, 'decide')).toEqual([
      expect.objectContaining({ type: 'owner-assigned', owner: 'builder@example.com', because: 'They made it.' }),
    ]);
  });

  it('offers no date for a secret whose value nobody saw', async () => {
    const { page } = await show({ at: '#/findings/rule-9' });
    await page.getByRole('button', { name: 'Accept' }).waitFor();
    expect(await page.getByRole('button', { name: 'Declare expiry' }).count()).toBe(0);
  });

  it('says when the rule is not there any more', async () => {
    const { page } = await show({ at: '#/findings/rule-0815' });
    await page.getByText('This is not in the last report').waitFor();
    await page.getByRole('link', { name: 'Back to the findings' }).click();
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
  });
}

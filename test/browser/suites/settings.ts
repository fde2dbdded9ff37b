import { bad, good } from '../fixtures/answers';
import { FRESH, SETTINGS } from '../fixtures/overview';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

export function settingsSuite(show: Stage['show']): void {
  it('saves what was changed and nothing else', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByLabel('High (days)').fill('21');
    await page.getByLabel('Confluence').uncheck();
    await page.getByLabel('Use the tokens found in rules').check();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Saved. It counts from the next scan on.').waitFor();
    expect(asksFor(app, 'saveSettings')).toEqual([
      {
        seen: SETTINGS,
        settings: {
          ...SETTINGS,
          ladder: { critical: 7, high: 21, watch: 90 },
          products: ['jira'],
          liveCheck: true,
        },
      },
    ]);
  });

  it('refuses a ladder whose steps do not rise', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByLabel('High (days)').fill('7');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Whole days up to 365, each more than the one before').waitFor();
    expect(asksFor(app, 'saveSettings')).toEqual([]);
  });

  it('finds a project, people and groups for the notice', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByLabel('Project').fill('Serv');
    await page.getByRole('option', { name: 'Service desk (ITSM)' }).click();
    await page.getByLabel('Who gets the mail').fill('bui');
    await page.getByRole('option', { name: 'Builder bui' }).click();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Saved. It counts from the next scan on.').waitFor();
    expect(asksFor(app, 'saveSettings')).toEqual([
      {
        seen: SETTINGS,
        settings: {
          ...SETTINGS,
          notice: {
            project: { id: '10001', key: 'ITSM', name: 'Service desk' },
            recipients: [...SETTINGS.notice.recipients, { type: 'user', id: 'account-2', name: 'Builder bui' }],
          },
        },
      },
    ]);
  });

  it('says why settings were not saved, in the app’s words where the page has none', async () => {
    const { page } = await show({
      at: '#/settings',
      answers: { saveSettings: () => bad('bad-request', 'The project does not exist.') },
    });
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByRole('alert').getByText('The project does not exist.').waitFor();
  });

  it('erases everything only after the word was typed, and starts anew', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByRole('button', { name: 'Erase everything' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase everything this app stored' });
    await dialog.getByLabel('Type the word erase').fill('Erase it');
    await dialog.getByRole('button', { name: 'Erase everything' }).click();
    await dialog.getByText('Type the word erase in small letters.').waitFor();
    expect(asksFor(app, 'eraseEverything')).toEqual([]);

    await dialog.getByLabel('Type the word erase').fill('erase');
    app.set({ getOverview: () => good(FRESH) });
    await dialog.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('heading', { name: 'Connect the automation rules' }).waitFor();
    expect(asksFor(app, 'eraseEverything')).toEqual([{ confirm: 'erase' }]);
  });
}

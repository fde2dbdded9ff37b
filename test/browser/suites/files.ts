import { bad, good, KEPT_FILE } from '../fixtures/answers';
import { FRESH, FULL } from '../fixtures/overview';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

/** What is sent once everybody waited long enough for a report that was judged anew. */
const REJUDGED_MS = 20_000;

function file(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}

export function filesSuite(show: Stage['show']): void {
  it('are a way to the first report without a connection', async () => {
    const { page, app } = await show({ answers: { getOverview: () => good(FRESH) } });
    await page.getByRole('button', { name: 'Use files' }).click();
    await page.getByLabel('Rules', { exact: true }).setInputFiles(file('rules.json', '{"rules": []}'));
    await page.getByText('rules.json: 40 rules read').waitFor();

    const about = { kind: 'rules', fileName: 'rules.json' };
    expect(asksFor(app, 'importPart')).toMatchObject([{ ...about, part: 0, text: '{"rules": []}' }]);
    expect(asksFor(app, 'finishImport')).toMatchObject([{ ...about, parts: 1, leftOut: [] }]);
    app.set({ getOverview: () => good(FULL) });
    await page.clock.fastForward(REJUDGED_MS);
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
  });

  it('are sent in parts when they are large, and what is too large by itself is said', async () => {
    const { page, app } = await show({ at: '#/settings' });
    const rules = [...Array.from({ length: 8 }, (_, id) => ({ id, text: 'x'.repeat(100_000) })), 'y'.repeat(600_000)];
    await page.getByLabel('Rules', { exact: true }).setInputFiles(file('all.json', JSON.stringify({ rules })));
    await page.getByText('One entry could not be read').waitFor();

    expect(asksFor(app, 'importPart')).toMatchObject([{ part: 0 }, { part: 1 }]);
    expect(asksFor(app, 'finishImport')).toMatchObject([{ parts: 2, leftOut: [8] }]);
  });

  it('that the app refuses are refused in its words, and another may be chosen', async () => {
    const { page, app } = await show({ at: '#/settings' });
    app.set({ importPart: () => bad('bad-request', 'users.json: it looks like people, not rules.') });
    await page.getByLabel('Rules', { exact: true }).setInputFiles(file('users.json', '[]'));
    await page.getByRole('alert').getByText('it looks like people, not rules').waitFor();

    expect(asksFor(app, 'finishImport')).toEqual([]);
    app.set({ importPart: () => good({ count: 2, unreadable: 0 }) });
    await page.getByLabel('People', { exact: true }).setInputFiles(file('users.json', '[]'));
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('users.json: 40 people read').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('can be dropped, and removed again', async () => {
    const { page, app } = await show({ at: '#/settings' });
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['[]'], 'tokens.json', { type: 'application/json' }));
      return transfer;
    })()`);
    app.set({ getImports: () => good({ files: [KEPT_FILE] }) });
    await page.getByText('Tokens exported from Atlassian').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('tokens.json: 40 tokens read').waitFor();
    await page.getByRole('button', { name: 'Remove tokens.json' }).click();

    await page.clock.fastForward(1000);
    expect(asksFor(app, 'importPart')).toMatchObject([{ kind: 'tokens', fileName: 'tokens.json' }]);
    expect(asksFor(app, 'removeImport')).toEqual([{ id: 'file-1' }]);
  });

  it('of people count as partial unless the admin says otherwise, and of which day', async () => {
    const { page, app } = await show({ at: '#/settings' });
    const people = page.getByLabel('People', { exact: true });
    await people.setInputFiles(file('users.csv', 'User id,email,User status\na-1,owner@example.com,Active\n'));
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('users.csv: 40 people read').waitFor();

    await people.setInputFiles(file('users-2026-11-20.csv', 'User id,email,User status\n'));
    await page.getByRole('checkbox', { name: /lists everybody/ }).check();
    await page.getByLabel('The day on which it was exported').fill('');
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('Without its day, nothing follows').waitFor();
    await page.getByLabel('The day on which it was exported').fill('2026-11-19');
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('users-2026-11-20.csv: 40 people read').waitFor();

    expect(asksFor(app, 'finishImport')).toMatchObject([
      { fileName: 'users.csv', complete: false },
      { fileName: 'users-2026-11-20.csv', complete: true, day: '2026-11-19' },
    ]);
  });

  it('say in their list whether they are complete and of which day, and the admin may change that', async () => {
    const { page, app } = await show({
      at: '#/settings',
      answers: { getImports: () => good({ files: [KEPT_FILE] }) },
    });
    await page.getByText('lists every token, as of 20 Nov 2026').waitFor();
    await page.getByRole('button', { name: 'Change what tokens.json lists' }).click();
    await page.getByRole('checkbox', { name: /lists every API token/ }).uncheck();
    await page.getByRole('button', { name: 'Save answer' }).click();
    await page.getByRole('form', { name: 'About tokens.json' }).waitFor({ state: 'detached' });

    expect(asksFor(app, 'changeImport')).toEqual([{ id: 'file-1', complete: false, day: '2026-11-20' }]);
  });

  it('whose dates could have the day or the month first are asked about, and other encodings are read', async () => {
    const { page, app } = await show({ at: '#/settings' });
    const tokens = page.getByLabel('Tokens', { exact: true });
    const csv = 'Email;Name;Created;Expires\nm\u00fcller@example.com;desk;15/03/2026;10/12/2026\n';
    await tokens.setInputFiles({ name: 'tokens.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'latin1') });
    await page.getByLabel('What comes first in a date like 10/12/2026?').selectOption('dmy');
    await page.getByRole('button', { name: 'Use this file' }).click();
    await page.getByText('tokens.csv: 40 tokens read').waitFor();

    expect(asksFor(app, 'importPart')).toMatchObject([{ decoding: 'windows-1252', dateOrder: 'dmy', text: csv }]);
  });
}

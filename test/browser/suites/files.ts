import { bad, good } from '../fixtures/answers';
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
    await page.getByRole('heading', { name: 'Findings by level' }).waitFor();
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
    const kept = { kind: 'tokens' as const, fileName: 'tokens.json', count: 3, id: 'file-1', accountId: 'account-1' };
    app.set({
      getImports: () =>
        good({ files: [{ ...kept, importedAt: '2026-11-22T06:00:00.000Z', unreadable: 0, limits: [] }] }),
    });
    await page.getByText('Tokens exported from Atlassian').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('tokens.json: 40 tokens read').waitFor();
    await page.getByRole('button', { name: 'Remove tokens.json' }).click();

    await page.clock.fastForward(1000);
    expect(asksFor(app, 'importPart')).toMatchObject([{ kind: 'tokens', fileName: 'tokens.json' }]);
    expect(asksFor(app, 'removeImport')).toEqual([{ id: 'file-1' }]);
  });
}

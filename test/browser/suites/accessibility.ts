import type { Page } from 'playwright-core';
import { TABS } from '../../../static/admin/src/tabs';
import { GALLERY } from '../fixtures/gallery';
import { runAxe } from '../support/run-axe';
import type { Stage } from '../support/stage';
import { waitUntil } from '../support/wait-until';

/** Until nothing is loading any more; a view that loads for ever is looked at as it is. */
async function settled(page: Page, isSilent: boolean): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (isSilent) {
    return;
  }
  await waitUntil(async () => (await page.locator('.waiting, [aria-busy="true"]').count()) === 0);
}

export function accessibilitySuite(show: Stage['show']): void {
  it('looks at every view, and at no place that is none', () => {
    const shown = Object.values(GALLERY).map(({ at = '' }) => /^#\/(\w+)/.exec(at)?.[1] ?? 'overview');
    expect(new Set(shown)).toEqual(new Set(TABS));
  });

  it.each(Object.keys(GALLERY))('%s: nothing serious, in light and in dark', async (name) => {
    const { page } = await show(GALLERY[name]);
    await settled(page, name.endsWith('loading'));
    expect(await runAxe(page)).toEqual([]);
    // Colours that are still changing are judged as what they will be.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
    await page.evaluate(`document.documentElement.setAttribute('data-color-mode', 'dark')`);
    expect(await runAxe(page, { runOnly: ['color-contrast'] })).toEqual([]);
  });

  it('the dialogs: nothing serious', async () => {
    const { page } = await show({ at: '#/findings/rule-7' });
    for (const name of ['Snooze', 'Accept', 'Assign owner', 'Declare expiry']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      // Faded in, colours are what they will be.
      await page.clock.fastForward(1_000);
      expect(await runAxe(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  it('fits into a narrow window: no name of a tab is cut, and nothing sticks out', async () => {
    const { page } = await show({ at: '#/settings', viewport: { width: 340, height: 800 } });
    await page.getByLabel('Critical (days)').waitFor();
    const cut = `[...document.querySelectorAll('[role=tab], [role=tab] *')].filter((one) => one.scrollWidth > one.clientWidth + 1).length`;
    expect(await page.evaluate(cut)).toBe(0);
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(340);
  });

  it('names its headings in order, on every view', async () => {
    for (const at of ['', ...TABS.map((tab) => `#/${tab}`), '#/findings/rule-1']) {
      const { page } = await show({ at });
      await settled(page, false);
      const headings = `[...document.querySelectorAll('h1, h2, h3, h4')]`;
      const levels = await page.evaluate<number[]>(`${headings}.map((heading) => Number(heading.tagName.slice(1)))`);
      expect(levels[0]).toBe(1);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries()) {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      }
    }
  });
}

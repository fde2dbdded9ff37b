import type { Page } from 'playwright-core';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';

/** The accessible name of what has the focus, as far as the page gives one. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const element = document.activeElement;
    const label = element.id === '' ? null : document.querySelector('label[for="' + CSS.escape(element.id) + '"]');
    return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim();
  })()`);
}

/** Presses Tab until something has the focus; fails when it never gets it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here.startsWith(name)) {
      return;
    }
    seen.push(here);
  }
  throw new Error(`Tab never reached “${name}”, only: ${seen.join(' | ')}`);
}

export function keyboardSuite(show: Stage['show']): void {
  it('goes from the overview to a rule, decides, and comes back to where it was', async () => {
    const { page, app } = await show();
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
    await tabTo(page, 'Overview');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
    expect(await focused(page)).toBe('Findings');

    await tabTo(page, 'Critical');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'Enabled: 2 rules' }).waitFor();
    await tabTo(page, 'Escalate to the duty manager');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    expect(await focused(page)).toBe('Escalate to the duty manager');

    await tabTo(page, 'Accept');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Accept this finding' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Accept');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Accept this finding' }).waitFor();
    await tabTo(page, 'Because');
    await page.keyboard.type('It is planned.');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asksFor(app, 'decide')).toEqual([
      { findingId: 'finding-rule-4-credential', type: 'accepted', because: 'It is planned.' },
    ]);

    for (let presses = 0; (await focused(page)) !== 'Back to the findings' && presses < 30; presses += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Enabled: 2 rules' }).waitFor();
    expect(await focused(page)).toBe('Escalate to the duty manager');
  });

  it('connects, scans and checks a person', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByRole('heading', { name: 'Automation rules' }).waitFor();
    await tabTo(page, 'Replace the API token');
    await page.keyboard.press('Enter');
    await tabTo(page, 'API token');
    await page.keyboard.type('typed-by-an-admin');
    await page.keyboard.press('Enter');
    await page.getByLabel('API token', { exact: true }).waitFor({ state: 'detached' });
    expect(asksFor(app, 'connectAutomation')).toHaveLength(1);

    await tabTo(page, 'Scan now');
    await page.keyboard.press('Enter');
    await page.getByText('A scan is running').waitFor();

    await tabTo(page, 'Settings');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'Check before you delete' }).waitFor();
    await tabTo(page, 'Email address, name or account ID');
    await page.keyboard.type('mover@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /would break/ }).waitFor();
  });
}

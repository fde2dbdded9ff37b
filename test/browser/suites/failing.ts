import { bad } from '../fixtures/answers';
import { FULL_ANSWERS } from '../fixtures/answers';
import type { Stage } from '../support/stage';

export function failingSuite(show: Stage['show']): void {
  it('turns away who is no admin, and asks for nothing more', async () => {
    const { page, app } = await show({ answers: { getOverview: () => bad('not-admin') }, at: '#/findings' });
    await page.getByRole('alert').getByText('Only Jira administrators can use this page').waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(new Set(app.asked.map((ask) => ask.key))).toEqual(new Set(['getOverview']));
  });

  it('says that the app did not answer, and recovers', async () => {
    const { page, app } = await show({ answers: { getOverview: () => 'crash' } });
    await page.getByRole('alert').getByText('The app did not answer').waitFor();
    app.set({ getOverview: FULL_ANSWERS.getOverview });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
  });

  it('shows that it is loading', async () => {
    const { page } = await show({ answers: { getOverview: () => 'silent' } });
    await page.getByLabel('Loading Automation Token Watch').waitFor();
  });

  it.each([
    ['unauthorized', 'Atlassian refused the saved credential'],
    ['forbidden', 'The saved credential may not read this'],
    ['rate-limited', 'Atlassian asks to slow down'],
    ['unavailable', 'Atlassian does not answer at the moment'],
    ['network', 'No connection to Atlassian'],
    ['bad-answer', 'Atlassian gave an answer that could not be read'],
    ['not-connected', 'There are no rules to read yet'],
    ['unexpected', 'That did not work'],
  ] as const)('says what is wrong with a list: %s', async (code, title) => {
    const { page, app } = await show({ at: '#/findings', answers: { getFindings: () => bad(code) } });
    await page.getByRole('alert').getByText(title).first().waitFor();
    app.set({ getFindings: FULL_ANSWERS.getFindings });
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { name: 'Enabled: 73 rules' }).waitFor();
  });

  it('keeps the rest of a view when one part fails', async () => {
    const { page } = await show({ at: '#/history', answers: { getAudit: () => bad('unavailable') } });
    await page.getByRole('alert').waitFor();
    await page.getByRole('table', { name: 'Scans, newest first' }).waitFor();
  });
}

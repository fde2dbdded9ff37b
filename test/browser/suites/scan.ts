import { bad, good } from '../fixtures/answers';
import { FULL, IDLE, PARTIAL_REPORT, REPORT, running } from '../fixtures/overview';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';
import { waitUntil } from '../support/wait-until';

export function scanSuite(show: Stage['show']): void {
  it('shows the progress and then the new report, without a reload', async () => {
    const { page, app } = await show({
      answers: { startScan: () => good({ scan: running(null) }), getScanProgress: () => good({ scan: running(103) }) },
    });
    await page.getByRole('button', { name: 'Scan now' }).click();
    await page.getByText('A scan is running: listing the rules').waitFor();
    expect(await page.getByRole('button', { name: 'Scan is running' }).isDisabled()).toBe(true);
    await page.clock.fastForward(2_000);
    await page.getByText('103 of 412 rules').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Reading the rules' });
    expect(Number(await bar.getAttribute('aria-valuenow'))).toBeCloseTo(0.25);
    expect(await page.getByRole('heading', { name: '2 rules are broken' }).count()).toBe(1);

    const newer = { ...REPORT, id: 'report-2', coverage: { ...REPORT.coverage, rulesRead: 415 } };
    app.set({ getScanProgress: () => good({ scan: IDLE }), getOverview: () => good({ ...FULL, report: newer }) });
    await page.clock.fastForward(2_000);
    await page.getByText('415 rules read').waitFor();
    await page.getByRole('button', { name: 'Scan now' }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
  });

  it('asks again about the progress when one question got no answer', async () => {
    const { page, app } = await show({
      answers: { getOverview: () => good({ ...FULL, scan: running(10) }), getScanProgress: () => 'crash' },
    });
    await page.getByText('10 of 412 rules').waitFor();
    await page.clock.fastForward(2_000);
    await waitUntil(() => asksFor(app, 'getScanProgress').length === 1);
    app.set({ getScanProgress: () => good({ scan: running(20) }) });
    await page.clock.fastForward(2_000);
    await page.getByText('20 of 412 rules').waitFor();
  });

  it('says that one is running already', async () => {
    const { page } = await show({ answers: { startScan: () => bad('already-running') } });
    await page.getByRole('button', { name: 'Scan now' }).click();
    await page.getByRole('alert').getByText('A scan is running already').waitFor();
  });

  it.each([
    ['unauthorized', 'automation', 'The credential for the automation rules is refused'],
    ['forbidden', 'automation', 'The credential for the automation rules may not read everything'],
    ['network', 'organization', 'No connection while reading the organization’s people and tokens'],
    ['stalled', 'app', 'The last scan stopped half-way'],
  ] as const)('keeps the last good report when a scan fails: %s', async (code, source, title) => {
    const problem = { code, source, text: 'What happened.', advice: 'What to do.', at: REPORT.asOf };
    const { page } = await show({
      answers: { getOverview: () => good({ ...FULL, scan: { ...IDLE, state: 'failed', problem } }) },
    });
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText('What happened.').waitFor();
    await page.getByText('What to do.').waitFor();
    await page.getByText('The last good report is shown below.').waitFor();
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
  });

  it('says what a partial report could not see', async () => {
    const { page } = await show({ answers: { getOverview: () => good({ ...FULL, report: PARTIAL_REPORT }) } });
    await page.getByRole('heading', { name: 'The last scan could not read everything' }).waitFor();
    const coverage = page.getByRole('region', { name: 'What this report saw' });
    await coverage.getByText('it stopped answering after page 3').waitFor();
    await coverage.getByText('2 rules could not be read').click();
    await coverage.getByText('The answer was not in the documented form.').waitFor();
    await coverage.getByText('2 kinds of steps are not known').click();
    await coverage.getByText('jira.example.new-action').waitFor();
  });
}

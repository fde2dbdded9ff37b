import { beginDailyCheck } from '../../src/scan/begin-daily-check';
import { deleteConnection } from '../../src/storage/configuration';
import type { ScanRecord } from '../../src/storage/scan-store';
import { readScan } from '../../src/storage/scan-store';
import { keepScan, openInstallation } from './support/kept-scan';

const MONDAY = new Date('2026-11-16T03:00:00.000Z');
const DAY = 86_400_000;

/** What the daily check of a day puts on the queue after a scan that began on Monday. */
async function daysAfter(days: number, given: Partial<ScanRecord> & Pick<ScanRecord, 'step'>) {
  const site = await openInstallation(MONDAY);
  await keepScan({ startedAt: MONDAY.toISOString(), ...given });
  site.clock.advanceTo(MONDAY.getTime() + days * DAY);
  await beginDailyCheck(site.ports);
  return { steps: site.pushed.map(({ step }) => step), scan: await readScan() };
}

describe('the daily check', () => {
  it('lets a scan rest that ended well', async () => {
    expect((await daysAfter(1, { step: 'done' })).steps).toEqual(['check']);
  });

  it.each<[string, Partial<ScanRecord> & Pick<ScanRecord, 'step'>]>([
    ['failed', { step: 'failed' }],
    ['left something out', { step: 'done', partial: true }],
  ])('starts a scan again that %s, as the same kind of scan', async (_title, given) => {
    const { steps, scan } = await daysAfter(1, { ...given, trigger: 'manual', repeats: 2 });

    expect(steps).toEqual(['list', 'watch', 'check']);
    expect(scan).toMatchObject({ trigger: 'manual', repeats: 3, cloudId: 'cloud-1', step: 'listing' });
  });

  it('gives up after three times, until the weekly scan comes', async () => {
    expect((await daysAfter(1, { step: 'failed', repeats: 3 })).steps).toEqual(['check']);
  });

  it('starts the weekly scan where it is a day late', async () => {
    expect((await daysAfter(8, { step: 'done' })).steps).toEqual(['check']);

    const { steps, scan } = await daysAfter(8.1, { step: 'done', trigger: 'manual', repeats: 3 });

    expect(steps).toEqual(['list', 'watch', 'check']);
    expect(scan).toMatchObject({ trigger: 'weekly', repeats: 0 });
  });

  it('looks after a scan that runs, and starts no other', async () => {
    const { steps, scan } = await daysAfter(0.5, { step: 'reading' });

    expect(steps).toEqual(['watch', 'check']);
    expect(scan?.id).toBe('scan-1');
  });

  it('starts nothing again where nothing is connected', async () => {
    const site = await openInstallation(MONDAY);
    await keepScan({ startedAt: MONDAY.toISOString(), step: 'failed' });
    await deleteConnection('automation');

    await beginDailyCheck(site.ports);

    expect(site.pushed.map(({ step }) => step)).toEqual(['check']);
  });
});

import { watchScan } from '../../src/scan/watch-scan';
import type { ScanRecord } from '../../src/storage/scan-store';
import { readScan } from '../../src/storage/scan-store';
import { keepScan, openInstallation } from './support/kept-scan';

const START = new Date('2026-11-16T03:00:00.000Z');
/** A scan in this state, as a look before saw it. */
const SEEN = { listing: 'listing:0:0:0:0', judging: 'judging:0:0:0:0' };

async function look(step: 'listing' | 'judging' | 'done', seen: string, idle: number, scan = 'scan-1') {
  const site = await openInstallation(START);
  await keepScan({ startedAt: START.toISOString(), step });
  await watchScan(site.ports, { step: 'watch', scan, seen, idle });
  return { pushed: site.pushed, scan: await readScan() };
}

const stepsOf = ({ pushed }: Awaited<ReturnType<typeof look>>): unknown[] => pushed.map(({ step }) => step);

describe('the watch over a scan', () => {
  it('only takes note at first, and comes back', async () => {
    const { pushed } = await look('listing', '', 0);

    expect(pushed.map(({ body }) => body)).toEqual([{ step: 'watch', scan: 'scan-1', seen: SEEN.listing, idle: 0 }]);
  });

  it.each<[ScanRecord['step'] & ('listing' | 'judging'), string]>([
    ['listing', 'list'],
    ['judging', 'finish'],
  ])('sends the step again of a scan in %s that did not move since', async (step, event) => {
    const watched = await look(step, SEEN[step], 0);

    expect(stepsOf(watched)).toEqual([event, 'watch']);
    expect(watched.pushed.at(-1)?.body).toMatchObject({ idle: 1 });
  });

  it('begins to count anew where something moved', async () => {
    const watched = await look('judging', SEEN.listing, 15);

    expect(stepsOf(watched)).toEqual(['watch']);
    expect(watched.pushed.at(-1)?.body).toMatchObject({ idle: 0 });
  });

  it('closes a scan that did not move in sixteen looks, which is four hours, and not before', async () => {
    const before = await look('listing', SEEN.listing, 14);
    expect(before.scan?.step).toBe('listing');

    const { pushed, scan } = await look('listing', SEEN.listing, 15);

    expect(scan).toMatchObject({ step: 'failed', problem: { code: 'stalled' } });
    expect(pushed).toEqual([]);
  });

  it.each([
    ['a scan that is over', 'done', 'scan-1'],
    ['another scan', 'listing', 'scan-0'],
  ] as const)('leaves %s alone', async (_title, step, scan) => {
    expect(stepsOf(await look(step, SEEN.listing, 3, scan))).toEqual([]);
  });
});

import fc from 'fast-check';
import { inBatches } from '../../src/platform/queue-batches';

const bytes = (events: readonly unknown[]): number => Buffer.byteLength(JSON.stringify(events));

describe('the batches of events', () => {
  it('hold every event once and in its order, at most 50 and 200 KB a push', () => {
    const event = fc.integer({ min: 0, max: 60_000 }).map((length) => ({ body: { ids: 'x'.repeat(length) } }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 140 }), (events) => {
        const batches = inBatches(events);

        expect(batches.flat()).toEqual(events);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(50);
          expect(bytes(batch)).toBeLessThan(200 * 1024);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are as few as can be', () => {
    expect(inBatches(Array.from({ length: 101 }, (_, id) => ({ id }))).map(({ length }) => length)).toEqual([
      50, 50, 1,
    ]);
    expect(inBatches([])).toEqual([]);
  });

  it('counts bytes, not letters', () => {
    const event = { text: 'ä'.repeat(50_000) };
    expect(inBatches([event, event]).map(({ length }) => length)).toEqual([1, 1]);
  });
});

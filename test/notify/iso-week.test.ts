import fc from 'fast-check';
import { isoWeek } from '../../src/notify/iso-week';

describe('the ISO week', () => {
  it.each([
    ['2026-11-22T23:59:59Z', '2026-W47'],
    ['2026-11-23T00:00:00Z', '2026-W48'],
    ['2026-01-01T12:00:00Z', '2026-W01'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
    ['2021-01-03T23:00:00Z', '2020-W53'],
  ])('of %s is %s', (instant, week) => {
    expect(isoWeek(new Date(instant))).toBe(week);
  });

  it('is the same from Monday to Sunday and another one seven days later', () => {
    const monday = Date.UTC(2020, 0, 6);
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 6 }), (weeks, weekday) => {
        const start = monday + weeks * 7 * day;
        const week = isoWeek(new Date(start));

        expect(isoWeek(new Date(start + weekday * day + 1000))).toBe(week);
        expect(isoWeek(new Date(start + 7 * day))).not.toBe(week);
      }),
    );
  });
});

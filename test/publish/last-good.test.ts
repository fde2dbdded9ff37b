import { isLastGood } from '../../src/publish/last-good';

const DAY = 86_400_000;
const NOW = new Date('2026-11-16T12:00:00.000Z');

function publishedBefore(days: number, rulesRead = 400): { asOf: string; coverage: { rulesRead: number } } {
  return { asOf: new Date(NOW.getTime() - days * DAY).toISOString(), coverage: { rulesRead } };
}

describe('the last good report', () => {
  it.each([
    ['of today', 0, true],
    ['eight days old: a weekly scan, and a day', 8, true],
    ['older than that: its ok was not checked for too long', 8.01, false],
  ])('%s', (_title, days, isKept) => {
    expect(isLastGood(publishedBefore(days), NOW)).toBe(isKept);
  });

  it('is none where no rule was read, and none where nothing was published', () => {
    expect(isLastGood(publishedBefore(1, 0), NOW)).toBe(false);
    expect(isLastGood(null, NOW)).toBe(false);
  });
});

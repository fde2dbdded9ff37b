import fc from 'fast-check';
import { readTime } from '../../src/people/read-time';

const at = (value: unknown, edge?: 'start' | 'end') => {
  const read = readTime(value, edge);
  return read.kind === 'instant' ? read.at : read.kind;
};

test.each([
  ['2026-12-01T10:11:12Z', '2026-12-01T10:11:12.000Z'],
  ['2026-12-01T10:11:12.5Z', '2026-12-01T10:11:12.500Z'],
  ['2026-12-01T10:11:12.123456789+00:00', '2026-12-01T10:11:12.123Z'],
  ['2026-12-01T10:11:12+0530', '2026-12-01T04:41:12.000Z'],
  ['2026-12-01T10:11:12-08:00', '2026-12-01T18:11:12.000Z'],
  ['2026-12-01 10:11', '2026-12-01T10:11:00.000Z'],
  ['2026-12-01 10:11:12 UTC', '2026-12-01T10:11:12.000Z'],
  ['2026-12-01T10:11:12', '2026-12-01T10:11:12.000Z'],
  [1_764_547_200_000, '2025-12-01T00:00:00.000Z'],
  ['1764547200000', '2025-12-01T00:00:00.000Z'],
  ['2026-12-01', '2026-12-01T00:00:00.000Z'],
  ['1 Dec 2026', '2026-12-01T00:00:00.000Z'],
  ['01-Dec-2026', '2026-12-01T00:00:00.000Z'],
  ['December 1, 2026', '2026-12-01T00:00:00.000Z'],
])('%j', (value, expected) => {
  expect(at(value)).toBe(expected);
});

test('an expiry day is over with its last instant', () => {
  expect(at('2026-12-01', 'end')).toBe('2026-12-01T23:59:59.999Z');
  expect(at('Dec 1, 2026', 'end')).toBe('2026-12-01T23:59:59.999Z');
  expect(at('2026-12-01T10:00:00Z', 'end')).toBe('2026-12-01T10:00:00.000Z');
});

test.each([null, undefined, '', ' ', '-', 'Never', 'never used', 'N/A'])('%j is absent', (value) => {
  expect(at(value)).toBe('absent');
});

test.each([
  // Both day first and month first are written so.
  '01/02/2026',
  '2026-13-01',
  '2026-02-30T00:00:00Z',
  '2026-12-01T25:00:00Z',
  'soon',
  'Foo 1, 2026',
  // Seconds, where the API speaks milliseconds: as milliseconds it would be 1970.
  1_764_547_200,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  9e15,
  {},
  [],
  true,
  '9'.repeat(60),
])('%j is unreadable', (value) => {
  expect(at(value)).toBe('unreadable');
});

test('whatever is read is the instant that was written', () => {
  const instants = fc.date({
    min: new Date('2002-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const local = new Date(date.getTime() + offset * 60_000).toISOString().replace('Z', '');
      const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
      const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
      expect(at(`${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`)).toBe(date.toISOString());
      expect(at(date.getTime())).toBe(date.toISOString());
    }),
  );
});

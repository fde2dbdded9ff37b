import fc from 'fast-check';
import { dayOrderOf, dayOrderOfColumn } from '../../src/people/day-order';
import { readTime, type TimeReading } from '../../src/people/read-time';

const at = (value: unknown, reading: TimeReading = {}) => {
  const read = readTime(value, reading);
  return read.kind === 'instant' ? read.at : read.kind;
};
/** The first and the last instant that it can be, to the minute. */
const span = (value: unknown, reading: TimeReading = {}) => {
  const read = readTime(value, reading);
  if (read.kind !== 'instant') {
    return read.kind;
  }
  return read.within === null ? read.at : `${read.within.from.slice(0, 16)} to ${read.within.to.slice(0, 16)}`;
};

describe('instants with a zone', () => {
  test.each([
    ['2026-12-01T10:11:12Z', '2026-12-01T10:11:12.000Z'],
    ['2026-12-01T10:11:12.5Z', '2026-12-01T10:11:12.500Z'],
    ['2026-12-01T10:11:12.123456789+00:00', '2026-12-01T10:11:12.123Z'],
    ['2026-12-01T10:11:12+0530', '2026-12-01T04:41:12.000Z'],
    ['2026-12-01T10:11:12-08:00', '2026-12-01T18:11:12.000Z'],
    ['2026-12-01 10:11:12 UTC', '2026-12-01T10:11:12.000Z'],
    ['2026-12-01T10:11:12 +02:00', '2026-12-01T08:11:12.000Z'],
    ['Thu, 15 Oct 2026 15:31:57 GMT', '2026-10-15T15:31:57.000Z'],
    ['Thu Oct 15 15:31:57 UTC 2026', '2026-10-15T15:31:57.000Z'],
    ['Thu Oct 15 2026 15:31:57 GMT+0200 (Central European Summer Time)', '2026-10-15T13:31:57.000Z'],
    [1_764_547_200_000, '2025-12-01T00:00:00.000Z'],
    ['1764547200000', '2025-12-01T00:00:00.000Z'],
    [1_764_547_200, '2025-12-01T00:00:00.000Z'],
    ['1764547200.25', '2025-12-01T00:00:00.250Z'],
  ])('%j is exactly %s', (value, expected) => {
    expect(readTime(value)).toEqual({ kind: 'instant', at: expected, within: null });
  });
});

describe('dates without a zone may be a day off either way', () => {
  test.each([
    ['2026-12-01T10:11:12', '2026-12-01T10:11:12.000Z', '2026-11-30T10:11 to 2026-12-02T10:11'],
    ['2026-12-01 10:11', '2026-12-01T10:11:00.000Z', '2026-11-30T10:11 to 2026-12-02T10:11'],
    ['15 Oct 2026 15:31:57', '2026-10-15T15:31:57.000Z', '2026-10-14T15:31 to 2026-10-16T15:31'],
    ['Oct 15, 2026, 10:31 AM', '2026-10-15T10:31:00.000Z', '2026-10-14T10:31 to 2026-10-16T10:31'],
    ['Oct 15, 2026, 10:31\u202Fpm', '2026-10-15T22:31:00.000Z', '2026-10-14T22:31 to 2026-10-16T22:31'],
    ['15/Oct/26 3:31 PM', '2026-10-15T15:31:00.000Z', '2026-10-14T15:31 to 2026-10-16T15:31'],
    // Letters that stand for several zones are no zone.
    ['15 Oct 2026 15:31 IST', '2026-10-15T15:31:00.000Z', '2026-10-14T15:31 to 2026-10-16T15:31'],
    ['2026-12-15', '2026-12-15T00:00:00.000Z', '2026-12-14T00:00 to 2026-12-16T23:59'],
  ])('%j', (value, nominal, within) => {
    expect([at(value), span(value)]).toEqual([nominal, within]);
  });

  test('an expiry day is over with its last instant', () => {
    expect(at('2026-12-01', { dayEdge: 'end' })).toBe('2026-12-01T23:59:59.999Z');
    expect(at('Dec 1, 2026', { dayEdge: 'end' })).toBe('2026-12-01T23:59:59.999Z');
    expect(at('2026-12-01T10:00:00Z', { dayEdge: 'end' })).toBe('2026-12-01T10:00:00.000Z');
  });

  test('under a heading that says UTC a day is that day, and a second that second', () => {
    expect(span('15 Oct 2026', { isUtc: true })).toBe('2026-10-15T00:00 to 2026-10-15T23:59');
    expect(span('15 Oct 2026 15:31:57', { isUtc: true })).toBe('2026-10-15T15:31:57.000Z');
  });
});

test.each([
  '15 Dec 2026',
  '15-Dec-26',
  '15-Dec-2026',
  '15/Dec/26',
  'Dec 15, 2026',
  'December 15, 2026',
  'Tuesday, December 15, 2026',
  '15th December 2026',
  '2026-Dec-15',
  '2026/12/15',
  '2026.12.15',
  '20261215',
  '15.12.2026',
  '15.12.26',
  '15/12/2026',
  '12/15/2026',
  '12/15/26',
  '15-12-2026',
  '15. Dezember 2026',
  'Di., 15. Dez. 2026',
  '15 décembre 2026',
  'mar. 15 déc. 2026',
  '15 de diciembre de 2026',
  '15 dic 2026',
])('%j is 15 December 2026', (value) => {
  expect(at(value)).toBe('2026-12-15T00:00:00.000Z');
});

test.each([
  ['15. März 2026', '2026-03-15'],
  ['15 mars 2026', '2026-03-15'],
  ['15 Sept 2026', '2026-09-15'],
  ['15 juil. 2026', '2026-07-15'],
  ['15 juin 2026', '2026-06-15'],
  ['15 août 2026', '2026-08-15'],
  ['15 ago 2026', '2026-08-15'],
  ['15 ene 2026', '2026-01-15'],
  ['15. Mai 2026', '2026-05-15'],
  ['10/10/2026', '2026-10-10'],
])('%j is %s', (value, day) => {
  expect(at(value)).toBe(`${day}T00:00:00.000Z`);
});

test.each([null, undefined, '', ' ', '-', 'Never', 'never used', 'Never accessed', 'N/A', 'NaN', 'No expiry'])(
  '%j is absent',
  (value) => {
    expect(at(value)).toBe('absent');
  },
);

test.each([
  '2026-13-01',
  '2026-02-30',
  '2026-02-30T00:00:00Z',
  '2026-12-01T25:00:00Z',
  '31/02/2026',
  '13/13/2026',
  'soon',
  'in 3 days',
  'Foo 1, 2026',
  // No year; no day; a spreadsheet’s short number, and its count of days.
  '15 Oct',
  'Dec-26',
  '1.79E+12',
  '46371',
  // Year, month and day in two digits each: not 26 December 2015.
  '26-12-15',
  '26/12/15',
  // June or July.
  '15 jui 2026',
  '1 Jan 1970',
  '1970-01-20T16:00:00Z',
  '0000-00-00',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  9e15,
  {},
  [],
  true,
  '9'.repeat(60),
  'x'.repeat(1000),
])('%j is unreadable', (value) => {
  expect(readTime(value)).toEqual({ kind: 'unreadable', example: null });
});

describe('day and month in numbers', () => {
  test('are told apart by one of them being larger than 12, else by the column or an admin', () => {
    expect(readTime('10/12/2026')).toEqual({ kind: 'unreadable', example: '2026-12-10' });
    expect(at('10/12/2026', { order: 'dmy' })).toBe('2026-12-10T00:00:00.000Z');
    expect(at('10/12/2026', { order: 'mdy' })).toBe('2026-10-12T00:00:00.000Z');
    expect(at('15/12/2026', { order: 'mdy' })).toBe('2026-12-15T00:00:00.000Z');
  });
  test.each([
    [['15/12/2026', '10/12/2026'], 'dmy'],
    [['10/12/2026', '12/15/2026 10:31 AM'], 'mdy'],
    [['10/12/2026', '11/12/2026'], null],
    [['13/13/2026', '31/14/2026', '', 'Never', '2026-12-30'], null],
    // Both cannot be: a spreadsheet rewrote some of them.
    [['15/12/2026', '12/15/2026'], null],
    [['10/10/2026', '09/09/2026'], null],
  ])('the column %j says %j', (cells, order) => {
    expect(dayOrderOfColumn(cells)).toBe(order);
  });
  test('a date with the year first, or a word, says nothing', () => {
    expect(['2026/12/15', '15 Dec 2026', '15.12.2026', ''].map(dayOrderOf)).toEqual([null, null, null, null]);
  });
});

const days = fc.date({
  min: new Date('2016-01-02T00:00:00Z'),
  max: new Date('2059-12-30T00:00:00Z'),
  noInvalidDate: true,
});
const two = (value: number) => String(value).padStart(2, '0');
const name = (date: Date, locale: string, month: 'long' | 'short') =>
  new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }).format(date);

/** Writers of every form that is promised, from a date to its text. */
const FORMS: Record<string, (date: Date) => string> = {
  iso: (date) => date.toISOString().slice(0, 10),
  'd MMM yyyy': (date) => `${date.getUTCDate()} ${name(date, 'en-US', 'short')} ${date.getUTCFullYear()}`,
  'MMM d, yyyy': (date) => `${name(date, 'en-US', 'short')} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  'dd-MMM-yy': (date) =>
    `${two(date.getUTCDate())}-${name(date, 'en-US', 'short')}-${two(date.getUTCFullYear() % 100)}`,
  'yyyy/MM/dd': (date) => date.toISOString().slice(0, 10).replaceAll('-', '/'),
  'dd.MM.yyyy': (date) => `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`,
  'dd/MM/yyyy': (date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`,
  'M/d/yyyy': (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`,
  german: (date) => `${date.getUTCDate()}. ${name(date, 'de', 'long')} ${date.getUTCFullYear()}`,
  french: (date) => `${date.getUTCDate()} ${name(date, 'fr', 'short')} ${date.getUTCFullYear()}`,
  spanish: (date) => `${date.getUTCDate()} de ${name(date, 'es', 'long')} de ${date.getUTCFullYear()}`,
};
const TIMES: Record<string, (date: Date) => string> = {
  none: () => '',
  'HH:mm': (date) => ` ${date.toISOString().slice(11, 16)}`,
  'HH:mm:ss': (date) => ` ${date.toISOString().slice(11, 19)}`,
  'h:mm a': (date) =>
    `, ${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`,
};

test.each(Object.keys(FORMS))('a column of dates as %s is read as it was written, or refused for its order', (form) => {
  const write = FORMS[form] ?? (() => '');
  fc.assert(
    fc.property(
      fc.array(days, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...Object.keys(TIMES)),
      (dates, time) => {
        const cells = dates.map((date) => `${write(date)}${TIMES[time]?.(date) ?? ''}`);
        const order = dayOrderOfColumn(cells);
        const length = time === 'none' ? 10 : time === 'HH:mm:ss' ? 19 : 16;
        for (const [index, cell] of cells.entries()) {
          const date = dates[index] ?? new Date(0);
          const read = readTime(cell, { order });
          if (read.kind === 'unreadable') {
            expect(form).toMatch(/\//);
            expect([date.getUTCDate() <= 12, order]).toEqual([true, null]);
            expect(read.example).not.toBeNull();
          } else {
            expect(at(cell, { order }).slice(0, length)).toBe(date.toISOString().slice(0, length));
          }
        }
      },
    ),
  );
});

test('whatever is read is the instant that was written', () => {
  const instants = fc.date({
    min: new Date('2002-01-01T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
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

test('any text is read, absent or refused, and nothing throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof readTime(text).kind === 'string'));
  const nearly = fc.stringMatching(/^[\d /.:,+-]{0,30}$/);
  fc.assert(fc.property(nearly, (text) => typeof readTime(text).kind === 'string'));
});

import { DateTime, type TokenParser } from 'luxon';
import type { Instant } from '../report/report';
import { dayOrderOf, type DayOrder } from './day-order';
import { takeDateApart, type DateParts } from './date-parts';

/** Tokens and accounts are younger than this; an earlier date is nonsense, such as the zero of some calendar. */
const EARLIEST = Date.UTC(2002, 0, 1);
/** For a year of two digits: API tokens came in 2018, so `26-12-15` is no day of 2015 but a form that is not known here. */
const EARLIEST_OF_SHORT = Date.UTC(2016, 0, 1);
/** Later years have more than four digits. `31 Dec 9999` stands for “never” in some tables. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** A number below this is seconds: as milliseconds it would lie before March 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;
const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * How dates are written, one line for each form, in the tokens of Luxon (https://moment.github.io/luxon/#/parsing). What stands
 * between the parts of a date with a word for the month is a blank by then, and the word an English one of three letters.
 */
const DATE_FORMS: readonly DateForm[] = [
  { like: /^\d{4}-\d{1,2}-\d{1,2}$/, format: 'yyyy-M-d' },
  { like: /^\d{4}\/\d{1,2}\/\d{1,2}$/, format: 'yyyy/M/d' },
  { like: /^\d{4}\.\d{1,2}\.\d{1,2}$/, format: 'yyyy.M.d' },
  { like: /^\d{8}$/, format: 'yyyyMMdd' },
  { like: /^\d{1,2}\.\d{1,2}\.\d{4}$/, format: 'd.M.yyyy' },
  { like: /^\d{1,2}\.\d{1,2}\.\d{2}$/, format: 'd.M.yy' },
  { like: /^\d{1,2} [A-Z][a-z]{2} \d{4}$/, format: 'd MMM yyyy' },
  { like: /^\d{1,2} [A-Z][a-z]{2} \d{2}$/, format: 'd MMM yy' },
  { like: /^[A-Z][a-z]{2} \d{1,2} \d{4}$/, format: 'MMM d yyyy' },
  { like: /^\d{4} [A-Z][a-z]{2} \d{1,2}$/, format: 'yyyy MMM d' },
  { like: /^\d{1,2}\/\d{1,2}\/\d{4}$/, format: 'd/M/yyyy', monthFirst: 'M/d/yyyy' },
  { like: /^\d{1,2}\/\d{1,2}\/\d{2}$/, format: 'd/M/yy', monthFirst: 'M/d/yy' },
  { like: /^\d{1,2}-\d{1,2}-\d{4}$/, format: 'd-M-yyyy', monthFirst: 'M-d-yyyy' },
  { like: /^\d{1,2}-\d{1,2}-\d{2}$/, format: 'd-M-yy', monthFirst: 'M-d-yy' },
];

/** Made once each, since making one takes longer than reading with it. */
const PARSERS = new Map<string, TokenParser>();

interface DateForm {
  like: RegExp;
  format: string;
  /** The same with the month first, where both are in use; see `day-order`. */
  monthFirst?: string;
}

/** Cells that say that there is no date. `NaN` is how tables that went through pandas write an empty cell. */
const NOTHING = new Set([
  ...['', '-', '--', '–', '—', 'n/a', 'na', 'nan', 'null', 'nil', 'undefined', 'none', 'not set'],
  ...['never', 'not used', 'never used', 'never accessed', 'never logged in', 'never active'],
  ...['no expiry', 'no expiration', 'does not expire', 'doesn’t expire', "doesn't expire", 'unlimited'],
]);

/** First and last instant that a date can mean. */
export interface Span {
  from: Instant;
  to: Instant;
}

/**
 * `absent`: the source says nothing; `unreadable`: it says something that is no instant. `within` is null for an instant to the
 * second with a zone: a minute or a day is a span, and what has no zone may be a day off either way.
 */
export type ReadTime =
  | { kind: 'instant'; at: Instant; within: Span | null }
  | { kind: 'absent' }
  /** `example`: day and month cannot be told apart, and this is one of the two days, like `2026-12-10`. */
  | { kind: 'unreadable'; example: string | null };

export interface TimeReading {
  /** A day alone stands for its first instant, or for its last, as an expiry day does: until it is over the token may work. */
  dayEdge?: 'start' | 'end';
  /** Which comes first in `10/12/2026`, as the column or an admin says. */
  order?: DayOrder | null;
  /** The heading says that the times under it are UTC. */
  isUtc?: boolean;
}

const UNREADABLE: ReadTime = { kind: 'unreadable', example: null };

/**
 * Reads an instant as APIs, exports and spreadsheets write it: ISO-8601, epoch seconds or milliseconds, and dates with the
 * month as a number or as a word (English, German, French, Spanish), each with or without a time and a zone. The zone of the
 * machine plays no part: what has no zone is taken for UTC, and `within` says how far off that may be.
 */
export function readTime(value: unknown, reading: TimeReading = {}): ReadTime {
  if (value === null || value === undefined) {
    return { kind: 'absent' };
  }
  if (typeof value === 'number') {
    return fromEpoch(value);
  }
  if (typeof value !== 'string') {
    return UNREADABLE;
  }
  const text = value.trim();
  if (NOTHING.has(text.toLowerCase())) {
    return { kind: 'absent' };
  }
  if (/^\d{9,16}(?:\.\d{1,9})?$/.test(text)) {
    return fromEpoch(Number(text));
  }
  if (IN_UTC.test(text)) {
    return fromUtc(text);
  }
  const parts = takeDateApart(text);
  const form = parts === null ? undefined : DATE_FORMS.find(({ like }) => like.test(parts.date));
  if (parts === null || form === undefined) {
    return UNREADABLE;
  }
  if (form.monthFirst === undefined) {
    return toReadTime(parts, form.format, reading);
  }

  const said = dayOrderOf(parts.date);
  const order = said === 'either' ? (reading.order ?? null) : said;
  if (order !== null) {
    return toReadTime(parts, order === 'mdy' ? form.monthFirst : form.format, reading);
  }
  const day = parse(parts.date, form.format);
  return day.isValid ? { kind: 'unreadable', example: day.toFormat('yyyy-MM-dd') } : UNREADABLE;
}

/** Luxon’s own defaults depend on the machine, so they are always given. */
const SETTINGS = { zone: 'utc', locale: 'en-US', numberingSystem: 'latn' } as const;

function parse(text: string, format: string): DateTime {
  const parser = PARSERS.get(format) ?? DateTime.buildFormatParser(format, SETTINGS);
  PARSERS.set(format, parser);
  return DateTime.fromFormatParser(text, parser, SETTINGS);
}

function toReadTime({ date, time, zone }: DateParts, format: string, { dayEdge, isUtc }: TimeReading): ReadTime {
  const read = time === null ? parse(date, format) : parse(`${date} ${time.text}`, `${format} ${time.format}`);
  const isShort = !format.includes('yyyy');
  const start = read.toMillis() - (zone ?? 0) * MINUTE;
  if (!(start >= (isShort ? EARLIEST_OF_SHORT : EARLIEST) && start <= LATEST)) {
    return UNREADABLE;
  }
  const length = time === null ? DAY : time.hasSeconds ? 1 : MINUTE;
  const end = start + length - 1;
  const slack = zone !== null || isUtc === true ? 0 : DAY;
  return {
    kind: 'instant',
    at: instantOf(time === null && dayEdge === 'end' ? end : start),
    within:
      length + slack === 1 ? null : { from: instantOf(start - slack), to: instantOf(Math.min(end + slack, LATEST)) },
  };
}

/** How APIs write nearly every instant: the one form that the language itself reads, and many times as fast. */
const IN_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

function fromUtc(text: string): ReadTime {
  const read = fromMilliseconds(Date.parse(text));
  // The language turns 30 February into 2 March.
  return read.kind === 'instant' && read.at.slice(0, 10) !== text.slice(0, 10) ? UNREADABLE : read;
}

function fromEpoch(value: number): ReadTime {
  return fromMilliseconds(Math.trunc(value < FIRST_MILLISECONDS ? value * 1000 : value));
}

/** False for NaN, too, in both comparisons: what is no date has no number. */
function fromMilliseconds(value: number): ReadTime {
  if (!(value >= EARLIEST && value <= LATEST)) {
    return UNREADABLE;
  }
  return { kind: 'instant', at: instantOf(value), within: null };
}

function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}

import type { Instant } from '../report/report';

/** Tokens and accounts are younger than this; an earlier number is seconds or nonsense, not milliseconds. */
const EARLIEST = Date.UTC(2002, 0, 1);
/** The last instant that a Date can hold (ECMAScript, time values). */
const LATEST = 8_640_000_000_000_000;
const LAST_MILLISECOND_OF_DAY = 86_399_999;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?)?$/i;
const DAY_FIRST = /^(\d{1,2})[ -]([a-z]{3,9})[ ,-]{1,2}(\d{4})$/i;
const MONTH_FIRST = /^([a-z]{3,9}) (\d{1,2}),? (\d{4})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NOTHING = new Set(['', '-', '--', 'n/a', 'never', 'none', 'null', 'not used', 'never used', 'no expiry']);

/** `absent`: the source says nothing; `unreadable`: it says something that is no instant. */
export type ReadTime = { kind: 'instant'; at: Instant } | { kind: 'absent' } | { kind: 'unreadable' };

/**
 * Reads an instant as Atlassian's account and token APIs and their CSV exports write it: ISO-8601 with or without
 * fraction and offset (no offset means UTC), epoch milliseconds as number or text (service accounts'
 * `updatedAt`), or a day alone. A day alone stands for its first instant, or for its last where `dayEdge` is
 * `end`, as an expiry day does: until the day is over the token may still work.
 */
export function readTime(value: unknown, dayEdge: 'start' | 'end' = 'start'): ReadTime {
  if (value === null || value === undefined) return { kind: 'absent' };
  if (typeof value === 'number') return fromMilliseconds(value);
  if (typeof value !== 'string') return { kind: 'unreadable' };
  const text = value.trim();
  if (NOTHING.has(text.toLowerCase())) return { kind: 'absent' };
  if (text.length > 40) return { kind: 'unreadable' };
  if (/^\d{11,16}$/.test(text)) return fromMilliseconds(Number(text));
  const iso = ISO.exec(text);
  if (iso !== null) return fromIso(iso, dayEdge);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return fromDay(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], dayEdge);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) return fromDay(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], dayEdge);
  return { kind: 'unreadable' };
}

function monthNumber(word: string | undefined): number {
  return MONTHS.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;
}

function fromIso(parts: RegExpExecArray, dayEdge: 'start' | 'end'): ReadTime {
  const [, year, month, day, hour, minute, second, fraction, , sign, offsetHours, offsetMinutes] = parts;
  if (hour === undefined) return fromDay(year, Number(month), day, dayEdge);
  const midnight = dayStart(Number(year), Number(month), Number(day));
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (midnight === null || hours > 24 || minutes > 59 || seconds > 60) return { kind: 'unreadable' };
  const milliseconds = Number((fraction ?? '0').slice(0, 3).padEnd(3, '0'));
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0));
  return fromMilliseconds(midnight + (hours * 60 + minutes - offset) * 60_000 + seconds * 1000 + milliseconds);
}

function fromDay(year: string | undefined, month: number, day: string | undefined, dayEdge: 'start' | 'end'): ReadTime {
  const midnight = dayStart(Number(year), month, Number(day));
  if (midnight === null) return { kind: 'unreadable' };
  return fromMilliseconds(dayEdge === 'end' ? midnight + LAST_MILLISECOND_OF_DAY : midnight);
}

/** Null for a day that the calendar does not have. */
function dayStart(year: number, month: number, day: number): number | null {
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  return exists && year >= 1000 ? midnight.getTime() : null;
}

function fromMilliseconds(value: number): ReadTime {
  if (!(value >= EARLIEST && value <= LATEST)) return { kind: 'unreadable' };
  return { kind: 'instant', at: new Date(Math.trunc(value)).toISOString() };
}

import { Info } from 'luxon';

/** The longest that is looked at: a date with weekday, zone and the zone’s name in brackets has some 80. */
const LONGEST = 100;

/** A date without the words around it, ready to be read with one of the forms of `read-time`. */
export interface DateParts {
  /** The parts of the day as they stand, or `15 Oct 2026` (in their order) where the month is a word. */
  date: string;
  /** Null where there is a day only. `format` is in Luxon’s tokens. */
  time: { text: string; format: string; hasSeconds: boolean } | null;
  /** Minutes east of UTC; null where no zone is named, or one whose letters stand for several (`IST`, `CST`). */
  zone: number | null;
}

/** Languages whose words are known: those of the screens and spreadsheets that exports come from. */
const LOCALES = ['en-US', 'de', 'fr', 'es'];

interface Words {
  /** In English, as `read-time` reads them. */
  shortMonths: string[];
  months: Map<string, Set<number>>;
  weekdays: Map<string, Set<number>>;
}

/** Asked of the system’s tables, which takes longer than the rest of a start: only once a date has a word. */
let words: Words | undefined;

function knownWords(): Words {
  words ??= {
    shortMonths: Info.months('short', { locale: 'en-US' }),
    months: byBeginning(3, (locale) => Info.months('long', { locale })),
    weekdays: byBeginning(2, (locale) => Info.weekdays('long', { locale })),
  };
  return words;
}

/** Between and around the parts of a date: `15 de octubre de 2026 a las 10:31`, `15. Oktober 2026 um 10:31 Uhr`. */
const FILLERS = new Set(['a', 'at', 'de', 'del', 'den', 'der', 'el', 'las', 'le', 'of', 'on', 'the', 'uhr', 'um']);

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([a-z+-].*)?$/;
const ZONE = /^(?:utc|gmt|z)?(?:([+-])(\d{1,2}):?(\d{2})?)?$/;

/** Takes a date apart by its words, marks and blanks. Null where a word is not known. */
export function takeDateApart(input: string): DateParts | null {
  if (input.length > LONGEST) {
    return null;
  }
  const text = fold(input)
    .replace(/ ?\([a-z\d ]*\)$/, '')
    .replaceAll(/\b([ap])\. ?m\b\.?/g, '$1m')
    .replace(/^(\d{4}-\d{2}-\d{2})t(?=\d)/, '$1 ');
  const found: Found = { day: [], time: null, zone: undefined };
  for (const token of text.split(/[\s,]+/).filter((part) => part !== '')) {
    if (!takeToken(token, found)) {
      return null;
    }
  }
  const time = found.time === null ? null : timeOf(found.time);
  return { date: dateOf(found.day), time, zone: found.time === null ? null : (found.zone ?? null) };
}

interface Found {
  day: string[];
  time: { hour: string; minute: string; second: string | undefined; fraction: string; half: string } | null;
  /** Undefined: none yet. */
  zone: number | null | undefined;
}

function takeToken(token: string, found: Found): boolean {
  const time = found.time === null ? TIME.exec(token) : null;
  if (time !== null) {
    const [, hour = '', minute = '', second, fraction = '', rest] = time;
    found.time = { hour, minute, second, fraction, half: '' };
    return rest === undefined || takeAfterTime(rest, found);
  }
  if (found.time !== null && takeAfterTime(token, found)) {
    return true;
  }
  // `15-Dec-26`, `15/Dec/2026`, `2026-oct-15`, `15.`: with a word for the month the marks between say nothing.
  const pieces = /[a-z]/.test(token) || /^\d{1,2}\.$/.test(token) ? token.split(/[-/.]/) : [token];
  return pieces.filter((piece) => piece !== '').every((piece) => takePiece(piece, found));
}

/** The half of the day, or a zone. */
function takeAfterTime(token: string, found: Found): boolean {
  if (found.time !== null && found.time.half === '' && (token === 'am' || token === 'pm')) {
    found.time.half = ` ${token}`;
    return true;
  }
  if (found.zone !== undefined) {
    return false;
  }
  const zone = ZONE.exec(token);
  if (zone !== null) {
    const minutes = Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0);
    if (minutes > 14 * 60) {
      return false;
    }
    found.zone = zone[1] === '-' ? -minutes : minutes;
    return true;
  }
  // `IST` is the time of India, of Israel and of Ireland: such letters count as no zone.
  if (!/^[a-z]{2,5}$/.test(token) || FILLERS.has(token) || monthOf(token) !== null) {
    return false;
  }
  found.zone = null;
  return true;
}

function takePiece(piece: string, { day }: Found): boolean {
  const number = /^(\d{1,4}|\d{8})(?:st|nd|rd|th)?$/.exec(piece);
  if (number !== null || /^[\d./-]+$/.test(piece)) {
    day.push(number?.[1] ?? piece);
    return true;
  }
  const month = monthOf(piece);
  if (month !== null) {
    day.push(month);
  }
  return month !== null || FILLERS.has(piece) || isWeekday(piece);
}

function monthOf(word: string): string | null {
  const { months, shortMonths } = knownWords();
  const [only, another] = months.get(word) ?? [];
  return only === undefined || another !== undefined ? null : (shortMonths[only] ?? null);
}

function isWeekday(word: string): boolean {
  return knownWords().weekdays.has(word);
}

/** Names are cut off anywhere (`Sept`), but `jui` is June and July in French: from each beginning to what it can mean. */
function byBeginning(least: number, namesIn: (locale: string) => string[]): Map<string, Set<number>> {
  const meanings = new Map<string, Set<number>>();
  for (const locale of LOCALES) {
    for (const [index, name] of namesIn(locale).map(fold).entries()) {
      for (let length = least; length <= name.length; length += 1) {
        const beginning = name.slice(0, length);
        meanings.set(beginning, (meanings.get(beginning) ?? new Set()).add(index));
      }
    }
  }
  return meanings;
}

function dateOf(day: readonly string[]): string {
  const [first, ...rest] = day;
  // `mar. 15 déc. 2026`: a French Tuesday.
  const isWeekdayFirst = first === 'Mar' && rest.some((piece) => /^[A-Z]/.test(piece));
  return (isWeekdayFirst ? rest : day).join(' ').replace(/\.$/, '');
}

function timeOf({ hour, minute, second, fraction, half }: NonNullable<Found['time']>): DateParts['time'] {
  const seconds = second === undefined ? '' : `:${second}`;
  const milliseconds = fraction === '' ? '' : `.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const format = `${half === '' ? 'H' : 'h'}:mm${seconds === '' ? '' : ':ss'}${milliseconds === '' ? '' : '.SSS'}`;
  return {
    text: `${hour}:${minute}${seconds}${milliseconds}${half}`,
    format: half === '' ? format : `${format} a`,
    hasSeconds: second !== undefined,
  };
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

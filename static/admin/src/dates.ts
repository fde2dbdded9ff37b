import type { Instant } from '../../../src/report/report';

const DAY = 86_400_000;

/** Three letters for each month, which no locale of English gives with the day first. */
const monthFormat = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

function parse(instant: Instant): Date | null {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? null : date;
}

function writeDay(date: Date): string {
  return `${date.getUTCDate()} ${monthFormat.format(date)} ${date.getUTCFullYear()}`;
}

/** "4 Dec 2026". All dates are UTC, because tokens expire at UTC instants. */
export function formatDay(instant: Instant): string {
  const date = parse(instant);
  return date === null ? instant : writeDay(date);
}

/** "4 Dec 2026, 06:05 UTC". */
export function formatMoment(instant: Instant): string {
  const date = parse(instant);
  return date === null ? instant : `${writeDay(date)}, ${timeFormat.format(date)} UTC`;
}

/** Whole UTC days from one instant to another: 0 is the same day, negative is before. */
export function daysBetween(from: Instant, to: Instant): number | null {
  const start = parse(from);
  const end = parse(to);
  if (start === null || end === null) {
    return null;
  }
  return Math.floor(end.getTime() / DAY) - Math.floor(start.getTime() / DAY);
}

/** "today", "in 12 days", "3 days ago", seen from the instant the report was judged at. */
export function formatDistance(asOf: Instant, to: Instant): string {
  const days = daysBetween(asOf, to);
  if (days === null) {
    return '';
  }
  if (days === 0) {
    return 'today';
  }
  if (days === 1) {
    return 'tomorrow';
  }
  if (days === -1) {
    return 'yesterday';
  }
  return days > 0 ? `in ${String(days)} days` : `${String(-days)} days ago`;
}

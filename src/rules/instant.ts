import type { Instant } from '../report/report';

/** Below this a number is seconds: as milliseconds it would lie before March 1973, when no rule existed. */
const FIRST_MILLISECONDS = 100_000_000_000;
/** The last instant that a Date can hold (ECMAScript, time values). */
const LAST_MILLISECONDS = 8_640_000_000_000_000;

/**
 * An instant as rules carry it: milliseconds (UI exports), seconds with a fraction (rule API), ISO-8601 text,
 * or any of these as text, in UTC where no zone is named. Null where it is none of them.
 */
export function toInstant(value: unknown): Instant | null {
  const milliseconds = toMilliseconds(value);
  if (milliseconds === null || Math.abs(milliseconds) > LAST_MILLISECONDS) {
    return null;
  }
  return new Date(milliseconds).toISOString();
}

function toMilliseconds(value: unknown): number | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) {
      return null;
    }
    return Math.round(value < FIRST_MILLISECONDS ? value * 1000 : value);
  }
  if (typeof value !== 'string' || value === '' || value.length > 40) {
    return null;
  }
  if (/^\d+(?:\.\d+)?$/.test(value)) {
    return toMilliseconds(Number(value));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) {
    return null;
  }
  const hasZone = /(?:z|[+-]\d{2}:?\d{2})$/i.test(value.slice(10));
  // Without a zone the language takes a time for one of the machine’s own zone.
  const parsed = Date.parse(hasZone || value.length === 10 ? value : `${value.replace(' ', 'T')}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}

import type { Instant } from '../report';
import type { Ladder } from '../settings';

const DAY = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/**
 * How many days before `day` to be reminded, the earliest first: the days of the ladder that are still ahead, and one day
 * before where none of them is. One that falls on a Saturday or Sunday comes on the Friday before.
 * @param day UTC day, `2026-12-10`
 */
export function alarmDays(day: string, asOf: Instant, ladder: Ladder): number[] {
  const end = Date.parse(day);
  const isAhead = (days: number): boolean => end - days * DAY > Date.parse(asOf);
  const steps = [ladder.watch, ladder.high, ladder.critical].map((days) => onWorkingDay(end, days)).filter(isAhead);
  return steps.length > 0 ? [...new Set(steps)] : [onWorkingDay(end, 1)].filter(isAhead);
}

function onWorkingDay(end: number, days: number): number {
  const weekday = new Date(end - days * DAY).getUTCDay();
  return weekday === SATURDAY ? days + 1 : weekday === SUNDAY ? days + 2 : days;
}

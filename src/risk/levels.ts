import { LEVELS, type Instant, type Level } from '../report/report';
import type { Ladder } from '../report/settings';

const DAY = 86_400_000;

/** Whole UTC days from one instant to another: 0 on the same calendar day. */
export function daysUntil(at: Instant, asOf: Date): number {
  return Math.floor(Date.parse(at) / DAY) - Math.floor(asOf.getTime() / DAY);
}

export function isPast(at: Instant, asOf: Date): boolean {
  return Date.parse(at) <= asOf.getTime();
}

/** The level of something that stops working at an instant. The instant itself is already past. */
export function levelAt(at: Instant, asOf: Date, ladder: Ladder): Level {
  if (isPast(at, asOf)) {
    return 'broken';
  }
  const days = daysUntil(at, asOf);
  if (days <= ladder.critical) {
    return 'critical';
  }
  if (days <= ladder.high) {
    return 'high';
  }
  return days <= ladder.watch ? 'watch' : 'ok';
}

/** Negative when the first is worse. */
export function compareLevels(one: Level, other: Level): number {
  return LEVELS.indexOf(one) - LEVELS.indexOf(other);
}

/** The worst of some levels; `unknown` of none, because nothing was checked then. */
export function worstOf(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? 'unknown';
}

/** A level that is not surer than `high`, for what is likely but not certain. */
export function atMostHigh(level: Level): Level {
  return level === 'broken' || level === 'critical' ? 'high' : level;
}

/** The day of an instant, as people write it. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

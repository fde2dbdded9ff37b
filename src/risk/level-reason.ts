import type { Instant, Level, Reason, ReasonCode } from '../report/report';
import { compareLevels } from './levels';

/** One thing that speaks for a level: a reason, what it makes of the finding, and when it breaks, where that is known. */
export interface LevelReason extends Reason {
  level: Level;
  breaks?: { from: Instant | null; to: Instant | null };
}

export function point(level: Level, code: ReasonCode, text: string, breaks?: LevelReason['breaks']): LevelReason {
  return breaks === undefined ? { level, code, text } : { level, code, text, breaks };
}

/** Worst first; in the order given among equals. */
export function inOrder(points: readonly LevelReason[]): LevelReason[] {
  return [...points].sort((one, other) => compareLevels(one.level, other.level));
}

/**
 * It stops working at the first of its causes: the earliest beginning, and the earliest certain end. What broke it already
 * counts before what would have later; but where that has no date, as a deactivated owner has none, the next date is kept: whoever
 * mends the one must know the other.
 */
export function breaksOf(all: readonly LevelReason[]): { from: Instant | null; to: Instant | null } {
  const broken = all.filter(({ level, breaks }) => level === 'broken' && (breaks?.from ?? breaks?.to ?? null) !== null);
  const points = broken.length > 0 ? broken : all;
  const earliest = (instants: (Instant | null | undefined)[]) =>
    instants
      .filter((instant) => instant !== null && instant !== undefined)
      .reduce<Instant | null>(
        (least, instant) => (least === null || Date.parse(instant) < Date.parse(least) ? instant : least),
        null,
      );
  return {
    from: earliest(points.map(({ breaks }) => breaks?.from)),
    to: earliest(points.map(({ breaks }) => breaks?.to)),
  };
}

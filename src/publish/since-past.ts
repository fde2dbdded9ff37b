import { LEVELS, type Finding, type Instant, type Level } from '../report/report';

/**
 * The scan's own start, so that a scan that was cut off and resumed says the same as one that was not; but never
 * before the report that is already there.
 */
export function instantToJudgeAt(startedAt: Instant | null, publishedAsOf: Instant | null, now: Date): Date {
  if (startedAt === null) {
    return now;
  }
  const start = new Date(startedAt);
  return publishedAsOf !== null && Date.parse(publishedAsOf) > start.getTime() ? now : start;
}

/** Findings that are new or worse than in the report before; none where there is no report before. The app's own are told apart. */
export function worsenedSince(before: ReadonlyMap<string, Level> | null, findings: readonly Finding[]): Finding[] {
  if (before === null) {
    return [];
  }
  return findings.filter(({ id, level, own }) => {
    const was = before.get(id);
    return own !== true && (was === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(was));
  });
}

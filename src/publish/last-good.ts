import type { Instant } from '../report/report';

/** A weekly scan, and a day for what may delay it. */
const OLDEST = 8 * 24 * 60 * 60_000;

/**
 * Does the published report still say more than one without people and tokens would? While the organization's API
 * fails it is kept, with a sentence that says so. After a week its `ok` is no longer something that was checked: then
 * an honest partial report takes its place.
 */
export function isLastGood(published: { asOf: Instant; coverage: { rulesRead: number } } | null, now: Date): boolean {
  return published !== null && published.coverage.rulesRead > 0 && now.getTime() - Date.parse(published.asOf) <= OLDEST;
}

import type { Finding, Instant } from '../report';

/** The UTC day of an instant, `2026-11-22`. */
export function utcDay(instant: Instant): string {
  return instant.slice(0, 10);
}

/** When a finding may stop working, for people: a day, a span of days, or a dash where none is known. */
export function breaksOn(finding: Finding): string {
  const { from, to } = finding.breaks;
  if (from === null) {
    return to === null ? '–' : `by ${utcDay(to)}`;
  }
  const first = utcDay(from);
  const last = to === null ? first : utcDay(to);
  return first === last ? first : `${first} to ${last}`;
}

import type { Finding, Instant } from '../report';

/** The UTC day of an instant, `2026-11-22`. */
export function utcDay(instant: Instant): string {
  return instant.slice(0, 10);
}

/**
 * When a finding may stop working, for people: a day, a span of days, or a dash where none is known. What is broken already may
 * have a date that is still to come, when it would break for another reason.
 */
export function breaksOn(finding: Finding, asOf?: Instant): string {
  const { from, to } = finding.breaks;
  if (finding.level === 'broken' && from !== null && asOf !== undefined && Date.parse(from) > Date.parse(asOf)) {
    return `now; again ${utcDay(from)}`;
  }
  if (from === null) {
    return to === null ? '–' : `by ${utcDay(to)}`;
  }
  const first = utcDay(from);
  const last = to === null ? first : utcDay(to);
  return first === last ? first : `${first} to ${last}`;
}

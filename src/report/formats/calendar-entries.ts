import type { Finding, Instant, ReasonCode } from '../report';
import { utcDay } from './day';

/** Who or what stops working on a day: a token, an account, or a credential of which no token is listed. */
export type CauseKind = 'token' | 'account' | 'credential';

/** One day on which one token ends or one account goes, with the findings that this breaks. */
export interface CalendarEntry {
  kind: CauseKind;
  /** Names the token, account or credential: the same in every report about it, and no part of a credential. */
  key: string;
  /** UTC day, `2026-12-10`: the first on which it may stop working. */
  day: string;
  findings: [Finding, ...Finding[]];
}

/** What stops working when, the soonest first. Findings without a day are not in it. */
export function calendarEntries(findings: Iterable<Finding>): CalendarEntry[] {
  const entries = new Map<string, CalendarEntry>();
  for (const finding of findings) {
    const at = breakOf(finding);
    if (at === null) {
      continue;
    }
    const day = utcDay(at);
    const cause = causeOf(finding, at);
    const place = JSON.stringify([cause.kind, cause.group, day]);
    const known = entries.get(place);
    if (known === undefined) {
      entries.set(place, { kind: cause.kind, key: cause.key, day, findings: [finding] });
    } else {
      known.findings.push(finding);
      // Of a credential without a record only its places have names that last: the first of them speaks for all.
      known.key = cause.key < known.key ? cause.key : known.key;
    }
  }
  return [...entries.values()].sort((one, other) => compareTexts(one.day + one.key, other.day + other.key));
}

/**
 * The instant that is announced. A token counts from the first instant at which it may end. An account that is scheduled for
 * deletion is treated as gone from today on, and what has a date is the end of the time in which that can be cancelled.
 */
function breakOf({ breaks: { from, to }, reasons }: Finding): Instant | null {
  return reasons.some(({ code }) => OF_ACCOUNT.has(code)) ? (to ?? from) : (from ?? to);
}

/** Reasons that an account gives: what breaks at the day is the account, whichever token it is. */
const OF_ACCOUNT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'owner-deleted',
  'owner-for-deletion',
  'owner-deactivated',
  'owner-suspended',
  'owner-no-access',
  'owner-not-found',
  'actor-inactive',
  'author-inactive',
  'connection-owner-inactive',
]);

function causeOf(finding: Finding, at: Instant): Pick<CalendarEntry, 'kind' | 'key'> & { group: string } {
  const { owner, token, credential, id } = finding;
  const account = owner?.accountId ?? owner?.email?.toLowerCase() ?? null;
  const candidates = token?.candidates ?? [];
  const isOfToken = candidates.some(({ expiresAt }) => expiresAt !== null && utcDay(expiresAt) === utcDay(at));
  const isOfAccount = finding.reasons.some(({ code }) => OF_ACCOUNT.has(code));
  if (isOfToken) {
    const key = JSON.stringify(candidates.map((candidate) => candidate.id).sort(compareTexts));
    return { kind: 'token', key, group: key };
  }
  if (account !== null && (credential === null || isOfAccount)) {
    return { kind: 'account', key: account, group: account };
  }
  // A fingerprint tells only within one report which findings are one secret: its key may be another next time.
  return { kind: 'credential', key: id, group: credential?.fingerprint ?? id };
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

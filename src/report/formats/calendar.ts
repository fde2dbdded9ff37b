import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Finding, Instant, ReasonCode, ReportHead } from '../report';
import { DEFAULT_LADDER, type Ladder } from '../settings';
import { alarmDays } from './alarm-days';
import { describeEvent, titleOf } from './calendar-words';
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

/**
 * The report as a calendar (iCalendar, RFC 5545): one all-day event per token or account and day, with the rules, the owner
 * and what to do, past days included. An event keeps its UID from report to report and its SEQUENCE rises with the instant
 * judged at, so that a calendar that is given a newer report updates what it has. Alarms come at 9 o’clock, local time, as
 * many days ahead as the ladder says; see {@link alarmDays}.
 */
export function* writeCalendar(
  head: ReportHead,
  findings: Iterable<Finding>,
  ladder: Ladder = DEFAULT_LADDER,
): Generator<string> {
  const { asOf } = head;
  const calendar = ical({
    name: 'Automation Token Watch',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Automation Token Watch', product: 'automation-token-watch', language: 'EN' },
  });
  const uids = new Set<string>();
  for (const entry of calendarEntries(findings)) {
    calendar.createEvent({
      id: uidOf(entry, uids),
      sequence: Math.floor(Date.parse(asOf) / MINUTE),
      stamp: new Date(asOf),
      allDay: true,
      start: new Date(entry.day),
      summary: titleOf(entry, asOf),
      description: describeEvent(entry, asOf),
      // Nobody is busy because a token ends.
      transparency: ICalEventTransparency.TRANSPARENT,
      alarms: alarmsOf(entry, asOf, ladder),
    });
  }
  yield `${calendar.toString()}\r\n`;
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

/** The same event in every report; where one cause has several days, each but the first is named after its day, too. */
function uidOf({ kind, key, day }: CalendarEntry, taken: Set<string>): string {
  const name = createHash('sha256')
    .update(JSON.stringify([kind, key]))
    .digest('hex')
    .slice(0, 32);
  const first = `${name}@${UID_DOMAIN}`;
  const uid = taken.has(first) ? `${name}-${day}@${UID_DOMAIN}` : first;
  taken.add(uid);
  return uid;
}

/** None for what is switched off or what an admin has dealt with. */
function alarmsOf(entry: CalendarEntry, asOf: Instant, ladder: Ladder) {
  const isQuiet = entry.findings.every(
    ({ rule, decision }) => rule.state === 'DISABLED' || decision?.type === 'accepted' || decision?.type === 'snoozed',
  );
  return isQuiet
    ? []
    : alarmDays(entry.day, asOf, ladder).map((daysBefore) => ({
        type: ICalAlarmType.display,
        triggerBefore: daysBefore * DAY_SECONDS - ALARM_HOUR * 3600,
        description: titleOf(entry, asOf),
      }));
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

const MINUTE = 60_000;
const DAY_SECONDS = 86_400;
/** Of the alarm’s day. */
const ALARM_HOUR = 9;
const UID_DOMAIN = 'automation-token-watch';

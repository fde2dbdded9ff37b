import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Finding, Instant, ReportHead } from '../report';
import { DEFAULT_LADDER, type Ladder } from '../settings';
import { alarmDays } from './alarm-days';
import { calendarEntries, type CalendarEntry } from './calendar-entries';
import { describeEvent, titleOf } from './calendar-words';

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

const MINUTE = 60_000;
const DAY_SECONDS = 86_400;
/** Of the alarm’s day. */
const ALARM_HOUR = 9;
const UID_DOMAIN = 'automation-token-watch';

import fc from 'fast-check';
import ICAL from 'ical.js';
import { writeCalendar } from '../../../src/report/formats/calendar';
import { calendarEntries } from '../../../src/report/formats/calendar-entries';
import { alarmDays } from '../../../src/report/formats/alarm-days';
import type { Finding, FindingToken, Report } from '../../../src/report/report';
import { DEFAULT_LADDER } from '../../../src/report/settings';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

const formatCalendar = (report: Report): string => [...writeCalendar(report, report.findings)].join('');

interface ShownEvent {
  uid: string;
  day: string;
  title: string;
  text: string;
  sequence: number;
  stamp: string;
  /** Local time at which each alarm comes. */
  alarms: string[];
}

/** What another library reads in the text. It throws at what is no calendar. */
function read(text: string): ShownEvent[] {
  const calendar = ICAL.Component.fromString(text);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      day: event.startDate.toString(),
      title: event.summary,
      text: event.description,
      sequence: event.sequence,
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      alarms: component.getAllSubcomponents('valarm').map((alarm) => {
        const at = event.startDate.clone();
        at.isDate = false;
        const trigger = alarm.getFirstPropertyValue('trigger');
        if (!(trigger instanceof ICAL.Duration)) {
          throw new Error('An alarm must be so long before its event');
        }
        at.addDuration(trigger);
        return at.toString();
      }),
    };
  });
}

function tokenOf(id: string, expiresAt: string): FindingToken {
  const candidate = { id, label: `label of ${id}`, createdAt: null, expiresAt, lastActiveAt: null, status: 'ALLOWED' };
  return { match: 'exact', candidates: [candidate] };
}

function endingOn(day: string, token: string, changes: Partial<Finding> = {}): Finding {
  const at = `${day}T10:00:00.000Z`;
  return sampleFinding({
    level: 'high',
    breaks: { from: at, to: at },
    token: tokenOf(token, at),
    reasons: [{ code: 'token-expires', text: `It expires on ${day}.` }],
    ...changes,
  });
}

const inRule = (name: string, changes: Partial<Finding['rule']> = {}): Pick<Finding, 'rule'> => ({
  rule: { ...sampleFinding().rule, uuid: `uuid of ${name}`, name, ...changes },
});

describe('the report as a calendar', () => {
  it('has one event for each token or account and day, and none for what has no day', () => {
    // Treated as gone already; the last day on which the deletion can be cancelled is to come.
    const going = { breaks: { from: '2026-11-22T09:00:00.000Z', to: '2026-12-04T00:00:00.000Z' } };
    const events = read(
      formatCalendar(
        sampleReport([
          endingOn('2026-12-10', 'token-1', inRule('One')),
          endingOn('2026-12-10', 'token-1', inRule('Two')),
          endingOn('2026-12-10', 'token-2', inRule('Three')),
          endingOn('2027-03-01', 'token-3', { level: 'ok', ...inRule('Four') }),
          sampleFinding({ ...going, ...inRule('Five') }),
          sampleFinding({ ...going, subject: 'actor', credential: null, token: null, ...inRule('Six') }),
          sampleFinding({ breaks: { from: null, to: null }, ...inRule('Seven') }),
        ]),
      ),
    );

    expect(events.map(({ day, title }) => [day, title])).toEqual([
      ['2026-12-04', 'Account leaver@example.com: 2 rules stop working'],
      ['2026-12-10', 'Token “label of token-1” of leaver@example.com: 2 rules stop working'],
      ['2026-12-10', 'Token “label of token-2” of leaver@example.com: 1 rule stops working'],
      ['2027-03-01', 'Token “label of token-3” of leaver@example.com: 1 rule stops working'],
    ]);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(4);
  });

  it('says which rules, whose token and what to do', () => {
    const [event] = read(formatCalendar(sampleReport([endingOn('2026-12-10', 'token-1', inRule('Nightly sync'))])));

    expect(event?.text.split('\n')).toEqual([
      'Rules:',
      '- Nightly sync',
      'Owner:',
      '- leaver@example.com (for deletion)',
      'Breaks:',
      '- 2026-12-10',
      'Why:',
      '- It expires on 2026-12-10.',
      'What to do:',
      '- Make a new token under another account.',
      'Judged at 2026-11-22T09:00:00.000Z by Automation Token Watch.',
    ]);
  });

  it('is the same text for the same report, and takes the place of an earlier one', () => {
    const finding = endingOn('2026-12-10', 'token-1');
    const former = formatCalendar(sampleReport([finding]));
    const [before] = read(former);
    const [after] = read(
      formatCalendar(sampleReport([endingOn('2026-12-12', 'token-1')], { asOf: '2026-11-29T09:00:00.000Z' })),
    );

    expect(formatCalendar(sampleReport([finding]))).toBe(former);
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Infinity);
    expect(before?.stamp).toBe('2026-11-22T09:00:00Z');
  });

  it('knows a secret without a record again, whatever the key of its fingerprint', () => {
    const declared = (fingerprint: string) =>
      ['a1', 'b2'].map((id) =>
        sampleFinding({
          id,
          token: null,
          breaks: { from: '2026-12-10T00:00:00.000Z', to: '2026-12-10T00:00:00.000Z' },
          reasons: [{ code: 'expiry-declared', text: 'An admin declared it.' }],
          credential: {
            kind: 'github-token',
            scheme: 'bearer',
            visibility: 'literal',
            checksum: 'none',
            fingerprint,
          },
        }),
      );
    const [one, ...others] = read(formatCalendar(sampleReport(declared('aa'.repeat(32)))));
    const [other] = read(formatCalendar(sampleReport(declared('bb'.repeat(32)).reverse())));

    expect(others).toEqual([]);
    expect(one?.title).toBe('GitHub token of leaver@example.com: 1 rule stops working');
    expect(other?.uid).toBe(one?.uid);
  });

  it('does not say that a rule stops where only one of several tokens ends', () => {
    const at = '2026-12-10T10:00:00.000Z';
    const token: FindingToken = {
      match: 'candidates',
      candidates: [tokenOf('token-1', at), tokenOf('token-2', '2027-02-01T00:00:00.000Z')].flatMap(
        ({ candidates }) => candidates,
      ),
    };
    const [event] = read(formatCalendar(sampleReport([endingOn('2026-12-10', '', { token })])));

    expect(event?.title).toBe('One of 2 tokens of leaver@example.com: 1 rule may stop working');

    // The first of them has ended already, and nobody knows whether it was the one.
    const [past] = read(
      formatCalendar(sampleReport([endingOn('2026-12-10', '', { token })], { asOf: '2026-12-20T09:00:00.000Z' })),
    );
    expect(past?.title).toBe('One of 2 tokens of leaver@example.com: 1 rule may have stopped working');
  });

  it('keeps what is past, without alarms', () => {
    const [event] = read(formatCalendar(sampleReport([endingOn('2026-11-02', 'token-1', { level: 'broken' })])));

    expect(event).toMatchObject({ day: '2026-11-02', alarms: [] });
    expect(event?.title).toContain('stopped working');
  });

  it('reminds at nine on the days of the ladder, on Fridays for weekends', () => {
    // 90 days before 10 March 2027 is 10 December; 30 are Monday 8 February; 7 are Wednesday 3 March.
    const [march] = read(formatCalendar(sampleReport([endingOn('2027-03-10', 'token-1')])));
    // 30 days before 27 December 2026 have passed by a day less; 7 are a Sunday.
    const [december] = read(formatCalendar(sampleReport([endingOn('2026-12-27', 'token-1')])));

    expect(march?.alarms).toEqual(['2026-12-10T09:00:00', '2027-02-08T09:00:00', '2027-03-03T09:00:00']);
    expect(december?.alarms).toEqual(['2026-11-27T09:00:00', '2026-12-18T09:00:00']);
  });

  it('takes the days of another ladder', () => {
    const report = sampleReport([endingOn('2027-01-29', 'token-1')]);
    const text = [...writeCalendar(report, report.findings, { critical: 1, high: 3, watch: 14 })].join('');

    expect(read(text)[0]?.alarms).toEqual(['2027-01-15T09:00:00', '2027-01-26T09:00:00', '2027-01-28T09:00:00']);
  });

  it('does not wake anybody for what is switched off or dealt with', () => {
    const decision = {
      type: 'accepted' as const,
      by: 'account-1',
      at: '2026-11-01T00:00:00.000Z',
      because: 'being retired',
      until: null,
    };
    const events = read(
      formatCalendar(
        sampleReport([
          endingOn('2026-12-22', 'token-1', inRule('Asleep', { state: 'DISABLED' })),
          endingOn('2026-12-23', 'token-2', { decision }),
          endingOn('2026-12-24', 'token-3'),
        ]),
      ),
    );

    expect(events.map(({ alarms }) => alarms.length)).toEqual([0, 0, 2]);
    expect(events[0]?.text).toContain('- Asleep (disabled)');
  });

  it.each([
    'a,b;c\\d\\n "e":f',
    'BEGIN:VEVENT\r\nSUMMARY:smuggled\r\nEND:VEVENT',
    'x\nEND:VCALENDAR',
    'name\u202Egnp\u200B.exe\u0007',
    '名前'.repeat(60),
    '👩‍💻'.repeat(60),
  ])('shows the name %j as text', (name) => {
    const calendar = formatCalendar(sampleReport([endingOn('2026-12-10', 'token-1', inRule(name))]));
    const events = read(calendar);

    expect(events).toHaveLength(1);
    expect(events[0]?.text.split('\n')[1]).toBe(
      `- ${name.replace(/[\r\n]+/g, ' ').replace(/[\p{Cc}\u200B-\u200F\u202E]/gu, '\u{FFFD}')}`,
    );
    expect(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  it('shows no tag of HTML, which some calendars would obey', () => {
    const text = formatCalendar(sampleReport([findingFullOf('<a href="https://example.com">x</a> 1 < 2')]));

    expect(text).not.toMatch(/<[a-z/]/i);
    expect(read(text)).toHaveLength(1);
  });

  it('stays a calendar of as many events as dates for any texts and days', () => {
    const days = fc.constantFrom('2026-11-01', '2026-11-22', '2026-12-05', '2028-02-29');
    const findings = fc.array(fc.tuple(fc.string({ unit: 'binary' }), days, fc.constantFrom('t1', 't2', 't3')));
    fc.assert(
      fc.property(findings, (made) => {
        const report = sampleReport(
          made.map(([text, day, token]) => {
            const { breaks, reasons } = endingOn(day, token);
            return { ...findingFullOf(text), breaks, reasons, token: tokenOf(token, breaks.from ?? '') };
          }),
        );
        const events = read(formatCalendar(report));

        expect(events).toHaveLength(new Set(made.map(([, day, token]) => `${day} ${token}`)).size);
        expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
        expect(events).toHaveLength(calendarEntries(report.findings).length);
      }),
    );
  });
});

describe('the days of the alarms', () => {
  it('are working days ahead, no later than the ladder says and at most two days earlier', () => {
    const date = fc.integer({ min: 0, max: 2000 }).map((days) => Date.UTC(2026, 0, 1) + days * 86_400_000);
    fc.assert(
      fc.property(date, date, (end, asOf) => {
        const { critical, high, watch } = DEFAULT_LADDER;
        const given = alarmDays(new Date(end).toISOString().slice(0, 10), new Date(asOf).toISOString(), DEFAULT_LADDER);
        for (const days of given) {
          const at = new Date(end - days * 86_400_000);
          expect([0, 6]).not.toContain(at.getUTCDay());
          expect(at.getTime()).toBeGreaterThan(asOf);
          expect([1, critical, high, watch].some((step) => days >= step && days <= step + 2)).toBe(true);
        }
        // Whatever is four days away or more has a working day before it.
        expect(given.length > 0 || end - asOf <= 3 * 86_400_000).toBe(true);
      }),
    );
  });
});

import { KIND_NAMES } from '../../labels/kinds';
import type { Instant } from '../report';
import type { CalendarEntry } from './calendar-entries';
import { breaksOn, utcDay } from './day';
import { describeOwner, describeSubject } from './describe';
import { printableText } from './printable-text';

/** More would make an event that no calendar shows whole; the report has them all. */
const MOST_RULES = 25;
const MOST_TEXTS = 8;

/** The event in one line: “Token “wiki sync” of ada@example.com: 3 rules stop working”. */
export function titleOf(entry: CalendarEntry, asOf: Instant): string {
  const { findings } = entry;
  const rules = rulesOf(entry).length;
  const isPast = entry.day < utcDay(asOf);
  const isSure = findings.some(({ token }) => token?.match !== 'candidates');
  const stops = findings.every(({ level }) => level === 'broken')
    ? 'stopped working'
    : isPast
      ? 'may have stopped working'
      : !isSure
        ? 'may stop working'
        : rules === 1
          ? 'stops working'
          : 'stop working';
  return calendarText(`${causeOf(entry)}: ${rules} ${rules === 1 ? 'rule' : 'rules'} ${stops}`);
}

function causeOf({ kind, findings: [finding] }: CalendarEntry): string {
  const { owner, token } = finding;
  const who = owner?.email ?? owner?.name ?? owner?.accountId ?? null;
  const of = who === null ? '' : ` of ${who}`;
  switch (kind) {
    case 'account':
      return `Account${who === null ? '' : ` ${who}`}`;
    case 'token': {
      const candidates = token?.candidates ?? [];
      const [only] = candidates;
      return candidates.length === 1 && only !== undefined
        ? `Token${only.label === null ? '' : ` “${only.label}”`}${of}`
        : `One of ${candidates.length} tokens${of}`;
    }
    case 'credential':
      return `${finding.credential === null ? describeSubject(finding) : KIND_NAMES[finding.credential.kind]}${of}`;
  }
}

/** The text of the event: rules, owner, why, what to do. Lines end with `\n`. */
export function describeEvent(entry: CalendarEntry, asOf: Instant): string {
  const { findings } = entry;
  const [first] = findings;
  const rules = rulesOf(entry);
  const lines = (title: string, texts: readonly string[], most: number): string[] => {
    const left = texts.length - most;
    return texts.length === 0
      ? []
      : [
          title,
          ...texts.slice(0, most).map((text) => `- ${calendarText(text)}`),
          ...(left > 0 ? [`- and ${left} more`] : []),
        ];
  };
  const owners = distinct(findings.map(describeOwner)).filter((owner) => owner !== '–');
  const advice = distinct(
    findings.flatMap((finding) => finding.advice.map(({ text, url }) => (url === undefined ? text : `${text} ${url}`))),
  );
  return [
    ...lines('Rules:', rules, MOST_RULES),
    ...lines('Owner:', owners, MOST_TEXTS),
    ...lines('Breaks:', [breaksOn(first, asOf)], 1),
    ...lines('Why:', distinct(findings.flatMap(({ reasons }) => reasons.map(({ text }) => text))), MOST_TEXTS),
    ...lines('What to do:', advice, MOST_TEXTS),
    `Judged at ${asOf} by Automation Token Watch.`,
  ].join('\n');
}

function rulesOf({ findings }: CalendarEntry): string[] {
  const rules = new Map(
    findings.map(({ rule }) => [
      JSON.stringify([rule.product, rule.uuid, rule.name]),
      `${rule.name}${rule.state === 'DISABLED' ? ' (disabled)' : ''}`,
    ]),
  );
  return [...rules.values()];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Text that stays text: some calendars show what looks like a tag of HTML as one. */
function calendarText(text: string): string {
  return printableText(text).replace(/<(?=[a-z/!?])/gi, '‹');
}

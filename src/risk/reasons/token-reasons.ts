import type { Instant, Level, ReasonCode } from '../../report/report';
import { isBlocked, isKnownStatus } from '../../tokens/fitting-records';
import type { MatchDoubt, TokenMatch } from '../../tokens/token-match';
import type { TokenRecord } from '../../tokens/token-record';
import type { JudgeContext } from '../judge-context';
import type { Ladder } from '../../report/settings';
import { atMostHigh, compareLevels, dayOf, daysUntil, isPast, levelAt, worstOf } from '../levels';
import { point, type LevelReason } from '../level-reason';

/** What the token list tells of a fingerprint: an expiry, a choice of expiries, or that nothing can be told. */
export function tokenReasons(match: TokenMatch, context: JudgeContext): LevelReason[] {
  if (match.match === 'exact') {
    const [record] = match.candidates;
    const points = record === undefined ? [] : recordPoints(record, context);
    return match.unconfirmed ? [...points, ...unconfirmedPoints(match.why)] : points;
  }
  if (match.match === 'none') {
    return missingPoints(match, context);
  }
  if (match.match === 'candidates') {
    return [...candidatePoints(match, context), ...doubtPoints(match.why)];
  }
  return [
    ...doubtPoints(match.why),
    point('unknown', 'expiry-unknown', 'When this token expires could not be found out.'),
  ];
}

/** One token record by itself. */
function recordPoints(record: TokenRecord, { asOf, ladder }: JudgeContext): LevelReason[] {
  const name = record.label === null ? 'The token' : `The token “${record.label}”`;
  const points: LevelReason[] = [];
  if (isBlocked(record)) {
    points.push(point('broken', 'token-blocked', `${name} is ${record.status?.toLowerCase() ?? 'blocked'}.`));
  } else if (!isKnownStatus(record)) {
    points.push(
      point(
        'unknown',
        'source-unavailable',
        `${name} is listed as “${record.status ?? ''}”; whether it works then is not known.`,
      ),
    );
  }
  return [...points, expiryPoint(record, name, asOf, ladder)];
}

function expiryPoint(record: TokenRecord, name: string, asOf: Date, ladder: Ladder): LevelReason {
  const { expiresAt, expiresWithin } = record;
  const saysExpired = record.status?.toUpperCase() === 'EXPIRED';
  if (expiresAt === null) {
    return saysExpired
      ? point('broken', 'token-expired', `${name} is listed as expired.`)
      : point('unknown', 'expiry-unknown', `${name} is listed without a date on which it expires.`);
  }
  if (saysExpired && !isPast(expiresWithin?.from ?? expiresAt, asOf)) {
    const text = `${name} is listed as expired, and with a date that is still to come, ${dayOf(expiresAt)}: which of the two is right is not known.`;
    return point('unknown', 'expiry-unknown', text);
  }
  const at = { from: expiresAt, to: expiresAt };
  if (saysExpired || isPast(expiresWithin?.to ?? expiresAt, asOf)) {
    return point('broken', 'token-expired', `${name} expired on ${dayOf(expiresAt)}.`, at);
  }
  if (!isPast(expiresAt, asOf)) {
    return point(
      levelAt(expiresAt, asOf, ladder),
      'token-expires',
      `${name} expires on ${whenIn(expiresAt, asOf)}.`,
      at,
    );
  }
  const text = `${name} expires about now: the list says ${dayOf(expiresAt)} without a time zone, which may be a day off.`;
  return point('critical', 'token-expires', text, at);
}

/** A day and how far it is: `2026-12-01 (in 9 days)`. */
export function whenIn(at: Instant, asOf: Date): string {
  const days = daysUntil(at, asOf);
  return `${dayOf(at)} (${days === 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`})`;
}

function missingPoints(match: TokenMatch, { asOf }: JudgeContext): LevelReason[] {
  const expired = match.gone.find(({ expiresAt }) => expiresAt !== null && isPast(expiresAt, asOf));
  const points = [
    point(
      'broken',
      'token-missing',
      'The owner’s tokens were listed whole and none of them can be this one: it was revoked, or it expired and is not listed any more.',
    ),
  ];
  if (expired !== undefined && match.gone.length === 1) {
    points.push(...expiredAway(expired));
  }
  return points;
}

function expiredAway({ label, expiresAt }: TokenRecord): LevelReason[] {
  if (expiresAt === null) {
    return [];
  }
  const name = label === null ? 'It' : `It was “${label}”, which`;
  return [
    point('broken', 'token-expired', `${name} expired on ${dayOf(expiresAt)}.`, { from: expiresAt, to: expiresAt }),
  ];
}

/** Several records: what they agree on is certain, and what they do not agree on is at most `high`. */
function candidatePoints(match: TokenMatch, context: JudgeContext): LevelReason[] {
  const each = match.candidates.map((record) => recordPoints(record, context));
  const levels = new Set<Level>(each.map((points) => worstOf(points.map(({ level }) => level))));
  if (match.gone.length > 0 || match.contested !== null) {
    levels.add('broken');
  }
  if (match.open) {
    levels.add('unknown');
  }
  const [first] = each;
  const [agreed] = levels;
  if (each.length === 1 && levels.size === 1 && first !== undefined) {
    return first;
  }

  const dates = match.candidates.map(({ expiresAt }) => expiresAt).filter((at) => at !== null);
  const sorted = dates.sort((one, other) => Date.parse(one) - Date.parse(other));
  const complete = sorted.length === match.candidates.length && !match.open;
  const breaks = { from: sorted[0] ?? null, to: complete ? (sorted.at(-1) ?? null) : null };
  const worst = worstOf([...levels]);
  const level = levels.size === 1 && agreed !== undefined ? agreed : atMostHigh(worst);
  return [point(level, 'token-ambiguous', ambiguityText(match, sorted), breaks), ...sharedReason(each, level)];
}

/** Where all listed candidates have one level for one reason, that is said too, no worse than the choice itself. */
function sharedReason(each: readonly LevelReason[][], level: Level): LevelReason[] {
  const leads = each.map((points) => [...points].sort((one, other) => compareLevels(one.level, other.level))[0]);
  const [lead] = leads;
  if (lead === undefined || !leads.every((one) => one?.level === lead.level && one.code === lead.code)) {
    return [];
  }
  if (compareLevels(lead.level, level) > 0) {
    return [];
  }
  if (each.length === 1) {
    return [point(level, lead.code, lead.text)];
  }
  const text = SHARED.get(lead.code);
  return text === undefined ? [] : [point(level, lead.code, text)];
}

const SHARED = new Map<ReasonCode, string>([
  ['token-expired', 'All of them are expired.'],
  ['token-blocked', 'All of them are blocked.'],
  ['token-expires', 'All of them expire in that time.'],
]);

function ambiguityText(match: TokenMatch, dates: readonly Instant[]): string {
  const [first] = dates;
  const last = dates.at(-1);
  const span =
    first === undefined || last === undefined
      ? 'none of which has an expiry date'
      : dayOf(first) === dayOf(last)
        ? `expiring on ${dayOf(first)}`
        : `expiring between ${dayOf(first)} and ${dayOf(last)}`;
  const count = match.candidates.length;
  const sentences = [
    count === 1 ? `It may be one listed token, ${span}` : `It may be any of ${count} listed tokens, ${span}`,
  ];
  if (match.open) {
    sentences.push('or one that is not listed here');
  }
  if (match.gone.length > 0) {
    sentences.push(
      `or ${match.gone.length === 1 ? 'one' : `one of ${match.gone.length}`} that was listed before and is gone`,
    );
  }
  const text = `${sentences.join(', ')}.`;
  if (match.contested === null) {
    return text;
  }
  const { fingerprints, records } = match.contested;
  return `${text} The rules hold ${fingerprints} different tokens of this owner that fit only ${records} listed ${records === 1 ? 'one' : 'ones'}, so at least ${fingerprints - records} of them ${fingerprints - records === 1 ? 'is' : 'are'} gone.`;
}

function unconfirmedPoints(why: MatchDoubt | null): LevelReason[] {
  return [
    point(
      'unknown',
      'source-unavailable',
      `It is known from an earlier scan which token this is, but ${becauseOf(why)}`,
    ),
  ];
}

function becauseOf(why: MatchDoubt | null): string {
  return why === 'no-inventory'
    ? 'no tokens were listed this time, so whether it still exists is not known.'
    : 'the tokens could not be listed reliably this time, so whether it still exists is not known.';
}

function doubtPoints(why: MatchDoubt | null): LevelReason[] {
  switch (why) {
    case 'owner-not-listed':
      return [
        point(
          'unknown',
          'token-unlisted',
          'The token lists do not cover this owner, so its token cannot be among them.',
        ),
      ];
    case 'other-organization':
      return [
        point(
          'unknown',
          'token-unlisted',
          'It may also be the key of another organization, whose keys are not listed here.',
        ),
      ];
    case 'inventory-partial':
      return [
        point('unknown', 'token-unlisted', 'The token list was not read whole, so this token may be missing in it.'),
        point('unknown', 'source-unavailable', 'A part of the tokens could not be read.'),
      ];
    case 'inventory-unsaid':
      return [
        point(
          'unknown',
          'token-unlisted',
          'Nobody said that the list of tokens holds every one, so this token may be missing in it.',
        ),
      ];
    case 'inventory-outdated':
      return [
        point(
          'unknown',
          'token-unlisted',
          'The list of tokens is older than the last edit of this rule, so its token may be younger than the list.',
        ),
      ];
    case 'inventory-old':
      return [
        point(
          'unknown',
          'source-unavailable',
          'The list of tokens is of an earlier day, so whether this token still exists is not known.',
        ),
      ];
    case 'creation-unknown':
      return [
        point(
          'unknown',
          'token-unlisted',
          'The list does not say, or not to the day, that the token was made before the last edit of this rule.',
        ),
      ];
    case 'scopes-unknown':
      return [
        point(
          'unknown',
          'token-unlisted',
          'The list does not say whether the token has scopes, and only one that fits the request’s address can be it.',
        ),
      ];
    case 'contradiction':
      return [
        point(
          'unknown',
          'token-unlisted',
          'The rules use this secret in ways that cannot all be right (two owners, or scoped and unscoped), so its token cannot be found.',
        ),
      ];
    case 'accepted-unlisted':
      return [point('unknown', 'token-unlisted', 'Its host accepted it, but no listed token of the owner fits.')];
    case 'no-inventory':
    case 'no-owner':
    case 'checksum-invalid':
    case null:
      return [];
  }
}

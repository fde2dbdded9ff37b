import type { Finding, Level, Match, Report } from '../../src/report/report';
import { DAY } from '../cloud/account';
import { isListed, type Token } from '../cloud/organization';
import type { Life, Use } from './life';
import { causeOfFailure, type Cause } from './truth';

/** Notice that counts as foresight. */
const NOTICE_DAYS = 7;
/** How long an `ok` must hold. */
const OK_DAYS = 90;

/** What the reports said about one use, from its first to its last saying so. */
export interface Statement {
  from: number;
  until: number;
  level: Level;
  breaksFrom: number | null;
  /** Null where it may be later than any day that is known, since the token may be one that is not listed. */
  breaksTo: number | null;
  match: Match | null;
  tokenId: string | null;
  reasons: string[];
}

export interface Break {
  use: Use;
  at: number;
  cause: Cause;
  /** Whether the sources could have told, at a scan at least seven days before. */
  knowable: boolean;
  foretold: boolean;
  noticeDays: number | null;
}

export interface FalseAlarm {
  use: Use;
  at: number;
  what: 'said-broken' | 'date-passed';
}

/** Matches of one use with one token, as last said. */
interface MatchRecord {
  match: Match;
  /** When it was first called another token, and which; and whether its own was ever in a list that the app could read. */
  wrong: { at: number; said: string; wasListed: boolean } | null;
}

/** Compares what the reports said with what happened. It sees both; the app sees only its side. */
export class Ledger {
  readonly breaks: Break[] = [];
  readonly falseAlarms: FalseAlarm[] = [];
  readonly falseOks: { use: Use; saidAt: number; brokeAt: number }[] = [];
  readonly matches = new Map<string, MatchRecord>();
  claims = 0;
  oks = 0;
  private readonly failing = new Map<Use, Cause | null>();
  private readonly statements = new Map<Use, Statement[]>();
  private readonly openClaims = new Map<Use, { date: number; lastSaid: number }>();
  /** Findings about credentials that reports held, and how many of them were unknown. */
  said = 0;
  unknown = 0;
  /** The days on which a weekly scan is due: what it could have seen in time is knowable, however the judge is fed. */
  private readonly weeks: number[] = [];
  private readonly readings: number[] = [];
  private readonly listed = new Set<Token>();

  constructor(private readonly life: Life) {}

  /** Looks whether the use works now; answers true when it has just stopped. */
  look(use: Use, now: number): boolean {
    const cause = causeOfFailure(this.life, use, now);
    const before = this.failing.get(use);
    this.failing.set(use, cause);
    const broke = before === null && cause !== null;
    if (broke && this.life.isEnabled(use)) {
      this.noteBreak(use, cause, now);
    }
    return broke;
  }

  works(use: Use): boolean {
    return this.failing.get(use) === null;
  }

  passWeek(now: number): void {
    this.weeks.push(now);
  }

  /** Takes in a report. `isReading` tells whether it read the rules anew. */
  hear(report: Report, now: number, isReading: boolean): void {
    if (isReading) {
      this.readings.push(now);
    }
    for (const token of this.life.org.tokens) {
      if (!this.listed.has(token) && isListed(this.life.org, token, now)) {
        this.listed.add(token);
      }
    }
    const findings = new Map<string, Finding>();
    for (const finding of report.findings) {
      if (finding.subject === 'credential' && finding.own !== true) {
        findings.set(finding.rule.uuid, finding);
      }
    }
    for (const use of this.life.live()) {
      const finding = findings.get(use.stored.uuid);
      this.settleClaim(use, now);
      if (finding !== undefined) {
        this.note(use, finding, now);
      }
    }
  }

  /** What was said about the use by the last report at or before an instant. */
  saidAt(use: Use, instant: number): Statement | undefined {
    return (this.statements.get(use) ?? []).findLast((statement) => statement.from <= instant);
  }

  private note(use: Use, finding: Finding, now: number): void {
    const statement: Statement = {
      from: now,
      until: now,
      level: finding.level,
      breaksFrom: instantOf(finding.breaks.from),
      breaksTo: instantOf(finding.breaks.to),
      match: finding.token?.match ?? null,
      tokenId: finding.token?.match === 'exact' ? (finding.token.candidates[0]?.id ?? null) : null,
      reasons: finding.reasons.map((reason) => reason.code),
    };
    this.noteMatch(use, statement);
    const said = this.statements.get(use) ?? [];
    this.statements.set(use, said);
    const last = said.at(-1);
    if (last !== undefined && isSame(last, statement)) {
      last.until = now;
    } else {
      said.push(statement);
    }
    this.said += 1;
    this.unknown += statement.level === 'unknown' ? 1 : 0;
    this.oks += statement.level === 'ok' ? 1 : 0;
    if (statement.level === 'broken') {
      this.noteBrokenClaim(use, now, last?.level !== 'broken');
    } else if (isOpenClaim(statement, now)) {
      const open = this.openClaims.get(use);
      if (open?.date !== statement.breaksTo) {
        this.claims += 1;
      }
      this.openClaims.set(use, { date: statement.breaksTo, lastSaid: now });
    } else {
      this.openClaims.delete(use);
    }
  }

  private noteBrokenClaim(use: Use, now: number, isNew: boolean): void {
    this.openClaims.delete(use);
    this.claims += isNew ? 1 : 0;
    if (isNew && this.works(use) && use.touchedAt <= this.lastRead(now)) {
      this.falseAlarms.push({ use, at: now, what: 'said-broken' });
    }
  }

  /** A date that was named has passed: did it break, or did somebody do something about it? */
  private settleClaim(use: Use, now: number): void {
    const claim = this.openClaims.get(use);
    if (claim === undefined || claim.date + DAY > now) {
      return;
    }
    this.openClaims.delete(use);
    const nothingChanged = use.touchedAt <= this.lastRead(claim.lastSaid);
    if (nothingChanged && this.works(use) && this.life.isEnabled(use)) {
      this.falseAlarms.push({ use, at: claim.date, what: 'date-passed' });
    }
  }

  private noteMatch(use: Use, statement: Statement): void {
    // What was put into the rule after it was last read cannot be known yet.
    if (statement.match === null || use.form !== 'basic' || use.tokenSince > this.lastRead(statement.from)) {
      return;
    }
    const key = `${use.stored.uuid}/${use.token.id}`;
    const { match, tokenId: said, from: at } = statement;
    const wasListed = this.listed.has(use.token);
    const wrong = said !== null && said !== use.token.id ? { at, said, wasListed } : null;
    this.matches.set(key, { match, wrong: this.matches.get(key)?.wrong ?? wrong });
  }

  private noteBreak(use: Use, cause: Cause, at: number): void {
    const limit = at - NOTICE_DAYS * DAY;
    const seen = this.weeks.some((scan) => scan >= use.tokenSince && scan <= limit);
    const knowable = cause === 'token-expired' && use.form === 'basic' && use.owner.managed && seen;
    const said = this.statements.get(use) ?? [];
    // What is broken for another reason keeps the date of this one.
    const covers = (statement: Statement): boolean =>
      ['watch', 'high', 'critical', 'broken'].includes(statement.level) &&
      statement.breaksFrom !== null &&
      statement.breaksFrom <= at + DAY &&
      (statement.breaksTo ?? statement.breaksFrom) >= at - DAY;
    const inTime = this.saidAt(use, limit);
    const foretold = inTime !== undefined && covers(inTime);
    let first: number | null = null;
    for (const statement of [...said].reverse()) {
      if (!covers(statement)) {
        break;
      }
      first = statement.from;
    }
    this.breaks.push({ use, at, cause, knowable, foretold, noticeDays: first === null ? null : (at - first) / DAY });
    if (cause === 'token-expired') {
      this.noteFalseOk(use, at, said);
    }
  }

  /** An expiry is no act: an `ok` said within the 90 days before it was wrong, unless the rule changed after it was read. */
  private noteFalseOk(use: Use, at: number, said: Statement[]): void {
    const wrong = said.findLast((statement) => statement.level === 'ok' && at - statement.until <= OK_DAYS * DAY);
    if (wrong !== undefined && use.touchedAt <= this.lastRead(wrong.until)) {
      this.falseOks.push({ use, saidAt: wrong.until, brokeAt: at });
    }
  }

  private lastRead(instant: number): number {
    return this.readings.findLast((scan) => scan <= instant) ?? -Infinity;
  }
}

/** Names a day that is still to come (or only just past): one that has passed is settled already. */
function isOpenClaim(statement: Statement, now: number): statement is Statement & { breaksTo: number } {
  const warns = statement.level !== 'ok' && statement.level !== 'unknown';
  return warns && statement.breaksTo !== null && statement.breaksTo + DAY > now;
}

function isSame(one: Statement, other: Statement): boolean {
  return (
    one.level === other.level &&
    one.breaksFrom === other.breaksFrom &&
    one.breaksTo === other.breaksTo &&
    one.match === other.match &&
    one.tokenId === other.tokenId
  );
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

import { createHash } from 'node:crypto';
import { LEVELS, type Finding, type Instant, type Level, type ReasonCode, type RuleRef } from './report';

/** What is different in the current report. A finding stands in one of `new`, `worse`, `better` and `gone`, and may also be `rotated`. */
export interface ReportChanges {
  /** The instant of the report compared with; null where there was none, and then nothing counts as changed. */
  since: Instant | null;
  new: Finding[];
  worse: LevelChange[];
  better: LevelChange[];
  /** As they were in the previous report. */
  gone: FindingMark[];
  /** Another secret stands in the same place since the rule was edited. */
  rotated: Finding[];
}

export interface LevelChange {
  finding: Finding;
  previousLevel: Level;
}

/** As much of a finding as a later report is compared with. */
export interface FindingMark {
  id: string;
  level: Level;
  /** The beginning of the fingerprint. */
  fingerprint: string | null;
  /** When its rule was last edited, in whole seconds since 1970; null where the rule does not say. */
  editedAt: number | null;
  /** See `ruleKey`. */
  rule: string;
  ruleName: string;
  reason: ReasonCode | null;
}

/** A report to compare with, by its marks. */
export interface Baseline {
  asOf: Instant;
  marks: Iterable<FindingMark>;
}

const FINGERPRINT_DIGITS = 12;
const KEY_DIGITS = 10;

/** Names a rule among those of one site, in a few characters. */
export function ruleKey({ product, uuid }: Pick<RuleRef, 'product' | 'uuid'>): string {
  return createHash('sha256').update(`${product}|${uuid}`).digest('hex').slice(0, KEY_DIGITS);
}

/** What of a finding a mark is made of. */
export interface MarkedFinding extends Pick<Finding, 'id' | 'level' | 'rule'> {
  credential: Pick<NonNullable<Finding['credential']>, 'fingerprint'> | null;
  reasons: readonly { code: ReasonCode }[];
}

export function markOf({ id, level, credential, rule, reasons }: MarkedFinding): FindingMark {
  return {
    id,
    level,
    fingerprint: credential?.fingerprint?.slice(0, FINGERPRINT_DIGITS) ?? null,
    editedAt: rule.updatedAt === null ? null : Math.floor(Date.parse(rule.updatedAt) / 1000),
    rule: ruleKey(rule),
    ruleName: rule.name,
    reason: reasons[0]?.code ?? null,
  };
}

/**
 * What is different since another report. What is missing now is gone only if its rule was read again or is known not to exist: a
 * report that ended without some rules says nothing about them.
 * @param isUnread whether the rule of a missing finding was perhaps not read
 */
export function changesSince(
  previous: Baseline | null,
  current: Iterable<Finding>,
  isUnread: (mark: FindingMark) => boolean,
): ReportChanges {
  const changes: ReportChanges = {
    since: previous?.asOf ?? null,
    new: [],
    worse: [],
    better: [],
    gone: [],
    rotated: [],
  };
  if (previous === null) {
    return changes;
  }
  const before = new Map<string, FindingMark>();
  for (const mark of previous.marks) {
    before.set(mark.id, mark);
  }
  const rulesNow = new Set<string>();
  for (const finding of current) {
    const mark = markOf(finding);
    rulesNow.add(mark.rule);
    const earlier = before.get(mark.id);
    before.delete(mark.id);
    if (earlier === undefined) {
      changes.new.push(finding);
      continue;
    }
    const step = LEVELS.indexOf(finding.level) - LEVELS.indexOf(earlier.level);
    if (step < 0) {
      changes.worse.push({ finding, previousLevel: earlier.level });
    }
    if (step > 0 && !isBySaying(finding, previous.asOf)) {
      changes.better.push({ finding, previousLevel: earlier.level });
    }
    if (isRotated(earlier, mark, finding.own === true)) {
      changes.rotated.push(finding);
    }
  }
  for (const mark of before.values()) {
    if (rulesNow.has(mark.rule) || !isUnread(mark)) {
      changes.gone.push(mark);
    }
  }
  return changes;
}

/** Better only because an admin said since whose it is or when it expires: nothing about the rule became better. */
function isBySaying({ decision }: Finding, since: Instant): boolean {
  const says = decision?.type === 'owner-assigned' || decision?.type === 'expiry-declared';
  return says && Date.parse(decision.at) >= Date.parse(since);
}

/** A fingerprint that changes in a rule nobody edited was made with another key, not rotated. */
function isRotated(earlier: FindingMark, now: FindingMark, own: boolean): boolean {
  if (earlier.fingerprint === null || now.fingerprint === null || earlier.fingerprint === now.fingerprint) {
    return false;
  }
  return own || now.editedAt === null || now.editedAt !== earlier.editedAt;
}

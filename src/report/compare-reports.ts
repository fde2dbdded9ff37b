import { LEVELS, type Finding, type Instant, type Level, type Report } from './report';

/** What is different in the current report. A finding stands in one of `new`, `worse`, `better` and `gone`, and may also be `rotated`. */
export interface ReportChanges {
  /** The instant of the report compared with; null where there was none, and then nothing counts as changed. */
  since: string | null;
  new: Finding[];
  worse: LevelChange[];
  better: LevelChange[];
  /** As they were in the previous report. */
  gone: Finding[];
  /** Another secret stands in the same place since the rule was edited. */
  rotated: Rotation[];
}

export interface LevelChange {
  finding: Finding;
  previousLevel: Level;
}

export interface Rotation {
  finding: Finding;
  previousFingerprint: string;
}

/** Findings to compare: walked through more than once, and not all held in memory at once where there are many. */
export interface Comparable {
  asOf: Instant;
  findings: Iterable<Finding>;
}

/**
 * Compares two reports by the ids of their findings. What is missing in the current one counts as gone only if its rule was read
 * again or is known not to exist: a report that ended without some rules says nothing about them.
 */
export function compareReports(previous: Report | null, current: Report): ReportChanges {
  return changesBetween(previous, current.findings, (finding) => mayBeUnread(finding, current));
}

/** `compareReports` for findings that need not lie in memory. @param mayBeUnread whether a missing finding's rule was perhaps not read */
export function changesBetween(
  previous: Comparable | null,
  current: Iterable<Finding>,
  mayBeUnread: (finding: Finding) => boolean,
): ReportChanges {
  const changes = noChanges(previous?.asOf ?? null);
  if (previous === null) return changes;
  const before = new Map<string, Mark>();
  for (const finding of previous.findings) before.set(finding.id, markOf(finding));
  const rulesNow = new Set<string>();
  for (const finding of current) {
    rulesNow.add(ruleKey(finding));
    const earlier = before.get(finding.id);
    if (earlier === undefined) {
      changes.new.push(finding);
      continue;
    }
    earlier.isThere = true;
    const step = LEVELS.indexOf(finding.level) - LEVELS.indexOf(earlier.level);
    if (step < 0) changes.worse.push({ finding, previousLevel: earlier.level });
    if (step > 0) changes.better.push({ finding, previousLevel: earlier.level });
    const previousFingerprint = replacedFingerprint(earlier, finding);
    if (previousFingerprint !== null) changes.rotated.push({ finding, previousFingerprint });
  }
  for (const finding of previous.findings) {
    if (before.get(finding.id)?.isThere !== true && (rulesNow.has(ruleKey(finding)) || !mayBeUnread(finding)))
      changes.gone.push(finding);
  }
  return changes;
}

/** Nothing is different. */
export function noChanges(since: Instant | null): ReportChanges {
  return { since, new: [], worse: [], better: [], gone: [], rotated: [] };
}

/** As much of an earlier finding as a comparison needs. */
interface Mark {
  level: Level;
  fingerprint: string | null;
  updatedAt: Instant | null;
  isThere: boolean;
}

function markOf({ level, credential, rule }: Finding): Mark {
  return { level, fingerprint: credential?.fingerprint ?? null, updatedAt: rule.updatedAt, isThere: false };
}

function ruleKey({ rule }: Finding): string {
  return `${rule.product}|${rule.uuid}`;
}

/** A fingerprint that changes in a rule nobody edited was made with another key, not rotated. */
function replacedFingerprint({ fingerprint: previous, updatedAt }: Mark, finding: Finding): string | null {
  const current = finding.credential?.fingerprint ?? null;
  if (previous === null || current === null || previous === current) return null;
  const edited = finding.own === true || finding.rule.updatedAt === null || finding.rule.updatedAt !== updatedAt;
  return edited ? previous : null;
}

/** Whether the rule of a finding that is missing in a report was perhaps not read for it. */
export function mayBeUnread(
  { rule }: Pick<Finding, 'rule'>,
  { status, coverage }: Pick<Report, 'status' | 'coverage'>,
): boolean {
  if (status === 'partial') return true;
  return coverage.rulesUnreadable.some(({ source }) => source.includes(rule.uuid));
}

import { LEVELS, type Finding, type Level, type Report } from './report';

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

/**
 * Compares two reports by the ids of their findings. What is missing in the current one counts as gone only if its rule was read
 * again or is known not to exist: a report that ended without some rules says nothing about them.
 */
export function compareReports(previous: Report | null, current: Report): ReportChanges {
  const changes: ReportChanges = {
    since: previous?.asOf ?? null,
    new: [],
    worse: [],
    better: [],
    gone: [],
    rotated: [],
  };
  if (previous === null) return changes;
  const before = new Map(previous.findings.map((finding) => [finding.id, finding]));
  const now = new Set<string>();
  const rulesNow = new Set<string>();
  for (const finding of current.findings) {
    now.add(finding.id);
    rulesNow.add(ruleKey(finding));
    const earlier = before.get(finding.id);
    if (earlier === undefined) {
      changes.new.push(finding);
      continue;
    }
    const step = LEVELS.indexOf(finding.level) - LEVELS.indexOf(earlier.level);
    if (step < 0) changes.worse.push({ finding, previousLevel: earlier.level });
    if (step > 0) changes.better.push({ finding, previousLevel: earlier.level });
    const previousFingerprint = replacedFingerprint(earlier, finding);
    if (previousFingerprint !== null) changes.rotated.push({ finding, previousFingerprint });
  }
  changes.gone = previous.findings.filter(
    (finding) => !now.has(finding.id) && (rulesNow.has(ruleKey(finding)) || !mayBeUnread(finding, current)),
  );
  return changes;
}

function ruleKey({ rule }: Finding): string {
  return `${rule.product}|${rule.uuid}`;
}

/** A fingerprint that changes in a rule nobody edited was made with another key, not rotated. */
function replacedFingerprint(earlier: Finding, finding: Finding): string | null {
  const previous = earlier.credential?.fingerprint ?? null;
  const current = finding.credential?.fingerprint ?? null;
  if (previous === null || current === null || previous === current) return null;
  const edited =
    finding.own === true || finding.rule.updatedAt === null || finding.rule.updatedAt !== earlier.rule.updatedAt;
  return edited ? previous : null;
}

function mayBeUnread({ rule }: Finding, { status, coverage }: Report): boolean {
  if (status === 'partial') return true;
  return coverage.rulesUnreadable.some(({ source }) => source.includes(rule.uuid));
}

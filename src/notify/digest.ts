import type { Problem } from '../report/problem';
import type { ChangeCounts, ChangeLine } from '../report/published';
import type { Finding, Instant, Level, ReasonCode, Summary } from '../report/report';
import type { PublishedReport } from '../storage/report-store';
import { coverageOf } from '../storage/report-store';

/** What the notice says: one section each, already cut to a length that people read and Jira takes. */
export interface Digest {
  asOf: Instant;
  status: 'complete' | 'partial';
  problem: Problem | null;
  /** Findings by level. */
  summary: Summary;
  /** Enabled rules by the worst that was found in each. */
  rules: Summary;
  own: DigestLine[];
  broken: Section;
  /** What breaks next, the soonest first. */
  next: Section;
  /** Null in a first report, which has nothing to be compared with. */
  changes: ChangeCounts | null;
  changed: ChangeLine[];
  /** How many findings could not be checked, by the first reason of each, the most frequent first. */
  unchecked: { reason: ReasonCode | null; count: number }[];
  limits: string[];
  moreLimits: number;
}

export interface Section {
  lines: DigestLine[];
  /** How many more there are than lines. */
  more: number;
}

export interface DigestLine {
  rule: string;
  /** Calendar day (UTC) on which it may stop working; null where unknown or past. */
  day: string | null;
  level: Level;
  text: string;
  advice: string | null;
  disabled: boolean;
}

const LINES = 25;
const LIMITS = 12;
/** Jira takes 32,767 characters of text in a description; every line is cut well below that. */
const LONGEST = 200;

/** Puts the digest together. `findings` are all of the report, in its order. */
export function makeDigest(published: PublishedReport, findings: readonly Finding[]): Digest {
  const live = findings.filter((finding) => !isSilenced(finding) && finding.own !== true);
  const broken = live.filter(({ level }) => level === 'broken');
  const next = live
    .filter(({ level, breaks }) => isDated(level) && breaks.from !== null)
    .sort((one, other) => (one.breaks.from ?? '').localeCompare(other.breaks.from ?? ''));
  const { limits } = coverageOf(published);
  const unread = published.unreadCount;
  const unseen = [...(unread === 0 ? [] : [`${unread} rules could not be read.`]), ...limits];
  return {
    asOf: published.asOf,
    status: published.status,
    problem: published.problem,
    summary: published.summary,
    rules: published.rules,
    own: published.own.map(toLine),
    broken: toSection(broken),
    next: toSection(next),
    changes: published.changes,
    changed: published.changed.slice(0, LINES).map((line) => ({ ...line, rule: cut(line.rule), what: cut(line.what) })),
    unchecked: countUnchecked(live),
    limits: unseen.slice(0, LIMITS).map((limit) => cut(limit, 2 * LONGEST)),
    moreLimits: Math.max(0, unseen.length - LIMITS),
  };
}

/** Of these levels a finding says when it breaks; one that is broken, unknown or fine says nothing new with its day. */
function isDated(level: Level): boolean {
  return level === 'critical' || level === 'high' || level === 'watch';
}

function countUnchecked(findings: readonly Finding[]): Digest['unchecked'] {
  const counts = new Map<ReasonCode | null, number>();
  for (const { level, reasons } of findings) {
    const reason = reasons[0]?.code ?? null;
    if (level === 'unknown') {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
}

/** An admin knows about it and said so. */
export function isSilenced({ decision }: Finding): boolean {
  return decision?.type === 'snoozed' || decision?.type === 'accepted';
}

export function toLine(finding: Finding): DigestLine {
  const { rule, breaks, level, reasons, advice } = finding;
  return {
    rule: cut(rule.name),
    day: breaks.from?.slice(0, 10) ?? null,
    level,
    text: cut(reasons[0]?.text ?? ''),
    advice: advice[0] === undefined ? null : cut(advice[0].text),
    disabled: rule.state === 'DISABLED',
  };
}

function toSection(findings: readonly Finding[]): Section {
  return { lines: findings.slice(0, LINES).map(toLine), more: Math.max(0, findings.length - LINES) };
}

function cut(text: string, longest: number = LONGEST): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

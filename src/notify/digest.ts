import type { Problem } from '../report/problem';
import type { ChangeCounts, ChangeLine } from '../report/published';
import type { Finding, Instant, Level, Summary } from '../report/report';
import type { PublishedReport } from '../storage/report-store';
import { coverageOf } from '../storage/report-store';

/** What the notice says: one section each, already cut to a length that people read and Jira takes. */
export interface Digest {
  asOf: Instant;
  status: 'complete' | 'partial';
  problem: Problem | null;
  summary: Summary;
  own: DigestLine[];
  broken: Section;
  /** What breaks next, the soonest first. */
  next: Section;
  changes: ChangeCounts;
  changed: ChangeLine[];
  limits: string[];
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

/** Puts the digest together. `findings` are those at `watch` or worse, in the report's order. */
export function makeDigest(published: PublishedReport, findings: readonly Finding[]): Digest {
  const live = findings.filter((finding) => !isSilenced(finding) && finding.own !== true);
  const broken = live.filter(({ level }) => level === 'broken');
  const next = live
    .filter(({ level, breaks }) => level !== 'broken' && breaks.from !== null)
    .sort((one, other) => (one.breaks.from ?? '').localeCompare(other.breaks.from ?? ''));
  const { limits } = coverageOf(published);
  const unread = published.unreadCount;
  return {
    asOf: published.asOf,
    status: published.status,
    problem: published.problem,
    summary: published.summary,
    own: published.own.map(toLine),
    broken: toSection(broken),
    next: toSection(next),
    changes: published.changes,
    changed: published.changed.slice(0, LINES).map((line) => ({ ...line, rule: cut(line.rule), what: cut(line.what) })),
    limits: [...(unread === 0 ? [] : [`${unread} rules could not be read.`]), ...limits]
      .slice(0, LIMITS)
      .map((limit) => cut(limit, 2 * LONGEST)),
  };
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

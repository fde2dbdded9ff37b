import type { Coverage, Finding, Instant, Level, ReasonCode, RuleRef, Summary } from './report';

export interface ChangeCounts {
  new: number;
  worse: number;
  better: number;
  gone: number;
  rotated: number;
}

/** One change in a few words. */
export interface ChangeLine {
  kind: keyof ChangeCounts;
  rule: string;
  what: string;
  before: Level | null;
  after: Level | null;
}

export type ReportTrigger = 'weekly' | 'daily' | 'manual' | 'event';

/** The published report without its findings. */
export interface ReportSummary {
  id: string;
  asOf: Instant;
  generatedAt: Instant;
  status: 'complete' | 'partial';
  trigger: ReportTrigger;
  coverage: Coverage;
  summary: Summary;
  changes: ChangeCounts;
  findingCount: number;
  /** Findings about this app's own credentials, always in sight. */
  own: Finding[];
}

/** One listed token and the rules that use it, as far as it could be told. */
export interface StoredTokenUse {
  id: string;
  type: 'user' | 'service-account' | 'organization';
  label: string | null;
  status: string | null;
  createdAt: Instant | null;
  expiresAt: Instant | null;
  lastActiveAt: Instant | null;
  owner: { accountId: string | null; email: string | null; name: string | null };
  /** `exact`: the token in these rules; `candidate`: may be; `none`: no rule seen uses it (scripts outside Jira may). */
  use: 'exact' | 'candidate' | 'none';
  rules: RuleRef[];
}

/** One finding that changed, for the history: rules and reasons, nobody's name. */
export interface HistoryChange {
  kind: keyof ChangeCounts;
  rule: string;
  reason: ReasonCode | null;
  before: Level | null;
  after: Level | null;
}

/** One line of the history: what a report said when it was published. */
export interface HistoryEntry {
  reportId: string;
  asOf: Instant;
  generatedAt: Instant;
  status: 'complete' | 'partial';
  trigger: ReportTrigger;
  summary: Summary;
  changes: ChangeCounts;
  /** The first of what changed, the worst first; the counts are in `changes`. Absent in entries of before. */
  changed?: HistoryChange[];
  rulesRead: number;
}

/** What an admin did, for the audit trail. */
export interface AuditEntry {
  at: Instant;
  accountId: string;
  action: string;
  /** What it was about, without any secret. */
  detail: string;
}

import type {
  Coverage,
  CredentialKind,
  Finding,
  FindingDecision,
  FindingOwner,
  Instant,
  Level,
  Placement,
  ReasonCode,
  RuleRef,
  Subject,
  Summary,
} from './report';

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

/** What made a report be judged: the weekly scan, the daily check, an admin, an account or file that changed, a decision. */
export type ReportTrigger = 'weekly' | 'daily' | 'manual' | 'event' | 'decision';

/** The published report without its findings. */
export interface ReportSummary {
  id: string;
  asOf: Instant;
  generatedAt: Instant;
  status: 'complete' | 'partial';
  trigger: ReportTrigger;
  coverage: Coverage;
  /** Findings by level. */
  summary: Summary;
  /** Enabled rules that have findings, by the worst of them. */
  rules: Summary;
  /** Since the report that is compared with, the last weekly one; null for a first report. */
  changes: ChangeCounts | null;
  findingCount: number;
  /** Findings about this app's own credentials, always in sight. */
  own: Finding[];
}

/** One finding in a few words: enough for lists, filters and counts. The rule’s own page has the rest. */
export interface FindingRow {
  id: string;
  subject: Subject;
  level: Level;
  rule: RuleRef;
  kind: CredentialKind | null;
  placement: Placement;
  /** Header, parameter or field name where there is one. */
  name: string | null;
  component: string;
  host: string | null;
  owner: FindingOwner | null;
  breaks: Finding['breaks'];
  reasons: ReasonCode[];
  own?: boolean;
  decision?: Pick<FindingDecision, 'type' | 'until'>;
}

export function toRow(finding: Finding): FindingRow {
  const { id, subject, level, rule, credential, location, destination, owner, breaks, reasons, own, decision } =
    finding;
  return {
    id,
    subject,
    level,
    rule,
    kind: credential?.kind ?? null,
    placement: location.placement,
    name: location.name,
    component: location.component,
    host: destination.host,
    owner,
    breaks,
    reasons: reasons.map(({ code }) => code),
    ...(own === undefined ? {} : { own }),
    ...(decision === undefined ? {} : { decision: { type: decision.type, until: decision.until } }),
  };
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
  rules: Summary;
  changes: ChangeCounts | null;
  /** The first of what changed, the worst first; the counts are in `changes`. */
  changed: HistoryChange[];
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

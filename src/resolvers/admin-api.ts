/**
 * Everything that crosses between the admin page and the app, by resolver key. The page imports these
 * types only; the app implements them. Every answer is an `AdminAnswer`: a failure is a value with a code.
 */
import type { DecodeNote } from '../decode-text';
import type { DayOrder } from '../people/day-order';
import type { ConnectionState } from '../report/connection-state';
import type { ImportedFile, ImportKind } from '../report/imported-file';
import type { Problem } from '../report/problem';
import type {
  AuditEntry,
  ChangeCounts,
  FindingRow,
  HistoryChange,
  HistoryEntry,
  ReportSummary,
  StoredTokenUse,
} from '../report/published';
import type {
  Finding,
  FindingCredential,
  Instant,
  Level,
  OwnerState,
  ReasonCode,
  RuleRef,
  Subject,
} from '../report/report';
import type { NoticeRecipient, Settings } from '../report/settings';

export type AdminAnswer<Value> = { ok: true; value: Value } | { ok: false; failure: AdminFailure };

export interface AdminFailure {
  code: AdminFailureCode;
  /** One or two sentences for the admin: what happened and what to do. */
  text: string;
}

export type AdminFailureCode =
  /** The caller has no Administer Jira permission. Where that could not be checked, the trouble on the way is the code. */
  | 'not-admin'
  /** The request does not have the documented shape or is too large. */
  | 'bad-request'
  | 'not-found'
  /** A credential was tried and refused (401). */
  | 'unauthorized'
  /** A credential was tried, works, and may not do what is needed (403). */
  | 'forbidden'
  | 'rate-limited'
  | 'unavailable'
  | 'network'
  | 'bad-answer'
  | 'not-connected'
  /** This edition of the app cannot do it, whoever asks. */
  | 'not-offered'
  | 'already-running'
  /** What was read before is not so any more: another report is published, or somebody else has saved meanwhile. */
  | 'outdated'
  | 'unexpected';

export type { ConnectionState };

export interface AutomationConnection {
  email: string;
  accountId: string | null;
  savedAt: Instant;
  state: ConnectionState;
  checkedAt: Instant | null;
}

export interface OrganizationConnection {
  orgId: string;
  orgName: string;
  savedAt: Instant;
  state: ConnectionState;
  checkedAt: Instant | null;
}

export interface ScanView {
  state: 'idle' | 'running' | 'failed';
  /** What the running scan does: listing rules, reading them, or judging. */
  step: 'listing' | 'reading' | 'judging' | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  /** Rules to read in this scan; null while they are being listed. */
  rulesTotal: number | null;
  rulesDone: number;
  problem: Problem | null;
}

/** The published report without its findings. */
export type ReportHead = ReportSummary;
export type { ChangeCounts };

export interface NoticeView {
  /** Key and address of the work item, once it exists. */
  workItem: { key: string; url: string | null } | null;
  lastUpdatedAt: Instant | null;
  lastEmailAt: Instant | null;
  problem: Problem | null;
}

export interface Overview {
  /** What this edition of the app can do besides reading files; the page shows nothing else. */
  offers: { connections: boolean; liveCheck: boolean };
  site: { host: string | null; cloudId: string | null };
  connection: {
    automation: AutomationConnection | null;
    organization: OrganizationConnection | null;
  };
  settings: Settings;
  scan: ScanView;
  report: ReportHead | null;
  notice: NoticeView;
}

export type { FindingRow };

/** All findings of the published report in a few words each, in as few answers as they fit into. */
export interface FindingsPage {
  /** The report they are of; null while there is none. The rest must be of the same. */
  reportId: string | null;
  rows: FindingRow[];
  /** How many there are in all. */
  total: number;
  /** Where the rest begins; null at the end. */
  next: number | null;
}

export interface RuleDetail {
  rule: RuleRef;
  findings: Finding[];
  /** How many findings of the rule are not shown, because they would not fit into an answer. */
  more: number;
  /** The rule in Jira's own settings, where the site is known. */
  url: string | null;
}

export type { HistoryChange, HistoryEntry };

/** An account as far as it is known. */
export interface PersonRef {
  accountId: string | null;
  email: string | null;
  name: string | null;
  state: OwnerState;
}

/** What depends on one account. */
export type PersonCheck =
  | {
      found: 'one';
      account: PersonRef;
      /** It cannot do anything for a rule any more. */
      isGone: boolean;
      /** Rules that do not work any more because of this account. */
      brokenAlready: Places;
      /** Rules that stop if it goes. */
      wouldBreak: Places;
      /** Rules that go on, but whose failures nobody hears of. */
      unattended: Places;
      /** Places that need nothing because of the account, and why. */
      alreadyCovered: Places;
      /** What could not be seen, in plain sentences. */
      limits: string[];
    }
  /** The name belongs to all of these. */
  | { found: 'several'; accounts: PersonRef[] }
  /** Nobody has it; these may be meant. `isSure`: Jira was asked, too. */
  | { found: 'none'; alike: PersonRef[]; isSure: boolean };

export interface Places {
  /** The most urgent first. */
  places: Place[];
  /** How many there are, and in how many rules. */
  total: number;
  rules: number;
}

export interface Place {
  rule: RuleRef;
  /** The rule in Jira's own settings, where the site is known. */
  url: string | null;
  subject: Subject;
  level: Level;
  /** Null where the report has no finding: an actor or author who is well. */
  findingId: string | null;
  /** What stands there, where it is a credential of a rule. */
  credential: Pick<FindingCredential, 'kind' | 'fingerprint'> | null;
  reasons: ReasonCode[];
  breaks: Finding['breaks'];
  /** One plain sentence: what happens there, and what to do. */
  effect: string;
}

export type TokenUse = StoredTokenUse;

/** All listed tokens, in as few answers as they fit into. */
export interface TokensPage {
  reportId: string | null;
  tokens: TokenUse[];
  total: number;
  next: number | null;
  limits: string[];
}

export type DecisionRequest =
  | { findingId: string; type: 'snoozed'; because: string; until: Instant }
  | { findingId: string; type: 'accepted'; because: string; until?: Instant }
  /** `owner` is an email address or an account id. */
  | { findingId: string; type: 'owner-assigned'; because: string; owner: string }
  | { findingId: string; type: 'expiry-declared'; because: string; expiresAt: Instant };

export type { AuditEntry };

export type ExportFormat = 'csv' | 'json' | 'markdown' | 'sarif';

/**
 * One slice of an export; ask again with `nextCursor` until it is null. A cursor is good for one report: when that is
 * replaced the answer is `outdated`, and the export starts again.
 */
export interface ExportSlice {
  fileName: string;
  mediaType: string;
  text: string;
  nextCursor: string | null;
}

export interface ProjectChoice {
  id: string;
  key: string;
  name: string;
}

export type { ImportedFile, ImportKind };

/** One part of a file: a file of its own, with fewer entries. All parts of one file carry the same `upload`. */
export interface ImportPartRequest {
  /** Made by the page: 16 to 40 hexadecimal digits and hyphens. */
  upload: string;
  kind: ImportKind;
  fileName: string;
  /** Counts from 0. */
  part: number;
  /** JSON or CSV, at most 480,000 characters. */
  text: string;
  /** How the page had to read its bytes. */
  decoding?: DecodeNote;
  /** What an admin says of dates that could have the day or the month first. */
  dateOrder?: DayOrder;
  /** Of a part of a CSV: what only the whole tells. */
  whole?: { firstRow: number; orders: (DayOrder | null)[] };
}

/** What an admin says of a file of people or tokens. */
export interface ImportStatement {
  /** It lists everybody, or every token. No, unless somebody says so. */
  complete?: boolean;
  /** The day that it shows, like `2026-11-20`; without one, its own word for it counts. */
  day?: string;
}

/** An object without fields. */
export type Nothing = Record<string, never>;

/** Resolver key to what it takes and what it gives. */
export interface AdminApi {
  getOverview: { request: Nothing; value: Overview };
  /** `from` is the `next` of the answer before. */
  getFindings: { request: { from?: number }; value: FindingsPage };
  getRule: { request: { uuid: string }; value: RuleDetail };
  /** Tried against Jira and the Automation API before it is saved; never sent back. */
  connectAutomation: {
    request: { email: string; token: string };
    value: { automation: AutomationConnection };
  };
  /** An organization API key, tried before it is saved; never sent back. */
  connectOrganization: {
    request: { key: string };
    value: { organization: OrganizationConnection; limits: string[] };
  };
  disconnect: { request: { which: 'automation' | 'organization' }; value: Nothing };
  startScan: { request: Nothing; value: { scan: ScanView } };
  getScanProgress: { request: Nothing; value: { scan: ScanView } };
  getSettings: { request: Nothing; value: { settings: Settings } };
  /** `seen`: the settings that were changed. What others saved meanwhile is kept; where both changed the same, it is `outdated`. */
  saveSettings: { request: { settings: Settings; seen?: Settings }; value: { settings: Settings } };
  listProjects: { request: { search?: string }; value: { projects: ProjectChoice[] } };
  searchPeople: { request: { search: string }; value: { people: NoticeRecipient[] } };
  searchGroups: { request: { search: string }; value: { groups: NoticeRecipient[] } };
  getHistory: { request: Nothing; value: { history: HistoryEntry[] } };
  /** An email address, an account id, or a name that one account alone has. */
  checkPerson: { request: { account: string }; value: PersonCheck };
  getTokens: { request: { from?: number }; value: TokensPage };
  /** `isJudged`: the published report is the one with the decision; otherwise it follows soon. */
  decide: { request: DecisionRequest; value: { finding: Finding; isJudged: boolean } };
  undecide: { request: { findingId: string }; value: { finding: Finding; isJudged: boolean } };
  getAudit: { request: Nothing; value: { entries: AuditEntry[] } };
  exportReport: { request: { format: ExportFormat; cursor?: string }; value: ExportSlice };
  importPart: { request: ImportPartRequest; value: { count: number; unreadable: number } };
  /** Puts the file into use. Rules in it are judged within seconds. */
  finishImport: {
    request: {
      upload: string;
      kind: ImportKind;
      fileName: string;
      parts: number;
      /** Places, from 0, of entries that are too large to be sent. */
      leftOut: number[];
    } & ImportStatement;
    value: { file: ImportedFile };
  };
  changeImport: { request: { id: string } & ImportStatement; value: { file: ImportedFile } };
  getImports: { request: Nothing; value: { files: ImportedFile[] } };
  removeImport: { request: { id: string }; value: Nothing };
  /** Removes everything this app stored on the site; `confirm` must be the word `erase`. */
  eraseEverything: { request: { confirm: string }; value: { erased: number } };
}

export type AdminKey = keyof AdminApi;
export type AdminRequest<Key extends AdminKey> = AdminApi[Key]['request'];
export type AdminValue<Key extends AdminKey> = AdminApi[Key]['value'];

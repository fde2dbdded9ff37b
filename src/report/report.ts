/**
 * The report: what one scan says. The same object is printed by the command line, stored by the app,
 * shown by the admin page and exported. This file is the product's vocabulary.
 */
import type { CredentialKind } from './kinds';

export type { CredentialKind } from './kinds';

/** Worst first. The order is the ladder that `--fail-on` and every list use. */
export const LEVELS = ['broken', 'critical', 'high', 'watch', 'unknown', 'ok'] as const;
export type Level = (typeof LEVELS)[number];

export const SUBJECTS = ['credential', 'connection', 'actor', 'author'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PLACEMENTS = ['header', 'url-userinfo', 'url-query', 'url-path', 'body', 'other'] as const;
export type Placement = (typeof PLACEMENTS)[number];

export const SCHEMES = ['basic', 'bearer', 'other'] as const;
export type Scheme = (typeof SCHEMES)[number];

export const VISIBILITIES = ['literal', 'masked', 'reference', 'smart-value', 'connection'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const CHECKSUMS = ['valid', 'invalid', 'none'] as const;
export type Checksum = (typeof CHECKSUMS)[number];

export const AUDIENCES = ['own-site', 'atlassian-api', 'other-atlassian-site', 'third-party', 'unknown'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const OWNER_STATES = [
  'active',
  'for_deletion',
  'deleted',
  'deactivated',
  'suspended',
  'no_access',
  'unmanaged',
  'service_account',
  'not_found',
  'unknown',
] as const;
export type OwnerState = (typeof OWNER_STATES)[number];

export const OWNER_SOURCES = ['basic-user', 'connection', 'assigned', 'live-check', 'author'] as const;
/** How the owner was named. `author` is a hint and never raises a level. */
export type OwnerSource = (typeof OWNER_SOURCES)[number] | 'actor';

export const MATCHES = ['exact', 'candidates', 'none', 'not-checked'] as const;
export type Match = (typeof MATCHES)[number];

export const REASON_CODES = [
  'owner-deleted',
  'owner-for-deletion',
  'owner-deactivated',
  'owner-suspended',
  'owner-no-access',
  'owner-not-found',
  'owner-unmanaged',
  'owner-unknown',
  'token-expired',
  'token-expires',
  'token-blocked',
  'token-missing',
  'token-ambiguous',
  'token-unlisted',
  'legacy-token-expired',
  'app-password-retired',
  'jwt-expired',
  'jwt-expires',
  'checksum-invalid',
  'password-refused',
  'token-wrong-address',
  'value-masked',
  'value-smart',
  'value-reference',
  'expiry-unknown',
  'expiry-declared',
  'shared-secret',
  'actor-inactive',
  'author-inactive',
  'connection-owner-inactive',
  'live-refused',
  'source-unavailable',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** An instant as ISO-8601 in UTC, always ending in `Z`. */
export type Instant = string;

export interface Reason {
  code: ReasonCode;
  /** One plain sentence for an admin. Never holds any part of a credential's value. */
  text: string;
}

export interface Advice {
  /** Stable word for the step, e.g. `rotate-token`, `cancel-deletion`, `assign-owner`. */
  code: string;
  text: string;
  /** The admin screen on which the step happens, where one is known. */
  url?: string;
}

export type RuleState = 'ENABLED' | 'DISABLED';
export const PRODUCTS = ['jira', 'confluence'] as const;
export type Product = (typeof PRODUCTS)[number];

export interface RuleRef {
  uuid: string;
  name: string;
  state: RuleState;
  product: Product;
  updatedAt: Instant | null;
}

export interface Location {
  /** Component type, e.g. `jira.issue.outgoing.webhook`. For actor and author the rule's own field. */
  component: string;
  /** JSON pointer (RFC 6901) into the rule as it was given. */
  pointer: string;
  placement: Placement;
  /** Header, query-parameter or body-field name where there is one. */
  name: string | null;
  /** Variables the value came through, in the order in which it passed them. */
  via: string[];
}

export interface FindingCredential {
  kind: CredentialKind;
  scheme: Scheme;
  visibility: Visibility;
  checksum: Checksum;
  /** HMAC-SHA-256 of the value in lower-case hex, null where no value is known. */
  fingerprint: string | null;
}

export interface Destination {
  host: string | null;
  audience: Audience;
}

export interface FindingOwner {
  email: string | null;
  accountId: string | null;
  name: string | null;
  state: OwnerState;
  source: OwnerSource;
}

export interface TokenCandidate {
  id: string;
  label: string | null;
  createdAt: Instant | null;
  expiresAt: Instant | null;
  lastActiveAt: Instant | null;
  status: string | null;
}

export interface FindingToken {
  match: Match;
  candidates: TokenCandidate[];
}

export interface Finding {
  /** Stable over scans: made of the rule and the place, never of the value. */
  id: string;
  subject: Subject;
  level: Level;
  rule: RuleRef;
  location: Location;
  credential: FindingCredential | null;
  /** Host null and audience `unknown` where nothing is sent. */
  destination: Destination;
  owner: FindingOwner | null;
  token: FindingToken | null;
  /** First and last instant at which it may stop working; both null where unknown or not foreseen. */
  breaks: { from: Instant | null; to: Instant | null };
  reasons: Reason[];
  advice: Advice[];
  /** Present when the finding is about one of this app's own credentials; such findings stand first. */
  own?: boolean;
  /** The decision in force, if an admin made one about this finding. */
  decision?: FindingDecision;
}

export interface FindingDecision {
  type: 'snoozed' | 'accepted' | 'owner-assigned' | 'expiry-declared';
  by: string;
  at: Instant;
  because: string;
  until: Instant | null;
}

export interface UnreadableRule {
  /** File and place, or the API's rule id. */
  source: string;
  reason: string;
}

export interface Coverage {
  rulesRead: number;
  rulesUnreadable: UnreadableRule[];
  webRequests: number;
  /** Component type to how often it was seen without being understood. */
  unknownComponents: Record<string, number>;
  usersChecked: number;
  tokensListed: number;
  people: PeopleCoverage;
  /** Plain sentences: what this scan could not see. */
  limits: string[];
  /** Remote requests this scan made, by API; absent where nothing was asked. */
  requests?: Record<string, number>;
}

/** The accounts that rules act as or that wrote them, each counted once. Those that are well are not in the findings. */
export interface PeopleCoverage {
  accounts: number;
  healthy: number;
  /** Something is wrong with them: each of their rules has a finding. */
  atRisk: number;
  /** Nobody could say how they are. They are findings only where a whole list does not have them. */
  unchecked: number;
}

export type Summary = Record<Level, number>;

export interface Report extends ReportHead {
  /** The app's own credentials first; then the worst, the soonest, and by name. */
  findings: Finding[];
}

/** A report without its findings, of which there may be very many. */
export interface ReportHead {
  schemaVersion: 2;
  generatedAt: Instant;
  /** The instant at which everything was judged. */
  asOf: Instant;
  /** Absent or `complete`, or `partial` when a scan had to end without some rules. */
  status?: 'complete' | 'partial';
  coverage: Coverage;
  /** Findings by level. */
  summary: Summary;
  /** Enabled rules that have findings, by the worst of them. */
  rules: Summary;
  /** What is different since a former report; only where one was given to compare with. */
  baseline?: ReportDelta;
}

/** What is different since a former report, by the ids of findings. */
export interface ReportDelta {
  asOf: Instant;
  new: string[];
  worse: LevelStep[];
  better: LevelStep[];
  /** As they were. */
  gone: { id: string; rule: string; level: Level; reason: ReasonCode | null }[];
}

export interface LevelStep {
  id: string;
  before: Level;
}

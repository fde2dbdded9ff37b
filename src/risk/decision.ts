import * as v from 'valibot';
import { fail, succeed, type Outcome } from '../outcome';
import { describeFieldProblem } from '../people/field-problem';
import type { Finding, FindingDecision, Instant } from '../report/report';

const Timestamp = v.pipe(v.string(), v.isoTimestamp());
const common = {
  findingId: v.string(),
  /** The credential (or account) it was made about; see `subjectKey`. Another one needs a decision of its own. */
  about: v.nullable(v.string()),
  by: v.string(),
  at: Timestamp,
  because: v.string(),
};

/** What an admin said about a finding, as it is stored. */
export const Decision = v.variant('type', [
  v.object({ ...common, type: v.literal('snoozed'), until: Timestamp }),
  v.object({ ...common, type: v.literal('accepted'), until: v.nullable(Timestamp) }),
  v.object({
    ...common,
    type: v.literal('owner-assigned'),
    owner: v.object({ email: v.nullable(v.string()), accountId: v.nullable(v.string()) }),
  }),
  v.object({ ...common, type: v.literal('expiry-declared'), expiresAt: Timestamp }),
]);
export type Decision = v.InferOutput<typeof Decision>;
export const DECISION_TYPES = Decision.options.map(({ entries }) => entries.type.literal);

/** Reads one stored decision. */
export function parseDecision(json: unknown): Outcome<Decision, { reason: string }> {
  const parsed = v.safeParse(Decision, json);
  return parsed.success ? succeed(parsed.output) : fail({ reason: describeFieldProblem(parsed.issues) });
}

/**
 * What a decision about a finding is bound to: the fingerprint of its credential, else the account it names. When that
 * changes, the decision does not hold any more.
 */
export function subjectKey(finding: Pick<Finding, 'subject' | 'credential' | 'owner'>): string | null {
  if (finding.credential?.fingerprint !== undefined && finding.credential.fingerprint !== null) {
    return finding.credential.fingerprint;
  }
  return finding.subject === 'credential' ? null : (finding.owner?.accountId ?? null);
}

/** The decisions that hold at an instant, ready to be asked by finding and by credential. */
export interface Decisions {
  /** What is shown beside a finding: a snooze or an acceptance before what was assigned or declared. */
  shownFor(finding: Pick<Finding, 'id' | 'subject' | 'credential' | 'owner' | 'rule'>): FindingDecision | null;
  /**
   * The owner that was assigned to this credential here or at any place where the same secret stands.
   * @param editedAt of a value that nobody sees, the last edit of its rule: what was said before is about another one, perhaps
   */
  ownerOf(
    findingId: string,
    fingerprint: string | null,
    editedAt?: Instant | null,
  ): { email: string | null; accountId: string | null } | null;
  expiryOf(
    findingId: string,
    fingerprint: string | null,
    editedAt: Instant | null,
  ): { expiresAt: string; by: string } | null;
}

export function openDecisions(decisions: readonly Decision[], asOf: Date): Decisions {
  const inForce = decisions
    .filter((decision) => !isOver(decision, asOf))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const byFinding = new Map<string, Decision[]>();
  const owners = new Map<string, Decision & { type: 'owner-assigned' }>();
  const expiries = new Map<string, Decision & { type: 'expiry-declared' }>();
  for (const decision of inForce) {
    byFinding.set(decision.findingId, [...(byFinding.get(decision.findingId) ?? []), decision]);
    const keys = [placeKey(decision.findingId, decision.about), ...(decision.about === null ? [] : [decision.about])];
    for (const key of keys) {
      if (decision.type === 'owner-assigned' && !owners.has(key)) {
        owners.set(key, decision);
      }
      if (decision.type === 'expiry-declared' && !expiries.has(key)) {
        expiries.set(key, decision);
      }
    }
  }
  const look = <Kind extends Decision>(
    map: ReadonlyMap<string, Kind>,
    findingId: string,
    fingerprint: string | null,
    editedAt: Instant | null,
  ): Kind | undefined => {
    const found =
      map.get(placeKey(findingId, fingerprint)) ?? (fingerprint === null ? undefined : map.get(fingerprint));
    return found === undefined || isBefore(found, editedAt) ? undefined : found;
  };
  return {
    shownFor: (finding) => {
      const about = subjectKey(finding);
      const held = (byFinding.get(finding.id) ?? [])
        .filter((decision) => decision.about === about)
        .filter((decision) => finding.subject !== 'credential' || !isBefore(decision, finding.rule.updatedAt));
      const shown = held.find(({ type }) => type === 'snoozed' || type === 'accepted') ?? held[0];
      return shown === undefined ? null : toShown(shown);
    },
    ownerOf: (findingId, fingerprint, editedAt = null) => look(owners, findingId, fingerprint, editedAt)?.owner ?? null,
    expiryOf: (findingId, fingerprint, editedAt) => look(expiries, findingId, fingerprint, editedAt) ?? null,
  };
}

/** True of what was said about a value that nobody sees, before its rule was edited: another one may stand there now. */
function isBefore({ about, at }: Decision, editedAt: Instant | null): boolean {
  return about === null && editedAt !== null && Date.parse(at) < Date.parse(editedAt);
}

function placeKey(findingId: string, about: string | null): string {
  return `${findingId}|${about ?? ''}`;
}

function isOver(decision: Decision, asOf: Date): boolean {
  const until = decision.type === 'snoozed' || decision.type === 'accepted' ? decision.until : null;
  return until !== null && Date.parse(until) <= asOf.getTime();
}

function toShown(decision: Decision): FindingDecision {
  const until = decision.type === 'snoozed' || decision.type === 'accepted' ? decision.until : null;
  return { type: decision.type, by: decision.by, at: decision.at, because: decision.because, until };
}

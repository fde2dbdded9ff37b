import type { AutomationApi } from '../atlassian/automation-api';
import { describeFailure } from '../atlassian/organization-api';
import type { Fingerprinter } from '../credentials/fingerprint';
import { reduceRule } from '../credentials/reduce-rule';
import { Secret } from '../credentials/secret';
import type { HttpFailure } from '../platform/http-types';
import { readRuleDocument } from '../rules/read-rule-document';
import type { RuleFacts } from '../rules/rule-facts';
import type { StoredRule } from '../storage/facts-store';
import type { LiveChecks } from './check-live';
import type { PlannedRule } from '../storage/scan-store';

/** What became of one rule. `own`: the app's own credential no longer works. `busy`: the API wants a pause. */
export type RuleOutcome =
  | { type: 'read'; rule: StoredRule }
  | { type: 'gone' }
  /** `isMissing`: the listing named it, but it is not there. */
  | { type: 'failed'; reason: string; isMissing: boolean }
  | { type: 'own'; failure: HttpFailure }
  | { type: 'busy'; retryAfter: number | null };

/** How rules are reduced in this scan. */
export interface Reduce {
  fingerprint: Fingerprinter;
  by: string;
  /** Account ids of people who must be forgotten, by the mark of their email. */
  former: Readonly<Record<string, string>>;
  now: () => Date;
  /** Null unless an admin switched the live check on. */
  live: LiveChecks | null;
}

/**
 * Fetches one rule and reduces it at once: its secrets live in this function only. A refusal is looked into before
 * it is believed, since the API answers 401 and 403 alike for a credential that died and for one single rule.
 */
export async function readRuleFacts(api: AutomationApi, planned: PlannedRule, reduce: Reduce): Promise<RuleOutcome> {
  const answer = await api.getRule(planned.product, planned.uuid);
  if (answer.ok) {
    return { type: 'read', rule: await toStoredRule(answer.value, planned, reduce) };
  }
  const { failure } = answer;
  if (failure.code === 'rate-limited') {
    return { type: 'busy', retryAfter: failure.retryAfter };
  }
  if (failure.code === 'unauthorized' || failure.code === 'forbidden') {
    const probe = await api.probe(planned.product);
    if (!probe.ok && (probe.failure.code === 'unauthorized' || probe.failure.code === 'forbidden')) {
      return { type: 'own', failure: probe.failure };
    }
  }
  // The credential works, the listing does not name the rule and the rule itself is refused: it is gone.
  const isRefused = failure.code === 'not-found' || failure.code === 'forbidden';
  if (isRefused && !planned.listed) {
    return { type: 'gone' };
  }
  const reason = `It could not be read: ${describeFailure(failure)}.`;
  return { type: 'failed', reason, isMissing: failure.code === 'not-found' };
}

async function toStoredRule(json: unknown, planned: PlannedRule, reduce: Reduce): Promise<StoredRule> {
  const { by, now, live } = reduce;
  const { uuid, product, updated } = planned;
  const stored = { uuid, product, updated, readAt: now().toISOString(), by };
  try {
    const { rules, unreadable } = readRuleDocument(json, uuid, { product });
    const [rule] = rules;
    if (rule === undefined) {
      return { ...stored, facts: null, reason: unreadable[0]?.reason ?? 'The answer held no rule.' };
    }
    const noting = live?.listen(reduce.fingerprint);
    const facts = forgetFormer({ ...reduceRule(rule, noting?.fingerprint ?? reduce.fingerprint), uuid }, reduce);
    await live?.ask(facts, noting?.secrets ?? new Map());
    return { ...stored, facts, reason: null };
  } catch {
    // A rule of a form nobody has seen must not end the scan; the exception may quote the rule.
    return { ...stored, facts: null, reason: 'It has a form that this version cannot read.' };
  }
}

/** Without the emails of people who must be forgotten: they stand in the rule until somebody edits it. */
function forgetFormer(facts: RuleFacts, { fingerprint, former }: Pick<Reduce, 'fingerprint' | 'former'>): RuleFacts {
  if (Object.keys(former).length === 0) {
    return facts;
  }
  const credentials = facts.credentials.map((use) => {
    const accountId = use.user === null ? undefined : former[markOfEmail(use.user, fingerprint)];
    return accountId === undefined ? use : { ...use, user: accountId };
  });
  return { ...facts, credentials };
}

/** The same of rules that were read before somebody was erased. */
export function forgetInRules(
  rules: Iterable<StoredRule>,
  forget: Pick<Reduce, 'fingerprint' | 'former'>,
): StoredRule[] {
  return [...rules].map((rule) => (rule.facts === null ? rule : { ...rule, facts: forgetFormer(rule.facts, forget) }));
}

/** Tells an email again without telling it. */
export function markOfEmail(email: string, fingerprint: Fingerprinter): string {
  return fingerprint(new Secret(email.trim().toLowerCase()));
}

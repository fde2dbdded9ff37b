import type { AutomationApi } from '../atlassian/automation-api';
import { describeFailure } from '../atlassian/organization-api';
import { reduceRule } from '../credentials/reduce-rule';
import type { HttpFailure } from '../platform/http-types';
import { withoutErased, type ErasedEmails } from '../privacy/erased-emails';
import { readRuleDocument } from '../rules/read-rule-document';
import type { KeptRule } from '../storage/facts-store';
import type { PlannedRule } from '../storage/scan-store';
import type { LiveChecks } from './check-live';
import { fitRule, TOO_MUCH } from '../storage/fit-rule';

/** What became of one rule. `own`: the app's own credential no longer works. `busy`: the API wants a pause. */
export type RuleOutcome =
  | { type: 'read'; rule: KeptRule }
  | { type: 'gone' }
  /** `isMissing`: the listing named it, but it is not there. */
  | { type: 'failed'; reason: string; isMissing: boolean }
  | { type: 'own'; failure: HttpFailure }
  | { type: 'busy'; retryAfter: number | null };

/** How rules are reduced in this scan. */
export interface Reduce extends ErasedEmails {
  by: string;
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
    return { type: 'read', rule: await toKeptRule(answer.value, planned, reduce) };
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

async function toKeptRule(json: unknown, planned: PlannedRule, reduce: Reduce): Promise<KeptRule> {
  const { by, live } = reduce;
  const { uuid, product, updated } = planned;
  const kept = { uuid, product, updated, by };
  try {
    const { rules, unreadable } = readRuleDocument(json, uuid, { product });
    const [rule] = rules;
    if (rule === undefined) {
      return { ...kept, facts: null, reason: unreadable[0]?.reason ?? 'The answer held no rule.' };
    }
    const noting = live?.listen(reduce.fingerprint);
    const reduced = { ...reduceRule(rule, noting?.fingerprint ?? reduce.fingerprint), uuid };
    const facts = fitRule(withoutErased(reduced, reduce));
    if (facts === null) {
      return { ...kept, facts: null, reason: TOO_MUCH };
    }
    await live?.ask(facts, noting?.secrets ?? new Map());
    return { ...kept, facts, reason: null };
  } catch {
    // A rule of a form nobody has seen must not end the scan; the exception may quote the rule.
    return { ...kept, facts: null, reason: 'It has a form that this version cannot read.' };
  }
}

import { describeFailure } from '../../src/atlassian/organization-api';
import type { Fingerprinter } from '../../src/credentials/fingerprint';
import { reduceRule } from '../../src/credentials/reduce-rule';
import { holdsSecret, rewriteRule } from '../../src/credentials/rewrite/rewrite-rule';
import type { SecretChange } from '../../src/credentials/rewrite/rewriting';
import { holdsCredential, scrubText } from '../../src/credentials/scrub-text';
import type { HttpFailure } from '../../src/platform/http-types';
import { ruleUrl } from '../../src/risk/admin-urls';
import type { Product } from '../../src/report/report';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import type { CredentialUse, RuleFacts } from '../../src/rules/rule-facts';
import type { ByHand, Place, RotationRule, WrittenPlace } from './rotation';
import type { RawRule, RuleApi } from './rule-api';
import { digestOf, updatedOf } from './rule-digest';
import { barrierOf } from './writable';

/** Everything that the rules of a site say about a change, before anybody else is asked. */
export interface Survey {
  rules: SurveyedRule[];
  byHand: ByHand[];
  /** Connections, whoever they belong to. */
  connections: { hand: ByHand; accountId: string | null; authType: string | null }[];
  unread: { source: string; reason: string }[];
  limits: string[];
  rulesRead: number;
}

/** A rule that holds the old or the new value, with what its requests say. No value is in it. */
export interface SurveyedRule {
  rule: RotationRule;
  uses: readonly CredentialUse[];
  actorAccountId: string | null;
}

/** How rules are looked at: what is sought, under which key, and where links lead. */
export interface SurveyContext {
  change: SecretChange;
  fingerprint: Fingerprinter;
  host: string | null;
  /** Takes both values out of what is to be shown. */
  hide: (text: string) => string;
}

/** Rules that are read at the same time. */
const AT_ONCE = 4;
const PRODUCTS = ['jira', 'confluence'] as const;

/** Gives every rule of a site to `take`, a few at a time. A rule that cannot be read is named in `unread`. */
export async function eachRule(
  api: RuleApi,
  take: (raw: RawRule, product: Product, uuid: string) => boolean,
  print: (line: string) => void,
): Promise<{ failure: HttpFailure | null; unread: Survey['unread']; limits: string[]; read: number }> {
  const result = {
    failure: null as HttpFailure | null,
    unread: [] as Survey['unread'],
    limits: [] as string[],
    read: 0,
  };
  const state = { isEnough: false };
  for (const product of PRODUCTS) {
    const listing = await api.listRules(product);
    const { failure, unreadable, rules } = listing;
    if (failure !== null) {
      if (product === 'jira') {
        return { ...result, failure };
      }
      const isAbsent = failure.code === 'not-found' || failure.code === 'forbidden';
      const line = `the rules of Confluence could not be listed: ${describeFailure(failure)}`;
      if (isAbsent) {
        result.limits.push(line);
      } else {
        result.unread.push({ source: 'Confluence', reason: line });
      }
    }
    if (unreadable > 0) {
      result.unread.push({ source: product, reason: `${unreadable} entries in the list of rules have no id` });
    }
    if (rules.length > 0) {
      print(
        `reading ${rules.length === 1 ? '1 rule' : `${rules.length} rules`} of ${product === 'jira' ? 'Jira' : 'Confluence'}`,
      );
    }
    const waiting = rules.values();
    const worker = async (): Promise<void> => {
      for (const { uuid } of waiting) {
        if (state.isEnough) {
          return;
        }
        const answer = await api.readRule(product, uuid);
        if (answer.ok) {
          result.read += 1;
          state.isEnough ||= take(answer.value, product, uuid);
        } else {
          result.unread.push({ source: `${product} rule ${uuid}`, reason: describeFailure(answer.failure) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (state.isEnough) {
      break;
    }
  }
  return result;
}

/** An empty survey; `surveyRule` fills it. */
export function emptySurvey(): Survey {
  return { rules: [], byHand: [], connections: [], unread: [], limits: [], rulesRead: 0 };
}

/** Looks at one rule: does it hold the old value, can it be written, and what in it is for a person to look at. */
export function surveyRule(raw: RawRule, product: Product, uuid: string, context: SurveyContext, survey: Survey): void {
  const { change, fingerprint, host, hide } = context;
  const facts = factsOf(raw, product, fingerprint);
  if (facts === null) {
    survey.unread.push({ source: `${product} rule ${uuid}`, reason: 'the API gave something that is no rule' });
    return;
  }
  const base = {
    product,
    uuid,
    name: hide(facts.name),
    url: ruleUrl({ uuid, product }, { host, cloudId: null, orgId: null }),
  };
  survey.byHand.push(...byHandOf(facts, base, hide));
  for (const { location, accountId, authType } of facts.connections) {
    survey.connections.push({
      hand: { ...base, what: 'connection', at: [hide(location.pointer)] },
      accountId,
      authType,
    });
  }
  const old = fingerprint(change.old);
  const fresh = fingerprint(change.fresh);
  const oldUses = facts.credentials.filter((use) => use.fingerprint === old);
  const newUses = facts.credentials.filter((use) => use.fingerprint === fresh);
  const frame = {
    ...base,
    state: stateOf(raw.rule),
    updated: updatedOf(raw.rule),
    reason: null,
    at: [],
    writes: [],
    digests: null,
  };
  if (oldUses.length === 0) {
    if (holdsSecret(raw.rule, change.old)) {
      survey.byHand.push({ ...base, what: 'unclear', at: [] });
    }
    if (newUses.length > 0) {
      const rule: RotationRule = { ...frame, outcome: 'already-new', places: newUses.map((use) => placeOf(use, hide)) };
      survey.rules.push({ rule, uses: newUses, actorAccountId: facts.actorAccountId });
    }
    return;
  }
  const rule: RotationRule = { ...frame, outcome: 'planned', places: oldUses.map((use) => placeOf(use, hide)) };
  survey.rules.push({
    rule: { ...rule, ...plannedFor(raw, product, context) },
    uses: oldUses,
    actorAccountId: facts.actorAccountId,
  });
}

/** What is to be written into a rule that holds the old value, or why nothing is. */
function plannedFor(
  raw: RawRule,
  product: Product,
  { change, fingerprint, hide }: SurveyContext,
): Partial<RotationRule> {
  const barrier = barrierOf(raw);
  if (barrier !== null) {
    return { outcome: 'not-rotatable', reason: barrier };
  }
  const rewriting = rewriteRule(raw.rule, change, fingerprint, product);
  if (rewriting.outcome !== 'rewritten') {
    const [first] = rewriting.outcome === 'not-writable' ? rewriting.reasons : [];
    const reasons = rewriting.outcome === 'not-writable' ? rewriting.reasons : [];
    return {
      outcome: 'not-rotatable',
      reason: first?.code ?? 'not-proved',
      at: reasons.map(({ pointer }) => hide(scrubText(pointer))),
    };
  }
  const writes = rewriting.texts.map(({ pointer, holds, encodings, hasUser }): WrittenPlace => ({
    pointer: hide(scrubText(pointer)),
    holds,
    encodings,
    email: hasUser,
  }));
  const digests = { before: digestOf(raw.rule, fingerprint), after: digestOf(rewriting.rule, fingerprint) };
  return { writes, digests };
}

/** The rule’s `state` as given, where it is a word: anything may stand there. */
function stateOf({ state }: RawRule['rule']): string {
  return typeof state === 'string' && /^[a-z]{1,12}$/i.test(state) && !holdsCredential(state) ? state : '';
}

/** The rule without its secrets. Null where it is no rule. */
export function factsOf(
  { rule, connections }: RawRule,
  product: Product,
  fingerprint: Fingerprinter,
): RuleFacts | null {
  const [read] = readRuleDocument({ rule, connections }, product, { product }).rules;
  return read === undefined ? null : reduceRule(read, fingerprint);
}

function placeOf({ location, target }: CredentialUse, hide: (text: string) => string): Place {
  const { component, pointer, placement, name, via } = location;
  return {
    component: hide(component),
    pointer: hide(pointer),
    placement,
    name: name === null ? null : hide(name),
    via: via.map(hide),
    host: target.host === null ? null : hide(target.host),
  };
}

const BY_VISIBILITY = { masked: 'masked', reference: 'reference', 'smart-value': 'property' } as const;

/** Values that the rule does not show: whether they are the old one only a person can tell. */
function byHandOf(
  facts: RuleFacts,
  base: Pick<ByHand, 'product' | 'uuid' | 'name' | 'url'>,
  hide: (text: string) => string,
): ByHand[] {
  return (['masked', 'reference', 'smart-value'] as const).flatMap((visibility) => {
    const at = facts.credentials.flatMap((use) => (use.visibility === visibility ? [hide(use.location.pointer)] : []));
    return at.length === 0 ? [] : [{ ...base, what: BY_VISIBILITY[visibility], at }];
  });
}

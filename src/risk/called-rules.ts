import type { RuleState } from '../report/report';
import type { CredentialUse, RuleFacts } from '../rules/rule-facts';

/** A rule that is started by an incoming webhook, or one that starts another. */
export interface HookRule {
  uuid: string;
  name: string;
  state: RuleState;
  product: RuleFacts['product'];
  /** The fingerprint of the webhook's token; null where it is hidden. */
  fingerprint: string | null;
}

/** Which rules call which, as far as the rules of one report tell. */
export interface Webhooks {
  /** The rule that a use of an automation webhook calls; null where it was not seen. */
  calledBy: (use: CredentialUse) => HookRule | null;
  /** The rules that call the webhook with this token, each once. */
  callersOf: (fingerprint: string | null) => readonly HookRule[];
}

/** Joins the tokens of incoming webhooks with the requests that send them: equal fingerprints are the same token. */
export function joinWebhooks(facts: readonly RuleFacts[]): Webhooks {
  const byToken = new Map<string, HookRule>();
  const byId = new Map<string, HookRule>();
  const callers = new Map<string, HookRule[]>();
  for (const rule of facts) {
    const { uuid, name, state, product } = rule;
    for (const { kind, fingerprint, location } of rule.credentials) {
      const one = { uuid, name, state, product, fingerprint };
      if (kind === 'incoming-webhook-token' && location.component.endsWith('incoming.webhook')) {
        byId.set(uuid.toLowerCase(), one);
        // Of two rules with one token the one that is switched on is called.
        if (fingerprint !== null && byToken.get(fingerprint)?.state !== 'ENABLED') {
          byToken.set(fingerprint, one);
        }
      } else if (kind === 'automation-webhook' && fingerprint !== null) {
        const others = callers.get(fingerprint) ?? [];
        callers.set(fingerprint, others);
        if (others.at(-1)?.uuid !== uuid) {
          others.push(one);
        }
      }
    }
  }
  return {
    calledBy: ({ fingerprint, calls }) =>
      (fingerprint === null ? undefined : byToken.get(fingerprint)) ??
      (calls === undefined ? undefined : byId.get(calls.toLowerCase())) ??
      null,
    callersOf: (fingerprint) => (fingerprint === null ? [] : (callers.get(fingerprint) ?? [])),
  };
}

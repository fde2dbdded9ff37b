import type { CredentialUse } from '../../rules/rule-facts';
import type { HookRule, Webhooks } from '../called-rules';
import { point, type LevelReason } from '../level-reason';

/** So many rules are named in one sentence. */
const MOST_NAMED = 5;

/**
 * What is known of the token of an incoming webhook, at the rule that sends it and at the rule that is started by it. Such a token has
 * no date: it holds until somebody makes a new one or the rule is deleted.
 */
export function hookPoints(use: CredentialUse, webhooks: Webhooks): LevelReason[] {
  if (use.kind === 'automation-webhook') {
    return [unknown(calling(use, webhooks.calledBy(use)))];
  }
  if (use.kind !== 'incoming-webhook-token') {
    return [];
  }
  const callers = webhooks.callersOf(use.fingerprint);
  return [
    unknown(
      `Whoever has this token can start the rule. It shows no expiry: it holds until a new one is made.${callers.length === 0 ? '' : ` It is sent by ${namesOf(callers)}.`}`,
    ),
  ];
}

function unknown(text: string): LevelReason {
  return point('unknown', 'expiry-unknown', text);
}

function calling({ calls, fingerprint }: CredentialUse, called: HookRule | null): string {
  if (called === null) {
    const which = calls === undefined ? 'a rule' : `the rule ${calls}`;
    return `It starts ${which} by its incoming webhook, and no such rule is among those that were read.`;
  }
  const off = called.state === 'DISABLED' ? ', which is switched off, so the request starts nothing' : '';
  const start = `It starts the rule “${called.name}” by its incoming webhook${off}.`;
  const differs = fingerprint !== null && called.fingerprint !== null && called.fingerprint !== fingerprint;
  return differs
    ? `${start} That rule has another token now, so the request is probably refused.`
    : `${start} Such a token shows no expiry: it holds until a new one is made there.`;
}

/** Rules by their names, not too many. */
export function namesOf(rules: readonly HookRule[]): string {
  const names = rules.slice(0, MOST_NAMED).map(({ name }) => `“${name}”`);
  const more = rules.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

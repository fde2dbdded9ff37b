import type { Fingerprinter } from '../credentials/fingerprint';
import { Secret } from '../credentials/secret';
import type { RuleFacts } from '../rules/rule-facts';
import type { KeptRule } from '../storage/facts-store';

/** By which emails of erased people are known again. */
export interface ErasedEmails {
  fingerprint: Fingerprinter;
  /** Account ids by the mark of an email. */
  former: Readonly<Record<string, string>>;
}

/** Recognises an email without keeping it. */
export function markOfEmail(email: string, fingerprint: Fingerprinter): string {
  return fingerprint(new Secret(email.trim().toLowerCase()));
}

/** Without the emails of people who were erased: they stand in the rule until somebody edits it. */
export function withoutErased(facts: RuleFacts, { fingerprint, former }: ErasedEmails): RuleFacts {
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
export function rulesWithoutErased(rules: Iterable<KeptRule>, erased: ErasedEmails): KeptRule[] {
  return [...rules].map((rule) => (rule.facts === null ? rule : { ...rule, facts: withoutErased(rule.facts, erased) }));
}

import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import type { CredentialUse, RuleFacts } from '../../../src/rules/rule-facts';

const fingerprint = createFingerprinter(Buffer.from('a key of these tests only'));

/** Reads a document and reduces its rules: the way everything enters the app. */
export function factsOf(json: unknown): RuleFacts[] {
  const document = readRuleDocument(json, 'test.json');
  return document.rules.map((rule) => reduceRule(rule, fingerprint));
}

/** The credentials of a document, which must hold exactly one rule. */
export function usesOf(json: unknown): CredentialUse[] {
  const [facts, ...more] = factsOf(json);
  if (facts === undefined || more.length > 0) {
    throw new Error('one rule was expected');
  }
  return facts.credentials;
}

/** A rule with one web request. */
export function requestRule(value: Record<string, unknown>): unknown {
  return {
    name: 'Test rule',
    trigger: { component: 'TRIGGER', type: 'jira.manual.trigger.issue', value: {} },
    components: [
      {
        id: '1',
        component: 'ACTION',
        type: 'jira.issue.outgoing.webhook',
        value: { url: 'https://example.com/hook', headers: [], method: 'POST', customBody: null, ...value },
      },
    ],
  };
}

/** A rule whose web request sends one header. */
export function headerRule(name: string, value: unknown, url = 'https://example.com/hook'): unknown {
  return requestRule({ url, headers: [{ name, value, headerSecure: false }] });
}

/** A rule whose web request sends a body. */
export function bodyRule(customBody: string): unknown {
  return requestRule({ customBody });
}

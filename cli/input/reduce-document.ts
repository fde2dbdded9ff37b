import { reduceRule } from '../../src/credentials/reduce-rule';
import { scrubForeignFacts } from '../../src/credentials/scrub-facts';
import { scrubLabel } from '../../src/credentials/scrub-text';
import type { Fingerprinter } from '../../src/credentials/fingerprint';
import type { UnreadableRule } from '../../src/report/report';
import { isInventory } from '../../src/rules/inventory';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import type { ReadOptions } from '../../src/rules/read-rule-document';
import type { RuleFacts } from '../../src/rules/rule-facts';

/** Rules from files or a site, reduced: no credential is in them any more. */
export interface RulesRead {
  facts: RuleFacts[];
  unreadable: UnreadableRule[];
  limits: string[];
  /** What could not be read inside rules that were: file, rule and place. The facts say the same without the file. */
  unreadInside: UnreadableRule[];
}

/** Reads and reduces the rules of one document, one after the other. `source` names it in what could not be read. */
export function reduceDocument(
  json: unknown,
  source: string,
  fingerprint: Fingerprinter,
  options: Omit<ReadOptions, 'onRule'>,
): RulesRead {
  const facts: RuleFacts[] = [];
  const document = readRuleDocument(json, source, {
    ...options,
    onRule: (rule) => facts.push(reduceRule(rule, fingerprint)),
  });
  for (const reduced of document.facts) {
    facts.push(scrubForeignFacts(reduced));
  }
  // What an inventory says of itself is anybody's text.
  const clean = (text: string): string => (isInventory(json) ? scrubLabel(text) : text);
  return {
    facts,
    unreadable: document.unreadable.map(({ source: place, reason }) => ({
      source: clean(place),
      reason: clean(reason),
    })),
    limits: document.limits.map(clean),
    unreadInside: facts.flatMap(({ name, uuid, unread }) =>
      unread.map(({ pointer, reason }) => ({ source: `${source}: ${name} (${uuid}) ${pointer}`.trim(), reason })),
    ),
  };
}

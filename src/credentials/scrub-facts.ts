import type { RuleFacts } from '../rules/rule-facts';
import { Budget } from './budget';
import { findTokens, mayHoldTokens } from './detect/find-tokens';
import { hideParts, type Hide } from './hide-parts';
import { mapTexts } from './map-texts';
import { hideDense } from './scrub-text';

const SHOWN = '[secret]';
/** Ids of rules, accounts and components: hexadecimal digits, in which no form is written. */
const PLAIN_ID = /^[\d:a-f-]{8,60}$/;
/** A shorter text holds no form, and no part of a value. */
const SHORTEST = 8;

/**
 * The last look before facts leave: names, types and pointers come from the rule too, and people paste tokens into
 * anything. A text that holds a credential of a known form is replaced as a whole, parts of the rule's own values by themselves.
 * @param values all credentials that were seen in the rule
 */
export function scrubFacts(facts: RuleFacts, values: ReadonlySet<string>): RuleFacts {
  const known = hideForms();
  if (values.size === 0) return mapWith(facts, known);
  const texts = new Set<string>();
  mapWith(facts, (text) => {
    texts.add(text);
    return text;
  });
  const parts = hideParts(values, texts);
  return mapWith(facts, (text) => known(parts(text)));
}

/**
 * Facts that somebody else reduced, as an inventory holds them: they are anybody's text, and no value is there to compare with, so
 * what looks like one is taken out as well.
 */
export function scrubForeignFacts(facts: RuleFacts): RuleFacts {
  const known = hideForms();
  return mapWith(facts, (text) => hideDense(known(text)));
}

function mapWith(facts: RuleFacts, hide: Hide): RuleFacts {
  return mapTexts(facts, {
    text: hide,
    // With a part missing it would be somebody else’s name.
    name: (text) => (hide(text) === text ? text : null),
  });
}

function hideForms(): Hide {
  const budget = new Budget();
  return (text) => {
    if (text.length < SHORTEST || PLAIN_ID.test(text) || !mayHoldTokens(text)) return text;
    budget.grant(text.length);
    return findTokens(text, budget).length > 0 || budget.exceeded ? SHOWN : text;
  };
}

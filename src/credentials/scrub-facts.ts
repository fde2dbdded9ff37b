import type { RuleFacts } from '../rules/rule-facts';
import { Budget } from './budget';
import { findTokens } from './detect/find-tokens';
import { hideParts, type Hide } from './hide-parts';
import { mapTexts } from './map-texts';
import { hideDense } from './scrub-text';
import { asSeen } from './text/unseen';

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
  const forms = new FormFinder();
  const all = new Set(values);
  const texts = new Set<string>();
  mapWith(facts, (text) => {
    texts.add(text);
    return text;
  });
  for (const text of texts) {
    for (const value of forms.valuesIn(text)) {
      all.add(value);
    }
  }
  const parts = hideParts(all, texts);
  const hide: Hide = (text) => forms.hide(parts(text));
  for (const text of texts) {
    if (hide(text) !== text) {
      return mapWith(facts, hide);
    }
  }
  return facts;
}

/**
 * Facts that somebody else reduced, as an inventory holds them: they are anybody's text, and no value is there to compare with, so
 * what looks like one is taken out as well.
 */
export function scrubForeignFacts(facts: RuleFacts): RuleFacts {
  const forms = new FormFinder();
  return mapWith(facts, (text) => hideDense(forms.hide(text)));
}

function mapWith(facts: RuleFacts, hide: Hide): RuleFacts {
  return mapTexts(facts, {
    text: hide,
    // With a part missing it would be somebody else’s name.
    name: (text) => (hide(text) === text ? text : null),
  });
}

/** Looks for credentials of a known form in the texts of one rule; the same text may be asked about twice. */
class FormFinder {
  readonly #budget = new Budget();
  readonly #known = new Map<string, readonly string[] | null>();

  /** The credentials that stand in a text. */
  valuesIn(text: string): readonly string[] {
    return this.#look(text) ?? [];
  }

  /** `[secret]` in place of a text that holds one, or is too dense to be looked through. */
  readonly hide: Hide = (text) => {
    const values = this.#look(text);
    return values === null || values.length > 0 ? SHOWN : text;
  };

  #look(text: string): readonly string[] | null {
    if (text.length < SHORTEST || PLAIN_ID.test(text)) {
      return NONE;
    }
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    const seen = asSeen(text);
    const values = [...this.#find(text), ...(seen === text ? NONE : this.#find(seen))];
    const told = values.length === 0 && this.#budget.exceeded ? null : values;
    this.#known.set(text, told);
    return told;
  }

  #find(text: string): readonly string[] {
    this.#budget.grant(text.length);
    const tokens = findTokens(text, this.#budget);
    return tokens.length === 0 ? NONE : tokens.map(({ value }) => value);
  }
}

const NONE: readonly string[] = [];

import { Budget } from './budget';
import { findTokens } from './detect/find-tokens';

const SHOWN = '[secret]';

/** True where a text holds a credential of a known form, encoded or not, or is too dense to be looked through. */
export function holdsCredential(text: string): boolean {
  const budget = new Budget();
  budget.grant(text.length);
  return findTokens(text, budget).length > 0 || budget.exceeded;
}

/** A name, label or sentence that is to be kept or shown: people paste tokens into anything. */
export function scrubText<Text extends string | null>(text: Text): Text | typeof SHOWN {
  return text !== null && holdsCredential(text) ? SHOWN : text;
}

import type { Budget } from '../budget';
import { findTokens, mayHoldTokens } from './find-tokens';
import { sightingOf } from './sighting';
import type { Sighting } from './sighting';
import type { SourceText } from '../text/source-text';

/**
 * Finds credentials that stand inside a smart value which resolves to no literal, such as an argument of a function
 * this app does not know, `{{sign("…")}}`, or a variable that such a function is applied to.
 */
export function findInExpressions(source: SourceText, budget: Budget): Sighting[] {
  if (source.pieces === null) {
    return [];
  }
  const found: Sighting[] = [];
  for (const { unresolved, holds = '', from, to } of source.pieces) {
    for (const text of [unresolved ?? '', holds]) {
      if (!mayHoldTokens(text)) {
        continue;
      }
      for (const token of findTokens(text, budget)) {
        found.push({ ...sightingOf(token), from, to });
      }
    }
  }
  return found;
}

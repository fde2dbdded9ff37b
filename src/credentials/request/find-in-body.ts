import type { Budget } from '../budget';
import { findInNamed } from '../find-in-named';
import { findTokens } from '../find-tokens';
import { sightingOf } from '../sighting';
import type { Sighting } from '../sighting';
import { readFields } from './read-fields';

export interface NamedSighting extends Sighting {
  /** The field it stands in, null in plain text. */
  name: string | null;
}

/**
 * The credentials in a body, whatever its form: fields of JSON (also of almost-JSON, and of JSON inside JSON),
 * of forms and of XML by their names, and known forms anywhere.
 */
export function findInBody(text: string, budget: Budget): NamedSighting[] {
  if (!budget.spend(text.length)) return [];
  const found: NamedSighting[] = [];
  const seen: { from: number; to: number }[] = [];
  for (const field of readFields(text, budget)) {
    for (const sighting of findInNamed(field.name, field.value, budget)) {
      // Offsets inside a field are those of the text only where nothing was unescaped in between.
      const exact = text.startsWith(field.value, field.from);
      const range = exact
        ? { from: field.from + sighting.from, to: field.from + sighting.to }
        : { from: field.from, to: field.to };
      found.push({ ...sighting, ...range, name: field.name });
      seen.push({ from: field.from, to: field.to });
    }
  }
  for (const token of findTokens(text, budget)) {
    const inField = seen.some((range) => token.from < range.to && range.from < token.to);
    if (!inField) found.push({ ...sightingOf(token), name: null });
  }
  return found;
}

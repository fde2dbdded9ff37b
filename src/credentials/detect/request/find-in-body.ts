import type { Budget } from '../../budget';
import { findInNamed } from '../find-in-named';
import { findTokens, mayHoldTokens } from '../find-tokens';
import { mayNameCredential } from '../../heuristics/credential-name';
import { openSecret } from '../../secret';
import { sightingOf } from '../sighting';
import type { Sighting } from '../sighting';
import { readFields } from './read-fields';
import type { Field } from './read-fields';
import type { Token } from '../../token';

export interface NamedSighting extends Sighting {
  /** The field it stands in, null in plain text. */
  name: string | null;
}

/**
 * The credentials in a body, whatever its form: fields of JSON (also of almost-JSON, and of JSON inside JSON),
 * of forms and of XML by their names, and known forms anywhere.
 */
export function findInBody(text: string, budget: Budget): NamedSighting[] {
  const mayHold = mayHoldTokens(text);
  const inFields: InField[] = [];
  for (const field of readFields(text, budget)) {
    if (mayHold || mayNameCredential(field.name)) inFields.push(...findInField(field, text, mayHold, budget));
  }
  const found = inFields.filter((one) => !inFields.some((other) => isInside(other, one)));
  for (const token of mayHold ? findTokens(text, budget) : []) {
    const inField = inFields.filter((one) => token.from < one.field.to && one.field.from < token.to);
    if (inField.length === 0) found.push({ ...sightingOf(token), name: null, field: NO_FIELD });
    else replaceCut(token, inField, found);
  }
  return found;
}

/** `&` in `token=…&#61;…` ends the field of a form, and with it the value: the whole text shows the rest of it. */
function replaceCut(token: Token, inField: readonly InField[], found: InField[]): void {
  if (token.checksum !== 'valid') return;
  const cut = inField.find(
    (one) => one.checksum === 'invalid' && one.secret !== null && token.value.startsWith(openSecret(one.secret)),
  );
  const at = cut === undefined ? -1 : found.indexOf(cut);
  if (cut !== undefined && at !== -1) found[at] = { ...sightingOf(token), name: cut.name, field: cut.field };
}

interface InField extends NamedSighting {
  field: Pick<Field, 'from' | 'to' | 'depth'>;
}

const NO_FIELD = { from: 0, to: 0, depth: 0 };

function findInField(field: Field, text: string, mayHold: boolean, budget: Budget): InField[] {
  return findInNamed(field.name, field.value, budget, mayHold).map((sighting) => {
    // Offsets inside a field are those of the text only where nothing was unescaped in between.
    const exact = text.startsWith(field.value, field.from);
    const range = exact
      ? { from: field.from + sighting.from, to: field.from + sighting.to }
      : { from: field.from, to: field.to };
    return { ...sighting, ...range, name: field.name, field };
  });
}

/** The same value in a field of JSON and in the text that this JSON is a part of: the innermost field names it. */
function isInside(inner: InField, outer: InField): boolean {
  if (inner.field.depth <= outer.field.depth || inner.secret === null || outer.secret === null) return false;
  const overlap = inner.field.from < outer.field.to && outer.field.from < inner.field.to;
  return overlap && openSecret(inner.secret) === openSecret(outer.secret);
}

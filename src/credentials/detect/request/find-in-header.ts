import type { Budget } from '../../budget';
import { findInNamed } from '../find-in-named';
import { isAuthorizationName, isDescribingHeader, strengthOf } from '../../heuristics/credential-name';
import { isMask } from '../../heuristics/placeholder';
import { hiddenSighting, maskedSighting } from '../sighting';
import type { Sighting } from '../sighting';
import { findSmartValue } from '../find-smart-value';
import type { SourceText } from '../../text/source-text';
import type { HeaderRow } from './read-headers';

/** The credential of one header whose smart values are worked out. */
export function findInHeader(row: HeaderRow, value: SourceText, budget: Budget): Sighting[] {
  const named = row.name.trim() !== '';
  const end = value.text.length;
  if (row.secretKey) {
    return named ? [hiddenSighting('reference', 'other', 0, end)] : [];
  }
  // Nobody hides what is no secret, but a `Content-Type` is none, however it is marked.
  const isHidden = named && row.secure && !isDescribingHeader(row.name);
  const isCredential = isAuthorizationName(row.name) || strengthOf(row.name) === 'strong';
  if (isHidden && (value.text.trim() === '' || isMask(value.text))) {
    return [maskedSighting(value.text, 'other')];
  }
  const bare = value.text.replace(/^\s*(?:basic|bearer)\s+/i, '');
  if (isCredential && isMask(bare)) {
    return [maskedSighting(bare, schemeOf(value.text))];
  }
  const found = findInNamed(row.name, value.text, budget, { hidden: isHidden });
  if (found.length > 0 || !(isCredential || isHidden)) {
    return found;
  }
  const smart = findSmartValue(value, 0, end, schemeOf(value.text));
  return smart !== null && (isCredential || smart.property !== undefined) ? [smart] : [];
}

function schemeOf(text: string): Sighting['scheme'] {
  const word = /^\s*(basic|bearer)\b/i.exec(text)?.[1]?.toLowerCase();
  return word === 'basic' || word === 'bearer' ? word : 'other';
}

import type { Budget } from '../../budget';
import { findInNamed } from '../find-in-named';
import { isAuthorizationName, strengthOf } from '../../heuristics/credential-name';
import { isMask } from '../../heuristics/placeholder';
import { hiddenSighting } from '../sighting';
import type { Sighting } from '../sighting';
import { unresolvedIn } from '../../text/source-text';
import type { SourceText } from '../../text/source-text';
import type { HeaderRow } from './read-headers';

/** Answers of earlier requests: the long-lived secret of a chained sign-in is in those requests. */
const ANSWERS = /^[#/^&\s]*(?:webhookResponses?|webResponses?)\b/i;

/** The credential of one header whose smart values are worked out. */
export function findInHeader(row: HeaderRow, value: SourceText, budget: Budget): Sighting[] {
  const named = row.name.trim() !== '';
  const end = value.text.length;
  if (row.secretKey) return named ? [hiddenSighting('reference', 'other', 0, end)] : [];
  const isCredential = isAuthorizationName(row.name) || strengthOf(row.name) === 'strong';
  if (named && row.secure && (value.text.trim() === '' || isMask(value.text))) {
    return [hiddenSighting('masked', 'other', 0, end)];
  }
  if (isCredential && isMask(value.text.replace(/^\s*(?:basic|bearer)\s+/i, ''))) {
    return [hiddenSighting('masked', schemeOf(value.text), 0, end)];
  }
  const found = findInNamed(row.name, value.text, budget);
  if (found.length > 0 || !isCredential) return found;
  const smart = unresolvedIn(value, 0, end);
  if (smart.length === 0 || smart.some((expression) => ANSWERS.test(expression))) return [];
  return [hiddenSighting('smart-value', schemeOf(value.text), 0, end)];
}

function schemeOf(text: string): Sighting['scheme'] {
  const word = /^\s*(basic|bearer)\b/i.exec(text)?.[1]?.toLowerCase();
  return word === 'basic' || word === 'bearer' ? word : 'other';
}

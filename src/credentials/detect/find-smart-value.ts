import type { Scheme } from '../../report/report';
import { unresolvedIn } from '../text/source-text';
import type { SourceText } from '../text/source-text';
import { propertySourceOf } from '../variables/property-source';
import { hiddenSighting } from './sighting';
import type { Sighting } from './sighting';

/** Answers of earlier requests: the long-lived secret of a chained sign-in is in those requests. */
const ANSWERS = /^[#/^&\s]*(?:webhookResponses?|webResponses?)\b/i;

/**
 * The smart value that stands in a credential's place between two offsets, with the property that it reads, where it reads one. Null
 * where there is none, or one that an earlier request of the rule answered.
 */
export function findSmartValue(source: SourceText, from: number, to: number, scheme: Scheme): Sighting | null {
  const smart = unresolvedIn(source, from, to);
  if (smart.length === 0 || smart.some((expression) => ANSWERS.test(expression))) {
    return null;
  }
  const property = smart.map(propertySourceOf).find((read) => read !== null);
  const sighting = hiddenSighting('smart-value', scheme, from, to);
  return property === undefined ? sighting : { ...sighting, property };
}

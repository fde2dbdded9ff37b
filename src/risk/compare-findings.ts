import type { Finding, RuleRef } from '../report/report';
import { compareLevels } from './levels';

/** The order of a report: the app's own credentials first; then the worst, the soonest, and by name. */
export function compareFindings(one: Finding, other: Finding): number {
  const own = Number(other.own === true) - Number(one.own === true);
  if (own !== 0) {
    return own;
  }
  return (
    compareLevels(one.level, other.level) ||
    soonness(one) - soonness(other) ||
    compareRules(one.rule, other.rule) ||
    compareText(one.id, other.id)
  );
}

/** The order of rules of which nothing else is to be told. */
export function compareRules(one: Pick<RuleRef, 'name' | 'uuid'>, other: Pick<RuleRef, 'name' | 'uuid'>): number {
  return compareText(one.name, other.name) || compareText(one.uuid, other.uuid);
}

/** A number that stays comparable where there is no date. */
function soonness({ breaks }: Finding): number {
  return breaks.from === null ? Number.MAX_SAFE_INTEGER : Date.parse(breaks.from);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

import { isJsonArray, isJsonObject } from '../../src/rules/json-value';
import type { JsonObject } from '../../src/rules/json-value';
import type { RawRule } from './rule-api';

/** Why a rule must not be written, whatever it holds. */
export type BarrierCode = 'withheld' | 'connection' | 'draft' | 'scope-mismatch' | 'number';

/**
 * What in a rule a write would destroy or change: hidden values that the API withheld, connections, a draft, a trigger
 * that the server would rewrite, numbers that do not survive being read. Null where there is nothing of the kind.
 */
export function barrierOf({ rule, connections }: RawRule): BarrierCode | null {
  const state = rule['state'];
  if (state !== 'ENABLED' && state !== 'DISABLED') {
    return 'draft';
  }
  if (connections.length > 0) {
    return 'connection';
  }
  const found = { withheld: false, connection: false, number: false };
  look(rule, found);
  if (found.withheld) {
    return 'withheld';
  }
  if (found.connection) {
    return 'connection';
  }
  if (found.number) {
    return 'number';
  }
  return scopesDisagree(rule) ? 'scope-mismatch' : null;
}

/** A mask in a value’s place; `Basic ***` keeps its scheme. */
const MASK = /^(?:(?:basic|bearer)\s{1,10})?(?:\*{3,}|[•●]{3,})$/iu;

function look(value: unknown, found: { withheld: boolean; connection: boolean; number: boolean }): void {
  if (typeof value === 'string') {
    found.withheld ||= MASK.test(value.trim());
  } else if (typeof value === 'number') {
    found.number ||= !isExact(value);
  } else if (isJsonArray(value)) {
    for (const item of value) {
      look(item, found);
    }
  } else if (isJsonObject(value)) {
    // A row without a name is one that nobody filled in.
    const isHidden = value['headerSecure'] === true && value['name'] !== '';
    found.withheld ||= isHidden && (value['value'] === '' || value['value'] === null);
    found.connection ||= typeof value['connectionId'] === 'string' && value['connectionId'] !== '';
    for (const [key, item] of Object.entries(value)) {
      // Their numbers are not written back.
      if (key !== 'created' && key !== 'updated') {
        look(item, found);
      }
    }
  }
}

/** A number as JSON may hold more digits than a number here can: 15 always survive (IEEE 754). */
function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : digitsOf(value) <= 15;
}

/** `-1.25e-7` has three. */
function digitsOf(value: number): number {
  const [digits = ''] = value.toExponential().split('e');
  return digits.replace(/[.-]/g, '').length;
}

/** If a rule’s scope and the filters of its trigger differ, the server brings the trigger into line without a word. */
function scopesDisagree(rule: JsonObject): boolean {
  const trigger = rule['trigger'];
  const value = isJsonObject(trigger) ? trigger['value'] : undefined;
  const filters = isJsonObject(value) ? value['eventFilters'] : undefined;
  const scopes = rule['ruleScopeARIs'];
  if (!isJsonArray(filters) || filters.length === 0 || !isJsonArray(scopes)) {
    return false;
  }
  return filters.length !== scopes.length || filters.some((filter) => !scopes.includes(filter));
}

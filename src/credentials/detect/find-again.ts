import { isWebRequest } from '../../rules/component-types';
import type { Component, Rule } from '../../rules/rule';
import { walkComponents } from '../../rules/walk-components';
import type { Budget } from '../budget';
import { strengthOf } from '../heuristics/credential-name';
import { isSecretValue } from '../heuristics/secret-value';
import { eachText, pointerOf } from './each-text';
import type { TextWalk } from './each-text';
import { findTokens } from './find-tokens';
import { readVariable } from '../variables/read-variable';
import { NO_TARGET } from './request/target';
import { opaqueSighting, sightingOf } from './sighting';
import type { Place, UseList } from './use-list';

/** A shorter value may stand in any text by chance. */
const SHORTEST = 8;
/** So many values are looked for again; a rule with more of them was made to be costly. */
const MOST_VALUES = 30;

/**
 * Finds what the walk through the requests leaves: credentials in variables that no request uses, in the rule's name,
 * description and labels, and values that a request showed to be credentials where they stand once more.
 */
export function findAgain(
  rule: Rule,
  variables: readonly Component[],
  asked: ReadonlySet<string>,
  uses: UseList,
  budget: Budget,
): void {
  const used = new Set(uses.values);
  const isPart = partsOf(used);
  for (const component of variables) {
    const definition = readVariable(component);
    const isAsked = asked.has(definition?.name ?? '');
    if (definition?.type === 'property' && !isAsked) {
      keepProperty(definition, component, uses);
    }
    eachTextOf(component, (text, pointer) => {
      for (const token of findTokens(text, budget)) {
        uses.remember(token.value);
        // What a variable that is used holds the start of, goes on in something that no literal stands for.
        const isStart = isAsked && token.checksum === 'invalid' && token.value.at(-9) !== '=';
        if (!used.has(token.value) && !isStart && !isPart(token.value)) {
          uses.add(sightingOf(token), placeOf(component, pointer()));
        }
      }
    });
  }
  const notes = [{ pointer: '/name', text: rule.name }, ...rule.notes];
  for (const { pointer, text } of notes) {
    budget.grant(text.length);
    for (const token of findTokens(text, budget)) {
      uses.remember(token.value);
      // A piece of a value that stands whole elsewhere is no second one.
      if (used.has(token.value) || token.checksum !== 'invalid' || !isPart(token.value)) {
        uses.add(sightingOf(token), placeOf(noteAt(pointer), pointer));
      }
    }
  }
  const values = uses.plainValues.filter((value) => value.length >= SHORTEST).slice(0, MOST_VALUES);
  if (values.length === 0) {
    return;
  }
  const look = (text: string, place: () => Place): void => {
    if (!budget.spend(text.length)) {
      return;
    }
    for (const { value, kind } of uses.plainUsesIn(text, values)) {
      const here = place();
      if (!uses.isAt(value, here.pointer)) {
        uses.add({ ...opaqueSighting(value, 'other', 0, 0), kind }, here);
      }
    }
  };
  for (const { pointer, text } of notes) {
    look(text, () => placeOf(noteAt(pointer), pointer));
  }
  const isVariable = new Set(variables);
  for (const component of walkComponents(rule)) {
    if (isWebRequest(component) || isVariable.has(component)) {
      continue;
    }
    eachTextOf(component, (text, pointer) => {
      if (text.length >= SHORTEST) {
        look(text, () => placeOf(component, pointer()));
      }
    });
  }
}

/** A value that the rule keeps in a property under the name of a credential, for other rules to read. */
function keepProperty({ key, template }: { key: string; template: string }, component: Component, uses: UseList): void {
  const value = template.trim().replace(/^"(.*)"$/s, '$1');
  if (strengthOf(key) !== 'strong' || !isSecretValue(value, key, 'strong') || template.includes('{{')) {
    return;
  }
  uses.add(opaqueSighting(value, 'other', 0, 0), {
    ...placeOf(component, `${component.pointer}/value/value`),
    name: key,
  });
}

/** No start of a form is longer, but for those that name a host. */
const START = 12;
/** More values that begin alike were made to be costly. */
const MOST_ALIKE = 64;

/**
 * Tells half of a credential that two variables hold together: it is no use of its own. Half of a base64 text ends in
 * a wrong character, so the start has to agree, not the whole.
 */
function partsOf(used: ReadonlySet<string>): (value: string) => boolean {
  const byStart = new Map<string, string[]>();
  for (const value of used) {
    const start = value.slice(0, START);
    const alike = byStart.get(start);
    if (alike === undefined) {
      byStart.set(start, [value]);
    } else if (alike.length < MOST_ALIKE) {
      alike.push(value);
    }
  }
  return (value) => {
    const length = Math.max(START, Math.min(20, value.length - 3));
    const start = value.slice(0, length);
    return (byStart.get(value.slice(0, START)) ?? []).some(
      (whole) => whole.length > value.length && whole.startsWith(start),
    );
  };
}

function eachTextOf(component: Component, take: (text: string, pointer: () => string) => void): void {
  const walk: TextWalk = {
    base: `${component.pointer}/value`,
    path: [],
    tooDeep: [],
    take: (text) => {
      take(text, () => pointerOf(walk));
    },
  };
  eachText(component.value, walk);
}

function placeOf(component: Place['component'], pointer: string): Place {
  return { component, pointer, placement: 'other', name: null, via: [], target: NO_TARGET };
}

/** A text of the rule itself stands in for a component: `/description` is `rule.description`. */
function noteAt(pointer: string): Place['component'] {
  const field = pointer.split('/')[1] ?? '';
  return { id: null, type: `rule.${field}`, pointer };
}

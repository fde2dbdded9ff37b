import { isListedType } from './component-types';
import { idOf, isJsonArray, isJsonObject, shapeOf, textOf } from './json-value';
import type { JsonObject } from './json-value';
import type { Component, Note, Rule } from './rule';

interface Pending {
  items: readonly unknown[];
  pointer: string;
  into: Component[];
}

export interface ComponentTree {
  components: Component[];
  /** Components that are bare text (templates have them): kept, because a token may stand in it. */
  texts: Note[];
  /** The other fields of components, and what stands where a component or a list of them should. */
  rest: unknown[];
  unread: Rule['unread'];
}

/** Fields of a component that are read by themselves. */
const READ = new Set(['value', 'conditions', 'children']);
/** No credential of a known form is shorter. */
const SHORTEST = 12;

/**
 * Reads a rule's trigger and components, trigger first. The walk keeps its own list of what is left to do instead
 * of calling itself: rules come from outside, and 10,000 nested components must not exhaust the stack.
 */
export function readComponents(rule: JsonObject): ComponentTree {
  const tree: ComponentTree = { components: [], texts: [], rest: [], unread: [] };
  const pending: Pending[] = [];
  if (rule['trigger'] !== undefined && rule['trigger'] !== null) {
    readOne(rule['trigger'], '/trigger', tree.components, tree, pending);
  }
  expand(rule['components'], '', '/components', tree.components, tree, pending);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (let index = 0; index < next.items.length; index += 1) {
      readOne(next.items[index], `${next.pointer}/${String(index)}`, next.into, tree, pending);
    }
  }
  return tree;
}

function readOne(value: unknown, pointer: string, into: Component[], tree: ComponentTree, pending: Pending[]): void {
  if (!isJsonObject(value)) {
    if (typeof value === 'string') {
      tree.texts.push({ pointer, text: value });
    } else {
      tree.rest.push(value);
    }
    tree.unread.push({ pointer, reason: `a component that is ${shapeOf(value)}, not an object` });
    return;
  }
  const type = textOf(value['type']);
  if (type === null) {
    tree.unread.push({ pointer, reason: 'a component without a type' });
  }
  const component: Component = {
    pointer,
    id: idOf(value['id']),
    component: textOf(value['component']),
    type: type ?? '',
    schemaVersion: typeof value['schemaVersion'] === 'number' ? value['schemaVersion'] : null,
    value: value['value'],
    connectionId: idOf(value['connectionId']),
    conditions: [],
    children: [],
  };
  into.push(component);
  for (const key of Object.keys(value)) {
    if (READ.has(key)) {
      continue;
    }
    const field = value[key];
    const isLong = typeof field === 'string' && field.length >= SHORTEST && !isListedType(field);
    if (isLong || (typeof field === 'object' && field !== null)) {
      tree.rest.push(field);
    }
    if (key.length >= SHORTEST && field !== null) {
      tree.rest.push(key);
    }
  }
  expand(value['conditions'], pointer, '/conditions', component.conditions, tree, pending);
  expand(value['children'], pointer, '/children', component.children, tree, pending);
}

function expand(
  value: unknown,
  parent: string,
  key: '/components' | '/conditions' | '/children',
  into: Component[],
  tree: ComponentTree,
  pending: Pending[],
): void {
  if (value === undefined || value === null) {
    return;
  }
  if (!isJsonArray(value)) {
    const reason = `a list of components was expected, this is ${shapeOf(value)}`;
    tree.rest.push(value);
    tree.unread.push({ pointer: parent + key, reason });
    return;
  }
  if (value.length > 0) {
    pending.push({ items: value, pointer: parent + key, into });
  }
}

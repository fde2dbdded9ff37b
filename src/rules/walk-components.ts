import type { Component, Rule } from './rule';

/** Every component in document order: trigger, components, and inside each its conditions before its children. */
export function* walkComponents(rule: Pick<Rule, 'components'>): Generator<Component, void, undefined> {
  const stack: Component[] = [];
  pushReversed(stack, rule.components);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    pushReversed(stack, next.children);
    pushReversed(stack, next.conditions);
  }
}

function pushReversed(stack: Component[], components: readonly Component[]): void {
  for (let index = components.length - 1; index >= 0; index -= 1) {
    const component = components[index];
    if (component !== undefined) {
      stack.push(component);
    }
  }
}

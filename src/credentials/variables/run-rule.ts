import type { Component, Rule } from '../../rules/rule';
import { walkComponents } from '../../rules/walk-components';
import type { Budget } from '../budget';
import { literal, unresolvedIn } from '../text/source-text';
import { resolveText } from './evaluate';
import { readVariable } from './read-variable';
import type { Definition } from './read-variable';
import { MOST_OPTIONS } from './scope';
import type { Option, Scope } from './scope';

/** A step still to be taken: a component to visit, or something to do once others are done. */
type Task = Component | (() => void);

interface Run {
  tasks: Task[];
  scope: Scope;
  budget: Budget;
  visit: Visit;
}

/** Takes a component, with what it sets, where it sets anything. */
export type Visit = (component: Component, definition: Definition | null) => void;

/**
 * Visits every component in the order in which Jira runs them, with the variables that are set there: those from
 * before it on its path, not those of later steps or of other branches; after an if/else those of every arm.
 * Keeps its own list of tasks, so that nesting cannot exhaust the stack.
 */
export function runRule(rule: Pick<Rule, 'components'>, scope: Scope, budget: Budget, visit: Visit): void {
  const run: Run = { tasks: [], scope, budget, visit };
  schedule(run, rule.components);
  for (let task = run.tasks.pop(); task !== undefined; task = run.tasks.pop()) {
    if (typeof task === 'function') {
      task();
    } else {
      enter(task, run);
    }
  }
}

function enter(component: Component, run: Run): void {
  const definition = readVariable(component);
  run.visit(component, definition);
  if (definition !== null) {
    define(definition, run);
  }
  if (component.children.length === 0 && component.conditions.length === 0) {
    return;
  }
  if (isArm(component)) {
    // An if without a container around it is an if/else with one arm.
    scheduleArms([component], run, enterArm);
  } else if (isContainer(component)) {
    scheduleArms(component.children, run, (arm) => {
      if (!isArm(arm)) {
        run.tasks.push(arm);
      } else {
        run.visit(arm, null);
        enterArm(arm, run);
      }
    });
    schedule(run, component.conditions);
  } else {
    if (isBranch(component)) {
      const mark = run.scope.mark();
      run.tasks.push(() => {
        run.scope.leave(mark);
      });
    }
    schedule(run, component.children, component.conditions);
  }
}

function enterArm(arm: Component, run: Run): void {
  schedule(run, arm.children, arm.conditions);
}

function schedule(run: Run, ...lists: (readonly Component[])[]): void {
  for (const list of lists) {
    for (let index = list.length - 1; index >= 0; index -= 1) {
      const component = list[index];
      if (component !== undefined) {
        run.tasks.push(component);
      }
    }
  }
}

/** The arms of an if/else run one instead of another: each starts from what was set before all of them. */
function scheduleArms(arms: readonly Component[], run: Run, enterOne: (arm: Component, run: Run) => void): void {
  const set: Map<string, readonly Option[]>[] = [];
  // An arm without conditions is the else.
  const hasElse = arms.some((arm) => isArm(arm) && arm.conditions.length === 0);
  run.tasks.push(() => {
    run.scope.merge(set, hasElse);
  });
  for (let index = arms.length - 1; index >= 0; index -= 1) {
    const arm = arms[index];
    if (arm === undefined) {
      continue;
    }
    run.tasks.push(() => {
      const mark = run.scope.mark();
      run.tasks.push(() => {
        set.push(run.scope.take(mark));
      });
      enterOne(arm, run);
    });
  }
}

function isContainer(component: Component): boolean {
  return component.type.endsWith('condition.container.block') || component.children.every(isArm);
}

function isArm(component: Component): boolean {
  return component.component === 'CONDITION_BLOCK' || /condition\.(?:if|else)\.block$/.test(component.type);
}

function isBranch(component: Component): boolean {
  return component.component === 'BRANCH' || /(?:\.related|\.branch)$/.test(component.type);
}

/** What the steps of a rule keep in properties, as far as it is literal. */
export function readProperties(rule: Pick<Rule, 'components'>): Map<string, readonly Option[]> {
  const properties = new Map<string, readonly Option[]>();
  for (const component of walkComponents(rule)) {
    const definition = readVariable(component);
    if (definition?.type !== 'property' || definition.template.includes('{{')) {
      continue;
    }
    const others = properties.get(definition.name) ?? [];
    if (others.length >= MOST_OPTIONS) {
      continue;
    }
    properties.set(definition.name, [...others, { type: 'property', value: literal(definition.template), when: null }]);
  }
  return properties;
}

function define(definition: Definition, { scope, budget }: Run): void {
  scope.set(definition.name, optionsOf(definition, scope, budget));
}

function optionsOf(definition: Definition, scope: Scope, budget: Budget): Option[] {
  if (definition.type === 'table') {
    const rows = definition.rows.flatMap(({ key, template }) => {
      budget.grant(template.length);
      return resolveText(template, scope, budget).map((value) => ({ key, value }));
    });
    return [{ type: 'table', rows, when: null }];
  }
  if (definition.type === 'dynamic-table') {
    const { source } = definition;
    budget.grant(source.length);
    const names = resolveText(source, scope, budget).flatMap((text) => unresolvedIn(text, 0, text.text.length));
    return [{ type: 'dynamic-table', source: names[0] ?? definition.name, when: null }];
  }
  const { template } = definition;
  budget.grant(template.length);
  if (definition.type === 'property') {
    return resolveText(template, scope, budget).map((value) => ({ type: 'property', value, when: value.when }));
  }
  const { lazy } = definition;
  if (lazy && template.includes('{{')) {
    return [{ type: 'lazy', template, when: null }];
  }
  return resolveText(template, scope, budget).map((value) => ({ type: 'text', value, when: value.when }));
}

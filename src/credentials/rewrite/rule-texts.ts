import { pointerTo } from '../../rules/json-pointer';
import { isJsonArray, isJsonObject } from '../../rules/json-value';
import type { JsonObject } from '../../rules/json-value';
import { readRule } from '../../rules/read-rule';
import type { Component, Rule } from '../../rules/rule';
import type { Product } from '../../report/report';
import { Budget } from '../budget';
import type { SourceText } from '../text/source-text';
import { resolveText } from '../variables/evaluate';
import { readVariable } from '../variables/read-variable';
import { runRule } from '../variables/run-rule';
import { Scope } from '../variables/scope';

/** One text of a rule as it stands there. */
export interface Leaf {
  pointer: string;
  text: string;
  /** False where it may not be written: ids, types, labels and whatever names something else. */
  isWritable: boolean;
}

/** One text of a step with its smart values worked out, once for each value that it may have. */
export interface ResolvedText {
  pointer: string;
  /** The variable that the step sets; null for a step that sets none. */
  defines: string | null;
  sources: readonly SourceText[];
}

/** No value of a real rule nests deeper. */
const DEEPEST = 400;

/** Every text of a rule, in order. Null where it nests too deeply to be written back whole. */
export function leavesOf(rule: JsonObject): Leaf[] | null {
  const leaves: Leaf[] = [];
  return collect(rule, '', false, leaves, 0) ? leaves : null;
}

/** The lists that hold steps; what stands in a step’s `value` may be written. */
const STEPS = new Set(['trigger', 'components', 'conditions', 'children']);

function collect(value: unknown, pointer: string, isWritable: boolean, leaves: Leaf[], depth: number): boolean {
  if (depth > DEEPEST) {
    return false;
  }
  if (typeof value === 'string') {
    leaves.push({ pointer, text: value, isWritable });
    return true;
  }
  if (isJsonArray(value)) {
    return value.every((item, index) => collect(item, pointerTo(pointer, index), isWritable, leaves, depth + 1));
  }
  if (!isJsonObject(value)) {
    return true;
  }
  return Object.entries(value).every(([key, item]) => {
    // Atlassian makes the token of an incoming webhook; what is written there is not what it would listen to.
    const inside = (isWritable || mayBeWritten(key, pointer, item)) && key !== 'webhookToken';
    return collect(item, pointerTo(pointer, key), inside, leaves, depth + 1);
  });
}

function mayBeWritten(key: string, parent: string, item: unknown): boolean {
  if (parent === '') {
    return (key === 'name' || key === 'description') && typeof item === 'string';
  }
  const [, first = ''] = parent.split('/');
  return STEPS.has(first) && key === 'value';
}

/** The rule with other texts at some of its pointers; everything else is the very same. */
export function replaceTexts(rule: JsonObject, texts: ReadonlyMap<string, string>): JsonObject {
  const replaced = replaceIn(rule, '', texts);
  return isJsonObject(replaced) ? replaced : rule;
}

function replaceIn(value: unknown, pointer: string, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return texts.get(pointer) ?? value;
  }
  if (isJsonArray(value)) {
    return value.map((item, index) => replaceIn(item, pointerTo(pointer, index), texts));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceIn(item, pointerTo(pointer, key), texts)]),
  );
}

/** Reads a bare rule, as the finder does. */
export function ruleOf(raw: JsonObject, product: Product | null): Rule | null {
  const read = readRule(raw, { place: '', cloud: null, product, connections: undefined });
  return read.ok ? read.value : null;
}

/** Every text of every step as it is when the rule runs. */
export function resolvedTexts(rule: Rule): ResolvedText[] {
  const texts: ResolvedText[] = [];
  const scope = new Scope();
  const budget = new Budget();
  runRule(rule, scope, budget, (component) => {
    const defines = readVariable(component)?.name ?? null;
    for (const { pointer, text } of textsOf(component)) {
      budget.grant(text.length);
      texts.push({ pointer, defines, sources: resolveText(text, scope, budget) });
    }
  });
  return texts;
}

/** The texts that a step may hold. */
export function textsOf(component: Component): Leaf[] {
  const leaves: Leaf[] = [];
  collect(component.value, `${component.pointer}/value`, true, leaves, 0);
  return leaves;
}

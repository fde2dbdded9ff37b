import { isJsonObject } from '../../rules/json-value';
import { parseJson } from '../../rules/parse-json';
import type { Budget } from '../budget';
import { readTemplate } from '../text/read-template';
import { UNRESOLVED, both, derive, join, literal, through, unresolved, unresolvedOf } from '../text/source-text';
import type { Piece, SourceText } from '../text/source-text';
import { foldSplits } from './pattern-functions';
import { parseExpression, sourceOf } from './parse-expression';
import type { Expression, Step } from './parse-expression';
import { propertyName, readPropertyExpression } from './property-source';
import { MOST_OPTIONS } from './scope';
import type { Option, Scope } from './scope';
import { applyTextFunction, givesNoText } from './text-functions';

/** A value is followed up to this length: longer ones are made by variables that double each other. */
const LONGEST = 400_000;
/** A lazy variable may use lazy variables, and a cycle of them ends here. */
const DEEPEST = 12;

interface Evaluation {
  scope: Scope;
  budget: Budget;
  /** Lazy variables being worked out: one of them inside itself is a cycle. */
  open: readonly string[];
}

/** Works out a text with smart values: one text for each value that it may have where it stands. */
export function resolveText(text: string, scope: Scope, budget: Budget): SourceText[] {
  return text.includes('{{') ? resolveTemplate(text, { scope, budget, open: [] }) : [literal(text)];
}

function resolveTemplate(text: string, evaluation: Evaluation): SourceText[] {
  // Without variables only what stands in quotes inside a smart value is known, and properties, which a later step may set.
  if (evaluation.scope.isEmpty && !text.includes('properties.') && !NEEDS_A_LOOK.test(text)) {
    return [withoutValues(text)];
  }
  let results: SourceText[] = [literal('')];
  /** What `.` stands for inside `{{#variable}} … {{/}}`. */
  const sections: SourceText[][] = [];
  for (const part of readTemplate(text)) {
    const values = part.expression ? evaluatePart(part.text, sections, evaluation) : [literal(part.text)];
    results = combine(results, values, evaluation);
  }
  return results;
}

/** A section, or a text in quotes. */
const NEEDS_A_LOOK = /\{\{(?:#|[^{}]{0,400}["'“‘])/;

/** The text with all of its smart values unresolved. */
function withoutValues(text: string): SourceText {
  const pieces: Piece[] = [];
  let whole = '';
  for (const part of readTemplate(text)) {
    const from = whole.length;
    whole += part.expression ? UNRESOLVED : part.text;
    pieces.push({ from, to: whole.length, via: NO_NAMES, unresolved: part.expression ? part.text.trim() : null });
  }
  return { text: whole, pieces, when: null };
}

const NO_NAMES: readonly string[] = [];

function combine(left: readonly SourceText[], right: readonly SourceText[], evaluation: Evaluation): SourceText[] {
  const joined: SourceText[] = [];
  for (const first of left) {
    for (const second of right) {
      if (joined.length >= MOST_OPTIONS) {
        return joined;
      }
      const length = first.text.length + second.text.length;
      if (length > LONGEST || !evaluation.budget.spend(right.length * left.length > 1 ? length : second.text.length)) {
        continue;
      }
      const both = join(first, second);
      if (both !== null) {
        joined.push(both);
      }
    }
  }
  return joined.length === 0 ? [unresolved('…')] : joined;
}

function evaluatePart(text: string, sections: SourceText[][], evaluation: Evaluation): SourceText[] {
  const expression = text.trim();
  const sign = expression.charAt(0);
  if (sign === '/') {
    sections.pop();
    return [literal('')];
  }
  if (sign === '#' || sign === '^') {
    const inner = expression.slice(1).trim();
    const values = evaluateText(inner, evaluation);
    sections.push(values);
    const known = inner.startsWith('if(') || inner.startsWith('if ') || values.every((value) => isKnown(value));
    return [known ? literal('') : unresolved(expression)];
  }
  if (expression === '.') {
    return sections.at(-1) ?? [unresolved(expression)];
  }
  if (sign === '!' || expression === 'else') {
    return [literal('')];
  }
  return evaluateText(sign === '&' || sign === '{' ? expression.slice(1) : expression, evaluation);
}

function evaluateText(text: string, evaluation: Evaluation): SourceText[] {
  // Inside a text of JSON the quotes of an expression are escaped.
  const expression = text.length > 4000 ? null : parseExpression(text.replace(/\\{1,16}"/g, '"'));
  return expression === null ? [unresolved(text.trim())] : evaluate(expression, text.trim(), evaluation);
}

function evaluate(expression: Expression, text: string, evaluation: Evaluation): SourceText[] {
  const own = evaluateOwn(expression, text, evaluation);
  if (expression.fallback === null || own.every(isKnown)) {
    return own;
  }
  // The fallback is used where the value before `|` is missing, which nobody can tell from the rule alone.
  return [...own.filter(isKnown), ...evaluate(expression.fallback, sourceOf(expression.fallback), evaluation)].slice(
    0,
    MOST_OPTIONS,
  );
}

function evaluateOwn(expression: Expression, text: string, evaluation: Evaluation): SourceText[] {
  const { head, steps } = expression;
  if (head.name === null) {
    return applySteps([literal(head.text)], steps, text, evaluation);
  }
  if (head.args !== null) {
    const called = callFunction(head.name, head.args, text, evaluation);
    return called === null ? [unresolved(text)] : applySteps(called, steps, text, evaluation);
  }
  // A variable's name may hold dots, so the longest name that is set is taken.
  let count = steps.findIndex((step) => step.args !== null);
  if (count === -1) {
    count = steps.length;
  }
  for (; count >= 0; count -= 1) {
    const name = [head.name, ...steps.slice(0, count).map((step) => step.name)].join('.');
    const options = evaluation.scope.get(name);
    if (options !== undefined) {
      return ofVariable(name, options, steps.slice(count), text, evaluation);
    }
  }
  return ofProperty(expression, text, evaluation) ?? [unresolved(text)];
}

/** A property that the rule itself sets. Its key may hold dots, and what follows the key reaches into its value. */
function ofProperty(expression: Expression, text: string, evaluation: Evaluation): SourceText[] | null {
  const read = readPropertyExpression(expression);
  if (read === null) {
    return null;
  }
  const names = read.key.split('.');
  for (let count = names.length; count > 0; count -= 1) {
    const name = propertyName({ entity: read.entity, key: names.slice(0, count).join('.') });
    const options = evaluation.scope.property(name);
    if (options === undefined) {
      continue;
    }
    const inside = names.slice(count).map((step): Step => ({ name: step, args: null }));
    return ofVariable(name, options, [...inside, ...read.rest], text, evaluation);
  }
  return null;
}

/** `concat(a, b)` and `if(condition, a, b)`, of which either may be the value. */
function callFunction(
  name: string,
  args: readonly Expression[],
  text: string,
  evaluation: Evaluation,
): SourceText[] | null {
  if (name === 'if') {
    return args
      .slice(1)
      .flatMap((argument) => evaluate(argument, sourceOf(argument), evaluation))
      .slice(0, MOST_OPTIONS);
  }
  if (name !== 'concat' && name !== 'join') {
    return null;
  }
  let results: SourceText[] = [literal('')];
  for (const argument of args) {
    results = combine(results, evaluate(argument, sourceOf(argument), evaluation), evaluation);
  }
  return results;
}

function ofVariable(
  name: string,
  options: readonly Option[],
  steps: readonly Step[],
  text: string,
  evaluation: Evaluation,
): SourceText[] {
  const results: SourceText[] = [];
  for (const option of options) {
    const { values, rest } = valuesOf(name, option, steps, text, evaluation);
    for (const value of values) {
      const when = both(value.when, option.when);
      if (when !== undefined) {
        results.push(...applySteps([through({ ...value, when }, name)], rest, text, evaluation));
      }
    }
  }
  return results.length === 0 ? [unresolved(text)] : results.slice(0, MOST_OPTIONS);
}

function valuesOf(
  name: string,
  option: Option,
  steps: readonly Step[],
  text: string,
  evaluation: Evaluation,
): { values: readonly SourceText[]; rest: readonly Step[] } {
  switch (option.type) {
    case 'text':
      return { values: [option.value], rest: steps };
    case 'lazy': {
      const cyclic = evaluation.open.includes(name) || evaluation.open.length >= DEEPEST;
      const inner = { ...evaluation, open: [...evaluation.open, name] };
      return { values: cyclic ? [unresolved(text)] : resolveTemplate(option.template, inner), rest: steps };
    }
    case 'table':
      return fromTable(option.rows, steps, text, evaluation);
    case 'dynamic-table':
      return { values: [unresolved(option.source)], rest: [] };
    case 'property':
      return fromProperty(option.value, steps, text);
  }
}

/** The value of a property is JSON; one that is only text may stand without its quotes. */
function fromProperty(
  value: SourceText,
  steps: readonly Step[],
  text: string,
): { values: readonly SourceText[]; rest: readonly Step[] } {
  const parsed = /^\s*["{[]/.test(value.text) ? parseJson(value.text) : null;
  if (parsed?.ok !== true) {
    return { values: [value], rest: steps };
  }
  let found: unknown = parsed.value;
  let rest = steps;
  for (
    let [step] = rest;
    step?.args === null && isJsonObject(found) && Object.hasOwn(found, step.name);
    [step] = rest
  ) {
    found = found[step.name];
    rest = rest.slice(1);
  }
  if (typeof found !== 'string') {
    return { values: [rest.length === 0 ? value : unresolved(text)], rest: [] };
  }
  return { values: [found.includes(UNRESOLVED) ? unresolvedOf(value, text) : derive(value, found)], rest };
}

/** `table.get("key")` or `table.key`; with a key that is not known every row may be meant. */
function fromTable(
  rows: readonly { key: string; value: SourceText }[],
  steps: readonly Step[],
  text: string,
  evaluation: Evaluation,
): { values: readonly SourceText[]; rest: readonly Step[] } {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return { values: [unresolved(text)], rest: [] };
  }
  const argument = step.args?.[0];
  const keys = argument === undefined ? [literal(step.name)] : evaluate(argument, sourceOf(argument), evaluation);
  const key = keys.length === 1 && keys[0] !== undefined && isKnown(keys[0]) ? keys[0].text : null;
  const chosen = rows.filter((row) => key === null || row.key === key).map((row) => row.value);
  return { values: chosen.length === 0 ? [unresolved(text)] : chosen.slice(0, MOST_OPTIONS), rest };
}

function applySteps(
  values: readonly SourceText[],
  steps: readonly Step[],
  text: string,
  evaluation: Evaluation,
): SourceText[] {
  let results = [...values];
  for (const step of foldSplits(steps)) {
    results = results.flatMap((value) => applyStep(value, step, text, evaluation));
  }
  return results.slice(0, MOST_OPTIONS);
}

function applyStep(value: SourceText, step: Step, text: string, evaluation: Evaluation): SourceText[] {
  const args = (step.args ?? []).map((argument) => argumentOf(argument, evaluation));
  if (step.name.toLowerCase() === 'concat') {
    return args.reduce<SourceText[]>((results, argument) => combine(results, argument, evaluation), [value]);
  }
  // What is not called may be a property of the built-in that a variable of its name hides.
  const isLost = step.args === null || givesNoText(step.name);
  const unfollowed = isLost ? unresolved(text) : unresolvedOf(value, text);
  const known = args.flatMap((argument) => (argument.length === 1 && argument[0] !== undefined ? [argument[0]] : []));
  if (!isKnown(value) && step.name.toLowerCase() !== 'trim') {
    return [unresolvedLike(value, text, step)];
  }
  if (known.length < args.length || !known.every(isKnown)) {
    return [unfollowed];
  }
  const result = applyTextFunction(
    step.name,
    value.text,
    known.map((argument) => argument.text),
  );
  return result === undefined || result === null ? [unfollowed] : [derive(value, result)];
}

/** A function of an unknown value is unknown too, and stays the answer of a request where it was one. */
function unresolvedLike(value: SourceText, text: string, step: Step): SourceText {
  const holds = value.pieces?.some((piece) => piece.holds !== undefined) === true && !givesNoText(step.name);
  if (holds) {
    return unresolvedOf(value, text);
  }
  const first = value.pieces?.find((piece) => piece.unresolved !== null)?.unresolved ?? text;
  return { ...unresolved(first), when: value.when };
}

/** A number stands for itself: `substring(0, 5)`. */
function argumentOf(argument: Expression, evaluation: Evaluation): SourceText[] {
  const { head, steps } = argument;
  if (head.name !== null && steps.length === 0 && /^\d{1,9}$/.test(head.name)) {
    return [literal(head.name)];
  }
  return evaluate(argument, sourceOf(argument), evaluation);
}

function isKnown(value: SourceText): boolean {
  return !value.text.includes(UNRESOLVED);
}

import type { Step } from './parse-expression';

/** One character or one class of them, repeated or not: what such an expression matches is found in one pass. */
const ONE_CLASS = /^(?:\[\^?(?:[\w ,;:!@#%/=.-]|\\[\s\w.-]){1,40}\]|\\[sdw])\+?$/;
const PLAIN = /^[\w ,;:!@#%/="'<>-]{1,200}$/;
/** The whole of a line. */
const EVERYTHING = /^\^?\(?\.[*+]\)?\$?$/;

/** `replaceAll("[ ]+", "")`: undefined where the expression is more than a plain text or a class of characters. */
export function replaceAllMatches(text: string, pattern: string, by: string): string | undefined {
  if (/[\\$]/.test(by)) {
    return undefined;
  }
  if (PLAIN.test(pattern)) {
    return text.replaceAll(pattern, () => by);
  }
  if (!ONE_CLASS.test(pattern)) {
    return undefined;
  }
  try {
    return text.replace(new RegExp(pattern, 'g'), () => by);
  } catch {
    return undefined; // a range whose ends are the wrong way round
  }
}

/** `match("(.*)")`, which gives all of a line; undefined for any other expression. */
export function matchEverything(text: string, pattern: string): string | undefined {
  return EVERYTHING.test(pattern) && !/[\r\n]/.test(text) ? text : undefined;
}

/** One part of a text that is split; a negative index counts from the end. */
export function partOf(text: string, separator: string, index: number): string | null | undefined {
  return PLAIN.test(separator) || separator === '|' ? (text.split(separator).at(index) ?? null) : undefined;
}

const PICKS: ReadonlySet<string> = new Set(['get', 'first', 'last']);

/** `split(",").get(0)` makes a list and takes one of it: here that is one function, so that there are no lists. */
export function foldSplits(steps: readonly Step[]): readonly Step[] {
  if (!steps.some((step) => step.name.toLowerCase() === 'split')) {
    return steps;
  }
  const folded: Step[] = [];
  for (const step of steps) {
    const before = folded.at(-1);
    const pick = step.name.toLowerCase();
    if (before?.name.toLowerCase() === 'split' && before.args?.length === 1 && PICKS.has(pick)) {
      folded[folded.length - 1] = { name: `split.${pick}`, args: [...before.args, ...(step.args ?? [])] };
    } else {
      folded.push(step);
    }
  }
  return folded;
}

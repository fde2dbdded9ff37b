import type { Outcome } from '../src/outcome';
import { fail } from '../src/outcome';
import { printableText } from '../src/report/formats/printable-text';
import type { TextSink } from './cli-context';

/** Why something cannot be done: a line for each file or argument that is at fault. Lines name places, never content. */
export interface Problem {
  readonly reasons: readonly string[];
}

export function problem(...reasons: string[]): Outcome<never, Problem> {
  return fail({ reasons });
}

/** Prints one line on standard error. */
export function printProblem(errors: TextSink, line: string): void {
  errors.write(`token-watch: ${printableText(line)}\n`);
}

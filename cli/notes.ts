import type { CliContext } from './cli-context';
import { printProblem } from './problem';

/** Says on standard error what is good to know and nobody's fault; `--quiet` keeps it back. */
export function printNote({ errors, verbosity }: CliContext, line: string): void {
  if (verbosity !== 'quiet') {
    printProblem(errors, line);
  }
}

/** Likewise what only `--verbose` asks for. */
export function printDetail({ errors, verbosity }: CliContext, line: string): void {
  if (verbosity === 'verbose') {
    printProblem(errors, line);
  }
}

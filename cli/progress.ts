import type { CliContext } from './cli-context';

/** One line on a terminal that says how far a long reading is. */
export interface Progress {
  show: (done: number, all: number) => void;
  /** Takes the line away. */
  end: () => void;
}

/** What is read in less time needs no word. */
const PATIENCE = 1000;
const REFRESH = 100;

/**
 * Shows progress where somebody looks at it: on a terminal, not in CI, not with `--quiet`, and only when reading takes longer than a
 * second.
 * @param what `rules`, `files`
 */
export function startProgress(what: string, context: CliContext): Progress {
  const { errors, environment, clock, verbosity } = context;
  const isSeen =
    errors.isTerminal && verbosity !== 'quiet' && (environment['CI'] ?? '') === '' && environment['TERM'] !== 'dumb';
  let next = clock.now().getTime() + PATIENCE;
  let isShown = false;
  return {
    show: (done, all) => {
      const now = clock.now().getTime();
      if (isSeen && now >= next) {
        next = now + REFRESH;
        isShown = true;
        errors.write(`\rReading ${what}: ${done} of ${all}…\u001B[K`);
      }
    },
    end: () => {
      if (isShown) {
        errors.write('\r\u001B[K');
        isShown = false;
      }
    },
  };
}

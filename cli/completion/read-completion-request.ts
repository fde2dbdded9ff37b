import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { CompletionRequest } from '../requests';
import { SHELLS } from '../requests';

/** What is typed is not repeated, as nowhere: it may be anything. */
export function readCompletionRequest(typed: string): Outcome<CompletionRequest, Problem> {
  const shell = SHELLS.find((one) => one === typed.toLowerCase());
  return shell === undefined
    ? problem(`completion needs one of ${SHELLS.join(', ')}`)
    : succeed({ command: 'completion', shell });
}

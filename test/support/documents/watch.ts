import type { Exchange } from '../../../local/cloud/cloud';
import { createChecker, type Violation } from './check-exchange';

const checker = createChecker();
const found = new Set<string>();

/** Holds one exchange to the documents; what they do not have is kept until it is taken. */
export function note(exchange: Exchange): void {
  for (const violation of checker.check(exchange)) {
    found.add(lineOf(violation));
  }
}

/** What was found since it was last asked, each once, as lines. A test that breaks a document on purpose takes it. */
export function takeViolations(): string[] {
  const lines = [...found];
  found.clear();
  return lines;
}

/** A violation in one line. */
export function lineOf({ operation, place, kind }: Violation): string {
  return `${operation}: ${place} ${kind}`;
}

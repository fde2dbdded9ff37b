import type { AdminValue, FindingRow } from '../../../src/resolvers/admin-api';
import { type Answer, ask } from './backend';
import { type Loader, useAnswer } from './use-load';

/** A list that comes in as few answers as it fits into, all of one report. */
interface Part {
  reportId: string | null;
  next: number | null;
}

/** A report that is published meanwhile makes the list begin anew: it is never mixed of two. */
const TRIES = 3;

/** Every part of a list, in order. */
async function loadParts<P extends Part>(
  fetchPart: (from: number) => Promise<Answer<P>>,
  tries = TRIES,
): Promise<Answer<[P, ...P[]]>> {
  const first = await fetchPart(0);
  if (!first.ok) {
    return first;
  }
  const parts: [P, ...P[]] = [first.value];
  for (let { next } = first.value; next !== null;) {
    const answer = await fetchPart(next);
    if (!answer.ok) {
      return answer;
    }
    if (answer.value.reportId !== first.value.reportId) {
      return tries > 1
        ? loadParts(fetchPart, tries - 1)
        : { ok: false, failure: { code: 'outdated', text: 'Another report was published meanwhile.' } };
    }
    parts.push(answer.value);
    ({ next } = answer.value);
  }
  return { ok: true, value: parts };
}

/** All findings of the published report in a few words each; the page sorts and searches them by itself. */
export function useFindings(version: string | null): Loader<readonly FindingRow[]> {
  return useAnswer(version, async () => {
    const answer = await loadParts((from) => ask('getFindings', { from }));
    return answer.ok ? { ok: true, value: answer.value.flatMap(({ rows }) => rows) } : answer;
  });
}

/** All listed tokens, and what the list cannot tell. */
export function useTokens(version: string): Loader<Pick<AdminValue<'getTokens'>, 'tokens' | 'limits'>> {
  return useAnswer(version, async () => {
    const answer = await loadParts((from) => ask('getTokens', { from }));
    if (!answer.ok) {
      return answer;
    }
    const [{ limits }] = answer.value;
    return { ok: true, value: { tokens: answer.value.flatMap(({ tokens }) => tokens), limits } };
  });
}

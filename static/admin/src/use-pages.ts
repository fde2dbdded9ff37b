import { useEffect, useState } from 'react';
import type { Answer, Failure } from './backend';

interface Page {
  total: number;
  nextCursor: string | null;
}

export interface Pages<P extends Page> {
  pages: readonly P[];
  waiting: boolean;
  failure: Failure | null;
  /** Fetches the next page; null when all are there. */
  showMore: (() => void) | null;
}

/**
 * The first page of a list and those asked for after it. A cursor is good for one report only: when a newer one
 * was published meanwhile the app knows it no more, and the list starts anew.
 */
export function usePages<P extends Page>(
  first: P,
  fetchPage: (cursor: string) => Promise<Answer<P>>,
  onStale: () => void,
): Pages<P> {
  const [pages, setPages] = useState<readonly P[]>([first]);
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => setPages([first]), [first]);

  const cursor = pages.at(-1)?.nextCursor ?? null;
  const fetchNext = async (after: string): Promise<void> => {
    setWaiting(true);
    setFailure(null);
    const answer = await fetchPage(after);
    setWaiting(false);
    if (answer.ok) setPages((before) => [...before, answer.value]);
    else if (answer.failure.code === 'not-found') onStale();
    else setFailure(answer.failure);
  };

  return { pages, waiting, failure, showMore: cursor === null ? null : () => void fetchNext(cursor) };
}

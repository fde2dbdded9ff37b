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
 * The first page of a list and those asked for after it. `isStale` tells that a page no longer belongs to the
 * first one, because a newer report was published meanwhile; the list then starts anew.
 */
export function usePages<P extends Page>(
  first: P,
  fetchPage: (cursor: string) => Promise<Answer<P>>,
  isStale: (page: P) => boolean,
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
    if (!answer.ok) setFailure(answer.failure);
    else if (isStale(answer.value)) onStale();
    else setPages((before) => [...before, answer.value]);
  };

  return { pages, waiting, failure, showMore: cursor === null ? null : () => void fetchNext(cursor) };
}

import type { Outcome } from '../outcome';
import type { HttpFailure, JsonAnswer } from '../platform/http-types';
import { readPage } from './read-page';

/** More pages than any site has; a listing that goes on after that goes in circles. */
const MOST_PAGES = 5000;

export interface Collected<Item = unknown> {
  items: Item[];
  /** Null when every page was read; otherwise what stopped the reading. Items of earlier pages are kept. */
  failure: HttpFailure | null;
  pages: number;
  /** Where to go on when the time was over before the last page; otherwise null. */
  next: Record<string, string> | null;
}

export interface Piece {
  /** The query of the first page; empty for the beginning. */
  from?: Record<string, string>;
  /** Asked after every page: true ends the reading there. */
  isOver?: () => boolean;
}

/**
 * Reads all pages. `ask` gets the query of the next page (empty for the first). A partial list says so: it never
 * looks complete. A listing that goes on after `mostPages` ends as a bad answer.
 */
export function collectPages(ask: AskPage, mostPages = MOST_PAGES): Promise<Collected> {
  return collectPicked(ask, (item) => item, mostPages);
}

type AskPage = (query: Record<string, string>) => Promise<Outcome<JsonAnswer, HttpFailure>>;

/** `collectPages` that keeps of each item only what is picked: for listings that are long. */
export async function collectPicked<Item>(
  ask: AskPage,
  pick: (item: unknown) => Item,
  mostPages = MOST_PAGES,
  { from = {}, isOver = () => false }: Piece = {},
): Promise<Collected<Item>> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let query: Record<string, string> | null = from;
  let pages = 0;
  while (query !== null) {
    const answer = await ask(query);
    if (!answer.ok) {
      return { items, failure: answer.failure, pages, next: null };
    }
    pages += 1;
    const page = readPage(answer.value.json);
    if (page === null) {
      return { items, failure: { code: 'bad-answer', status: null, retryAfter: null }, pages, next: null };
    }
    for (const item of page.items) {
      items.push(pick(item));
    }
    const key = JSON.stringify(page.next);
    if (page.next !== null && (seen.has(key) || pages === mostPages)) {
      return { items, failure: { code: 'bad-answer', status: null, retryAfter: null }, pages, next: null };
    }
    seen.add(key);
    query = page.next;
    if (query !== null && isOver()) {
      return { items, failure: null, pages, next: query };
    }
  }
  return { items, failure: null, pages, next: null };
}

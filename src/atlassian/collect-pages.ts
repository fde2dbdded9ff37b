import type { Outcome } from '../outcome';
import type { HttpFailure, JsonAnswer } from '../platform/http-types';
import { objectField, textField } from './json-fields';
import { readPage } from './read-page';

/** More pages than any site has; a listing that goes on after that goes in circles. */
const MOST_PAGES = 2000;
/** A listing that shifts while it is read is read again so often. */
const PASSES = 3;

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
export async function collectPages(ask: AskPage, mostPages = MOST_PAGES): Promise<Collected> {
  let before: string | null = null;
  let pages = 0;
  for (let pass = 1; ; pass += 1) {
    const watch = watchShifts(ask);
    const collected = await collectPicked(watch.ask, (item) => item, mostPages - pages);
    pages += collected.pages;
    const ids = watch.ids();
    // Twice the same in the same order: that is how this listing is.
    if (collected.failure !== null || !watch.hasShifted() || ids === before) {
      return { ...collected, pages };
    }
    if (pass === PASSES || pages >= mostPages) {
      return { ...collected, pages, failure: { code: 'bad-answer', status: null, retryAfter: null } };
    }
    before = ids;
  }
}

/**
 * Notices that a listing shifts while it is read, as one by offset does when somebody is added or deleted: an entry comes on a
 * second page, or the total changes.
 */
function watchShifts(ask: AskPage): { ask: AskPage; hasShifted: () => boolean; ids: () => string } {
  const seen = new Set<string>();
  const order: string[] = [];
  const totals = new Set<number>();
  let isRepeated = false;
  return {
    ask: async (query) => {
      const answer = await ask(query);
      const page = answer.ok ? readPage(answer.value.json) : null;
      const ids = (page?.items ?? []).flatMap((item) => idOf(item) ?? []);
      isRepeated ||= ids.some((id) => seen.has(id));
      for (const id of ids) {
        seen.add(id);
        order.push(id);
      }
      const total = answer.ok ? totalIn(answer.value.json) : null;
      if (total !== null) {
        totals.add(total);
      }
      return answer;
    },
    hasShifted: () => isRepeated || totals.size > 1,
    ids: () => JSON.stringify(order),
  };
}

function idOf(item: unknown): string | null {
  return textField(item, 'id') ?? textField(item, 'accountId') ?? textField(item, 'account_id');
}

/** `total` beside the entries or under `meta`. */
function totalIn(json: unknown): number | null {
  const total = objectField(json, 'total') ?? objectField(objectField(json, 'meta'), 'total');
  return typeof total === 'number' ? total : null;
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
    if (page.next === 'unclear') {
      return { items, failure: { code: 'bad-answer', status: null, retryAfter: null }, pages, next: null };
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

import { readNextQuery, type NextQuery } from './page-link';

export interface Page {
  items: unknown[];
  next: NextQuery;
}

/**
 * One page of a listing: the array itself or under `data`, `values` or `items`, and where the next page starts
 * (`links.next`, or a top-level `cursor`). Null where the answer is no listing at all.
 */
export function readPage(json: unknown): Page | null {
  if (Array.isArray(json)) {
    return { items: json, next: null };
  }
  if (typeof json !== 'object' || json === null) {
    return null;
  }
  const items = [field(json, 'data'), field(json, 'values'), field(json, 'items')].find((list) => Array.isArray(list));
  if (!Array.isArray(items)) {
    return null;
  }
  return { items, next: nextIn(field(json, 'links')) ?? readNextQuery(field(json, 'cursor')) };
}

/** Links of another form than an object may hold a next one, which then goes unseen. */
function nextIn(links: unknown): NextQuery {
  if (links === undefined || links === null || links === '' || (Array.isArray(links) && links.length === 0)) {
    return null;
  }
  return typeof links === 'object' && !Array.isArray(links) ? readNextQuery(field(links, 'next')) : 'unclear';
}

function field(value: object, name: string): unknown {
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return found;
}

import { readNextQuery } from './page-link';

export interface Page {
  items: unknown[];
  next: Record<string, string> | null;
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
  const links = field(json, 'links');
  const next = typeof links === 'object' && links !== null ? readNextQuery(field(links, 'next')) : null;
  return { items, next: next ?? readNextQuery(field(json, 'cursor')) };
}

function field(value: object, name: string): unknown {
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return found;
}

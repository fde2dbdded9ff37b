import { part } from './keys';
import type { ListKind, Packed } from './pack';
import { pack, unpack } from './pack';
import { deleteValues, readValues, sideBySide, writeValue } from './values';

/** Where a long list is kept: parts `prefix:0` to `prefix:parts-1`, each with so many items. */
export interface ListPlace {
  prefix: string;
  counts: number[];
}

/** Keeps a list of any length. Nobody sees it until a value that names its place is written. */
export async function writeList<Item>(
  kind: ListKind<Item>,
  prefix: string,
  items: readonly Item[],
): Promise<ListPlace> {
  const parts = pack(kind, items);
  await sideBySide(parts, (packed, number) => writeValue(part(prefix, number), packed));
  return { prefix, counts: parts.map(({ count }) => count) };
}

/** Parts that are unpacked at once: much of a list that is walked through need not lie in memory together. */
const PARTS_AT_ONCE = 4;

/** Walks through a list from its start; false where a part is missing or of another form: then it ends there. */
export async function walkList<Item>(
  kind: ListKind<Item>,
  place: ListPlace,
  take: (item: Item) => void,
): Promise<boolean> {
  const keys = keysOf(place);
  for (let start = 0; start < keys.length; start += PARTS_AT_ONCE) {
    const parts = await readValues<Packed>(keys.slice(start, start + PARTS_AT_ONCE));
    for (const packed of parts) {
      const items = unpack(kind, packed);
      if (items === undefined) {
        return false;
      }
      items.forEach(take);
    }
  }
  return true;
}

/**
 * Items from a place in a list on, one after the other: memory for one unpacked part is all that a list of any length
 * needs. Half a list must never look like a whole one: a part that is missing is an error.
 * @param start counts from 0
 * @param ahead parts that are read at once; 1 where only a few items will be asked for
 */
export async function* itemsFrom<Item>(
  kind: ListKind<Item>,
  place: ListPlace,
  start = 0,
  ahead = PARTS_AT_ONCE,
): AsyncGenerator<Item> {
  let before = 0;
  const first = place.counts.findIndex((count) => (before += count) > start);
  if (first < 0) {
    return;
  }
  let skip = start - (before - (place.counts[first] ?? 0));
  const keys = keysOf(place);
  for (let next = first; next < keys.length; next += ahead) {
    const parts = await readValues<Packed>(keys.slice(next, next + ahead));
    while (parts.length > 0) {
      const items = unpack(kind, parts.shift());
      if (items === undefined) {
        throw new PartMissing();
      }
      yield* skip === 0 ? items : items.slice(skip);
      skip = 0;
    }
  }
}

/** The whole list; undefined where a part is missing or of another form. */
export async function readList<Item>(kind: ListKind<Item>, place: ListPlace): Promise<Item[] | undefined> {
  const numbers = place.counts.map((_, number) => number);
  const parts = await readValues<Packed>(numbers.map((number) => part(place.prefix, number)));
  const items: Item[] = [];
  for (const packed of parts) {
    const unpacked = unpack(kind, packed);
    if (unpacked === undefined) {
      return undefined;
    }
    for (const item of unpacked) {
      items.push(item);
    }
  }
  return items;
}

/** Half a list must never look like a whole one. */
export async function readWholeList<Item>(kind: ListKind<Item>, place: ListPlace): Promise<Item[]> {
  const items = await readList(kind, place);
  if (items === undefined) {
    throw new PartMissing();
  }
  return items;
}

/** A part of a list that is in use is not in the store, or not in a form that can be read. */
export class PartMissing extends Error {
  constructor() {
    super('A part of a list that is in use is missing in the store.');
    this.name = 'PartMissing';
  }
}

export function keysOf(place: ListPlace): string[] {
  return place.counts.map((_, number) => part(place.prefix, number));
}

export async function deleteList(place: ListPlace): Promise<void> {
  await deleteValues(keysOf(place));
}

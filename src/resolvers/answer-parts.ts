/** A resolver's answer may have 5 MB; the rest is for what stands around the items. */
export const MOST_BYTES = 4_000_000;

export interface AnswerPart<Item> {
  items: Item[];
  /** How many there are in all. */
  total: number;
  /** Where the rest begins; null at the end. */
  next: number | null;
}

/** As many items, from one on, as fit into an answer; at least one. They are made only where they are needed. */
export function partOf<Given, Item>(
  given: Iterable<Given>,
  from: number,
  toItem: (given: Given) => Item,
): AnswerPart<Item> {
  const items: Item[] = [];
  let total = 0;
  let bytes = 0;
  let next: number | null = null;
  for (const one of given) {
    if (total >= from && next === null) {
      const item = toItem(one);
      bytes += sizeOf(item);
      if (bytes <= MOST_BYTES || items.length === 0) {
        items.push(item);
      } else {
        next = total;
      }
    }
    total += 1;
  }
  return { items, total, next };
}

/** Bytes of an item in an answer. */
export function sizeOf(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item));
}

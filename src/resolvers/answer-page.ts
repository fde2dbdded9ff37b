/** A resolver's answer may have 5 MB; the rest is for what stands around the items. */
export const MOST_BYTES = 3_000_000;

/** The items of one page, picked from all that match, which are never held together. */
export interface AnswerPage<Item> {
  items: Item[];
  /** How many were offered. */
  total: number;
  isFull: boolean;
  /** Offers the next item that matches. */
  offer: (item: Item) => void;
}

/** A page ends at its limit, or earlier where its items are so large that more would not fit into an answer. */
export function answerPage<Item>(offset: number, limit: number): AnswerPage<Item> {
  let bytes = 0;
  const page: AnswerPage<Item> = {
    items: [],
    total: 0,
    isFull: false,
    offer: (item) => {
      page.total += 1;
      if (page.total <= offset || page.isFull) {
        return;
      }
      bytes += sizeOf(item);
      const fits = bytes <= MOST_BYTES || page.items.length === 0;
      if (fits) {
        page.items.push(item);
      }
      page.isFull = !fits || page.items.length >= limit;
    },
  };
  return page;
}

/** Bytes of an item in an answer. */
export function sizeOf(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item));
}

/** The first items whose JSON takes no more bytes: a value of the store may have 240 KiB. */
export function firstThatFit<Item>(items: readonly Item[], mostBytes: number): Item[] {
  let bytes = 0;
  return items.filter((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes <= mostBytes;
  });
}

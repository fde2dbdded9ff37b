/** Randomness that a seed repeats exactly (mulberry32). Not for anything that must be hard to guess. */
export interface Random {
  /** 0 <= x < 1 */
  next(): number;
  /** Whole number, both ends included. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  chance(probability: number): boolean;
  text(length: number, alphabet: string): string;
  uuid(): string;
  shuffled<Item>(items: readonly Item[]): Item[];
  /** An independent stream, so that drawing more here changes nothing there. */
  fork(name: string): Random;
}

export function seededRandom(seed: number | string): Random {
  let state = hash(String(seed));

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const text = (length: number, alphabet: string): string => {
    let made = '';
    for (let count = 0; count < length; count += 1) {
      made += alphabet.charAt(between(0, alphabet.length - 1));
    }
    return made;
  };

  return {
    next,
    between,
    text,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
    uuid: () => {
      const hex = text(32, '0123456789abcdef');
      return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
        '-',
      );
    },
    shuffled: (items) => {
      const rest = [...items];
      for (let last = rest.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        const [one, two] = [rest[last], rest[other]];
        if (one !== undefined && two !== undefined) {
          [rest[last], rest[other]] = [two, one];
        }
      }
      return rest;
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

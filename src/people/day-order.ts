/** Which stands first in `10/12/2026`: the day or the month. */
export const DAY_ORDERS = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** Day, month and year as numbers, in one of the two orders in use. With dots the day always comes first. */
const ALL_NUMBERS = /^(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])/;

/**
 * What one date says of its order; `either` where it could be both. Where day and month are the same number the order makes no
 * difference. Null for what is no date in numbers alone, or has the year first.
 */
export function dayOrderOf(text: string): DayOrder | 'either' | null {
  const parts = ALL_NUMBERS.exec(text.trim());
  if (parts === null) {
    return null;
  }
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  if (first > 12) {
    return second > 12 ? null : 'dmy';
  }
  if (second > 12) {
    return 'mdy';
  }
  return first === second ? 'dmy' : 'either';
}

/**
 * The order of a whole column, from the dates that allow only one. Null where none does, and where they disagree: a spreadsheet
 * may have rewritten only some of them.
 */
export function dayOrderOfColumn(cells: Iterable<string>): DayOrder | null {
  let found: DayOrder | null = null;
  for (const cell of cells) {
    const parts = ALL_NUMBERS.exec(cell.trim());
    const order = parts === null || parts[1] === parts[3] ? null : dayOrderOf(cell);
    if (order === null || order === 'either') {
      continue;
    }
    if (found !== null && found !== order) {
      return null;
    }
    found = order;
  }
  return found;
}

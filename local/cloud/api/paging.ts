/** One page of a list and the cursor of the next. */
export interface Slice<Item> {
  items: Item[];
  next: string | null;
  previous: string | null;
}

/** Cursors live for an hour (Automation REST API, "For most APIs this is 1 hour"). */
const CURSOR_LIFE = 3_600_000;

/** Answers `undefined` for a cursor that is not ours or too old. */
export function slice<Item>(
  list: readonly Item[],
  cursor: string | null | undefined,
  limit: number,
  now: number,
): Slice<Item> | undefined {
  const from = cursor === null || cursor === undefined || cursor === '' ? 0 : offsetOf(cursor, now);
  if (from === undefined) {
    return undefined;
  }
  const end = from + limit;
  return {
    items: list.slice(from, end),
    next: end < list.length ? cursorAt(end, now) : null,
    previous: from > 0 ? cursorAt(Math.max(0, from - limit), now) : null,
  };
}

function cursorAt(offset: number, now: number): string {
  return Buffer.from(JSON.stringify([offset, now + CURSOR_LIFE])).toString('base64url');
}

function offsetOf(cursor: string, now: number): number | undefined {
  const match = /^\[(\d+),(\d+)\]$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match !== null && Number(match[2]) >= now ? Number(match[1]) : undefined;
}

/** A whole number from a query within bounds; `undefined` where it is out of them. */
export function limitIn(value: unknown, fallback: number, most: number): number | undefined {
  if (value === null || value === undefined || value === '') {
    return fallback;
  }
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}

import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { partKey } from './keys';
import type { ListKind, Part } from './pack';
import { pack, PartMissing, unpack } from './pack';
import { deleteValues, readValues, sideBySide, writeValue } from './values';

export { PartMissing };

/** Where a list is kept: parts `key:0` to `key:parts-1` of one version. */
export interface ListRef {
  key: string;
  parts: number;
  stamp: string;
}

/** Keeps a list of any length. Nobody sees it until a value that names its place is written. */
export async function writeList<Item>(
  kind: ListKind<Item>,
  key: string,
  stamp: string,
  items: Iterable<Item>,
  { days }: { days?: number } = {},
): Promise<ListRef> {
  const parts = pack(kind, stamp, items);
  await sideBySide(parts, (part, number) => writeValue(partKey(key, number), part, days));
  return { key, parts: parts.length, stamp };
}

/** Somebody may be erased from a list, part by part, at the very moment at which it is read: it is read once more then. */
const erased = retry(
  handleWhen((error) => error instanceof PartMissing),
  { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 100 }) },
);

/** The items of a list, one by one. @throws PartMissing where it is not whole */
export function readItems<Item>(kind: ListKind<Item>, ref: ListRef): Promise<Iterable<Item>> {
  return erased.execute(async () => unpack(kind, ref.stamp, await readValues<Part>(keysOf(ref))));
}

/** The whole list. @throws PartMissing where it is not whole */
export async function readList<Item>(kind: ListKind<Item>, ref: ListRef): Promise<Item[]> {
  return [...(await readItems(kind, ref))];
}

/** The whole list, or undefined where a part is missing: for what can be had again. */
export async function readListIfWhole<Item>(kind: ListKind<Item>, ref: ListRef): Promise<Item[] | undefined> {
  try {
    return await readList(kind, ref);
  } catch (error) {
    if (error instanceof PartMissing) {
      return undefined;
    }
    throw error;
  }
}

export function keysOf({ key, parts }: ListRef): string[] {
  return Array.from({ length: parts }, (_, number) => partKey(key, number));
}

export async function deleteList(ref: ListRef): Promise<void> {
  await deleteValues(keysOf(ref));
}

/** Keys that older lists used and newer ones under the same keys do not. */
export function leftOver(older: readonly ListRef[], newer: readonly ListRef[]): string[] {
  const used = new Set(newer.flatMap(keysOf));
  return older.flatMap(keysOf).filter((key) => !used.has(key));
}

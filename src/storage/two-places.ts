import type { Slot } from './keys';
import type { ListRef } from './lists';
import { leftOver, writeList } from './lists';
import type { ListKind } from './pack';

/**
 * A list with two places: the next version is written to the other one, and a pointer to it comes last. A reader sees the one
 * version or the other; who is late finds parts of a third, which the stamp tells.
 */
export interface TwoPlaces {
  slot: Slot;
  ref: ListRef;
  /** What lies in the other place. */
  spare: ListRef | null;
}

/** Writes the next version beside the one in use. @param keyIn the list's key in a place */
export async function writeBeside<Item>(
  kind: ListKind<Item>,
  keyIn: (slot: Slot) => string,
  before: TwoPlaces | undefined,
  stamp: string,
  items: Iterable<Item>,
): Promise<TwoPlaces> {
  const slot: Slot = before?.slot === 'a' ? 'b' : 'a';
  return { slot, ref: await writeList(kind, keyIn(slot), stamp, items), spare: before?.ref ?? null };
}

/** Keys that nothing uses any more once the pointer names these versions. */
export function unusedAfter(before: readonly TwoPlaces[], now: readonly TwoPlaces[]): string[] {
  const refsOf = (places: readonly TwoPlaces[]): ListRef[] =>
    places.flatMap(({ ref, spare }) => (spare === null ? [ref] : [ref, spare]));
  return leftOver(refsOf(before), refsOf(now));
}

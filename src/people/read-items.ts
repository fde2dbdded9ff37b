import { fail, succeed, type Outcome } from '../outcome';
import { createLimitList, type LimitList } from './limit-list';
import { listItems } from './list-items';
import { looksLike } from './record-kind';

/** Why a whole file or answer could not be used; `place` is the name it was given under. */
export interface PlaceProblem {
  place: string;
  reason: string;
}

/** The items of a file that could be read, and what stands in the way of counting it as whole. */
export interface ReadItems<Item> {
  all: readonly unknown[];
  read: Item[];
  /** False where the list says that there is more, or an item could not be read. */
  whole: boolean;
  /** Items that could not be read. */
  faults: number;
  /** Remarks about items that could. */
  remarks: number;
  limits: LimitList;
}

const WORDS = {
  person: { no: 'it is no person', none: 'no person was found in it', plural: 'people' },
  token: { no: 'it is no token', none: 'no API token was found in it', plural: 'API tokens' },
};
/**
 * The items of a file, each by `read`. One that cannot be read is named by its index; a file in which none can is refused with what
 * it looks like.
 * @param place the file's name, for messages
 */
export function readItems<Item>(
  json: unknown,
  place: string,
  wanted: keyof typeof WORDS,
  read: (item: unknown, note: (sentence: string) => void) => Outcome<Item, { reason: string }>,
): Outcome<ReadItems<Item>, PlaceProblem> {
  const list = listItems(json);
  if (!list.ok) {
    return fail({ place, reason: list.failure.reason });
  }
  const { items, whole } = list.value;
  const limits = createLimitList(place);
  for (const limit of list.value.limits) {
    limits.add(limit);
  }
  const good: Item[] = [];
  let faults = 0;
  let remarks = 0;
  for (const [index, item] of items.entries()) {
    const notes: string[] = [];
    const one = read(item, (note) => notes.push(note));
    if (one.ok && looksLike(item) === wanted) {
      good.push(one.value);
      for (const note of notes) {
        limits.add(`item ${index}: ${note}.`);
      }
      remarks += notes.length;
      continue;
    }
    faults += 1;
    limits.add(`item ${index} could not be read: ${one.ok ? WORDS[wanted].no : one.failure.reason}.`);
  }
  if (good.length === 0 && items.length > 0) {
    return fail({ place, reason: mistakenFor(items, wanted) });
  }
  return succeed({ all: items, read: good, whole: whole && faults === 0 && good.length > 0, faults, remarks, limits });
}

function mistakenFor(items: readonly unknown[], wanted: keyof typeof WORDS): string {
  const kinds = new Set(items.map(looksLike));
  const other = wanted === 'person' ? 'token' : 'person';
  if (kinds.has(other)) {
    return `it looks like a list of ${WORDS[other].plural}, not of ${WORDS[wanted].plural}`;
  }
  return kinds.has('rule') ? `it looks like automation rules, not ${WORDS[wanted].plural}` : WORDS[wanted].none;
}

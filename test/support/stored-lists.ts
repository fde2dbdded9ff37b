import type { HostState } from '../../local/forge-host/state-folder';
import { fieldOf, isRecord, type Json } from '../../local/json';
import { listOfPart, partKey } from '../../src/storage/keys';
import { isPart, unpackAny, type Part } from '../../src/storage/pack';

/** The part of a list that a row of the store is, if it is one. */
export function partIn(row: Json | undefined): Part | undefined {
  const value = fieldOf(row, 'value');
  return isRecord(value) && isPart(value) ? value : undefined;
}

/** What a list in the store holds; null where it is not whole. */
export function itemsOf(state: HostState, key: string, parts: number): unknown[] | null {
  const table = state.table('kvs');
  return unpackAny(Array.from({ length: parts }, (_, number) => partIn(table.get(partKey(key, number)))));
}

/** Everything that is stored, by key; a list stands under its own key, opened. Secrets are left out. */
export function storedTexts(state: HostState): Map<string, string> {
  const table = state.table('kvs');
  const texts = new Map<string, string>();
  for (const key of table.keys()) {
    const row = table.get(key);
    const part = partIn(row);
    if (part === undefined) {
      texts.set(key, JSON.stringify(row));
      continue;
    }
    const list = listOfPart(key);
    const items = itemsOf(state, list, part.of);
    if (items === null) {
      throw new Error(`The list ${list} is not whole, so that it cannot be looked into.`);
    }
    texts.set(list, JSON.stringify(items));
  }
  return texts;
}

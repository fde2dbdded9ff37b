import { readFactsIndex } from './facts-store';
import { GARBAGE } from './keys';
import { keysOf } from './lists';
import { readPublished, reportKeys } from './report-store';
import { readScan } from './scan-store';
import { deleteValue, deleteValues, readValue, writeValue } from './values';

/**
 * Keys that will not be needed once a pointer has moved on. They are written down before it moves, and removed
 * after: when the work is cut off in between, the next sweep finds them.
 */
export async function noteGarbage(keys: readonly string[]): Promise<void> {
  if (keys.length === 0) {
    return;
  }
  const noted = (await readValue<{ keys: string[] }>(GARBAGE))?.keys ?? [];
  await writeValue(GARBAGE, { keys: [...new Set([...noted, ...keys])] });
}

/** Removes what was noted and is not in use. */
export async function sweepGarbage(): Promise<number> {
  const noted = (await readValue<{ keys: string[] }>(GARBAGE))?.keys ?? [];
  if (noted.length === 0) {
    return 0;
  }
  const [index, published, current] = await Promise.all([readFactsIndex(), readPublished(), readScan()]);
  const used = new Set<string>();
  for (const place of index?.segments ?? []) {
    keysOf(place).forEach((key) => used.add(key));
  }
  if (published !== null) {
    reportKeys(published).forEach((key) => used.add(key));
  }
  const running = current !== null && current.step !== 'done' && current.step !== 'failed';
  const unused = noted.filter((key) => !used.has(key) && !(running && key.includes(current.id)));
  await deleteValues(unused);
  const left = noted.filter((key) => !unused.includes(key) && !used.has(key));
  await (left.length === 0 ? deleteValue(GARBAGE) : writeValue(GARBAGE, { keys: left }));
  return unused.length;
}

import type { Instant } from '../report/report';
import { factsKeys, readFactsIndex } from './facts-store';
import { keysOfImport, readImports } from './imports-store';
import { GARBAGE } from './keys';
import { readPublished, reportKeys } from './report-store';
import { readScan } from './scan-store';
import { deleteValue, deleteValues, readValue, writeValue } from './values';

/** Keys that were noted together, and when. */
interface Batch {
  at: Instant;
  keys: string[];
}

/**
 * Whoever read a pointer before it moved still reads what it named: the longest invocation lives 900 s. Garbage is
 * left for longer than that, so that no reader ever misses a part.
 */
const LEFT_FOR = 60 * 60_000;

/**
 * Keys that will not be needed once a pointer has moved on. They are written down before it moves, and removed
 * after: when the work is cut off in between, a later sweep finds them.
 */
export async function noteGarbage(keys: readonly string[], now: Date): Promise<void> {
  if (keys.length > 0) {
    await writeBatches([...(await readBatches()), { at: now.toISOString(), keys: [...keys] }]);
  }
}

/** Removes what was noted long enough ago and is not in use. */
export async function sweepGarbage(now: Date): Promise<number> {
  const batches = await readBatches();
  const old = batches.filter(({ at }) => now.getTime() - Date.parse(at) >= LEFT_FOR);
  if (old.length === 0) {
    return 0;
  }
  const used = await keysInUse();
  const unused = [...new Set(old.flatMap(({ keys }) => keys))].filter((key) => !used(key));
  await deleteValues(unused);
  await writeBatches(batches.filter((batch) => !old.includes(batch)));
  return unused.length;
}

async function keysInUse(): Promise<(key: string) => boolean> {
  const [index, published, current, files] = await Promise.all([
    readFactsIndex(),
    readPublished(),
    readScan(),
    readImports(),
  ]);
  const used = new Set([
    ...files.flatMap(({ parts }) => keysOfImport(parts)),
    ...(index === null ? [] : factsKeys(index)),
    ...(published === null ? [] : reportKeys(published)),
  ]);
  const running = current !== null && current.step !== 'done' && current.step !== 'failed';
  return (key) => used.has(key) || (running && key.includes(current.id));
}

async function readBatches(): Promise<Batch[]> {
  return (await readValue<{ batches: Batch[] }>(GARBAGE))?.batches ?? [];
}

async function writeBatches(batches: Batch[]): Promise<void> {
  await (batches.length === 0 ? deleteValue(GARBAGE) : writeValue(GARBAGE, { batches }));
}

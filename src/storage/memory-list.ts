import type { Instant } from '../report/report';
import type { MatchMemory, RememberedMatch, RememberedRecord } from '../tokens/token-match';
import type { ListPlace } from './lists';
import { readList, writeList } from './lists';
import type { ListKind } from './pack';

/** What is remembered of matches, entry by entry, since the whole may not fit into one value. */
type MemoryEntry =
  | { type: 'head'; version: 1; at: Instant; readAt?: Instant }
  | { type: 'fingerprint'; key: string; value: RememberedMatch }
  | { type: 'record'; key: string; value: RememberedRecord };

const MEMORY: ListKind<MemoryEntry> = {
  kind: 'memory',
  schema: 1,
  isItem: (item): item is MemoryEntry => typeof item === 'object' && item !== null && 'type' in item,
};

export function writeMemoryList(prefix: string, memory: MatchMemory): Promise<ListPlace> {
  const { at, readAt } = memory;
  const entries: MemoryEntry[] = [{ type: 'head', version: 1, at, ...(readAt === undefined ? {} : { readAt }) }];
  for (const [key, value] of Object.entries(memory.fingerprints)) {
    entries.push({ type: 'fingerprint', key, value });
  }
  for (const [key, value] of Object.entries(memory.records)) {
    entries.push({ type: 'record', key, value });
  }
  return writeList(MEMORY, prefix, entries);
}

/** The memory, or undefined where none was kept or a part of it is missing: then nothing is remembered. */
export async function readMemoryList(place: ListPlace): Promise<MatchMemory | undefined> {
  const entries = await readList(MEMORY, place);
  const head = entries?.find((entry) => entry.type === 'head');
  if (entries === undefined || head?.type !== 'head') {
    return undefined;
  }
  const { at, readAt } = head;
  const memory: MatchMemory = {
    version: 1,
    at,
    ...(readAt === undefined ? {} : { readAt }),
    fingerprints: {},
    records: {},
  };
  for (const entry of entries) {
    if (entry.type === 'fingerprint') {
      memory.fingerprints[entry.key] = entry.value;
    } else if (entry.type === 'record') {
      memory.records[entry.key] = entry.value;
    }
  }
  return memory;
}

import type { Decision } from '../risk/decision';
import { parseDecision } from '../risk/decision';
import { DECISIONS } from './keys';
import type { ListKind, Packed } from './pack';
import { pack, unpack } from './pack';
import { deleteValue, readValue, writeValue } from './values';

/** So many fit into one value whatever they say. */
export const MOST_DECISIONS = 1000;

const KIND: ListKind<Decision> = {
  kind: 'decisions',
  schema: 1,
  isItem: (item): item is Decision => parseDecision(item).ok,
};

/** What admins decided about findings. */
export async function readDecisions(): Promise<Decision[]> {
  return unpack(KIND, await readValue<Packed>(DECISIONS)) ?? [];
}

export async function writeDecisions(decisions: Decision[]): Promise<void> {
  const [packed] = pack(KIND, decisions);
  await (packed === undefined ? deleteValue(DECISIONS) : writeValue(DECISIONS, packed));
}

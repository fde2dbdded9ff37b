import type { Instant, Product } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { FACTS_INDEX, factsSegment } from './keys';
import type { ListPlace } from './lists';
import { keysOf, walkList, writeList } from './lists';
import type { ListKind } from './pack';
import type { Upgrades } from './schema';
import { schemaOf, upgrade } from './schema';
import { readValue, writeValue } from './values';

/** One rule as it was last read. `facts` is null where it could not be understood. */
export interface StoredRule {
  uuid: string;
  product: Product;
  /** The listing's `updated` at the time of reading; another value means that the rule changed. */
  updated: string | null;
  readAt: Instant;
  /** Detector version and fingerprint key it was reduced with; others mean that it is to be read again. */
  by: string;
  facts: RuleFacts | null;
  reason: string | null;
}

/**
 * Which segments hold the rules, oldest first: a rule in a later one replaces the earlier. Segments are written
 * under new names and never changed, so a reader sees the rules before or after a scan, nothing between.
 */
export interface FactsIndex {
  schema: 2;
  /** The scan that wrote it last, and when that began: an older scan does not overwrite it. */
  scanId: string;
  scanStartedAt: Instant;
  fullReadAt: Instant | null;
  segments: ListPlace[];
  /** Rules that are confirmed to be gone although a segment still holds them. */
  gone: string[];
  /** What checks need of all these rules, so that they need not read them; null where nobody wrote it. */
  digest: ListPlace | null;
  /** How many rules the segments stand for. */
  rules: number;
}

const RULES: ListKind<StoredRule> = {
  kind: 'rules',
  schema: 1,
  isItem: (item): item is StoredRule => typeof item === 'object' && item !== null && 'readAt' in item,
};

/** The first form had no digest. */
const UPGRADES: Upgrades = { 1: (old) => ({ ...old, schema: 2, digest: null }) };

export async function readFactsIndex(): Promise<FactsIndex | null> {
  const stored = await readValue<FactsIndex>(FACTS_INDEX);
  return stored === undefined ? null : { ...stored, ...upgrade(stored, schemaOf(stored), 2, UPGRADES) };
}

export async function writeFactsIndex(index: FactsIndex): Promise<void> {
  await writeValue(FACTS_INDEX, index);
}

/** The keys of everything that the index names. */
export function factsKeys({ segments, digest }: FactsIndex): string[] {
  return [...segments, ...(digest === null ? [] : [digest])].flatMap(keysOf);
}

/** Writes one segment under a name of its own. */
export function writeSegment(scanId: string, name: string | number, rules: StoredRule[]): Promise<ListPlace> {
  return writeList(RULES, factsSegment(scanId, name), rules);
}

/** All rules of these segments, the later word winning; `lost` counts segments that could not be read. */
export function readSegments(
  segments: readonly ListPlace[],
  gone: readonly string[] = [],
): Promise<{ rules: Map<string, StoredRule>; lost: number }> {
  const words = new Map<string, string>();
  return readSegmentsAs(segments, gone, (rule) => slim(rule, words));
}

/** `readSegments` that keeps of each rule only what is picked: a large site's rules fill much memory. */
export async function readSegmentsAs<Kept>(
  segments: readonly ListPlace[],
  gone: readonly string[],
  pick: (rule: StoredRule) => Kept,
): Promise<{ rules: Map<string, Kept>; lost: number }> {
  const rules = new Map<string, Kept>();
  let lost = 0;
  for (const segment of segments) {
    // Half a segment is as good as none: its rules are then read again.
    const found = new Map<string, Kept>();
    const isWhole = await walkList(RULES, segment, (rule) => found.set(rule.uuid, pick(rule)));
    if (!isWhole) {
      lost += 1;
      continue;
    }
    for (const [uuid, kept] of found) {
      rules.set(uuid, kept);
    }
  }
  for (const uuid of gone) {
    rules.delete(uuid);
  }
  return { rules, lost };
}

/** The same rule with what it shares with others held once: parsed apart, every rule has texts and lists of its own. */
function slim(rule: StoredRule, words: Map<string, string>): StoredRule {
  const { facts } = rule;
  const by = sharedWord(rule.by, words);
  if (facts === null) {
    return { ...rule, by };
  }
  return {
    ...rule,
    by,
    facts: {
      ...facts,
      uuid: facts.uuid === rule.uuid ? rule.uuid : facts.uuid,
      actorAccountId: facts.actorAccountId === null ? null : sharedWord(facts.actorAccountId, words),
      authorAccountId: facts.authorAccountId === null ? null : sharedWord(facts.authorAccountId, words),
    },
  };
}

/** One and the same text for equal ones. */
export function sharedWord(word: string, words: Map<string, string>): string {
  const known = words.get(word);
  if (known === undefined) {
    words.set(word, word);
  }
  return known ?? word;
}

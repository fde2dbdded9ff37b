import type { Imported } from '../imports/read-imported';
import type { RuleFacts } from '../rules/rule-facts';
import type { FactsDigest } from '../storage/facts-digest';
import { addFacts, digestOf, readDigest } from '../storage/facts-digest';
import type { FactsIndex, StoredRule } from '../storage/facts-store';
import { readSegments } from '../storage/facts-store';
import type { RulesPlace } from '../storage/people-store';

/** What is known of all rules, with the rules themselves only where somebody asks for them. */
export interface KnownFacts {
  digest: FactsDigest;
  place: RulesPlace;
  rules: () => Promise<readonly RuleFacts[]>;
  /** Of the rules that could be understood. */
  uuids: () => Promise<ReadonlySet<string>>;
  /** True of a rule that is known to be kept; only the end of a scan knows. */
  isKept: (uuid: string) => boolean;
}

/** Of a site whose rules nobody read. */
export const NO_FACTS: KnownFacts = {
  digest: digestOf([]),
  place: { segments: [], gone: [], files: [] },
  rules: () => Promise.resolve([]),
  uuids: () => Promise.resolve(new Set()),
  isKept: () => false,
};

/** From the rules, which are at hand. */
export function factsAtHand(
  rules: ReadonlyMap<string, StoredRule>,
  { segments, gone }: Pick<RulesPlace, 'segments' | 'gone'>,
): KnownFacts {
  const facts = understood(rules.values());
  return {
    digest: digestOf(rules.values()),
    place: { segments, gone, files: [] },
    rules: () => Promise.resolve(facts),
    uuids: () => Promise.resolve(uuidsOf(facts)),
    isKept: (uuid) => rules.has(uuid),
  };
}

/** From what a scan kept of them; the rules are read when they are asked for. */
export async function factsOf(index: FactsIndex): Promise<KnownFacts> {
  const { segments, gone } = index;
  const rules = async (): Promise<RuleFacts[]> => understood((await readSegments(segments, gone)).rules.values());
  return {
    digest: await readDigest(index),
    place: { segments, gone, files: [] },
    rules,
    uuids: async () => uuidsOf(await rules()),
    isKept: () => false,
  };
}

/** With the rules that came as files. */
export function withImported(known: KnownFacts, { facts, places }: Pick<Imported, 'facts' | 'places'>): KnownFacts {
  const uuids = uuidsOf(facts);
  return facts.length === 0
    ? known
    : {
        digest: addFacts(known.digest, facts),
        place: { ...known.place, files: places },
        rules: async () => [...(await known.rules()), ...facts],
        uuids: async () => new Set([...(await known.uuids()), ...uuids]),
        isKept: (uuid) => known.isKept(uuid) || uuids.has(uuid),
      };
}

function uuidsOf(facts: readonly RuleFacts[]): Set<string> {
  return new Set(facts.map(({ uuid }) => uuid));
}

function understood(rules: Iterable<StoredRule>): RuleFacts[] {
  const facts: RuleFacts[] = [];
  for (const rule of rules) {
    if (rule.facts !== null) {
      facts.push(rule.facts);
    }
  }
  return facts;
}

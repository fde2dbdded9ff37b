import type { Instant, Product, UnreadableRule } from '../report/report';
import { addTotals, totalsOf, type FactsTotals } from '../risk/coverage';
import { accountsOf, addAccounts, everyAccount, type RuleAccounts } from '../risk/rule-people';
import type { RuleFacts } from '../rules/rule-facts';
import { FACTS, factsList, type Slot } from './keys';
import { writeUnlessErased } from './installation';
import type { ListRef } from './lists';
import { keysOf, leftOver, readItems, writeList } from './lists';
import type { ListKind } from './pack';
import {
  fitsLine,
  fromLine,
  isLine,
  toLine,
  type KeptRule,
  type RuleLine,
  type SharedTexts,
  type UnderstoodRule,
} from './rule-line';
import { ofThisForm } from './schema';
import { deleteValue, deleteValues, readValue, writeValue } from './values';
import { listOf } from './pack';

export type { KeptRule };

/**
 * The one pointer to the rules that are kept: readers see all of them as one scan left them, or as the next did. Rules with a
 * credential or a connection lie in one list, which every check reads. All others lie in the rule index, one short line each,
 * in shards by their people: who asks for some accounts reads only the shards that name them.
 */
export interface FactsPointer {
  schema: 1;
  /** The scan that wrote it, and when that began: an older scan does not overwrite it. */
  scanId: string;
  scanStartedAt: Instant;
  /** When every rule was last read, changed or not. */
  fullReadAt: Instant | null;
  slot: Slot;
  rules: ListRef;
  shards: ListRef[];
  /** What lies in the other slot: overwritten next. */
  spare: ListRef[];
}

/** Lines of one shard: as many accounts as leave in a day have their rules in one or two. */
const LINES_PER_SHARD = 4000;

type Entry = { type: 'head'; head: Head } | { type: 'rule'; rule: KeptRule } | { type: 'unreadable'; rule: KeptRule };

interface Head extends SharedTexts {
  totals: Omit<FactsTotals, 'unread'>;
  unread: UnreadableRule[];
  /** Places in `accounts`: for each product, and for each shard. */
  products: Record<Product, number[]>;
  shards: number[][];
}

const RULES = listOf<Entry>('facts', 'type');
const LINES: ListKind<RuleLine> = { kind: 'rule-index', schema: 1, isItem: isLine };

/** The rules that are kept, as far as they were asked for. */
export interface KeptFacts {
  /** Those with a credential or a connection. */
  relevant: readonly KeptRule[];
  /** Those that could not be understood. */
  unreadable: readonly KeptRule[];
  /** Of all rules that were understood. */
  totals: FactsTotals;
  /** Accounts that any of them acts as or was written by. */
  accounts: RuleAccounts;
  /** Rules without a credential that act as one of these accounts or were written by one. */
  rulesOf: (accounts: ReadonlySet<string>) => Promise<RuleFacts[]>;
  /** All rules without a credential. */
  others: () => Promise<Iterable<KeptRule>>;
}

/** Of a site whose rules nobody read. */
export const NO_FACTS: KeptFacts = {
  relevant: [],
  unreadable: [],
  totals: totalsOf([]),
  accounts: accountsOf([]),
  rulesOf: () => Promise.resolve([]),
  others: () => Promise.resolve([]),
};

export async function readFactsPointer(): Promise<FactsPointer | null> {
  return ofThisForm(await readValue<FactsPointer>(FACTS), 1);
}

/** @throws PartMissing, also from what is asked for later */
export async function readFacts({ rules, shards }: FactsPointer): Promise<KeptFacts> {
  let head: Head | undefined;
  const relevant: KeptRule[] = [];
  const unreadable: KeptRule[] = [];
  for (const entry of await readItems(RULES, rules)) {
    if (entry.type === 'head') {
      ({ head } = entry);
    } else {
      (entry.type === 'rule' ? relevant : unreadable).push(entry.rule);
    }
  }
  return head === undefined ? NO_FACTS : openFacts({ head, relevant, unreadable }, shards);
}

interface FirstRead {
  head: Head;
  relevant: readonly KeptRule[];
  unreadable: readonly KeptRule[];
}

function openFacts({ head, relevant, unreadable }: FirstRead, shards: readonly ListRef[]): KeptFacts {
  const { totals, unread, accounts, products, shards: accountsByShard } = head;
  const named = (places: readonly number[]): Set<string> => new Set(places.map((place) => accounts[place] ?? ''));
  const readShards = async (wanted: (accounts: readonly number[]) => boolean): Promise<Iterable<UnderstoodRule>> => {
    const lists: Iterable<RuleLine>[] = [];
    for (const [number, ref] of shards.entries()) {
      if (wanted(accountsByShard[number] ?? [])) {
        lists.push(await readItems(LINES, ref));
      }
    }
    return {
      *[Symbol.iterator]() {
        for (const lines of lists) {
          for (const line of lines) {
            yield fromLine(line, head);
          }
        }
      },
    };
  };
  return {
    relevant,
    unreadable,
    totals: { ...totals, unread },
    accounts: addAccounts(
      { jira: named(products.jira), confluence: named(products.confluence) },
      accountsOf(factsIn(relevant)),
    ),
    rulesOf: async (wanted) => {
      const places = new Set([...accounts.keys()].filter((place) => wanted.has(accounts[place] ?? '')));
      const found: RuleFacts[] = [];
      for (const { facts } of await readShards((inShard) => inShard.some((place) => places.has(place)))) {
        if (wanted.has(facts.actorAccountId ?? '') || wanted.has(facts.authorAccountId ?? '')) {
          found.push(facts);
        }
      }
      return found;
    },
    others: () => readShards(() => true),
  };
}

/** The facts of those rules that were understood. */
export function factsIn(rules: Iterable<KeptRule>): RuleFacts[] {
  const facts: RuleFacts[] = [];
  for (const rule of rules) {
    if (rule.facts !== null) {
      facts.push(rule.facts);
    }
  }
  return facts;
}

function isUnderstood(rule: KeptRule): rule is UnderstoodRule {
  return rule.facts !== null;
}

/** Names a rule among all that are kept: the same id may be given in both products. */
export function idOfRule({ product, uuid }: Pick<KeptRule, 'product' | 'uuid'>): string {
  return `${product}|${uuid}`;
}

export interface FactsToKeep extends Pick<FactsPointer, 'scanId' | 'scanStartedAt' | 'fullReadAt'> {
  rules: Iterable<KeptRule>;
  /** Accounts whose rules every check looks at, because something is wrong with them: they come first. */
  first: ReadonlySet<string>;
}

/** Writes the rules beside those that are in use. Give the pointer to `publishFacts`. */
export async function writeFacts(
  { rules, first, ...about }: FactsToKeep,
  before: FactsPointer | null,
): Promise<{ pointer: FactsPointer; facts: KeptFacts }> {
  const relevant: KeptRule[] = [];
  const unreadable: KeptRule[] = [];
  const others: UnderstoodRule[] = [];
  for (const rule of rules) {
    if (!isUnderstood(rule)) {
      unreadable.push(rule);
    } else if (fitsLine(rule)) {
      others.push(rule);
    } else {
      relevant.push(rule);
    }
  }
  const slot: Slot = before?.slot === 'a' ? 'b' : 'a';
  const accounts = places();
  const by = places();
  const sorted = others.sort((one, other) => compareOrder(orderOf(one.facts, first), orderOf(other.facts, first)));
  const shards: ListRef[] = [];
  const accountsByShard: number[][] = [];
  for (let start = 0; start < sorted.length; start += LINES_PER_SHARD) {
    const some = sorted.slice(start, start + LINES_PER_SHARD);
    const lines = some.map((rule) => toLine(rule, { account: accounts.of, by: by.of }));
    accountsByShard.push([...everyAccount(accountsOf(factsIn(some)))].map(accounts.of));
    shards.push(await writeList(LINES, factsList(slot, `index:${shards.length}`), about.scanId, lines));
  }
  const all = addTotals(totalsOf(factsIn(relevant)), totalsOf(factsIn(sorted)));
  const { unread, ...totals } = all;
  const { jira, confluence } = accountsOf(factsIn(sorted));
  const products = { jira: [...jira].map(accounts.of), confluence: [...confluence].map(accounts.of) };
  const head: Head = { totals, unread, accounts: accounts.all, by: by.all, products, shards: accountsByShard };
  const entries: Entry[] = [
    { type: 'head', head },
    ...relevant.map((rule): Entry => ({ type: 'rule', rule })),
    ...unreadable.map((rule): Entry => ({ type: 'unreadable', rule })),
  ];
  const kept = await writeList(RULES, factsList(slot, 'rules'), about.scanId, entries);
  const spare = before === null ? [] : [before.rules, ...before.shards];
  const pointer: FactsPointer = { schema: 1, ...about, slot, rules: kept, shards, spare };
  return { pointer, facts: openFacts({ head, relevant, unreadable }, shards) };
}

/** From here on readers see these rules. False where everything was erased meanwhile: then none of them stays. */
export async function publishFacts(
  pointer: FactsPointer,
  before: FactsPointer | null,
  installation: string | null,
): Promise<boolean> {
  const lists = [pointer.rules, ...pointer.shards];
  const isKept = await writeUnlessErased(
    installation,
    () => writeValue(FACTS, pointer),
    () => deleteValue(FACTS),
  );
  await deleteValues(isKept ? leftOver(before?.spare ?? [], lists) : lists.flatMap(keysOf));
  return isKept;
}

/** Rules of accounts that are looked at first, then by author, so that the rules of one account lie together. */
function orderOf({ actorAccountId, authorAccountId, name }: RuleFacts, first: ReadonlySet<string>): string[] {
  const isFirst = first.has(actorAccountId ?? '') || first.has(authorAccountId ?? '');
  return [isFirst ? '0' : '1', authorAccountId ?? '', actorAccountId ?? '', name];
}

function compareOrder(one: readonly string[], other: readonly string[]): number {
  for (const [place, text] of one.entries()) {
    const against = other[place] ?? '';
    if (text !== against) {
      return text < against ? -1 : 1;
    }
  }
  return 0;
}

/** Gives each text a place of its own, in the order in which they come. */
function places(): { all: string[]; of: (text: string) => number } {
  const known = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    of: (text) => {
      const place = known.get(text) ?? all.push(text) - 1;
      known.set(text, place);
      return place;
    },
  };
}

import type { UnreadableRule } from '../report/report';
import type { FactsTotals } from '../risk/coverage';
import { addTotals, totalsOf } from '../risk/coverage';
import type { PeopleSubject } from '../risk/plain-people';
import { peopleOf } from '../risk/plain-people';
import type { RuleFacts } from '../rules/rule-facts';
import type { FactsIndex, StoredRule } from './facts-store';
import { readSegments } from './facts-store';
import { factsDigest } from './keys';
import type { ListPlace } from './lists';
import { readList, writeList } from './lists';
import type { ListKind } from './pack';

/** An account that rules name as their actor or author. */
export interface PeopleAccount {
  subject: PeopleSubject;
  accountId: string;
}

/** What judging needs of the rules. Most rules hold no credential; of them only their people and their number matter. */
export interface FactsDigest {
  /** Rules that hold a credential or a connection. */
  facts: RuleFacts[];
  /** In an order of its own, so that equal rules give equal lists. */
  accounts: PeopleAccount[];
  totals: FactsTotals;
  /** Rules that could not be understood. */
  unreadable: UnreadableRule[];
}

type Entry =
  | { type: 'totals'; totals: Omit<FactsTotals, 'unread'> }
  | { type: 'rule'; facts: RuleFacts }
  | { type: 'account'; account: PeopleAccount }
  | { type: 'unread' | 'unreadable'; rule: UnreadableRule };

const DIGEST: ListKind<Entry> = {
  kind: 'facts-digest',
  schema: 1,
  isItem: (item): item is Entry => typeof item === 'object' && item !== null && 'type' in item,
};

const NOTHING: FactsDigest = {
  facts: [],
  accounts: [],
  totals: { rules: 0, webRequests: 0, unknownComponents: {}, unread: [] },
  unreadable: [],
};

export function digestOf(rules: Iterable<StoredRule>): FactsDigest {
  const unreadable: UnreadableRule[] = [];
  const understood: RuleFacts[] = [];
  for (const rule of rules) {
    if (rule.facts === null) {
      unreadable.push({ source: rule.uuid, reason: rule.reason ?? 'It could not be read.' });
    } else {
      understood.push(rule.facts);
    }
  }
  return { ...addFacts(NOTHING, understood), unreadable };
}

/** The digest with some more rules. */
export function addFacts(digest: FactsDigest, more: readonly RuleFacts[]): FactsDigest {
  const accounts = new Map<string, PeopleAccount>();
  for (const account of [...digest.accounts, ...more.flatMap(peopleOf)]) {
    const { subject, accountId } = account;
    accounts.set(`${subject}|${accountId}`, { subject, accountId });
  }
  const telling = more.filter(({ credentials, connections }) => credentials.length > 0 || connections.length > 0);
  return {
    facts: [...digest.facts, ...telling],
    accounts: [...accounts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, account]) => account),
    totals: addTotals(digest.totals, totalsOf(more)),
    unreadable: digest.unreadable,
  };
}

export function writeDigest(scanId: string, { facts, accounts, totals, unreadable }: FactsDigest): Promise<ListPlace> {
  const { unread, ...counts } = totals;
  const entries: Entry[] = [
    { type: 'totals', totals: counts },
    ...facts.map((rule) => ({ type: 'rule' as const, facts: rule })),
    ...accounts.map((account) => ({ type: 'account' as const, account })),
    ...unread.map((rule) => ({ type: 'unread' as const, rule })),
    ...unreadable.map((rule) => ({ type: 'unreadable' as const, rule })),
  ];
  return writeList(DIGEST, factsDigest(scanId), entries);
}

/** The digest of all rules; made from the rules themselves where none was kept. */
export async function readDigest({ digest, segments, gone }: FactsIndex): Promise<FactsDigest> {
  const entries = digest === null ? undefined : await readList(DIGEST, digest);
  const head = entries?.find((entry) => entry.type === 'totals');
  if (entries === undefined || head?.type !== 'totals') {
    return digestOf((await readSegments(segments, gone)).rules.values());
  }
  const read: FactsDigest = { facts: [], accounts: [], totals: { ...head.totals, unread: [] }, unreadable: [] };
  for (const entry of entries) {
    switch (entry.type) {
      case 'rule':
        read.facts.push(entry.facts);
        break;
      case 'account':
        read.accounts.push(entry.account);
        break;
      case 'unread':
        read.totals.unread.push(entry.rule);
        break;
      case 'unreadable':
        read.unreadable.push(entry.rule);
        break;
      case 'totals':
        break;
    }
  }
  return read;
}

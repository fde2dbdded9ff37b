import type { Product, RuleState } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';

/** One rule as it was last read. `facts` is null where it could not be understood. */
export interface KeptRule {
  uuid: string;
  product: Product;
  /** The listing's `updated` at the time of reading; another value means that the rule changed. */
  updated: string | null;
  /** Detector version and fingerprint key it was reduced with; others mean that it is to be read again. */
  by: string;
  facts: RuleFacts | null;
  reason: string | null;
}

/** One that could be understood. */
export type UnderstoodRule = KeptRule & { facts: RuleFacts };

/** Texts that many rules share, each kept once and named by its place. */
export interface SharedTexts {
  accounts: readonly string[];
  by: readonly string[];
}

/**
 * A rule without a credential in one short line: id, name, state and product, seconds of its last edit, actor and author, what
 * it was read by, the listing's `updated` where that says something else, and what only few rules have.
 */
export type RuleLine = readonly [
  uuid: string,
  name: string,
  flags: number,
  editedAt: number | null,
  actor: number,
  author: number,
  by: number,
  updated?: string | null,
  more?: Partial<
    Pick<RuleFacts, 'webRequests' | 'unknownComponents' | 'unread' | 'withheld' | 'actorPointer' | 'authorPointer'>
  >,
];

const DISABLED = 1;
const CONFLUENCE = 2;
const NOBODY = -1;

/** True of a rule of which a short line says everything that is ever judged. */
export function fitsLine(rule: UnderstoodRule): boolean {
  return rule.facts.credentials.length === 0 && rule.facts.connections.length === 0;
}

/** @param placeOf where a text stands among the shared ones */
export function toLine(
  { uuid, updated, by, facts }: UnderstoodRule,
  placeOf: { account: (accountId: string) => number; by: (by: string) => number },
): RuleLine {
  const { name, state, product, updatedAt, actorAccountId, authorAccountId } = facts;
  const editedAt = updatedAt === null ? null : Date.parse(updatedAt) / 1000;
  const account = (accountId: string | null): number => (accountId === null ? NOBODY : placeOf.account(accountId));
  const more = {
    ...(facts.webRequests === 0 ? {} : { webRequests: facts.webRequests }),
    ...(Object.keys(facts.unknownComponents).length === 0 ? {} : { unknownComponents: facts.unknownComponents }),
    ...(facts.unread.length === 0 ? {} : { unread: facts.unread }),
    ...(facts.withheld === undefined ? {} : { withheld: facts.withheld }),
    ...(facts.actorPointer === undefined ? {} : { actorPointer: facts.actorPointer }),
    ...(facts.authorPointer === undefined ? {} : { authorPointer: facts.authorPointer }),
  };
  const line = [
    uuid,
    name,
    (state === 'DISABLED' ? DISABLED : 0) + (product === 'confluence' ? CONFLUENCE : 0),
    editedAt,
    account(actorAccountId),
    account(authorAccountId),
    placeOf.by(by),
  ] as const;
  if (Object.keys(more).length > 0) {
    return [...line, updated, more];
  }
  return updated === String(editedAt) ? line : [...line, updated];
}

export function fromLine(line: RuleLine, { accounts, by }: SharedTexts): UnderstoodRule {
  const [uuid, name, flags, editedAt, actor, author, reader, updated, more] = line;
  const state: RuleState = (flags & DISABLED) === 0 ? 'ENABLED' : 'DISABLED';
  const product: Product = (flags & CONFLUENCE) === 0 ? 'jira' : 'confluence';
  const facts: RuleFacts = {
    uuid,
    name,
    state,
    product,
    // Only of interest beside a credential.
    createdAt: null,
    updatedAt: editedAt === null ? null : new Date(editedAt * 1000).toISOString(),
    actorAccountId: accounts[actor] ?? null,
    authorAccountId: accounts[author] ?? null,
    webRequests: 0,
    credentials: NONE,
    connections: NONE,
    unknownComponents: NOTHING,
    unread: NONE,
    ...more,
  };
  const isSame = line.length <= SHORT;
  return {
    uuid,
    product,
    updated: isSame ? String(editedAt) : (updated ?? null),
    by: by[reader] ?? '',
    facts,
    reason: null,
  };
}

/** A line of so many fields: the listing's `updated` is the second of the last edit. */
const SHORT = 7;
/** Shared by all rules that have none. */
const NONE: never[] = [];
const NOTHING: Record<string, number> = {};

export function isLine(item: unknown): item is RuleLine {
  return Array.isArray(item) && item.length >= SHORT && typeof item[0] === 'string';
}

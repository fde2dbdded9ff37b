import type { Destination, Location, Product } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';

export type PeopleSubject = 'actor' | 'author';

/** As much of a rule as names its people. */
type RulePeople = Pick<RuleFacts, 'product' | 'actorAccountId' | 'authorAccountId'>;

/** Where most rules name them. */
const PLACES: Record<PeopleSubject, Location> = {
  actor: { component: 'actor', pointer: '/actor/actor', placement: 'other', name: null, via: [] },
  author: { component: 'author', pointer: '/authorAccountId', placement: 'other', name: null, via: [] },
};

/** People and connections send no request of their own; the report has the field for every finding all the same. */
export const NOWHERE: Destination = { host: null, audience: 'unknown' };

/** Where a rule names its actor or author. */
export function placeOf(
  subject: PeopleSubject,
  { actorPointer, authorPointer }: Pick<RuleFacts, 'actorPointer' | 'authorPointer'>,
): Location {
  const pointer = subject === 'actor' ? actorPointer : authorPointer;
  return pointer === undefined ? PLACES[subject] : { ...PLACES[subject], pointer };
}

/** The accounts that a rule depends on. */
export function peopleOf({ actorAccountId, authorAccountId }: Omit<RulePeople, 'product'>): {
  subject: PeopleSubject;
  accountId: string;
}[] {
  return [
    ...(actorAccountId === null ? [] : [{ subject: 'actor' as const, accountId: actorAccountId }]),
    ...(authorAccountId === null ? [] : [{ subject: 'author' as const, accountId: authorAccountId }]),
  ];
}

/** Accounts that rules act as or were written by, by product: somebody may have left the one and not the other. */
export type RuleAccounts = Readonly<Record<Product, ReadonlySet<string>>>;

/** Every account that any of these rules acts as or was written by. */
export function accountsOf(rules: Iterable<RulePeople>): RuleAccounts {
  const accounts = { jira: new Set<string>(), confluence: new Set<string>() };
  for (const { product, actorAccountId, authorAccountId } of rules) {
    if (actorAccountId !== null) {
      accounts[product].add(actorAccountId);
    }
    if (authorAccountId !== null) {
      accounts[product].add(authorAccountId);
    }
  }
  return accounts;
}

export function addAccounts(one: RuleAccounts, other: RuleAccounts): RuleAccounts {
  return {
    jira: new Set([...one.jira, ...other.jira]),
    confluence: new Set([...one.confluence, ...other.confluence]),
  };
}

/** Each account once, whatever the product. */
export function everyAccount({ jira, confluence }: RuleAccounts): Set<string> {
  return new Set([...jira, ...confluence]);
}

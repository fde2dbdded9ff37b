import type { Absence, Directory } from './directory';
import type { PeopleSource, Person } from './person';
import { rankOf, reconcile } from './reconcile';

/**
 * Joins all sources to one directory, each account once. An email that two accounts share belongs to the one
 * that can sign in with it; where that cannot be told, the state of whoever is found by it is `unknown`.
 */
export function mergePeople(sources: readonly PeopleSource[]): Directory {
  const accounts = mergeAccounts(sources.flatMap((source) => source.people));
  const byId = new Map<string, Person>();
  const byEmail = new Map<string, Person>();
  const shared = new Set<string>();
  for (const person of accounts) {
    if (person.accountId !== null) byId.set(person.accountId, person);
    if (person.email === null) continue;
    const other = byEmail.get(person.email);
    const signsIn = other === undefined ? person : whoSignsIn(other, person);
    if (signsIn === null) shared.add(person.email);
    byEmail.set(person.email, signsIn ?? inDoubt(person));
  }
  const absence = absenceRule(sources, accounts);
  const unread = sources.filter((source) => !source.complete && listsPeople(source));
  const decisive = decisiveSources(sources);
  const strongestUnread = Math.min(...unread.map(rankOfSource));
  return {
    byEmail: (email) => byEmail.get(email.trim().toLowerCase()) ?? null,
    sharesEmail: (email) => shared.has(email.trim().toLowerCase()),
    byAccountId: (accountId) => byId.get(accountId) ?? null,
    absence,
    people: () => accounts,
    size: accounts.length,
    complete: decisive.every(({ complete }) => complete) && decisive.some(listsEveryone),
    empty: sources.length === 0,
    isWeaklyKnown: (person) => strongestUnread < rankOf(person),
    limits: sources.flatMap((source) => source.limits),
  };
}

/** A file counts as the best that is in it. */
function rankOfSource({ source, people }: PeopleSource): number {
  return people.reduce((best, person) => Math.min(best, rankOf(person)), rankOf({ source }));
}

function mergeAccounts(people: readonly Person[]): Person[] {
  const strongestFirst = [...people].sort((one, other) => rankOf(one) - rankOf(other));
  const merged = new Map<string, Person>();
  const idOfEmail = new Map<string, string>();
  const withoutId: Person[] = [];
  for (const person of strongestFirst) {
    if (person.accountId === null) {
      withoutId.push(person);
      continue;
    }
    const known = merged.get(person.accountId);
    merged.set(person.accountId, known === undefined ? person : reconcile(known, person));
  }
  for (const person of merged.values()) {
    if (person.email !== null && person.accountId !== null) idOfEmail.set(person.email, person.accountId);
  }
  for (const person of withoutId) {
    const key = idOfEmail.get(person.email ?? '') ?? `email:${person.email ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? person : inOrder(known, person));
  }
  return [...merged.values()];
}

function inOrder(one: Person, other: Person): Person {
  return rankOf(one) <= rankOf(other) ? reconcile(one, other) : reconcile(other, one);
}

/** Customers of a help center may have the email of an Atlassian account; only the latter has API tokens. */
function whoSignsIn(one: Person, other: Person): Person | null {
  if (one.accountType === 'customer' && other.accountType !== 'customer') return other;
  if (other.accountType === 'customer' && one.accountType !== 'customer') return one;
  return null;
}

function inDoubt(person: Person): Person {
  return { ...person, accountId: null, state: 'unknown', deletion: null, remark: 'two accounts have this email' };
}

function listsEveryone(source: PeopleSource): boolean {
  return source.covers === undefined ? source.source !== 'service-accounts' : source.covers === 'everyone';
}

function listsPeople(source: PeopleSource): boolean {
  return listsEveryone(source) || source.covers === 'managed';
}

/**
 * The sources that must be whole before somebody is said to be missing. A file is a copy of an earlier day: where the
 * organization itself was read whole, one that is old or damaged takes nothing from that.
 */
function decisiveSources(sources: readonly PeopleSource[]): PeopleSource[] {
  const isAskedWhole = sources.some(({ source, complete }) => source === 'organization' && complete);
  return sources.filter(
    (source) => listsPeople(source) && (source.complete || source.source !== 'file' || !isAskedWhole),
  );
}

function absenceRule(sources: readonly PeopleSource[], accounts: readonly Person[]): (email: string) => Absence {
  const ofPeople = decisiveSources(sources);
  const managedDomains = new Set<string>();
  let hidden = false;
  for (const person of accounts) {
    if (person.email !== null && person.managed === true) managedDomains.add(domainOf(person.email));
    if (person.email === null && (person.accountType === 'person' || person.accountType === 'unknown')) hidden = true;
  }
  return (email) => {
    if (ofPeople.length === 0) return 'no-source';
    if (ofPeople.some((source) => !source.complete)) return 'unread';
    const managedDomain = managedDomains.has(domainOf(email));
    if (!ofPeople.some(listsEveryone)) return managedDomain ? 'none' : 'unmanaged';
    return hidden && !managedDomain ? 'hidden' : 'none';
  };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

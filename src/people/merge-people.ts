import type { Absence, Directory, PeopleListings } from './directory';
import { normaliseEmail } from './email';
import type { PeopleSource, Person } from './person';
import { isAlive, rankOf, reconcile } from './reconcile';

/**
 * Joins all sources to one directory, each account once. An email that two accounts share belongs to the one
 * that can sign in with it; where that cannot be told, the state of whoever is found by it is `unknown`. Where an API listed
 * everybody, a file adds what the API hides of them, and nobody else.
 */
export function mergePeople(given: readonly PeopleSource[]): Directory {
  // A list with no rows is no list.
  const sources = withoutOverruled(given).filter((source) => isLive(source) || source.people.length > 0);
  const accounts = mergeAccounts(sources.flatMap((source) => source.people));
  const byId = new Map<string, Person>();
  const byEmail = new Map<string, Person>();
  const shared = new Set<string>();
  for (const person of accounts) {
    if (person.accountId !== null) {
      byId.set(person.accountId, person);
    }
    if (person.email === null) {
      continue;
    }
    const other = byEmail.get(person.email);
    const signsIn = other === undefined ? person : whoSignsIn(other, person);
    if (signsIn === null) {
      shared.add(person.email);
    }
    byEmail.set(person.email, signsIn ?? inDoubt(person, other));
  }
  const listings = listingsOf(sources, accounts);
  const live = sources.filter(isLive);
  // A file that was read whole holds no more about anybody, whether it lists everybody or not.
  const unread = sources.filter((source) => listsPeople(source) && !(source.file?.readWhole ?? source.complete));
  const strongestUnread = Math.min(...unread.map(rankOfSource));
  return {
    byEmail: (email) => byEmail.get(normaliseEmail(email) ?? '') ?? null,
    sharesEmail: (email) => shared.has(normaliseEmail(email) ?? ''),
    byAccountId: (accountId) => byId.get(accountId) ?? null,
    absence: absenceRule(listings),
    listings,
    people: () => accounts,
    size: accounts.length,
    complete:
      live.every((source) => source.complete || !listsPeople(source)) &&
      sources.some((source) => source.complete && listsEveryone(source)),
    empty: sources.length === 0,
    isWeaklyKnown: (person) => strongestUnread < rankOf(person),
    limits: given.flatMap((source) => source.limits),
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
    if (person.email === null) {
      continue;
    }
    const other = merged.get(idOfEmail.get(person.email) ?? '');
    const owner = other === undefined ? person : whoSignsIn(other, person);
    idOfEmail.set(person.email, owner?.accountId ?? NOBODY);
  }
  for (const person of withoutId) {
    const id = idOfEmail.get(person.email ?? '') ?? NOBODY;
    const key = id === NOBODY ? `email:${person.email ?? ''}` : id;
    const known = merged.get(key);
    merged.set(key, known === undefined ? person : inOrder(known, person));
  }
  return [...merged.values()];
}

/** Of an email that two accounts have. */
const NOBODY = '';

function inOrder(one: Person, other: Person): Person {
  return rankOf(one) <= rankOf(other) ? reconcile(one, other) : reconcile(other, one);
}

/** Customers of a help center may have the email of an Atlassian account; only the latter has API tokens. */
function whoSignsIn(one: Person, other: Person): Person | null {
  if (one.accountType === 'customer' && other.accountType !== 'customer') {
    return other;
  }
  if (other.accountType === 'customer' && one.accountType !== 'customer') {
    return one;
  }
  return null;
}

function inDoubt(person: Person, other: Person | undefined): Person {
  // By their ids: names go when an account is closed, and this text is kept with the report.
  const names = [other, person].map((one) => one?.accountId ?? '').filter((name) => name !== '');
  const remark = `two accounts have this email${names.length < 2 ? '' : `: ${names.join(' and ')}`}`;
  return { ...person, accountId: null, name: null, state: 'unknown', deletion: null, remark };
}

function listsEveryone(source: PeopleSource): boolean {
  return source.covers === undefined ? source.source !== 'service-accounts' : source.covers === 'everyone';
}

function listsPeople(source: PeopleSource): boolean {
  return listsEveryone(source) || source.covers === 'managed';
}

function isLive({ source }: PeopleSource): boolean {
  return source !== 'file';
}

/**
 * What an API listed whole wins over any file about the same people. Whoever is in a file and not in the whole organization was there
 * on an earlier day; of whoever Jira does not list, a file’s word that all is well is not taken.
 */
function withoutOverruled(sources: readonly PeopleSource[]): readonly PeopleSource[] {
  const whole = sources.filter((source) => isLive(source) && source.complete && listsPeople(source));
  if (whole.length === 0 || sources.every(isLive)) {
    return sources;
  }
  const known = sources.filter(isLive).flatMap(({ people }) => people);
  const ids = new Set(known.map(({ accountId }) => accountId));
  const emails = new Set(known.map(({ email }) => email));
  const ofOrganization = whole.filter(({ source }) => source === 'organization');
  const listsAll = ofOrganization.some(listsEveryone);
  const domains = managedDomains(known);
  const hidesEmails = known.some(isHidden);
  const hasListedEmail = ({ email }: Person): boolean => email !== null && emails.has(email);
  const isListed = (person: Person): boolean =>
    person.accountId === null ? hasListedEmail(person) : ids.has(person.accountId);
  const wouldBeListed = ({ accountId, email, managed }: Person): boolean => {
    if (listsAll) {
      return accountId !== null || !hidesEmails;
    }
    return managed === true || (email !== null && domains.has(domainOf(email)));
  };
  const asIsNow = (person: Person): Person[] => {
    // Apps, customers and service accounts are listed elsewhere, or not at all.
    if (isListed(person) || (person.accountType !== 'person' && person.accountType !== 'unknown')) {
      return [person];
    }
    // Its email belongs to another account now.
    if (hasListedEmail(person)) {
      return [];
    }
    if (ofOrganization.length > 0) {
      return wouldBeListed(person) ? [] : [person];
    }
    const isDoubtful = person.accountId !== null && isAlive(person.state);
    return isDoubtful ? [{ ...person, state: 'unknown', remark: 'a file lists it, but Jira does not' }] : [person];
  };
  return sources.map((source) => (isLive(source) ? source : { ...source, people: source.people.flatMap(asIsNow) }));
}

function managedDomains(people: readonly Person[]): Set<string> {
  const domains = new Set<string>();
  for (const { email, managed } of people) {
    if (email !== null && managed === true) {
      domains.add(domainOf(email));
    }
  }
  // A domain may be claimed in part: then somebody who is not listed may be one of the others.
  for (const { email, managed } of people) {
    if (email !== null && managed === false) {
      domains.delete(domainOf(email));
    }
  }
  return domains;
}

/** An account that may have any email. One that is gone does not count: whoever it was cannot sign in either way. */
function isHidden({ email, accountType, state }: Person): boolean {
  const isGone = state === 'deleted' || state === 'deactivated';
  return email === null && !isGone && (accountType === 'person' || accountType === 'unknown');
}

function listingsOf(sources: readonly PeopleSource[], accounts: readonly Person[]): PeopleListings {
  return {
    lists: sources.filter(listsPeople).map((source) => ({
      isLive: isLive(source),
      complete: source.complete,
      readWhole: source.file?.readWhole ?? source.complete,
      listsEveryone: listsEveryone(source),
      asOf: source.file?.asOf ?? null,
      ...(source.file === undefined ? {} : { file: { name: source.file.name, people: source.people.length } }),
    })),
    managedDomains: [...managedDomains(accounts)],
    hidesEmails: accounts.some(isHidden),
  };
}

/** What may be said of emails that nobody has. */
export function absenceRule({ lists, managedDomains, hidesEmails }: PeopleListings): Directory['absence'] {
  const isCutOff = lists.some(({ isLive, complete }) => isLive && !complete);
  // Where an API broke off, only files can be whole that an admin vouches for.
  const whole = lists.filter(({ isLive, complete }) => complete && !(isCutOff && isLive));
  const domains = new Set(managedDomains);
  return (email, since): Absence => {
    if (lists.length === 0) {
      return 'no-source';
    }
    const isManagedDomain = domains.has(domainOf(email));
    // A list without a day is of now, since somebody says just now that it is complete.
    const later = whole.filter(
      ({ asOf }) => asOf === null || (since !== null && Date.parse(since) <= Date.parse(asOf)),
    );
    if (later.some(({ listsEveryone }) => listsEveryone)) {
      return hidesEmails && !isManagedDomain ? 'hidden' : 'none';
    }
    if (isCutOff) {
      return 'unread';
    }
    if (whole.length === 0) {
      return 'unsaid';
    }
    const isOutdated = later.length < whole.length;
    if (isOutdated && (isManagedDomain || whole.some(({ listsEveryone }) => listsEveryone))) {
      return 'outdated';
    }
    return isManagedDomain ? 'none' : 'unmanaged';
  };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

import type { Directory, PeopleListings } from './directory';
import { normaliseEmail } from './email';
import { absenceRule } from './merge-people';
import type { Person } from './person';

/**
 * As much of a directory as a judgement of the same rules asks for again: those whom rules or tokens name, and what was said of
 * everybody else whom they name. Nobody else of the organization is in it.
 */
export interface KeptDirectory {
  people: { person: Person; isWeak: boolean }[];
  /** Whom an email is, as a place in `people`; and whether two accounts share it. */
  emails: { email: string; place: number; isShared: boolean }[];
  /** Of the whole directory. */
  listings: PeopleListings;
  size: number;
  complete: boolean;
  empty: boolean;
  limits: string[];
}

export function keepDirectory(
  directory: Directory,
  named: { accountIds: Iterable<string>; emails: Iterable<string> },
): KeptDirectory {
  const people: KeptDirectory['people'] = [];
  const places = new Map<Person, number>();
  const placeOf = (person: Person): number => {
    const place = places.get(person) ?? people.push({ person, isWeak: directory.isWeaklyKnown(person) }) - 1;
    places.set(person, place);
    return place;
  };
  for (const accountId of new Set(named.accountIds)) {
    const person = directory.byAccountId(accountId);
    if (person !== null) {
      placeOf(person);
    }
  }
  const emails = [...new Set([...named.emails].map(normalise))].flatMap((email) => {
    const person = directory.byEmail(email);
    return person === null ? [] : [{ email, place: placeOf(person), isShared: directory.sharesEmail(email) }];
  });
  const { listings, size, complete, empty, limits } = directory;
  return { people, emails, listings, size, complete, empty, limits };
}

/** @param more people who were looked up since, for whoever is not in it */
export function openDirectory(kept: KeptDirectory, more: readonly Person[] = []): Directory {
  const weak = new Set(kept.people.filter(({ isWeak }) => isWeak).map(({ person }) => person));
  const people = kept.people.map(({ person }) => person);
  const byId = new Map<string, Person>();
  for (const person of [...more, ...people]) {
    if (person.accountId !== null) {
      byId.set(person.accountId, person);
    }
  }
  const byEmail = new Map<string, Person>();
  const shared = new Set<string>();
  for (const person of more) {
    if (person.email !== null) {
      byEmail.set(normalise(person.email), person);
    }
  }
  for (const { email, place, isShared } of kept.emails) {
    const person = people[place];
    if (person !== undefined) {
      byEmail.set(email, person);
    }
    if (isShared) {
      shared.add(email);
    }
  }
  const { listings, size, complete, empty, limits } = kept;
  return {
    byEmail: (email) => byEmail.get(normalise(email)) ?? null,
    sharesEmail: (email) => shared.has(normalise(email)),
    byAccountId: (accountId) => byId.get(accountId) ?? null,
    absence: absenceRule(listings),
    listings,
    people: () => byId.values(),
    size,
    complete,
    empty,
    isWeaklyKnown: (person) => weak.has(person),
    limits,
  };
}

function normalise(email: string): string {
  return normaliseEmail(email) ?? '';
}

import { fail, succeed, type Outcome } from '../outcome';
import { isJsonObject } from '../rules/json-value';
import { dayOfJson } from './file-reading';
import { createLimitList } from './limit-list';
import { listItems } from './list-items';
import { looksLike } from './record-kind';
import type { PeopleSource, Person } from './person';
import { toPerson } from './to-person';

/** Why a whole file or answer could not be used; `place` is the name it was given under. */
export interface PlaceProblem {
  place: string;
  reason: string;
}

const MISTAKEN = {
  token: 'it looks like a list of API tokens, not of people',
  rule: 'it looks like automation rules, not people',
  nothing: 'no person was found in it',
};

/**
 * People from a file of any origin: Organizations v1 or v2 objects, user-management profiles, Jira users, service accounts; an
 * array, `{data|values|items}` or one object. An item that cannot be read is named by its index and keeps the file from ever counting
 * as complete.
 * @param place the file's name, for messages
 */
export function parsePeople(json: unknown, place: string): Outcome<PeopleSource, PlaceProblem> {
  const list = listItems(json);
  if (!list.ok) {
    return fail({ place, reason: list.failure.reason });
  }
  const { items, whole } = list.value;
  const limits = createLimitList(place);
  for (const limit of list.value.limits) {
    limits.add(limit);
  }
  const people: Person[] = [];
  let faults = 0;
  for (const [index, item] of items.entries()) {
    const notes: string[] = [];
    const person = toPerson(item, 'file', (note) => notes.push(note));
    if (person.ok && looksLike(item) === 'person') {
      people.push(person.value);
      for (const note of notes) {
        limits.add(`item ${index}: ${note}.`);
      }
      continue;
    }
    faults += 1;
    limits.add(`item ${index} could not be read: ${person.ok ? 'it is no person' : person.failure.reason}.`);
  }
  if (people.length === 0 && items.length > 0) {
    return fail({ place, reason: mistakenFor(items) });
  }
  if (people.length === 0) {
    limits.add('it lists nobody, so nothing follows from who is missing in it.');
  }
  return succeed({
    source: 'file',
    people,
    complete: false,
    ...(faults === 0 ? {} : { unread: faults }),
    limits: limits.toArray(),
    covers: coverageOf(items, people),
    file: { name: place, readWhole: whole && faults === 0 && people.length > 0, asOf: dayOfJson(json, place) },
  });
}

function mistakenFor(items: readonly unknown[]): string {
  const kinds = items.map(looksLike);
  if (kinds.includes('token')) {
    return MISTAKEN.token;
  }
  if (kinds.includes('rule')) {
    return MISTAKEN.rule;
  }
  return MISTAKEN.nothing;
}

function coverageOf(items: readonly unknown[], people: readonly Person[]): NonNullable<PeopleSource['covers']> {
  if (people.length > 0 && people.every((person) => person.accountType === 'service-account')) {
    return 'service-accounts';
  }
  // `account_id` is the spelling of Organizations v1, which lists managed accounts only.
  return items.every((item) => isJsonObject(item) && 'account_id' in item) ? 'managed' : 'everyone';
}

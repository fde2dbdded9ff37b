import { succeed, type Outcome } from '../outcome';
import { isJsonObject } from '../rules/json-value';
import { dayOfJson } from './file-reading';
import { readItems, type PlaceProblem } from './read-items';
import type { PeopleSource, Person } from './person';
import { toPerson } from './to-person';

/**
 * People from a file of any origin: Organizations v1 or v2 objects, user-management profiles, Jira users, service accounts; an
 * array, `{data|values|items}` or one object. An item that cannot be read is named by its index and keeps the file from ever counting
 * as complete.
 * @param place the file's name, for messages
 */
export function parsePeople(json: unknown, place: string): Outcome<PeopleSource, PlaceProblem> {
  const items = readItems(json, place, 'person', (item, note) => toPerson(item, 'file', note));
  if (!items.ok) {
    return items;
  }
  const { all, read: people, whole, faults, limits } = items.value;
  if (people.length === 0) {
    limits.add('it lists nobody, so nothing follows from who is missing in it.');
  }
  return succeed({
    source: 'file',
    people,
    complete: false,
    ...(faults === 0 ? {} : { unread: faults }),
    limits: limits.toArray(),
    covers: coverageOf(all, people),
    file: { name: place, readWhole: whole, asOf: dayOfJson(json, place) },
  });
}

function coverageOf(items: readonly unknown[], people: readonly Person[]): NonNullable<PeopleSource['covers']> {
  if (people.length > 0 && people.every((person) => person.accountType === 'service-account')) {
    return 'service-accounts';
  }
  // `account_id` is the spelling of Organizations v1, which lists managed accounts only.
  return items.every((item) => isJsonObject(item) && 'account_id' in item) ? 'managed' : 'everyone';
}

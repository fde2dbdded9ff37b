import type { FormerPerson } from './forget-person';
import { forgetIn, learnOf } from './forget-person';
import { isPacked, packLines, readLines } from './pack';
import { allValues, writeValue } from './values';

/** Every name and email that anything in the store tells of these accounts. */
export async function learnOfPeople(accountIds: readonly string[]): Promise<FormerPerson[]> {
  const people = accountIds.map((accountId) => ({
    accountId,
    emails: new Set<string>(),
    names: new Set<string>(),
  }));
  for await (const { value } of allValues()) {
    for (const item of itemsOf(value)) {
      people.forEach((person) => learnOf(item, person));
    }
  }
  return people;
}

/**
 * Erases names and emails of people from everything that is stored, at once and in place: rules, reports, matches,
 * decisions, files and the audit trail alike. No value of the store is left out, whatever its form.
 */
export async function forgetPeopleEverywhere(people: readonly FormerPerson[]): Promise<void> {
  for await (const { key, value } of allValues()) {
    const items = itemsOf(value);
    const left = items.map((item) => people.reduce<unknown>((rest, person) => forgetIn(rest, person), item));
    if (left.some((item, place) => item !== items[place])) {
      await writeValue(key, repack(value, left));
    }
  }
}

function itemsOf(value: object): unknown[] {
  return isPacked(value) ? readLines(value) : [value];
}

function repack(value: object, items: readonly unknown[]): object {
  if (!isPacked(value)) {
    const [item] = items;
    return typeof item === 'object' && item !== null ? item : value;
  }
  // An account id is hardly longer than the email it stands for, so what fitted into one value does so again.
  const [packed, ...more] = packLines(
    value.kind,
    value.schema,
    items.map((item) => JSON.stringify(item)),
  );
  if (packed === undefined || more.length > 0) {
    throw new Error('A list does not fit into its value any more.');
  }
  return packed;
}

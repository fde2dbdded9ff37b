import { daysOf, listOfPart, partKey } from '../storage/keys';
import { isPart, repack, unpackAny, type Part } from '../storage/pack';
import { allValues, deleteValues, readValues, sideBySide, writeValue } from '../storage/values';
import { erasePerson, learnPerson, type FormerPerson } from './person-in-value';

/** Every name and email that anything in the store tells of these accounts. */
export async function learnOfPeople(accountIds: readonly string[]): Promise<FormerPerson[]> {
  const people = accountIds.map((accountId) => ({
    accountId,
    emails: new Set<string>(),
    names: new Set<string>(),
  }));
  for await (const { key, value } of allValues()) {
    for (const item of (await itemsOf(key, value)) ?? []) {
      people.forEach((person) => learnPerson(item, person));
    }
  }
  return people;
}

/**
 * Erases names and emails of people from everything that is stored, at once and in place: rules, reports, matches,
 * decisions, files and the audit trail alike. No value of the store is left out, whatever its form. Only for one who holds the
 * lease `judging`: nobody writes a report or the rules meanwhile.
 */
export async function erasePeopleEverywhere(people: readonly FormerPerson[]): Promise<void> {
  const sums = new Map<string, string>();
  const others: { key: string; part: Part }[] = [];
  for await (const { key, value } of allValues()) {
    if (isPart(value) && value.part > 0) {
      others.push({ key, part: value });
      continue;
    }
    const items = await itemsOf(key, value);
    if (items === null) {
      others.push(...(isPart(value) ? [{ key, part: value }] : []));
      continue;
    }
    if (isPart(value)) {
      sums.set(listOfPart(key), value.sum);
    }
    const left = items.map((item) => people.reduce<unknown>((rest, person) => erasePerson(rest, person), item));
    if (left.some((item, place) => item !== items[place])) {
      await writeBack(key, value, left);
    }
  }
  // Parts that belong to no list any more: a report or the rules were never finished, or became shorter.
  const lost = others.filter(({ key, part }) => isReplaceable(key) && sums.get(listOfPart(key)) !== part.sum);
  await deleteValues(lost.map(({ key }) => key));
}

/** What a value holds: the items of a list whose first part it is, or itself; null where that cannot be told. */
async function itemsOf(key: string, value: object): Promise<unknown[] | null> {
  if (!isPart(value)) {
    return [value];
  }
  if (value.part > 0) {
    return [];
  }
  const list = listOfPart(key);
  const keys = Array.from({ length: value.of - 1 }, (_, number) => partKey(list, number + 1));
  return unpackAny([value, ...(await readValues<Part>(keys))]);
}

async function writeBack(key: string, value: object, items: readonly unknown[]): Promise<void> {
  const [item] = items;
  if (isPart(value)) {
    const list = listOfPart(key);
    await sideBySide(repack(value, items), (part, number) => writeValue(partKey(list, number), part, daysOf(key)));
  } else if (typeof item === 'object' && item !== null) {
    await writeValue(key, item, daysOf(key));
  }
}

/** Lists that only the holder of the lease writes. */
function isReplaceable(key: string): boolean {
  return key.startsWith('report:') || key.startsWith('facts:');
}

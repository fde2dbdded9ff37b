import { fail, succeed, type Outcome } from '../outcome';
import { dayOfJson } from '../people/file-reading';
import { createLimitList } from '../people/limit-list';
import { listItems } from '../people/list-items';
import { looksLike } from '../people/record-kind';
import type { PlaceProblem } from '../people/parse-people';
import { isServiceAccountEmail } from '../people/to-person';
import { isJsonObject } from '../rules/json-value';
import { toTokenRecord } from './to-token-record';
import type { TokenRecord, TokenSource } from './token-record';

const MISTAKEN = {
  person: 'it looks like a list of people, not of API tokens',
  rule: 'it looks like automation rules, not API tokens',
  nothing: 'no API token was found in it',
};

/**
 * Token records from a file: `api-tokens`, `api-keys`, service accounts' tokens or the user-management listing; an array,
 * `{data|values|items}` or one object. An item that cannot be read is named by its index and keeps the file from ever counting as
 * complete.
 * @param place the file's name, for messages
 */
export function parseTokens(json: unknown, place: string): Outcome<TokenSource, PlaceProblem> {
  const list = listItems(json);
  if (!list.ok) {
    return fail({ place, reason: list.failure.reason });
  }
  const { items, whole } = list.value;
  const limits = createLimitList(place);
  for (const limit of list.value.limits) {
    limits.add(limit);
  }
  const records: TokenRecord[] = [];
  let faults = 0;
  let datesUnread = 0;
  for (const [index, item] of items.entries()) {
    const notes: string[] = [];
    const record = toTokenRecord(item, typeOf(item), (note) => notes.push(note));
    if (record.ok && looksLike(item) === 'token') {
      records.push(record.value);
      for (const note of notes) {
        limits.add(`item ${index}: ${note}.`);
      }
      datesUnread += notes.length;
      continue;
    }
    faults += 1;
    limits.add(`item ${index} could not be read: ${record.ok ? 'it is no token' : record.failure.reason}.`);
  }
  if (records.length === 0 && items.length > 0) {
    return fail({ place, reason: mistakenFor(items) });
  }
  const ownerless = records.filter((record) => record.type !== 'organization' && !namesOwner(record)).length;
  if (ownerless > 0) {
    limits.add(`${ownerless} of its tokens name no owner and can be matched to nobody.`);
  }
  if (items.length === 0) {
    limits.add('it lists no token at all, so nothing follows from what is missing in it.');
  }
  const readWhole = whole && faults === 0 && ownerless === 0 && records.length > 0;
  return succeed({
    type: commonType(records),
    records,
    complete: false,
    file: { name: place, readWhole, asOf: dayOfJson(json, place) },
    ...(faults + datesUnread === 0 ? {} : { unread: faults + datesUnread }),
    limits: limits.toArray(),
  });
}

function mistakenFor(items: readonly unknown[]): string {
  const kinds = items.map(looksLike);
  if (kinds.includes('person')) {
    return MISTAKEN.person;
  }
  if (kinds.includes('rule')) {
    return MISTAKEN.rule;
  }
  return MISTAKEN.nothing;
}

function namesOwner(record: TokenRecord): boolean {
  return record.owner.accountId !== null || record.owner.email !== null;
}

/** Only API keys name who created them and what they are for; service accounts have an email domain of their own. */
function typeOf(item: unknown): TokenRecord['type'] {
  if (!isJsonObject(item)) {
    return 'user';
  }
  if (isJsonObject(item['createdBy']) || 'systemAccountId' in item || 'targetResources' in item) {
    return 'organization';
  }
  if ('serviceAccount' in item || 'serviceAccountId' in item) {
    return 'service-account';
  }
  const user = item['user'];
  const email = isJsonObject(user) ? user['email'] : null;
  return typeof email === 'string' && isServiceAccountEmail(email) ? 'service-account' : 'user';
}

/** A mixed file counts as a listing of users' tokens; its other records say themselves what they are. */
export function commonType(records: readonly TokenRecord[]): TokenRecord['type'] {
  const [first] = records;
  return first !== undefined && records.every((record) => record.type === first.type) ? first.type : 'user';
}

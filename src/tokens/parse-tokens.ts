import { succeed, type Outcome } from '../outcome';
import { dayOfJson } from '../people/file-reading';
import { readItems, type PlaceProblem } from '../people/read-items';
import { isServiceAccountEmail } from '../people/to-person';
import { isJsonObject } from '../rules/json-value';
import { toTokenRecord } from './to-token-record';
import type { TokenRecord, TokenSource } from './token-record';

/**
 * Token records from a file: `api-tokens`, `api-keys`, service accounts' tokens or the user-management listing; an array,
 * `{data|values|items}` or one object. An item that cannot be read is named by its index and keeps the file from ever counting as
 * complete.
 * @param place the file's name, for messages
 */
export function parseTokens(json: unknown, place: string): Outcome<TokenSource, PlaceProblem> {
  const items = readItems(json, place, 'token', (item, note) => toTokenRecord(item, typeOf(item), note));
  if (!items.ok) {
    return items;
  }
  const { read: records, whole, faults, remarks, limits } = items.value;
  const ownerless = records.filter((record) => record.type !== 'organization' && !namesOwner(record)).length;
  if (ownerless > 0) {
    limits.add(`${ownerless} of its tokens name no owner and can be matched to nobody.`);
  }
  if (records.length === 0) {
    limits.add('it lists no token at all, so nothing follows from what is missing in it.');
  }
  const readWhole = whole && ownerless === 0;
  return succeed({
    type: commonType(records),
    records,
    complete: false,
    file: { name: place, readWhole, asOf: dayOfJson(json, place) },
    ...(faults + remarks === 0 ? {} : { unread: faults + remarks }),
    limits: limits.toArray(),
  });
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

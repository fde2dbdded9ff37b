import { kvs, WhereConditions } from '@forge/kvs';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';

/** Keys asked for or removed at once; Forge publishes no maximum for a batch, a transaction takes 25. */
const SIDE_BY_SIDE = 8;
/** Keys of one page when everything is listed (Forge: 20 is always allowed). */
const KEYS_PER_PAGE = 20;

/** The store's own trouble (too many requests, not available, no answer) is worth some more tries. */
const policy = retry(
  handleWhen((error) => {
    const status = statusOf(error);
    return status === null || status === 429 || status >= 500;
  }),
  { maxAttempts: 4, backoff: new ExponentialBackoff({ initialDelay: 500, maxDelay: 15_000 }) },
);

/** What this app wrote under the key, or undefined. */
export function readValue<Value>(key: string): Promise<Value | undefined> {
  return policy.execute(() => kvs.get<Value>(key));
}

/** @param days after so many days the platform removes the value by itself */
export async function writeValue(key: string, value: object, days?: number): Promise<void> {
  const options = days === undefined ? undefined : { ttl: { value: days, unit: 'DAYS' as const } };
  await policy.execute(() => kvs.set(key, value, options));
}

/** Keys that are claimed and never released are removed by the platform after this many days. */
const CLAIM_DAYS = 2;

/**
 * Writes a value under a key that has none. True for the one who did; `by` tells whose it is. Which error the store
 * answers for a key that exists is not documented, and an answer may get lost, so what is stored decides.
 */
export async function claimValue(key: string, value: { by: string }): Promise<boolean> {
  try {
    const ttl = { value: CLAIM_DAYS, unit: 'DAYS' } as const;
    await policy.execute(() => kvs.set(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ttl }));
  } catch {
    // Looked at below.
  }
  return (await readValue<{ by: string }>(key))?.by === value.by;
}

export async function deleteValue(key: string): Promise<void> {
  await policy.execute(() => kvs.delete(key));
}

/** Several values, in the order of the keys. */
export function readValues<Value>(keys: string[]): Promise<(Value | undefined)[]> {
  return sideBySide(keys, (key) => readValue<Value>(key));
}

export async function deleteValues(keys: string[]): Promise<void> {
  await sideBySide(keys, deleteValue);
}

/** Removes every value that is not a secret. Gives how many there were. */
export async function deleteAllValues(): Promise<number> {
  let deleted = 0;
  for (;;) {
    // Always the first page: what was listed is removed before the next is asked for.
    const { results } = await policy.execute(() => kvs.query().limit(KEYS_PER_PAGE).getMany());
    if (results.length === 0) {
      return deleted;
    }
    await deleteValues(results.map(({ key }) => key));
    deleted += results.length;
  }
}

export interface StoredValue<Value> {
  key: string;
  value: Value;
}

/** Every value whose key begins so, with its key, in no order. */
export async function readAll<Value>(prefix: string): Promise<StoredValue<Value>[]> {
  const values: StoredValue<Value>[] = [];
  for await (const one of valuesUnder<Value>(prefix)) {
    values.push(one);
  }
  return values;
}

/** Every value that is not a secret, with its key. */
export function allValues(): AsyncGenerator<StoredValue<object>> {
  return valuesUnder<object>('');
}

async function* valuesUnder<Value>(prefix: string): AsyncGenerator<StoredValue<Value>> {
  let cursor: string | undefined;
  do {
    const after = cursor;
    const page = await policy.execute(() => {
      const all = kvs.query().limit(KEYS_PER_PAGE);
      const query = prefix === '' ? all : all.where('key', WhereConditions.beginsWith(prefix));
      return (after === undefined ? query : query.cursor(after)).getMany<Value>();
    });
    yield* page.results;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

export function readSecret<Value>(key: string): Promise<Value | undefined> {
  return policy.execute(() => kvs.getSecret<Value>(key));
}

export async function writeSecret(key: string, value: object): Promise<void> {
  await policy.execute(() => kvs.setSecret(key, value));
}

export async function deleteSecret(key: string): Promise<void> {
  await policy.execute(() => kvs.deleteSecret(key));
}

/** Does the same for each item, some at a time, and keeps the order. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item, position: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += SIDE_BY_SIDE) {
    const slice = items.slice(start, start + SIDE_BY_SIDE);
    results.push(...(await Promise.all(slice.map((item, offset) => work(item, start + offset)))));
  }
  return results;
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('responseDetails' in error)) {
    return null;
  }
  const { responseDetails } = error;
  if (typeof responseDetails !== 'object' || responseDetails === null || !('status' in responseDetails)) {
    return null;
  }
  return typeof responseDetails.status === 'number' ? responseDetails.status : null;
}

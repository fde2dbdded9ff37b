import { kvs, WhereConditions } from '@forge/kvs';
import { ConstantBackoff, ExponentialBackoff, handleWhen, handleWhenResult, retry } from 'cockatiel';

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
 * Writes a value under a key that has none. True for the one who did; `by` tells whose it is. The store itself decides, since a
 * read may be behind (see `readSettled`). Which error it answers for a key that exists is not documented, and an answer may get
 * lost: then what is stored decides.
 */
export async function claimValue(key: string, value: { by: string }): Promise<boolean> {
  try {
    const ttl = { value: CLAIM_DAYS, unit: 'DAYS' } as const;
    await policy.execute(() => kvs.set(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ttl }));
    return true;
  } catch {
    return (await readValue<{ by: string }>(key))?.by === value.by;
  }
}

/** A read may be behind for so many milliseconds, and is done again after so many. */
export const SETTLED_AFTER = 10_000;
const SETTLING_PAUSE = 2500;

/**
 * Does a read again, for some seconds, while what it gives looks as though it were behind: Atlassian says of the store's reads
 * and queries that they are eventually consistent, and not for how long:
 * https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-reference/
 */
export function readSettled<Value>(read: () => Promise<Value>, looksOld: (value: Value) => boolean): Promise<Value> {
  let isOld = false;
  const settling = retry(
    handleWhenResult(() => isOld),
    { maxAttempts: SETTLED_AFTER / SETTLING_PAUSE, backoff: new ConstantBackoff(SETTLING_PAUSE) },
  );
  return settling.execute(async () => {
    const value = await read();
    isOld = looksOld(value);
    return value;
  });
}

/**
 * Changes a value, for one who holds the lease that goes with it. The store itself says what the value was when it is replaced:
 * had the read been behind, the change is made anew to that, so that nothing is lost. Making it twice must be as good as once.
 */
export async function changeValue<Value extends object>(
  key: string,
  change: (before: Value | undefined) => Value,
): Promise<Value> {
  const replace = async (value: Value): Promise<Value | undefined> =>
    (await policy.execute(() => kvs.set<Value>(key, value, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })))?.value;
  const read = await readValue<Value>(key);
  const made = change(read);
  const previous = await replace(made);
  if (previous === undefined || isSame(previous, read)) {
    return made;
  }
  const again = change(previous);
  await (isSame(again, made) ? Promise.resolve() : replace(again));
  return again;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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
  const deleted = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const after = cursor;
    const page = await policy.execute(() => {
      const all = kvs.query().limit(KEYS_PER_PAGE);
      return (after === undefined ? all : all.cursor(after)).getMany();
    });
    const keys = page.results.map(({ key }) => key).filter((key) => !deleted.has(key));
    await deleteValues(keys);
    keys.forEach((key) => deleted.add(key));
    // The first page again as long as it names something new; what it names that is gone already is only behind.
    cursor = keys.length > 0 ? undefined : page.nextCursor;
    if (keys.length === 0 && cursor === undefined) {
      return deleted.size;
    }
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

/**
 * Writes a secret under a key that has none. False where the store refused; it may be there all the same, from an attempt whose
 * answer got lost.
 */
export async function writeFirstSecret(key: string, value: object): Promise<boolean> {
  try {
    await policy.execute(() => kvs.setSecret(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));
    return true;
  } catch {
    return false;
  }
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

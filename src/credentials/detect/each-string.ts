import { isJsonArray, isJsonObject } from '../../rules/json-value';

/** Gives every text in a JSON value, keys too, however deep it lies and in no order. */
export function eachString(value: unknown, take: (text: string) => void): void {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      take(next);
    } else if (isJsonArray(next)) {
      for (const item of next) {
        waiting.push(item);
      }
    } else if (isJsonObject(next)) {
      for (const key of Object.keys(next)) {
        take(key);
        waiting.push(next[key]);
      }
    }
  }
}

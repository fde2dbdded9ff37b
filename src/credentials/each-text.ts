import { isJsonArray, isJsonObject } from '../rules/json-value';
import { pointerTo } from '../rules/json-pointer';

/** A text somewhere in a value, under the nearest name. */
export interface TextAt {
  text: string;
  pointer: string;
  name: string | null;
  /** The text names a stored secret of Data Center instead of being one. */
  isReference: boolean;
}

interface Pending {
  value: unknown;
  pointer: string;
  name: string | null;
}

/**
 * Every text in a JSON value, in order. `{name, value}` pairs, as headers and fields have them, give their name to
 * the value. Keeps its own list of what is left, so that nesting cannot exhaust the stack.
 */
export function eachText(value: unknown, pointer: string, take: (found: TextAt) => void): void {
  const stack: Pending[] = [{ value, pointer, name: null }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next.value === 'string') {
      if (next.value !== '') take({ text: next.value, pointer: next.pointer, name: next.name, isReference: false });
    } else if (isJsonArray(next.value)) {
      for (let index = next.value.length - 1; index >= 0; index -= 1) {
        stack.push({ value: next.value[index], pointer: pointerTo(next.pointer, index), name: next.name });
      }
    } else if (isJsonObject(next.value)) {
      const reference = referenceIn(next.value, next);
      if (reference !== null) take(reference);
      else pushFields(stack, next.value, next.pointer);
    }
  }
}

function pushFields(stack: Pending[], object: Readonly<Record<string, unknown>>, pointer: string): void {
  const given = object['name'];
  const pairName = typeof given === 'string' && given !== '' ? given : null;
  const keys = Object.keys(object);
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index];
    if (key === undefined) continue;
    const name = key === 'value' && pairName !== null ? pairName : key;
    stack.push({ value: object[key], pointer: pointerTo(pointer, key), name });
  }
}

/** Data Center: `{"key": "name of a secret"}` for a webhook's address, `{"keyOrValue": …, "secret": true}` for a header. */
function referenceIn(object: Readonly<Record<string, unknown>>, { pointer, name }: Pending): TextAt | null {
  if (object['secret'] === true && typeof object['keyOrValue'] === 'string') {
    return { text: object['keyOrValue'], pointer: `${pointer}/keyOrValue`, name, isReference: true };
  }
  const isKey = typeof object['key'] === 'string' && Object.keys(object).length === 1;
  if (!isKey || name === null || !/webhook|token|secret|url$/i.test(name)) return null;
  return { text: '', pointer: `${pointer}/key`, name, isReference: true };
}

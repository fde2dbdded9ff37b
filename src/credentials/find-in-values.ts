import { isJsonArray, isJsonObject } from '../rules/json-value';
import { pointerTo } from '../rules/json-pointer';

/** A text somewhere in a value, under the nearest name. */
export interface TextAt {
  text: string;
  pointer: string;
  name: string | null;
}

/**
 * Every text in a JSON value, in order. `{name, value}` pairs, as headers and fields have them, give their name to
 * the value. Keeps its own list of what is left, so that nesting cannot exhaust the stack.
 */
export function* textsIn(value: unknown, pointer: string): Generator<TextAt, void, undefined> {
  const stack: { value: unknown; pointer: string; name: string | null }[] = [{ value, pointer, name: null }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next.value === 'string') {
      yield { text: next.value, pointer: next.pointer, name: next.name };
    } else if (isJsonArray(next.value)) {
      for (let index = next.value.length - 1; index >= 0; index -= 1) {
        stack.push({ value: next.value[index], pointer: pointerTo(next.pointer, index), name: next.name });
      }
    } else if (isJsonObject(next.value)) {
      const given = next.value['name'];
      const pairName = typeof given === 'string' && given !== '' ? given : null;
      const keys = Object.keys(next.value);
      for (let index = keys.length - 1; index >= 0; index -= 1) {
        const key = keys[index];
        if (key === undefined) continue;
        const name = key === 'value' && pairName !== null ? pairName : key;
        stack.push({ value: next.value[key], pointer: pointerTo(next.pointer, key), name });
      }
    }
  }
}

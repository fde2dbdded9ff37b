import { isJsonArray, isJsonObject } from '../../rules/json-value';
import type { JsonObject } from '../../rules/json-value';
import { pointerTo } from '../../rules/json-pointer';

/** A walk through a JSON value, standing at one of its texts. */
export interface TextWalk {
  /** Below which pointer the value stands. */
  readonly base: string;
  /** The way down to the text. */
  readonly path: (string | number)[];
  /** Takes a text; a reference names a stored secret of Data Center instead of being one. */
  readonly take: (text: string, name: string | null, isReference: boolean) => void;
  /** Pointers of what lies too deep to be read. */
  readonly tooDeep: string[];
}

/** No field of a product has a longer name; one that is as long may be a credential. */
const LONG_KEY = 20;

/** No value of a real component nests deeper; a deeper one is reported as not read. */
const DEEPEST = 300;

/**
 * Gives every text in a JSON value, in order, with the nearest name. `{name, value}` pairs, as headers and fields have
 * them, give their name to the value.
 * @param without fields of the value itself that are left out
 */
export function eachText(value: unknown, walk: TextWalk, without?: ReadonlySet<string>): void {
  visit(value, null, walk, without);
}

/** The pointer of the text that the walk stands at. Made when asked for: most texts are looked at and left. */
export function pointerOf(walk: TextWalk): string {
  return walk.path.reduce<string>(pointerTo, walk.base);
}

function visit(value: unknown, name: string | null, walk: TextWalk, without?: ReadonlySet<string>): void {
  if (typeof value === 'string') {
    walk.take(value, name, false);
  } else if (typeof value === 'object' && value !== null) {
    if (walk.path.length >= DEEPEST) {
      walk.tooDeep.push(pointerOf(walk));
    } else if (isJsonArray(value)) {
      visitItems(value, name, walk);
    } else if (isJsonObject(value)) {
      visitFields(value, name, walk, without);
    }
  }
}

function visitItems(items: readonly unknown[], name: string | null, walk: TextWalk): void {
  for (let index = 0; index < items.length; index += 1) {
    walk.path.push(index);
    visit(items[index], name, walk);
    walk.path.pop();
  }
}

function visitFields(object: JsonObject, name: string | null, walk: TextWalk, without?: ReadonlySet<string>): void {
  const reference = referenceIn(object, name);
  if (reference !== null) {
    walk.path.push(reference);
    walk.take('', name, true);
    walk.path.pop();
    return;
  }
  const given = object['name'];
  const pairName = typeof given === 'string' && given !== '' ? given : null;
  for (const key of Object.keys(object)) {
    if (without?.has(key) === true) {
      continue;
    }
    // Looked at from the object itself: no pointer may hold the key.
    if (key.length >= LONG_KEY) {
      walk.take(key, null, false);
    }
    walk.path.push(key);
    visit(object[key], key === 'value' && pairName !== null ? pairName : key, walk);
    walk.path.pop();
  }
}

/** Data Center: `{"key": "name of a secret"}` for a webhook's address, `{"keyOrValue": …, "secret": true}` for a header. */
function referenceIn(object: JsonObject, name: string | null): 'key' | 'keyOrValue' | null {
  if (object['secret'] === true && typeof object['keyOrValue'] === 'string') {
    return 'keyOrValue';
  }
  if (name === null || typeof object['key'] !== 'string' || !/webhook|token|secret|url$/i.test(name)) {
    return null;
  }
  return Object.keys(object).length === 1 ? 'key' : null;
}

import { isJsonArray, isJsonObject } from '../../../src/rules/json-value';
import type { JsonObject } from '../../../src/rules/json-value';
import type { Random } from '../../credentials/support/random';

/** What stands where nobody expects it. */
const ATOMS: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  5e-324,
  '',
  ' ',
  '{{',
  '}}',
  '{{a.b("c")}}',
  '***',
  '%',
  '\\',
  '\u0000',
  '\uD800',
  '\uE000',
  'x'.repeat(3000),
  '=cmd|x',
  '<img src=x onerror=y>',
  '2026-13-45T99:99:99Z',
  '../../..',
  'https://[',
  [],
  {},
  [[]],
  [{}],
];
const KEYS = ['__proto__', 'constructor', 'toString', 'length', 'value', 'name', 'type', 'id', 'children', '', '~/'];
/** No credential holds one of these, so that what is put beside them stays whole. */
const EDGES = [' ', '\n', '"', ', ', ' / ', ' (', '; ', '<'];

/** Changes a JSON value in a few places. Credentials are put in whole; what is there already is never torn apart. */
export function mutateJson(value: unknown, random: Random, secrets: readonly string[]): unknown {
  const holder = { root: structuredClone(value) };
  const changes = 1 + random.below(6);
  for (let change = 0; change < changes; change += 1) {
    changeOnce(holder, random, secrets);
  }
  return holder.root ?? null;
}

function changeOnce(holder: { root: unknown }, random: Random, secrets: readonly string[]): void {
  const [parent, key] = walkDown(holder, random);
  const here = isJsonArray(parent) ? parent[Number(key)] : parent[key];
  const put = (next: unknown): void => {
    Object.defineProperty(parent, key, { value: next, writable: true, enumerable: true, configurable: true });
  };
  switch (random.below(9)) {
    case 0:
      put(structuredClone(random.pick(ATOMS)));
      return;
    case 1:
      put(random.pick(secrets));
      return;
    case 2:
    case 3:
      put(typeof here === 'string' ? besides(here, random, secrets) : random.pick(secrets));
      return;
    case 4:
      put(wrap(here, 1 + random.below(40)));
      return;
    case 5:
      put([here, structuredClone(here), structuredClone(here)]);
      return;
    case 6:
      if (isJsonArray(here)) {
        put([...here, ...here, structuredClone(random.pick(ATOMS))]);
      } else {
        put({ [random.pick(KEYS)]: here });
      }
      return;
    case 7:
      if (isJsonObject(here)) {
        put(withKey(here, random.pick([...KEYS, random.pick(secrets)]), random.pick(secrets)));
      } else {
        put([here]);
      }
      return;
    default:
      if (isJsonArray(parent)) {
        put(undefined);
      } else {
        Reflect.deleteProperty(parent, key);
      }
  }
}

function besides(text: string, random: Random, secrets: readonly string[]): string {
  const secret = random.pick(secrets);
  const edge = random.pick(EDGES);
  return random.below(2) === 0 ? `${text}${edge}${secret}` : `${secret}${edge}${text}`;
}

/** An own key, also where it is `__proto__`, as `JSON.parse` makes it. */
function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  const copy = { ...object };
  Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });
  return copy;
}

function wrap(value: unknown, times: number): unknown {
  let wrapped = value;
  for (let time = 0; time < times; time += 1) {
    wrapped = time % 2 === 0 ? [wrapped] : { value: wrapped };
  }
  return wrapped;
}

type Parent = Record<string, unknown> | unknown[];

/** A place in the value, near its top as likely as far below. */
function walkDown(holder: { root: unknown }, random: Random): [Record<string, unknown>, string] {
  let parent: Parent = holder;
  let key = 'root';
  for (let depth = random.below(12); depth > 0; depth -= 1) {
    const next: unknown = Reflect.get(parent, key);
    if (typeof next !== 'object' || next === null) {
      break;
    }
    const keys = Object.keys(next);
    if (keys.length === 0) {
      break;
    }
    parent = next as Parent;
    key = random.pick(keys);
  }
  return [parent as Record<string, unknown>, key];
}

/** Damages a text as transport and editors do, most often by cutting it, and gladly inside a credential. */
export function mutateText(text: string, random: Random, secrets: readonly string[]): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1: {
      const inside = text.indexOf(random.pick(secrets));
      return inside === -1 ? text.slice(0, at) : text.slice(0, inside + 20 + random.below(30));
    }
    case 2:
      return `<!doctype html><p>${random.pick(secrets)}</p>${text}`;
    case 3:
      return text.replace(
        random.pick(['{', '}', '[', ']', ':', ',', '"']),
        random.pick(['', ' ', '\u0000', '"', '}}']),
      );
    case 4:
      return `\uFEFF${text}${text.slice(at)}`;
    default:
      return `${text} ${random.pick(secrets)}`;
  }
}

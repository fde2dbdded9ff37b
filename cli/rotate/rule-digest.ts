import { scrubText } from '../../src/credentials/scrub-text';
import type { Fingerprinter } from '../../src/credentials/fingerprint';
import { Secret } from '../../src/credentials/secret';
import { isJsonArray, isJsonObject } from '../../src/rules/json-value';
import type { JsonObject } from '../../src/rules/json-value';
import { pointerTo } from '../../src/rules/json-pointer';

/** What the server sets with every write. */
const VOLATILE: ReadonlySet<string> = new Set(['created', 'updated']);

/**
 * Stands for everything that a rule says, without revealing any of it: a keyed hash over its fields in a fixed order. Two
 * reads of a rule that differ in anything but their times have different digests.
 */
export function digestOf(rule: JsonObject, fingerprint: Fingerprinter): string {
  return fingerprint(new Secret(JSON.stringify(ordered(contentOf(rule)))));
}

function contentOf(rule: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !VOLATILE.has(name)));
}

function ordered(value: unknown): unknown {
  if (isJsonArray(value)) {
    return value.map(ordered);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  // As pairs: in an object, keys that look like numbers would come first.
  return Object.keys(value)
    .sort()
    .map((key) => [key, ordered(value[key])]);
}

/** The rule’s `updated` as given, only to be compared. Null where it is no time: anything may stand there. */
export function updatedOf(rule: JsonObject): string | null {
  const { updated } = rule;
  const text = typeof updated === 'string' || typeof updated === 'number' ? String(updated) : '';
  return /^[\d:.+TZ -]{1,40}$/.test(text) ? text : null;
}

/** So many places are named. */
const MOST_NAMED = 10;

/** Where two reads of a rule differ, as JSON pointers; never what stands there. */
export function differingPlaces(first: JsonObject, second: JsonObject): string[] {
  const places: string[] = [];
  compare(contentOf(first), contentOf(second), '', places);
  return places.map((place) => scrubText(place));
}

function compare(first: unknown, second: unknown, pointer: string, places: string[]): void {
  if (places.length >= MOST_NAMED || first === second) {
    return;
  }
  if (isJsonArray(first) && isJsonArray(second) && first.length === second.length) {
    first.forEach((item, index) => compare(item, second[index], pointerTo(pointer, index), places));
    return;
  }
  if (isJsonObject(first) && isJsonObject(second)) {
    for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
      compare(first[key], second[key], pointerTo(pointer, key), places);
    }
    return;
  }
  places.push(pointer === '' ? '/' : pointer);
}

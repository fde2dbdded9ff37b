/** A JSON object as `JSON.parse` gives it: any key may be missing and any value may have any shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON array whose elements are still unknown (`Array.isArray` alone would make them `any`). */
export function isJsonArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The text of a field, or null where it is missing, empty or of another type. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An identifier that is text in newer shapes and a number in older ones. */
export function idOf(value: unknown): string | null {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value);
}

/** What a value is, in a word that tells nothing of its content. */
export function shapeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (value === undefined) {
    return 'missing';
  }
  if (isJsonArray(value)) {
    return 'a list';
  }
  if (typeof value === 'string') {
    return 'text';
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  return `a ${typeof value}`;
}

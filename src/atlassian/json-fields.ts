/** A field of an object of unknown shape. */
export function objectField(json: unknown, name: string): unknown {
  if (typeof json !== 'object' || json === null) {
    return undefined;
  }
  const found: unknown = Object.getOwnPropertyDescriptor(json, name)?.value;
  return found;
}

/** A non-empty text field of an object of unknown shape. */
export function textField(json: unknown, name: string): string | null {
  const found = objectField(json, name);
  return typeof found === 'string' && found !== '' ? found : null;
}

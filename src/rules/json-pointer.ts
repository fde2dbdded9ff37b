/** One step further down a JSON pointer (RFC 6901): `~` and `/` in a key are escaped. */
export function pointerTo(parent: string, key: string | number): string {
  if (typeof key === 'number') {
    return `${parent}/${String(key)}`;
  }
  return `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Forms in which people and tools put a value into a text. */
export const ENCODINGS = [
  'raw',
  'percent',
  'base64',
  'base64url',
  'json-escapes',
  'html',
  'quoted',
  'percent-of-base64',
  'twice-base64',
] as const;

export type Encoding = (typeof ENCODINGS)[number];

export function encode(value: string, encoding: Encoding): string {
  switch (encoding) {
    case 'raw':
      return value;
    case 'percent':
      return Array.from(value, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
    case 'base64':
      return Buffer.from(value).toString('base64');
    case 'base64url':
      return Buffer.from(value).toString('base64url');
    case 'json-escapes':
      return Array.from(value, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    case 'html':
      return Array.from(value, (character) => `&#${character.charCodeAt(0)};`).join('');
    case 'quoted':
      return `"${value}"`;
    case 'percent-of-base64':
      return encodeURIComponent(Buffer.from(value).toString('base64'));
    case 'twice-base64':
      return Buffer.from(Buffer.from(value).toString('base64')).toString('base64');
  }
}

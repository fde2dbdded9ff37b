import { isUtf8 } from 'node:buffer';

const ALPHABET = /^[\w+/-]*={0,2}$/;
// eslint-disable-next-line no-control-regex -- control characters are what tells bytes from text
const CONTROL = /[\u0000-\u0008\v\f\u000E-\u001F\u007F]/;

/**
 * The text behind base64 or base64url, with or without padding. Null where it is not base64 or what it holds is
 * not text. Never throws. Bytes that are not UTF-8 are read as ISO-8859-1, as clients with old defaults send them.
 */
export function decodeBase64(encoded: string): string | null {
  if (encoded === '' || !ALPHABET.test(encoded)) {
    return null;
  }
  const padding = encoded.indexOf('=');
  const bare = padding === -1 ? encoded : encoded.slice(0, padding);
  if (bare.length % 4 === 1) {
    return null;
  }
  const bytes = Buffer.from(bare, 'base64');
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return text === '' || CONTROL.test(text) ? null : text;
}

/** A cheap look at the first three bytes: text in the languages of credentials starts in printable ASCII. */
export function startsLikeText(encoded: string, at: number): boolean {
  const a = SEXTETS[encoded.charCodeAt(at)] ?? -1;
  const b = SEXTETS[encoded.charCodeAt(at + 1)] ?? -1;
  const c = SEXTETS[encoded.charCodeAt(at + 2)] ?? -1;
  const d = SEXTETS[encoded.charCodeAt(at + 3)] ?? -1;
  if (a < 0 || b < 0 || c < 0 || d < 0) {
    return false;
  }
  const bits = (a << 18) | (b << 12) | (c << 6) | d;
  return isPrintable(bits >> 16) && isPrintable((bits >> 8) & 0xff) && isPrintable(bits & 0xff);
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 ? byte < 0x7f : byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const SEXTETS = new Int8Array(128).fill(-1);
const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let index = 0; index < STANDARD.length; index += 1) {
  SEXTETS[STANDARD.charCodeAt(index)] = index;
}
SEXTETS['-'.charCodeAt(0)] = 62;
SEXTETS['_'.charCodeAt(0)] = 63;

import { crc32 } from 'node:zlib';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Letters and digits from a seed: the same for the same seed, and of no use to anybody. */
export function makeLetters(seed: number, length: number, alphabet = ALPHABET): string {
  let state = (seed * 2654435761 + 12345) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += alphabet[(state >>> 8) % alphabet.length] ?? '';
  }
  return text;
}

/** A token in Atlassian's form with a right checksum, made while the test runs. It was never issued. */
export function makeAtlassianToken(seed: number, prefix = 'ATATT3xFfGF0'): string {
  const body = `${prefix}${makeLetters(seed, 171)}=`;
  return `${body}${crc32(body).toString(16).toUpperCase().padStart(8, '0')}`;
}

export function basic(user: string, secret: string): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
}

import { crc32 } from 'node:zlib';
import type { Random } from './seeded-random';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Prefixes of Atlassian's tokens, as seen in the wild; Atlassian publishes no format. */
const PREFIXES = { user: 'ATATT3xFfGF0', 'service-account': 'ATSTT3xFfGF0', organization: 'ATCTT3xFfGN0' };

export type TokenKind = keyof typeof PREFIXES;

/** A token of full shape: prefix, random body, `=`, CRC-32 of everything before in upper-case hex. 192 characters. */
export function makeToken(random: Random, kind: TokenKind): string {
  const body = `${PREFIXES[kind]}${random.text(192 - PREFIXES[kind].length - 9, `${LETTERS}_-`)}=`;
  return `${body}${checksumOf(body)}`;
}

/** A Bitbucket app password: prefix, 24 letters or digits, 8 hex digits. */
export function makeAppPassword(random: Random): string {
  const body = `ATBB${random.text(24, LETTERS)}`;
  return `${body}${checksumOf(body)}`;
}

/** A user token from before January 2023: 24 letters and digits. */
export function makeLegacyToken(random: Random): string {
  return random.text(24, LETTERS);
}

/** A JWT that ends at an instant; its signature is random. */
export function makeJwt(random: Random, expiresAt: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const body = part({
    iss: 'reporting',
    iat: Math.floor(expiresAt / 1000) - 86_400,
    exp: Math.floor(expiresAt / 1000),
  });
  return `${head}.${body}.${random.text(43, `${LETTERS}_-`)}`;
}

/** A secret of no known form. */
export function makeOpaque(random: Random, length = 40): string {
  return random.text(length, LETTERS);
}

/** The same token with another checksum, as after a slip of the editor. */
export function withWrongChecksum(token: string): string {
  const last = token.at(-1) === '0' ? '1' : '0';
  return `${token.slice(0, -1)}${last}`;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).toUpperCase().padStart(8, '0');
}

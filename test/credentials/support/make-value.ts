import { crc32 } from 'node:zlib';

import type { Random } from './random';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGIT = '0123456789';
const ALPHABETS: Readonly<Record<string, string>> = {
  digit: DIGIT,
  hex: `${DIGIT}abcdef`,
  HEX: `${DIGIT}ABCDEF`,
  lower: LOWER + DIGIT,
  upper: UPPER + DIGIT,
  alpha: LOWER + UPPER,
  alnum: LOWER + UPPER + DIGIT,
  word: `${LOWER}${UPPER}${DIGIT}_-`,
};

/**
 * Makes a value from its form, so that no value of full shape ever stands in a file: `{20:alnum}` is so many random
 * characters, `{crc32}` the checksum over everything before it, and the others are forms with an inner structure.
 */
export function makeValue(form: string, random: Random): string {
  let value = '';
  let from = 0;
  for (const part of form.matchAll(/\{(?:(\d+):)?([\w-]+)\}/g)) {
    value += form.slice(from, part.index);
    value += makePart(part[1] ?? '', part[2] ?? '', value, random);
    from = part.index + part[0].length;
  }
  return value + form.slice(from);
}

function makePart(count: string, name: string, before: string, random: Random): string {
  const alphabet = ALPHABETS[name];
  if (count !== '' && alphabet !== undefined) {
    return makeRun(alphabet, Number(count), random);
  }
  switch (name) {
    case 'crc32':
      return crc32(before).toString(16).toUpperCase().padStart(8, '0');
    case 'uuid':
      return makeUuid(random);
    case 'data-center': {
      const bytes =
        random.text(DIGIT, 12) +
        ':' +
        Array.from({ length: 20 }, () => String.fromCharCode(random.below(256))).join('');
      return Buffer.from(bytes, 'latin1').toString('base64');
    }
    case 'jwt':
      return makeJwt({ sub: random.text(DIGIT, 8), exp: 1_800_000_000 + random.below(1_000_000) }, random);
    case 'jwt-sample':
      return makeJwt({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }, random);
    case '1password':
      return `ops_${encode({
        email: 'bot@example.com',
        secretKey: random.text(UPPER + DIGIT, 60),
        muk: random.text(LOWER, 40),
      })
        .replace(/-/g, '+')
        .replace(/_/g, '/')}`;
    case 'private-key':
      return [
        '-----BEGIN PRIVATE KEY-----',
        ...Array.from({ length: 6 }, () => random.text(LOWER + UPPER + DIGIT + '+/', 64)),
        '-----END PRIVATE KEY-----',
      ].join('\n');
    default:
      throw new Error(`no such part: ${name}`);
  }
}

/** Letters and digits both occur, and no character stands twelve times in a row, as in real values. */
function makeRun(alphabet: string, length: number, random: Random): string {
  for (;;) {
    const run = random.text(alphabet, length);
    const edges = /^\w/.test(run) && /\w$/.test(run);
    if (edges && !/example|sample|your|here|token|placeholder|redacted/i.test(run)) {
      return run;
    }
  }
}

export function makeUuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => random.text(`${DIGIT}abcdef`, length)).join('-');
}

export function makeJwt(payload: object, random: Random): string {
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}.${random.text(ALPHABETS['word'] ?? '', 42)}A`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

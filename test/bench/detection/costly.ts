import { makeValue } from '../../credentials/support/make-value';
import { Random } from '../../credentials/support/random';

/** Bodies that hold so many strings in the form of a credential, each in a form in which they have to be compared with each other. */
export const COSTLY: Readonly<Record<string, (count: number) => string>> = {
  'fields of JSON': (count) => JSON.stringify(fields(count, (random) => makeValue(TOKEN, random))),
  'lines of text': (count) => values(count, (random) => makeValue(TOKEN, random)).join('\n'),
  'wrong checksums': (count) =>
    values(count, (random) => makeValue('ATATT3xFfGF0{160:word}=AAAAAAAA', random)).join('\n'),
  'one token over and over': (count) => Array.from({ length: count }, () => makeValue(TOKEN, new Random(1))).join('\n'),
  'the same beginning': (count) =>
    values(count, (random) => makeValue(`ATATT3xFfGF0${'A'.repeat(32)}{8:digit}={crc32}`, random)).join('\n'),
  'JSON inside JSON': (count) =>
    JSON.stringify({ input: JSON.stringify(fields(count, (random) => makeValue(TOKEN, random))) }),
  'Basic pairs': (count) =>
    values(count, (random) => {
      const pair = `${makeValue('{8:lower}', random)}@example.com:${makeValue('ATATT3xFfGF0{100:word}={crc32}', random)}`;
      return `Basic ${Buffer.from(pair).toString('base64')}`;
    }).join('\n'),
  'fields of a form': (count) =>
    Object.entries(fields(count, (random) => encodeURIComponent(makeValue(TOKEN, random))))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  'people in fields': (count) =>
    JSON.stringify(
      values(count, (random) => ({
        email: `${makeValue('{8:lower}', random)}@example.com`,
        token: makeValue(TOKEN, random),
      })),
    ),
  'user info': (count) =>
    values(count, (random) => makeValue('https://bob:{20:alnum}@x{6:digit}.example.com/', random)).join('\n'),
};

const TOKEN = 'ATATT3xFfGF0{160:word}={crc32}';

function values<Value>(count: number, make: (random: Random) => Value): Value[] {
  const random = new Random(count);
  return Array.from({ length: count }, () => make(random));
}

function fields(count: number, make: (random: Random) => string): Record<string, string> {
  return Object.fromEntries(values(count, make).map((value, index) => [`token${String(index)}_token`, value]));
}

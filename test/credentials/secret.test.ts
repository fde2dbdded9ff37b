import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { createFingerprinter, fingerprintText } from '../../src/credentials/fingerprint';
import { Secret } from '../../src/credentials/secret';

const VALUE = 'Zq8kW3vN5tRx7LmP';
const secret = new Secret(VALUE);

describe('a secret', () => {
  it.each([
    ['as text', () => String(secret)],
    ['in a text', () => ['value', secret].join(' ')],
    ['as JSON', () => JSON.stringify({ secret })],
    ['inspected', () => inspect(secret, { showHidden: true, depth: 9, getters: true })],
    ['inspected inside', () => inspect({ nested: [secret] }, { depth: 9 })],
    ['in an error', () => new Error(`failed: ${String(secret)}`).stack ?? ''],
    [
      'as its keys',
      () => JSON.stringify([...Object.getOwnPropertyNames(secret), ...Reflect.ownKeys(secret).map(String)]),
    ],
    ['cloned', () => inspect(structuredClone(secret), { showHidden: true })],
  ])('does not show %s', (_, show) => {
    expect(show()).not.toContain(VALUE.slice(0, 4));
  });

  it('prints as [secret]', () => {
    expect(String(secret)).toBe('[secret]');
    expect(JSON.stringify([secret])).toBe('["[secret]"]');
  });

  it('does not compare by value', () => {
    const same = new Secret(VALUE);
    const larger = new Secret('zzzz');

    expect(Object.is(secret, same)).toBe(false);
    expect([String(larger) < String(secret), String(larger) > String(secret)]).toEqual([false, false]);
  });

  it('does not survive a structured clone', () => {
    expect(Object.keys(structuredClone(secret))).toEqual([]);
  });

  it('is opened by no file outside its room', () => {
    const files = ['src', 'cli', 'local'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    );
    const outside = files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith(join('src', 'credentials')));

    const opening = outside.filter((file) => readFileSync(file, 'utf8').includes('openSecret'));

    expect(outside.length).toBeGreaterThan(20);
    expect(opening).toEqual([]);
  });
});

describe('a fingerprint', () => {
  const fingerprint = createFingerprinter(Buffer.from('key one'));

  it('is the HMAC-SHA-256 of the value in lower-case hex', () => {
    // RFC 4231, test case 2: key "Jefe".
    const known = createFingerprinter(Buffer.from('Jefe'))(new Secret('what do ya want for nothing?'));

    expect(known).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('is equal for equal values and differs with value and key', () => {
    const others = [fingerprint(new Secret(`${VALUE}x`)), createFingerprinter(Buffer.from('key two'))(secret)];

    expect(fingerprint(new Secret(VALUE))).toBe(fingerprint(secret));
    expect(others).not.toContain(fingerprint(secret));
  });

  it('of the own credentials compares with those found in rules', () => {
    expect(fingerprintText(VALUE, 'key one')).toBe(fingerprint(secret));
  });
});

import fc from 'fast-check';

import { parseJson } from '../../src/rules/parse-json';

function reasonOf(text: string): string {
  const parsed = parseJson(text);
  if (parsed.ok) {
    throw new Error('a failure was expected');
  }
  return parsed.failure.reason;
}

describe('parseJson', () => {
  it('gives what JSON.parse gives, with or without a byte order mark', () => {
    expect(parseJson('\uFEFF{"a": [1, null]}')).toEqual({ ok: true, value: { a: [1, null] } });
  });

  it.each([
    ['', 'empty: no JSON in it'],
    [' \n\t', 'empty: no JSON in it'],
    ['{"a": 1,\n "b": }', 'not valid JSON: a value expected at line 2, column 7 (character 15)'],
    ['{"a": 1', 'not valid JSON: it ends too early, at line 1, column 8 (character 7)'],
    ['["secret', 'not valid JSON: it ends too early, at line 1, column 9 (character 8)'],
    ['{a: 1}', 'not valid JSON: a key in double quotes expected at line 1, column 2 (character 1)'],
    ['[1 2]', 'not valid JSON: a comma or ] expected at line 1, column 4 (character 3)'],
    ['[] x', 'not valid JSON: nothing more expected at line 1, column 4 (character 3)'],
    ['"a\\qb"', 'not valid JSON: a known escape expected at line 1, column 3 (character 2)'],
    ['tru', 'not valid JSON: it ends too early, at line 1, column 4 (character 3)'],
  ])('names the place of the fault in %j', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('never quotes what it refuses, wherever a document is cut', () => {
    const secret = 'Zq8kW3vN5tRx7LmP';
    const text = JSON.stringify({ rules: [{ name: 'x', value: `Bearer ${secret}` }] });

    for (let cut = 1; cut < text.length; cut += 1) {
      const reason = reasonOf(text.slice(0, cut));
      for (let at = 0; at + 4 <= secret.length; at += 1) {
        expect(reason).not.toContain(secret.slice(at, at + 4));
      }
    }
  });

  it('agrees with JSON.parse on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }

          expect(parseJson(text).ok).toBe(valid);
        },
      ),
    );
  });
});

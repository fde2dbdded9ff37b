import { createFingerprinter } from '../../src/credentials/fingerprint';
import { hideForeign, withoutForeign } from '../../src/credentials/hide-foreign';
import { Secret } from '../../src/credentials/secret';
import { factsOf, requestRule } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

const random = new Random(53);
const fingerprint = createFingerprinter(Buffer.from('a key of the tests'));
/** Without a form; some with marks inside, and at their ends, as keys in base64 and passwords have them. */
const VALUES = [
  makeValue('{32:alnum}', random),
  `-${makeValue('{12:alnum}-{9:alnum}_{6:alnum}', random)}_`,
  `${makeValue('{20:alnum}+{9:alnum}/{5:alnum}', random)}==`,
  `${makeValue('{4:alnum}$1.{5:alnum}', random)}!`,
  makeValue('{8:digit}-{4:digit}', random),
];
const hide = hideForeign(new Set(VALUES.map((value) => fingerprint(new Secret(value)))), fingerprint);

/** `Z` is where the value stands. */
const AROUND = [
  'Z',
  'Rotate Z now',
  '“Z”',
  '„Z“',
  '«Z»',
  'Z…',
  '–Z',
  '→Z',
  '🔑Z',
  '*Z*',
  '**Z**',
  '__Z__',
  '~Z',
  '#Z',
  '$Z',
  '-Z-',
  '\\Z',
  'x%20Z',
  'x%20Z%20y',
  'bot_Z',
  '\u200BZ',
  'a\n\u200BZ\nb',
  'ключZ',
  'ключ Z',
  'Z鍵',
  'Z.foo',
  'foo-Z',
  'foo-Z-bar',
  'a+Z',
  'a-b-c-d-e-f-Z',
  'key=Z&b=1',
  'https://example.com/a/b-Z/c?d=e',
  `${'a-'.repeat(40)}Z`,
  `${'a/'.repeat(40)}k-Z-/${'b/'.repeat(9)}`,
];

describe.each(VALUES.map((value, index) => ({ index, value })))('value $index of another rule', ({ value }) => {
  it.each(AROUND)('does not stay in %j', (around) => {
    const shown = hide(around.replace('Z', () => value));

    expect(shown).not.toContain(value);
    expect(shown).toContain('[secret]');
  });

  it.each(['\u200B', '\u2800', '\uFFFC', '\u{16FE4}', '\uD83D', '\u00AD'])(
    'does not stay with %j between its characters',
    (unseen) => {
      expect(hide(`for ${Array.from(value).join(unseen)} here`)).toBe('for [secret] here');
    },
  );

  it('leaves everything around it', () => {
    expect(hide(`Sync-“${value}”: to *bot_${value}*`)).toBe('Sync-“[secret]”: to *bot_[secret]*');
  });
});

it.each(['Well-known: a–b_c, “d”', 'tab\tand\nline \u200B', 'https://example.com/%20/a-b_c?d=e', '🔑 ключ $1'])(
  'a text without a value stays as it is: %j',
  (text) => {
    expect(hide(text)).toBe(text);
  },
);

it('asks no more often than some times for each character', () => {
  let asked = 0;
  const counting = hideForeign(new Set(['none']), (secret) => {
    asked += 1;
    return fingerprint(secret);
  });
  const texts = Array.from({ length: 2000 }, (_, index) =>
    `${index}-a.b_c+d~e*f$g%h#i-j.k_l+m~n*o$p-${index}`.repeat(3),
  );
  texts.forEach((text) => counting(text));

  expect(asked).toBeLessThan(100_000 + 4 * texts.join('').length);
});

describe('the facts of a rule', () => {
  const company = 'acmecorp1';
  const ofCompany = hideForeign(new Set([company, ...VALUES].map((one) => fingerprint(new Secret(one)))), fingerprint);
  const host = (address: string, hideThem = ofCompany): string | null | undefined => {
    const headers = [{ name: 'X-Api-Key', value: makeValue('{30:alnum}', random) }];
    const [facts] = factsOf(requestRule({ url: `https://${address}/`, headers }));
    return facts === undefined ? null : withoutForeign(facts, hideThem).credentials[0]?.target.host;
  };

  it('keep a host of which a short password is a part', () => {
    expect(host(`${company}.atlassian.net`)).toBe(`${company}.atlassian.net`);
  });

  it('lose one of which a long value is a part', () => {
    const value = makeValue('{24:digit}', random);
    const others = hideForeign(new Set([fingerprint(new Secret(value))]), fingerprint);

    expect(host(`hook-${value}.example.com`)).toBe(`hook-${value}.example.com`);
    expect(host(`hook-${value}.example.com`, others)).toBeNull();
  });
});

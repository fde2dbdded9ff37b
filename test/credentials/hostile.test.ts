import fc from 'fast-check';

import { bodyRule, factsOf, headerRule, requestRule, usesOf } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';
import { variable } from '../bench/detection/variables';

const random = new Random(3);
const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', random);
const MEGABYTE = 1_000_000;
/** In three places each. What takes the square of its length would go on for minutes already. */
const QUARTER = MEGABYTE / 4;

describe('hostile rules', () => {
  it.each([
    ['letters', 'a'],
    ['starts of tokens', 'ATATT3'],
    ['starts with a dash', '-ATATT3xFfGF0'],
    ['percent signs', '%25'],
    ['backslashes', '\\'],
    ['escaped quotes', '\\"'],
    ['entities', '&amp;'],
    ['quotes', '"'],
    ['open smart values', '{{'],
    ['smart values', '{{a.b("c")}}'],
    ['Basic', 'Basic '],
    ['base64', 'QUJD'],
    ['slashes', 'IIII/'],
    ['addresses', 'https://a:b@'],
    ['elements', '<a>b</a>'],
    ['pairs', 'a=b&'],
    ['fields', '"a":"b",'],
    ['lone surrogates', '\uD800'],
    ['slack', 'xoxb-a-'],
  ])('with a quarter of a megabyte of %s are answered', (_, part) => {
    const text = part.repeat(Math.ceil(QUARTER / part.length));

    const [facts] = factsOf(
      requestRule({ url: text, headers: [{ name: 'Authorization', value: text }], customBody: text }),
    );

    expect(facts?.webRequests).toBe(1);
  });

  it('are still searched: a token after a megabyte of text is found', () => {
    const uses = usesOf(bodyRule(`${'lorem ipsum '.repeat(MEGABYTE / 12)}${token}`));

    expect(uses).toMatchObject([{ kind: 'atlassian-user-token', checksum: 'valid' }]);
  });

  it('with too many encodings inside each other say so', () => {
    let text = token;
    for (let depth = 0; depth < 12; depth += 1) {
      text = Buffer.from(text).toString('base64');
    }

    expect(usesOf(bodyRule(text))).toEqual([]);
  });

  it('with variables that double each other stay small', () => {
    const doubling = Array.from({ length: 200 }, (_, index) =>
      variable(`v${String(index + 1)}`, `{{v${String(index)}}}{{v${String(index)}}}`),
    );

    const [facts] = factsOf({
      components: [
        variable('v0', 'x'.repeat(1000)),
        ...doubling,
        ...(requestRule({ customBody: '{{v200}}' }) as { components: unknown[] }).components,
      ],
    });

    expect(facts?.webRequests).toBe(1);
  });

  it('with a variable of many values keep some of them', () => {
    const arms = Array.from({ length: 40 }, (_, index) => ({
      type: 'jira.condition.if.block',
      component: 'CONDITION_BLOCK',
      conditions: [{ type: 'x' }],
      children: [variable('t', `${token}${String(index)}`)],
    }));
    const container = { type: 'jira.condition.container.block', children: arms };

    const [facts] = factsOf({ components: [container, container, container, container] });

    expect(facts?.webRequests).toBe(0);
  });

  it('with 10,000 nested components give up nothing', () => {
    let component: object = {
      type: 'jira.issue.outgoing.webhook',
      value: { url: '', headers: [{ name: 'Authorization', value: `Bearer ${token}` }] },
    };
    for (let depth = 1; depth < 10_000; depth += 1) {
      const type = ['jira.issue.related', 'jira.condition.container.block', 'jira.condition.if.block'][depth % 3];
      component = { type, children: [component] };
    }

    expect(usesOf({ components: [component] })).toMatchObject([{ kind: 'atlassian-user-token' }]);
  });

  it('with a value nested too deeply say where', () => {
    let value: unknown = token;
    for (let depth = 0; depth < 2000; depth += 1) {
      value = [value];
    }

    const [facts] = factsOf({ components: [{ type: 'jira.issue.comment', value }] });

    expect(facts?.unread.map(({ reason }) => reason)).toEqual(['a value nested too deeply']);
  });

  it.each(['\uD800', '\uDC00x', '\u0000', '\uFFFD', '\uE000'])('with %j around a token do no harm', (character) => {
    expect(() => factsOf(headerRule('Authorization', `Bearer ${character}${token}${character}`))).not.toThrow();
  });

  it('with names of the language’s own objects are read', () => {
    const rule: unknown = JSON.parse(
      `{"components":[{"type":"__proto__","value":{"__proto__":{"token":"${token}"},"constructor":"x"}}]}`,
    );

    const [facts] = factsOf(rule);

    expect(facts?.credentials).toHaveLength(1);
    expect(Object.keys(facts?.unknownComponents ?? {})).toEqual(['__proto__']);
  });

  it('of any JSON never throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        expect(
          factsOf({
            components: [
              { type: 'x', value },
              {
                type: 'jira.issue.outgoing.webhook',
                value: { url: text, headers: [{ name: text, value: text }], customBody: text },
              },
            ],
          }),
        ).toHaveLength(1);
      }),
    );
  });

  it('made of the words of the grammar never throw', () => {
    const word = fc.constantFrom(
      '{{',
      '}}',
      '.',
      '(',
      ')',
      '"',
      '|',
      ',',
      '#',
      '/',
      'a',
      'trim',
      'concat',
      'if',
      ' ',
      '\\',
      '%7B',
      'Basic ',
      'QUJD',
      'ATATT3',
      ':',
      '@',
      '//',
      '<',
      '>',
      '&',
      '=',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join('');

        expect(
          factsOf({
            components: [
              variable('a', text),
              variable('b', `{{a}}${text}`, true),
              ...(requestRule({ url: text, customBody: `{{b}}${text}` }) as { components: unknown[] }).components,
            ],
          }),
        ).toHaveLength(1);
      }),
    );
  });
});

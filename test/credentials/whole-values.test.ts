import { variable } from '../bench/detection/variables';
import { bodyRule, headerRule, requestRule, usesOf } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

const random = new Random(31);
const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', random);
const written = (equals: string): string => token.replace('=', equals);
const email = 'leaver@example.com';
const pair = Buffer.from(`${email}:${token}`).toString('base64');
const wrap = (text: string, columns: number, end: string): string =>
  (text.match(new RegExp(`.{1,${String(columns)}}`, 'g')) ?? []).join(end);
const percent = (text: string): string => text.replace(/\W/g, (one) => encodeURIComponent(one));

/** One line for each use: what an admin would read of it. */
function summary(json: unknown): string[] {
  return usesOf(json).map(({ location, kind, scheme, checksum, user }) =>
    [location.placement, location.name, kind, scheme, checksum, user].join(' '),
  );
}

const [plain] = usesOf(bodyRule(token));

describe('one use encoded more than once is one finding', () => {
  it.each([
    ['percent twice in the query', requestRule({ url: `https://corp.io/?a=${written('%253D')}` })],
    ['percent thrice in the query', requestRule({ url: `https://corp.io/?a=${written('%25253D')}` })],
    ['percent twice in the path', requestRule({ url: `https://corp.io/a/${written('%253D')}` })],
    ['percent thrice in the path', requestRule({ url: `https://corp.io/a/${written('%25253D')}/b` })],
    ['JSON, then percent', requestRule({ url: `https://corp.io/?a=${written(percent('\\u003d'))}` })],
    ['HTML, then percent', requestRule({ url: `https://corp.io/?a=${written(percent('&#61;'))}` })],
    ['HTML in the query', requestRule({ url: `https://corp.io/?a=${written('&#61;')}&b=1` })],
    ['percent, then HTML in the query', requestRule({ url: `https://corp.io/?a=${written('&#x25;3d')}` })],
    ['percent, then HTML in the path', requestRule({ url: `https://corp.io/a/${written('&#37;3d')}/b` })],
    ['JSON, percent and HTML in a body', bodyRule(written('&#x25;5Cu003d'))],
    ['JSON, percent and HTML in a field', bodyRule(`{"a":"${written('&#x25;5Cu003d')}"}`)],
    ['percent thrice in a form', bodyRule(`a=${written('%25253D')}&b=1`)],
  ])('%s', (_, rule) => {
    expect(usesOf(rule)).toMatchObject([{ checksum: 'valid', fingerprint: plain?.fingerprint }]);
  });

  it('but another token with a wrong checksum beside it stays', () => {
    const broken = `${makeValue('ATATT3xFfGF0{180:word}', random)}=00000000`;

    expect(usesOf(headerRule('X-Tokens', `${token}, ${broken}`)).map(({ checksum }) => checksum)).toEqual([
      'valid',
      'invalid',
    ]);
  });
});

describe.each([
  [64, '\n'],
  [64, '\r\n'],
  [76, '\n'],
  [76, '\r\n'],
])('base64 in lines of %i with %j', (columns, end) => {
  const wrapped = wrap(pair, columns, end);

  it.each([
    ['in a text', `data:${end}${wrapped}`, 'other'],
    ['in a text that goes on', `data:${end}${wrapped}${end}${end}more of it`, 'other'],
    ['in a field', JSON.stringify({ content: wrapped }), 'other'],
    ['in a field that is a text with more', JSON.stringify({ content: `data: ${wrapped} and more` }), 'other'],
    ['after Basic', `Authorization: Basic ${wrapped}`, 'basic'],
    ['after Basic in a field', JSON.stringify({ content: `Authorization: Basic ${wrapped}` }), 'basic'],
  ])('%s is one use', (_, body, scheme) => {
    expect(usesOf(bodyRule(body))).toMatchObject([
      { checksum: 'valid', scheme, user: email, fingerprint: plain?.fingerprint },
    ]);
  });
});

describe('a valid checksum makes a token whole, whatever stands beside it', () => {
  const password = makeValue('ATBB{24:alnum}{crc32}', random);

  it.each([token, password])('as the %#. form', (value) => {
    for (const text of ['@-x', '@_x', '@x', 'key_@', 'x@', 'a=3D@', '@{{issue.key}}', '@...', '{{issue.key}}@']) {
      expect([text, usesOf(bodyRule(`text ${text.replace('@', value)}`)).map(({ checksum }) => checksum)]).toEqual([
        text,
        ['valid'],
      ]);
    }
  });

  it('while without one it is none inside a word', () => {
    expect(usesOf(bodyRule(`text x${token.slice(0, -8)}00000000`))).toEqual([]);
  });
});

it('a token of Slack whose workspace counts up is one', () => {
  const value = makeValue('xoxb-1234567890123-{13:digit}-{24:alnum}', random);

  expect(summary(headerRule('Authorization', `Bearer ${value}`))).toEqual([
    'header Authorization slack-token bearer none ',
  ]);
});

describe('a smart value that holds a token is one finding', () => {
  it.each([
    ['as its default', `Bearer {{x|${token}}}`],
    ['as its default in quotes', `Bearer {{x|"${token}"}}`],
    ['as an argument', `Bearer {{sign("${token}")}}`],
  ])('%s', (_, value) => {
    expect(summary(headerRule('Authorization', value))).toEqual([
      'header Authorization atlassian-user-token bearer valid ',
    ]);
  });

  /** A rule that sends what an expression makes of a variable. */
  function sending(value: string, expression: string): unknown {
    const headers = [{ name: 'Authorization', value: `Bearer {{${expression}}}` }];
    return {
      components: [
        variable('t', value),
        {
          component: 'ACTION',
          type: 'jira.issue.outgoing.webhook',
          value: { url: 'https://api.example.com/', headers },
        },
      ],
    };
  }

  it.each([
    [`${token},b`, 't.split(",").get(0)'],
    [`${token},b`, 't.split(",").first'],
    [`a,${token}`, 't.split(",").last()'],
    [`a|${token}|b`, 't.split("|").get(1)'],
    [`${token.slice(0, 30)}  ${token.slice(30)}`, 't.replaceAll("[ ]+", "")'],
    [`${token.slice(0, 30)}#${token.slice(30)}`, 't.replaceAll("#", "")'],
    [`<p>${token}</p>`, 't.stripHtml()'],
    [token, 't.abbreviate(500)'],
    [token, 't.match("(.*)")'],
    [token, 't.mystery()'],
    [token, 't.mystery().trim().another("x")'],
    [token, 't.replaceAll("(a+)+", "")'],
    [token, 't.substring(0, issue.key)'],
  ])('in a variable, %#.', (value, expression) => {
    expect(usesOf(sending(value, expression))).toMatchObject([
      {
        location: { placement: 'header', name: 'Authorization', via: ['t'] },
        visibility: 'literal',
        scheme: 'bearer',
        checksum: 'valid',
        fingerprint: plain?.fingerprint,
      },
    ]);
  });

  it.each(['t.length', 't.mystery().length', 't.sha256()', 't.split(",").size'])('but not where %s is sent', (one) => {
    expect(usesOf(sending(token, one)).map(({ location, visibility }) => [location.placement, visibility])).toEqual([
      ['header', 'smart-value'],
      ['other', 'literal'],
    ]);
  });
});

import { judgeCase } from '../bench/detection/measure';
import { generatePositives } from '../bench/detection/positives';
import { toInventory } from '../../src/rules/inventory';
import { parseJson } from '../../src/rules/parse-json';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import { factsOf, requestRule, usesOf } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

/** The part of a value that is no public prefix: what must not appear anywhere, not eight characters of it. */
const PUBLIC = 16;

function leaked(text: string, secret: string): string[] {
  const found: string[] = [];
  for (let at = Math.min(PUBLIC, secret.length - 8); at + 8 <= secret.length; at += 1) {
    if (text.includes(secret.slice(at, at + 8))) {
      found.push(`characters ${String(at)} to ${String(at + 8)}`);
    }
  }
  return found;
}

const cases = generatePositives(77, 1);

it('what leaves the room holds no part of any credential', () => {
  const meta = { collectedAt: '2026-11-22T00:00:00.000Z', site: null, keyId: 'k' };
  const leaks = cases.flatMap(({ name, document, expected }) => {
    const output = JSON.stringify(toInventory(factsOf(document), meta));
    const secret = expected[0]?.secret ?? '';
    // The public parts of an address are its host and its fixed path.
    const hidden = secret.startsWith('https://') ? secret.slice(-20) : secret;
    return leaked(output, hidden).map((leak) => `${name}: ${leak}`);
  });

  expect(cases.length).toBeGreaterThan(800);
  expect(leaks).toEqual([]);
});

it('a document cut in the middle of a credential says nothing of it', () => {
  const random = new Random(8);
  const leaks = cases.slice(0, 300).flatMap(({ document, expected }) => {
    const text = JSON.stringify(document);
    const secret = expected[0]?.secret ?? '';
    const at = text.indexOf(secret);
    const cut = text.slice(0, at === -1 ? random.below(text.length) : at + random.below(secret.length));
    const parsed = parseJson(cut);
    return parsed.ok ? [] : leaked(parsed.failure.reason, secret);
  });

  expect(leaks).toEqual([]);
});

it('no name of a rule, step, header, field or account shows a credential', () => {
  const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', new Random(9));
  const password = 'qT7!vR2#mK9zLp';
  const document = {
    uuid: token,
    name: `sync with ${token}`,
    authorAccountId: token,
    actor: { type: 'ACCOUNT_ID', actor: token },
    trigger: { type: token, connectionId: token, value: { [token]: token } },
    components: [
      { id: token, type: `x.${token}`, value: { [token]: `***`, name: token, value: token } },
      {
        id: 'r',
        type: 'jira.issue.outgoing.webhook',
        value: {
          url: `https://${token}.example.com/`,
          headers: [
            { name: token, value: token },
            {
              name: `X-${password}-Token`,
              value: `Basic ${Buffer.from(`${password}:${password}`).toString('base64')}`,
            },
          ],
          customBody: JSON.stringify({ [token]: token }),
        },
      },
    ],
    connections: [{ id: token, accountId: token, authType: token }],
  };

  const output = JSON.stringify(factsOf(document));

  expect([...leaked(output, token), ...leaked(output, `................${password}`)]).toEqual([]);
});

it('no host shows a credential, in whatever letters', () => {
  const random = new Random(12);
  const values = ['ATBB{24:alnum}{crc32}', 'ATATT3xFfGF0{40:alnum}={crc32}', 'glpat-{20:alnum}'].map((form) =>
    makeValue(form, random),
  );

  const shown = values.flatMap((value) =>
    [`https://${value}`, `https://${value}/x`, `//${value}.acme.test/?a=b`, `https://a:b@${value}:443/`].map((url) =>
      JSON.stringify(factsOf(requestRule({ url, headers: [{ name: 'Authorization', value: 'Bearer abc7def9' }] }))),
    ),
  );

  expect(values.flatMap((value) => shown.flatMap((text) => leaked(text.toLowerCase(), value.toLowerCase())))).toEqual(
    [],
  );
});

it('no reason names what could not be read', () => {
  const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', new Random(10));
  const documents = [
    [token],
    { rules: [token, { [token]: token }] },
    { components: token },
    { components: [token, { children: token }] },
    token,
  ];

  const output = JSON.stringify(
    documents.map((document) => [readRuleDocument(document, 'f').unreadable, factsOf(document)]),
  );

  expect(leaked(output, token)).toEqual([]);
  expect(
    JSON.stringify(factsOf(requestRule({ headers: [token, { name: token, value: { [token]: 1 } }] }))),
  ).not.toContain(token.slice(20, 40));
});

it('judging a case of the benchmark compares fingerprints, so it would notice a value that is missed', () => {
  expect(
    cases
      .slice(0, 50)
      .map(judgeCase)
      .flatMap(({ missed }) => missed),
  ).toEqual([]);
});

it('a token that stands in the host is not shown as a host, in whichever case', () => {
  const random = new Random(21);
  const secret = makeValue('ATBB{24:alnum}{crc32}', random);
  const pair = Buffer.from(`somebody@example.com:${secret}`).toString('base64url');
  for (const host of [`${secret}.example.com`, `api.${secret}`, `${pair}.example.com`]) {
    const facts = factsOf(requestRule({ url: `https://${host}/go`, headers: [] }));

    expect(facts.flatMap(({ credentials }) => credentials.map(({ target }) => target.host))).toEqual([null]);
    expect(leaked(JSON.stringify(facts), secret)).toEqual([]);
    expect(leaked(JSON.stringify(facts), secret.toLowerCase())).toEqual([]);
    expect(leaked(JSON.stringify(facts), pair.toLowerCase())).toEqual([]);
  }
});

it('the type of a trigger, which may end in anything, shows no credential', () => {
  const token = makeValue('ghp_{36:alnum}', new Random(12));
  const trigger = { component: 'TRIGGER', type: `jira.issue.event.trigger:${token}`, value: { apiToken: token } };

  const facts = factsOf({ name: 'r', trigger, components: [] });

  expect(facts[0]?.credentials.map(({ visibility }) => visibility)).toContain('literal');
  expect(leaked(JSON.stringify(facts), token)).toEqual([]);
});

it('a text in base64 that begins with a line break is read beside an id in hexadecimal digits', () => {
  const token = makeValue('ATATT3xFfGF0{100:word}={crc32}', new Random(13));
  const encoded = Buffer.from(`\nsomeone@example.com:${token}`).toString('base64');
  const rule = requestRule({ customBody: `abcdef0123456789abcdef0123456789 ${encoded}` });

  expect(usesOf(rule).map(({ kind }) => kind)).toEqual(['atlassian-user-token']);
});

describe('parts of a value in other texts of its rule', () => {
  const random = new Random(31);
  const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', random);
  const opaque = makeValue('{40:alnum}', random);
  const key = makeValue('{24:alnum}', random);
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  const VALUES: [name: string, value: string, header: string][] = [
    ['a token', token, basic(`somebody@example.com:${token}`)],
    ['a Bearer token', token, `Bearer ${token}`],
    ['an opaque value', opaque, `Bearer ${opaque}`],
    ['a key without a password', key, basic(`${key}:nopassword`)],
    ['a key with an x', key, basic(`${key}:X`)],
    ['a key with a word', key, basic(`${key}:api_token`)],
  ];
  const PARTS: [name: string, part: (value: string) => string][] = [
    ['the whole', (value) => value],
    ['the first 150 characters', (value) => value.slice(0, 150)],
    ['half', (value) => value.slice(0, value.length / 2)],
    ['the middle', (value) => value.slice(-20, -6)],
    ['the last 24', (value) => value.slice(-24)],
    ['nine characters', (value) => value.slice(-15, -6)],
    ['lower case', (value) => value.toLowerCase()],
    ['upper case', (value) => value.toUpperCase()],
    ['base64', (value) => Buffer.from(`x${value}`).toString('base64')],
    ['with soft hyphens', (value) => value.replace(/.{4}/g, '$&\u00AD')],
    ['with blanks of Braille', (value) => value.replace(/.{4}/g, '$&\u2800')],
    ['with places of objects', (value) => value.replace(/.{4}/g, '$&\uFFFC')],
    ['with fillers of Khitan', (value) => value.replace(/.{4}/g, '$&\u{16FE4}')],
    ['with halves of characters', (value) => value.replace(/.{4}/g, '$&\uD83D')],
    ['with tag characters', (value) => value.replace(/.{3}/g, '$&\u{E0041}')],
  ];
  const cases = VALUES.flatMap(([name, value, header]) =>
    PARTS.map(([part, take]) => ({ name: `${part} of ${name}`, value, header, part: take(value) })),
  );

  it.each(cases)('$name', ({ value, header, part }) => {
    const document = {
      uuid: 'rule',
      name: `sync ${part} daily`,
      description: part,
      labels: [part],
      authorAccountId: part,
      actor: { type: 'ACCOUNT_ID', actor: part },
      trigger: { type: `vendor.${part}`, value: {}, connectionId: part },
      components: [
        part,
        {
          id: part,
          type: 'jira.issue.outgoing.webhook',
          value: {
            url: `https://api.example.com/${part}?${part}=1`,
            headers: [
              { name: 'Authorization', value: header },
              { name: `X-${part}-Token`, value: 'Qx7!vR2#mK9zLp' },
              { name: 'X-Api-Key', value: basic(`${part}:Qx7!vR2#mK9zLp`) },
            ],
            customBody: JSON.stringify({ [part]: { password: 'Qx7!vR2#mK9zLp' } }),
          },
        },
        {
          type: 'jira.issue.outgoing.webhook',
          value: { url: `https://${part}.example.com/`, headers: [{ name: 'X-Api-Key', value: 'Qx7!vR2#mK9zLp' }] },
        },
        { type: 'jira.set.entity.property', value: { entityType: 'ISSUE', key: `token-${part}`, value: part } },
      ],
      connections: [{ id: part, accountId: part, authType: part }],
    };

    const shown = JSON.stringify(factsOf(document))
      .replace(/[\u{16FE4}\u00AD\u2800\uFFFC\u{E0041}]|\\ud83d/gu, '')
      .toLowerCase();

    const secretFrom = value.startsWith('ATATT') ? 12 : 0;
    const secret = value.slice(secretFrom).toLowerCase();
    expect(leaked(shown, `................${secret}`)).toEqual([]);
    if (header.startsWith('Basic')) {
      expect(shown).not.toContain(header.slice(-20).toLowerCase());
    }
  });

  const FIELDS: [name: string, fields: (value: string) => object][] = [
    ['collaborators', (value) => ({ collaborators: [value] })],
    ['scope', (value) => ({ ruleScopeARIs: [`ari:cloud:jira:${value}:project/1`] })],
    ['a field nobody knows', (value) => ({ extra: { deep: [{ [value]: 1 }] } })],
    ['state and times', (value) => ({ state: value, created: value, updated: value })],
    ['the author', (value) => ({ authorAccountId: value })],
    ['the actor', (value) => ({ actor: { type: 'ACCOUNT_ID', actor: value } })],
    ['a connection', (value) => ({ connections: [{ id: 'c', name: value }, { name: value }] })],
    ['the id of a step', (value) => ({ components: [{ id: value, type: 'vendor.step', value: {} }] })],
    [
      'a field of a step',
      (value) => ({ components: [{ type: 'vendor.step', value: {}, parentId: value, [value]: 1 }] }),
    ],
    ['what is no list of steps', (value) => ({ components: { [value]: value } })],
    ['what is no step', (value) => ({ components: [[value]] })],
    ['a short key', (value) => ({ components: [{ type: 'vendor.step', value: { [value]: 1 } }] })],
    [
      'an escaped text of a smart value',
      (value) => ({
        components: [
          {
            type: 'jira.issue.outgoing.webhook',
            value: {
              url: 'https://api.example.com/',
              headers: [{ name: 'Authorization', value: `Bearer {{"${inEscapes(value)}".trim()}}` }],
            },
          },
        ],
      }),
    ],
  ];
  const inEscapes = (value: string): string =>
    Array.from(value, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

  it.each(FIELDS)('are hidden where the whole stands in %s', (_, fields) => {
    for (const value of [token, makeValue('ATBB{24:alnum}{crc32}', random), makeValue('glpat-{20:alnum}', random)]) {
      const part = value.slice(-18, -4);
      const document = { uuid: 'rule', name: `sync ${part}`, trigger: { type: `vendor.${part}` }, ...fields(value) };

      expect(leaked(JSON.stringify(factsOf(document)).toLowerCase(), `................${part.toLowerCase()}`)).toEqual(
        [],
      );
    }
  });

  it('a random user is nobody’s name', () => {
    const users = [`${key}:${opaque}`, `${key}:nopassword`, `${key}:`, `k3y9f8a7b6:nopass`].map(
      (pair) => usesOf(requestRule({ headers: [{ name: 'Authorization', value: basic(pair) }] }))[0]?.user,
    );

    expect(users).toEqual([null, null, null, null]);
    const named = requestRule({ headers: [{ name: 'Authorization', value: basic(`jira.bot2:${opaque}`) }] });
    expect(usesOf(named)[0]?.user).toBe('jira.bot2');
  });

  it('leave what is no part of it', () => {
    const [facts] = factsOf({
      uuid: 'rule',
      name: 'Sync the production tickets of Jira',
      components: [
        {
          type: 'jira.issue.outgoing.webhook',
          value: {
            url: 'https://api.example.com/rest',
            headers: [{ name: 'Authorization', value: basic(`somebody@example.com:${token}`) }],
          },
        },
      ],
    });

    expect(facts).toMatchObject({
      name: 'Sync the production tickets of Jira',
      credentials: [
        { user: 'somebody@example.com', target: { host: 'api.example.com' }, location: { name: 'Authorization' } },
      ],
    });
  });
});

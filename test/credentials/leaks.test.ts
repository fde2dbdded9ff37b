import { judgeCase } from '../bench/detection/measure';
import { generatePositives } from '../bench/detection/positives';
import { toInventory } from '../../src/rules/inventory';
import { parseJson } from '../../src/rules/parse-json';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import { factsOf, requestRule } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

/** The part of a value that is no public prefix: what must not appear anywhere, not eight characters of it. */
const PUBLIC = 16;

function leaked(text: string, secret: string): string[] {
  const found: string[] = [];
  for (let at = Math.min(PUBLIC, secret.length - 8); at + 8 <= secret.length; at += 1) {
    if (text.includes(secret.slice(at, at + 8))) found.push(`characters ${String(at)} to ${String(at + 8)}`);
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

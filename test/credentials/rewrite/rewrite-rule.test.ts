import * as fc from 'fast-check';
import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { holdsSecret, rewriteRule } from '../../../src/credentials/rewrite/rewrite-rule';
import type { Rewriting } from '../../../src/credentials/rewrite/rewriting';
import { Secret } from '../../../src/credentials/secret';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import type { JsonObject } from '../../../src/rules/json-value';
import { makeAtlassianToken } from '../../cli/support/make-secrets';

const fingerprint = createFingerprinter(Buffer.from('a key of these tests'));
const OLD = makeAtlassianToken(11);
const NEW = makeAtlassianToken(12);
const USER = 'leaver@example.com';

let ids = 0;

function step(type: string, value: unknown): JsonObject {
  ids += 1;
  return { id: `step-${ids}`, component: 'ACTION', type, value, children: [], conditions: [], connectionId: null };
}

function request(value: Record<string, unknown>): JsonObject {
  return step('jira.issue.outgoing.webhook', {
    url: 'https://api.example.com/v1',
    headers: [],
    customBody: null,
    ...value,
  });
}

function header(value: string, name = 'Authorization'): JsonObject {
  return request({ headers: [{ id: '_h', name, value, headerSecure: true }] });
}

function variable(name: string, value: string): JsonObject {
  return step('jira.create.variable', {
    name: { type: 'FREE', value: name },
    query: { type: 'SMART', value },
    lazy: false,
  });
}

function rule(...components: JsonObject[]): JsonObject {
  return {
    uuid: '0190f3a2-0000-7000-8000-000000000001',
    name: 'Sync',
    state: 'ENABLED',
    created: 1,
    updated: 2.5,
    trigger: { id: 't', component: 'TRIGGER', type: 'jira.manual.trigger.issue', value: {}, conditions: [] },
    components,
  };
}

function change(raw: JsonObject, old = OLD, fresh = NEW, email: string | null = null): Rewriting {
  return rewriteRule(raw, { old: new Secret(old), fresh: new Secret(fresh), email }, fingerprint);
}

function rewritten(raw: JsonObject, old = OLD, fresh = NEW, email: string | null = null): JsonObject {
  const result = change(raw, old, fresh, email);
  if (result.outcome !== 'rewritten') {
    throw new Error(JSON.stringify(result));
  }
  return result.rule;
}

function usesOf(raw: JsonObject): string[] {
  return readRuleDocument(raw, 'test').rules.flatMap((one) =>
    reduceRule(one, fingerprint).credentials.map(({ fingerprint: print }) => print ?? ''),
  );
}

function valueAt(raw: JsonObject, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => Object.entries(value ?? {}).find(([name]) => name === String(key))?.[1],
    raw,
  );
}

const pair = (user: string, secret: string): string => Buffer.from(`${user}:${secret}`).toString('base64');

describe('a value is written as the old one was', () => {
  it.each([
    ['in clear', (secret: string) => header(`Bearer ${secret}`)],
    ['in Basic', (secret: string) => header(`Basic ${pair(USER, secret)}`)],
    ['in Basic with an escaped end', (secret: string) => header(`Basic ${encodeURIComponent(pair(USER, secret))}`)],
    ['in base64 of addresses', (secret: string) => header(Buffer.from(secret).toString('base64url'), 'X-Api-Key')],
    [
      'in base64 in lines',
      (secret: string) =>
        request({
          customBody: (
            Buffer.from(`token ${secret} end`)
              .toString('base64')
              .match(/.{1,64}/g) ?? []
          ).join('\n'),
        }),
    ],
    [
      'in lower-case percent escapes',
      (secret: string) =>
        request({
          url: `https://api.example.com/v1?token=${Array.from(secret, (c) => `%${c.charCodeAt(0).toString(16)}`).join('')}`,
        }),
    ],
    [
      'in user info',
      (secret: string) =>
        request({ url: `https://${encodeURIComponent(USER)}:${encodeURIComponent(secret)}@api.example.com/v1` }),
    ],
    [
      'in a form',
      (secret: string) => request({ customBody: `grant_type=x&client_secret=${encodeURIComponent(secret)}&v=2` }),
    ],
    [
      'in JSON',
      (secret: string) => request({ customBody: JSON.stringify({ issue: '{{issue.key}}', token: secret }, null, 2) }),
    ],
    [
      'in JSON that is not quite JSON',
      (secret: string) => request({ customBody: `{"a": {{issue.asJsonString}}, "token": "${secret}"}` }),
    ],
    [
      'in a value that is JSON text itself',
      (secret: string) =>
        step(
          'jira.issue.outgoing.webhook',
          JSON.stringify({
            url: 'https://api.example.com',
            headers: [{ name: 'Authorization', value: `Bearer ${secret}` }],
          }),
        ),
    ],
    [
      'in XML',
      (secret: string) => request({ customBody: `<run><password>${secret.replaceAll('=', '&#61;')}</password></run>` }),
    ],
    [
      'twice in one text',
      (secret: string) => request({ customBody: JSON.stringify({ token: secret, again: { token: secret } }) }),
    ],
    ['in a comment', (secret: string) => step('jira.issue.comment', { comment: `Sent with ${secret}` })],
  ])('%s, and nothing else changes', (_, make) => {
    ids = 0;
    const before = rule(make(OLD), step('codebarrel.action.log', 'done'));
    ids = 0;
    const expected = rule(make(NEW), step('codebarrel.action.log', 'done'));

    expect(rewritten(before)).toEqual(expected);
    expect(rewritten(rewritten(before), NEW, OLD)).toEqual(before);
  });

  it('the rule’s own name and description, too', () => {
    const raw = { ...rule(header(`Bearer ${OLD}`)), description: `old: ${OLD}` };

    expect(rewritten(raw)).toMatchObject({ description: `old: ${NEW}` });
  });
});

describe('a value that comes through variables', () => {
  it('is split as the old one was', () => {
    const raw = rule(
      variable('head', OLD.slice(0, 70)),
      variable('tail', OLD.slice(70)),
      header('Bearer {{head}}{{tail}}'),
    );
    const after = rewritten(raw);

    expect(valueAt(after, 'components', 0, 'value', 'query', 'value')).toBe(NEW.slice(0, 70));
    expect(valueAt(after, 'components', 1, 'value', 'query', 'value')).toBe(NEW.slice(70));
    expect(valueAt(after, 'components', 2)).toEqual(valueAt(raw, 'components', 2));
  });

  it('of another length is still whole, longer or shorter', () => {
    const raw = (secret: string): JsonObject =>
      rule(
        variable('head', secret.slice(0, 12)),
        variable('tail', secret.slice(12)),
        header('{{head}}{{tail}}', 'X-Api-Key'),
      );
    for (const fresh of ['k9Rt5Wq', 'Zk4Lm8Pq2Xv6Bn1Cd5Fg9Hj3'].map((text) => `${text}7Y`)) {
      const after = rewritten(raw('q7Lr2vXk9sBn4TzWm1'), 'q7Lr2vXk9sBn4TzWm1', fresh);
      expect(usesOf(after)).toEqual([fingerprint(new Secret(fresh))]);
    }
  });

  it('a variable that is used for something else, too, is still the same secret', () => {
    const raw = rule(
      variable('token', OLD),
      header('Bearer {{token}}'),
      step('jira.issue.comment', { comment: 'Sent {{token}}' }),
    );

    expect(valueAt(rewritten(raw), 'components', 0, 'value', 'query', 'value')).toBe(NEW);
  });

  it('a half that is used for something else, too, is not touched', () => {
    const raw = rule(
      variable('head', OLD.slice(0, 70)),
      variable('tail', OLD.slice(70)),
      header('Bearer {{head}}{{tail}}'),
      request({ url: 'https://api.example.com/{{tail}}' }),
    );

    expect(change(raw)).toMatchObject({ outcome: 'not-writable', reasons: [{ code: 'part-used-elsewhere' }] });
  });

  it('a value that a function turns round is not touched', () => {
    const raw = rule(variable('token', Array.from(OLD).reverse().join('')), header('Bearer {{token.reverse()}}'));

    expect(change(raw)).toMatchObject({ outcome: 'not-writable' });
  });

  it('a cut of a fixed length that the new value does not fit is not touched', () => {
    const raw = rule(variable('token', 'xxq7Lr2vXk9sBn4TzWyy'), header('{{token.substring(2, 18)}}', 'X-Api-Key'));

    expect(change(raw, 'q7Lr2vXk9sBn4TzW', 'h3Md8pYc5gJf6RaEk4Lm')).toMatchObject({ outcome: 'not-writable' });
  });
});

describe('the email beside it', () => {
  const NEXT = 'successor@example.com';

  it.each([
    ['in Basic', (user: string, secret: string) => [header(`Basic ${pair(user, secret)}`)]],
    [
      'in an address',
      (user: string, secret: string) => [
        request({ url: `https://${encodeURIComponent(user)}:${secret}@api.example.com/v1` }),
      ],
    ],
    ['of Zendesk', (user: string, secret: string) => [header(`Basic ${pair(`${user}/token`, secret)}`)]],
    [
      'in a variable of its own',
      (user: string, secret: string) => [
        variable('user', user),
        variable('secret', secret),
        variable('pair', '{{user}}:{{secret}}'),
        header('Basic {{pair.asBase64}}'),
      ],
    ],
    [
      'in a variable, with functions',
      (user: string, secret: string) => [
        variable('user', user),
        variable('secret', secret),
        header('Basic {{user.concat(":").concat(secret).toBase64()}}'),
      ],
    ],
  ])('%s changes with it', (_, make) => {
    ids = 0;
    const before = rule(...make(USER, OLD));
    ids = 0;

    expect(rewritten(before, OLD, NEW, NEXT)).toEqual(rule(...make(NEXT, NEW)));
  });

  it('stays where it means something else', () => {
    const raw = rule(header(`Basic ${pair(USER, OLD)}`), step('jira.issue.assign', { assignee: USER }));

    expect(valueAt(rewritten(raw, OLD, NEW, NEXT), 'components', 1, 'value', 'assignee')).toBe(USER);
  });

  it('in a variable that also means something else is not touched, and the rule is named', () => {
    const raw = rule(
      variable('user', USER),
      variable('secret', OLD),
      variable('pair', '{{user}}:{{secret}}'),
      header('Basic {{pair.asBase64}}'),
      step('jira.issue.assign', { assignee: '{{user}}' }),
    );

    expect(change(raw, OLD, NEW, NEXT)).toMatchObject({
      outcome: 'not-writable',
      reasons: [{ code: 'part-used-elsewhere' }],
    });
  });
});

describe('what may not be written', () => {
  it.each([
    ['a label', { labels: [OLD] }],
    ['the id of a step', { components: [{ ...header(`Bearer ${OLD}`), id: OLD }] }],
    ['the token of an incoming webhook', { trigger: { type: 'jira.incoming.webhook', value: { webhookToken: OLD } } }],
  ])('%s is named', (_, more) => {
    expect(change({ ...rule(header(`Bearer ${OLD}`)), ...more })).toMatchObject({
      outcome: 'not-writable',
      reasons: [{ code: 'fixed-place' }],
    });
  });

  it('a rule without the value is left alone, and one that holds it unseen is known', () => {
    const other = rule(header(`Bearer ${makeAtlassianToken(13)}`));

    expect(change(other)).toEqual({ outcome: 'not-used' });
    expect(holdsSecret(other, new Secret(OLD))).toBe(false);
    expect(holdsSecret({ ...other, labels: [OLD] }, new Secret(OLD))).toBe(true);
    expect(holdsSecret({ ...other, labels: [`x${Buffer.from(`y ${OLD}`).toString('base64')}`] }, new Secret(OLD))).toBe(
      false,
    );
    expect(holdsSecret({ ...other, labels: [Buffer.from(`y ${OLD}`).toString('base64')] }, new Secret(OLD))).toBe(true);
  });
});

/** Passwords as people and generators make them: every printable character of ASCII, and no blank at an end. */
const password = fc
  .string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 10,
    maxLength: 40,
  })
  .filter((text) => !/\{\{|\}\}|\*{3}/.test(text));

const PLACES: readonly [string, (secret: string) => JsonObject[]][] = [
  ['Basic', (secret) => [header(`Basic ${pair(USER, secret)}`)]],
  ['custom header', (secret) => [header(secret, 'X-Api-Key')]],
  ['query', (secret) => [request({ url: `https://api.example.com/v1?api_key=${encodeURIComponent(secret)}&v=2` })]],
  ['user info', (secret) => [request({ url: `https://bot:${encodeURIComponent(secret)}@api.example.com/v1` })]],
  ['JSON', (secret) => [request({ customBody: JSON.stringify({ password: secret }) })]],
  [
    'JSON in JSON',
    (secret) => [request({ customBody: JSON.stringify({ input: JSON.stringify({ password: secret }) }) })],
  ],
  ['form', (secret) => [request({ customBody: `user=bot&password=${encodeURIComponent(secret)}` })]],
];

describe('whatever the values are', () => {
  it.each(PLACES)(
    '%s: the new value is read where the old one was; one that the finder could not read there is not written',
    (_, make) => {
      let written = 0;
      fc.assert(
        fc.property(password, password, (old, fresh) => {
          const raw = rule(...make(old));
          const print = fingerprint(new Secret(old));
          // A placeholder is no credential to the finder, and `a%41` is to it what `aA` is.
          fc.pre(usesOf(raw).includes(print) && !fresh.includes(old) && !old.includes(fresh));
          const isReadable = usesOf(rule(...make(fresh))).includes(fingerprint(new Secret(fresh)));
          const result = change(raw, old, fresh);
          if (!isReadable && result.outcome !== 'rewritten') {
            expect(result.outcome).toBe('not-writable');
            return;
          }
          if (result.outcome !== 'rewritten') {
            throw new Error('could have been written');
          }
          written += 1;
          expect(usesOf(result.rule)).toEqual(
            usesOf(raw).map((one) => (one === print ? fingerprint(new Secret(fresh)) : one)),
          );
          expect(JSON.stringify(result.rule)).not.toContain(JSON.stringify(old).slice(1, -1));
        }),
        { numRuns: 60, seed: 7 },
      );

      expect(written).toBeGreaterThan(30);
    },
  );

  it('nothing is thrown, whatever shape the rule has', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (value, other) => {
        const raw = {
          ...rule(header(`Bearer ${OLD}`)),
          components: [step('jira.issue.outgoing.webhook', value), other, header(`Bearer ${OLD}`)],
        };
        expect(['rewritten', 'not-writable']).toContain(change(raw).outcome);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('of 5,000 nested steps the rule is named, and nothing is exhausted', () => {
    let nested = header(`Bearer ${OLD}`);
    for (let depth = 0; depth < 5000; depth += 1) {
      nested = { ...step('jira.issue.related', {}), children: [nested] };
    }

    expect(change(rule(nested))).toMatchObject({ outcome: 'not-writable', reasons: [{ code: 'not-readable' }] });
  });
});

import { bodyRule, factsOf, headerRule, requestRule, usesOf } from './support/facts-of';
import { makeJwt, makeUuid, makeValue } from './support/make-value';
import { Random } from './support/random';

const random = new Random(11);
const token = makeValue('ATATT3xFfGF0{180:word}={crc32}', random);
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

/** One line for each use: what an admin would read of it. */
function summary(json: unknown): string[] {
  return usesOf(json).map(({ location, visibility, kind, scheme, checksum, user }) =>
    [location.placement, location.name, visibility, kind, scheme, checksum, user].join(' '),
  );
}

describe('a header', () => {
  it.each([
    ['Basic', basic(`leaver@example.com:${token}`), 'basic valid leaver@example.com'],
    [
      'basic in another case, more spaces',
      basic(`leaver@example.com:${token}`).replace('Basic ', 'bAsIc    '),
      'basic valid leaver@example.com',
    ],
    [
      'base64url without padding',
      `Basic ${Buffer.from(`leaver@example.com:${token}`).toString('base64url')}`,
      'basic valid leaver@example.com',
    ],
    ['a pair that nobody encoded', `leaver@example.com:${token}`, 'basic valid leaver@example.com'],
    ['Bearer', `Bearer ${token}`, 'bearer valid '],
    ['no scheme', token, 'other valid '],
    ['no colon in the pair', basic(token), 'basic valid '],
    ['the token as the user', basic(`${token}:`), 'basic valid '],
    ['a wrong checksum', `Bearer ${token.slice(0, -8)}00000000`, 'bearer invalid '],
    ['a token cut short', `Bearer ${token.slice(0, 90)}`, 'bearer invalid '],
    ['quotes around it', `"Bearer ${token}"`, 'bearer valid '],
    ['its own name before it', `Authorization: Bearer ${token}`, 'bearer valid '],
    ['no space after Basic', basic(`leaver@example.com:${token}`).replace(' ', ''), 'basic valid leaver@example.com'],
    ['the pair of Zendesk', basic(`leaver@example.com/token:${token}`), 'basic valid leaver@example.com'],
  ])('with %s', (_, value, rest) => {
    expect(summary(headerRule('Authorization', value))).toEqual([
      `header Authorization literal atlassian-user-token ${rest}`,
    ]);
  });

  it.each([
    'Bearer 00000000-0000-0000-0000-000000000000',
    'Bearer 11111111-2222-4333-8444-555555555555',
    'Bearer PROJ-1234',
    'Basic BASE64_ENCODED_CREDENTIALS',
    'Bearer ATATT3xFfGF0...',
    'Bearer [REDACTED]',
  ])('with %s holds no credential', (value) => {
    expect(summary(headerRule('Authorization', value))).toEqual([]);
  });

  it.each([
    ['Authorization:', `Bearer ${token}`, 'atlassian-user-token bearer valid '],
    ['Authorization', 'GenieKey 0b6a4f6e-3f0e-4a1c-9f0e-7d2c1b3a4f5e', 'opaque other none '],
    ['Authorization', 'Bearer 0b6a4f6e-3f0e-4a1c-9f0e-7d2c1b3a4f5e', 'opaque bearer none '],
    ['Cookie', 'theme=dark; JSESSIONID=c6bfa6688425519aa5c5c25cfdb23ba0; path=/', 'opaque other none '],
  ])('named %j with a scheme or pairs of its own', (name, value, rest) => {
    expect(summary(headerRule(name, value))).toEqual([`header ${name} literal ${rest}`]);
  });

  it('whose scheme has a parameter has the fingerprint of the value alone', () => {
    const key = makeValue('{30:alnum}7a', random);
    const [bare] = usesOf(headerRule('Authorization', `Token ${key}`));

    expect(usesOf(headerRule('Authorization', `Token token="${key}"`))).toMatchObject([
      { kind: 'opaque', fingerprint: bare?.fingerprint },
    ]);
  });

  it('may stand in an object or in a value that is text', () => {
    const value = { url: 'https://example.com', headers: { Authorization: `Bearer ${token}` } };
    const asText = { components: [{ type: 'jira.issue.outgoing.webhook', value: JSON.stringify(value) }] };

    expect(usesOf(requestRule(value)).map(({ location }) => location.pointer)).toEqual([
      '/components/0/value/headers/Authorization',
    ]);
    expect(usesOf(asText).map(({ location }) => location.pointer)).toEqual(['/components/0/value']);
  });

  it('may hold two tokens, which are two uses', () => {
    const other = makeValue('ATSTT3xFfGF0{180:word}={crc32}', random);

    const uses = usesOf(headerRule('X-Tokens', `${token}, ${other}`));

    expect(uses.map(({ kind }) => kind)).toEqual(['atlassian-user-token', 'atlassian-service-account-token']);
    expect(new Set(uses.map(({ key }) => key)).size).toBe(2);
  });

  it.each([
    ['acme.atlassian.net', 'atlassian-legacy-token'],
    ['api.atlassian.com', 'atlassian-legacy-token'],
    ['jira.example.com', 'basic-password'],
  ])('with 24 characters as Basic password towards %s', (host, kind) => {
    const value = basic(`leaver@example.com:${makeValue('{12:alpha}7{11:alnum}', random)}`);

    expect(summary(headerRule('Authorization', value, `https://${host}/rest/api/2/issue`))).toEqual([
      `header Authorization literal ${kind} basic none leaver@example.com`,
    ]);
  });

  it('with a password that is not UTF-8', () => {
    const value = `Basic ${Buffer.from('sync:p\u00e4ssw\u00f6rd1', 'latin1').toString('base64')}`;

    expect(summary(headerRule('Authorization', value))).toEqual([
      'header Authorization literal basic-password basic none sync',
    ]);
  });

  it('with a Basic value that no one can decode is opaque', () => {
    expect(summary(headerRule('Authorization', 'Basic §§not-base64§§'))).toEqual([
      'header Authorization literal opaque basic none ',
    ]);
  });

  it.each([
    'Authorization',
    'proxy-authorization',
    'X-Api-Key',
    'PRIVATE-TOKEN',
    'apikey',
    'X-Auth-Token',
    'X-Vault-Token',
    'Ocp-Apim-Subscription-Key',
  ])('named %s holds a credential of any form', (name) => {
    expect(usesOf(headerRule(name, makeValue('{30:alnum}7a', random)))).toMatchObject([
      { kind: 'opaque', visibility: 'literal' },
    ]);
  });

  it('named otherwise holds none but of a known form', () => {
    expect(summary(headerRule('X-Monkey', makeValue('{30:alnum}7a', random)))).toEqual([]);
  });

  it.each([
    ['', true, 'masked'],
    ['***', true, 'masked'],
    ['***', false, 'masked'],
    ['Bearer ***', false, 'masked'],
  ])('with the value %j (hidden: %s) is masked', (value, headerSecure, visibility) => {
    const rule = requestRule({ headers: [{ name: 'Authorization', value, headerSecure }] });

    expect(usesOf(rule)).toMatchObject([{ visibility, kind: 'opaque', fingerprint: null }]);
  });

  it.each([
    [{ name: '', value: '', headerSecure: false }],
    [{ name: '', value: '', headerSecure: true }],
    [{ name: 'Authorization', value: '', headerSecure: false }],
  ])('row %j is nothing', (row) => {
    expect(summary(requestRule({ headers: [row] }))).toEqual([]);
  });

  it('with an unresolved smart value is found in a credential header only', () => {
    const headers = ['Authorization', 'X-Api-Key', 'bot'].map((name) => ({ name, value: '{{BOT}}' }));

    expect(summary(requestRule({ headers }))).toEqual([
      'header Authorization smart-value opaque other none ',
      'header X-Api-Key smart-value opaque other none ',
    ]);
  });

  it('that is no object is named as not read', () => {
    const [facts] = factsOf(requestRule({ headers: ['x', { name: 'a', value: 7 }] }));

    expect(facts?.unread).toEqual([
      { pointer: '/components/0/value/headers/0', reason: 'a header that is text, not an object' },
      { pointer: '/components/0/value/headers/1/value', reason: 'a header value that is a number' },
    ]);
  });
});

describe('an address', () => {
  it.each([
    [
      `https://leaver%40example.com:${encodeURIComponent(token)}@acme.atlassian.net/x`,
      'url-userinfo  literal atlassian-user-token basic valid leaver@example.com',
    ],
    [`https://${token}@api.example.com/x`, 'url-userinfo  literal atlassian-user-token basic valid '],
    [
      `https://api.example.com/x?a=1&token=${encodeURIComponent(token)}&b=2`,
      'url-query token literal atlassian-user-token other valid ',
    ],
    [`https://api.example.com/x?token=${token}#top`, 'url-query token literal atlassian-user-token other valid '],
    [`https://api.example.com/x?${token}`, 'url-query  literal atlassian-user-token other valid '],
    [`https://api.example.com/x#${token}`, 'url-query  literal atlassian-user-token other valid '],
    [`https://api.example.com/hook/${token}/run`, 'url-path  literal atlassian-user-token other valid '],
    [
      `{{baseUrl}}/rest?jql={{issue.jql("a?b&c=d")}}&os_password=${makeValue('{14:alnum}7', random)}`,
      'url-query os_password literal opaque other none ',
    ],
  ])('holds a credential in one of its parts (%#)', (url, expected) => {
    expect(summary(requestRule({ url }))).toEqual([expected]);
  });

  it.each(['', '***'])('that is hidden (%j) is masked', (url) => {
    expect(summary(requestRule({ url, urlSecure: true }))).toEqual(['url-path  masked opaque other none ']);
  });

  it.each([
    ['https://acme.atlassian.net/rest/api/3/myself', { host: 'acme.atlassian.net', api: 'site', cloudId: null }],
    ['https://API.example.com:8443/x', { host: 'api.example.com', api: 'other', cloudId: null }],
    ['{{baseUrl}}/rest/api/3/myself', { host: null, api: 'site', cloudId: null, ownSite: 'cloud' }],
    ['{{webhookData.url}}/rest/api/3/myself', { host: null, api: 'site', cloudId: null }],
    ['https://api.atlassian.com/admin/v1/orgs', { host: 'api.atlassian.com', api: 'admin', cloudId: null }],
    ['https://auth.atlassian.com/oauth/token', { host: 'auth.atlassian.com', api: 'oauth', cloudId: null }],
    [
      'https://acme.atlassian.net/gateway/api/automation/public/jira/4e119cf2-4b83-4195-abdf-d7a2f9bd043d/rest/v1/rule',
      { host: 'acme.atlassian.net', api: 'automation', cloudId: '4e119cf2-4b83-4195-abdf-d7a2f9bd043d' },
    ],
    [
      'https://api.atlassian.com/ex/jira/cloud-1/rest/api/3/myself',
      { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-1' },
    ],
    [
      `https://api.atlassian.com/ex/jira/${makeValue('{30:alnum}7a', random)}/rest/api/3/myself`,
      { host: 'api.atlassian.com', api: 'gateway', cloudId: null },
    ],
  ])('tells where the request goes: %s', (url, target) => {
    const [use] = usesOf(headerRule('Authorization', `Bearer ${token}`, url));

    expect(use?.target).toEqual(target);
  });
});

describe('a body', () => {
  it('may be the object itself', () => {
    expect(summary(requestRule({ url: 'https://a.example.com', customBody: { auth: { token } } }))).toEqual([
      'body token literal atlassian-user-token other valid ',
    ]);
  });

  it.each([
    ['JSON', JSON.stringify({ auth: { token } }), 'token'],
    ['almost JSON', `{"a": {{issue.asJsonString}}, "token": "${token}", "b": {{issue.x}}}`, 'token'],
    ['JSON inside JSON', JSON.stringify({ input: JSON.stringify({ token }) }), 'token'],
    ['a form', `grant_type=x&token=${encodeURIComponent(token)}`, 'token'],
    ['JSON inside a form', `payload=${encodeURIComponent(JSON.stringify({ token }))}`, 'token'],
    ['XML', `<a><token>${token}</token></a>`, 'token'],
    ['plain text', `use ${token} please`, ''],
    ['a text of JSON in quotes', JSON.stringify(JSON.stringify({ token })), 'token'],
    ['a form with escapes of HTML', `a=b&token=${token.replace('=', '&#61;')}&c=d`, 'token'],
    ['lines', `issue: K-1\ntoken: ${token}\n`, 'token'],
  ])('of %s', (_, customBody, name) => {
    expect(summary(bodyRule(customBody))).toEqual([`body ${name} literal atlassian-user-token other valid `]);
  });

  it.each([
    `issue: K-1\npassword: qT7!vR2#mK9z\n`,
    `<login user="sync" password="qT7!vR2#mK9z"/>`,
    JSON.stringify({ query: 'mutation { signIn(user: "sync", password: "qT7!vR2#mK9z") { token } }' }),
  ])('says in its own words what is a password: %s', (customBody) => {
    expect(summary(bodyRule(customBody))).toEqual(['body password literal opaque other none ']);
  });

  it.each([
    'please use the token: you will get it by mail.\npassword: see vault\nsecret = none',
    'the key = 2026-11-22 and the token: PROJ-1234',
    '{"text": "password: \\"changed\\" by {{initiator}}"}',
  ])('of sentences holds none: %s', (customBody) => {
    expect(summary(bodyRule(customBody))).toEqual([]);
  });

  it('holds the long-lived secret of a chained sign-in', () => {
    const document = {
      components: [
        {
          type: 'jira.issue.outgoing.webhook',
          value: {
            url: 'https://auth.example.com/oauth/token',
            customBody: `grant_type=client_credentials&client_id=sync&client_secret=${makeValue('{30:alnum}7', random)}`,
          },
        },
        {
          type: 'jira.issue.outgoing.webhook',
          value: {
            url: 'https://api.example.com/',
            headers: [{ name: 'Authorization', value: 'Bearer {{webhookResponse.body.access_token}}' }],
          },
        },
      ],
    };

    expect(summary(document)).toEqual(['body client_secret literal opaque other none ']);
  });
});

describe('a JSON Web Token', () => {
  it('tells its expiry', () => {
    const [use] = usesOf(headerRule('Authorization', `Bearer ${makeJwt({ exp: 1_800_000_000 }, random)}`));

    expect(use).toMatchObject({ kind: 'jwt', expiresAt: '2027-01-15T08:00:00.000Z' });
  });

  it.each([{}, { exp: 'soon' }, { exp: -1 }, { exp: 1e300 }, { exp: 1_800_000_000_000 }])(
    'with %j tells none',
    (payload) => {
      const [use] = usesOf(
        headerRule('Authorization', `Bearer ${makeJwt({ sub: makeUuid(random), ...payload }, random)}`),
      );

      expect(use).toMatchObject({ kind: 'jwt', expiresAt: null });
    },
  );
});

describe('other places', () => {
  const password = makeValue('{6:alpha}7!{8:alnum}', random);

  it('a value that a request showed to be a password is found again, in a comment and in the description', () => {
    const rule = {
      description: `log in with ${password}`,
      components: [
        { id: 'c', type: 'jira.issue.comment', value: { comment: `the password is ${password}` } },
        {
          id: 'r',
          type: 'jira.issue.outgoing.webhook',
          value: {
            url: 'https://a.example.com',
            headers: [{ name: 'Authorization', value: basic(`sync:${password}`) }],
          },
        },
      ],
    };

    expect(usesOf(rule).map(({ location }) => `${location.component} ${location.pointer}`)).toEqual([
      'jira.issue.outgoing.webhook /components/1/value/headers/0/value',
      'rule.description /description',
      'jira.issue.comment /components/0/value/comment',
    ]);
  });

  it('a token in the name, a label or a bare-text component is found, and the name does not show it', () => {
    const [facts] = factsOf({ name: `sync ${token}`, labels: [token], components: [token] });

    expect(facts?.credentials.map(({ location }) => location.pointer)).toEqual(['/name', '/labels/0', '/components/0']);
    expect(JSON.stringify(facts)).not.toContain(token.slice(0, 20));
  });

  it('a token in a tag, in the name of a header or of a field is found, and the facts do not show it', () => {
    const [facts] = factsOf({
      tags: [{ id: 1, tagType: 'LABEL', tagValue: token }],
      components: [
        {
          type: 'jira.issue.outgoing.webhook',
          value: { url: 'https://a.example.com', headers: [{ name: token, value: 'x' }] },
        },
        { type: 'acme.table', value: { rows: { [token]: 1 } } },
      ],
    });

    expect(facts?.credentials.map(({ location }) => `${location.placement} ${location.pointer}`).sort()).toEqual([
      'header /components/0/value/headers/0/value',
      'other /components/1/value/rows',
      'other /tags/0/tagValue',
    ]);
    expect(JSON.stringify(facts)).not.toContain(token.slice(0, 20));
  });

  it.each([
    [
      'teams-webhook',
      'https://contoso.webhook.office.com/webhookb2/00000000-0000-0000-0000-000000000000@{uuid}/IncomingWebhook/{32:hex}/{uuid}',
    ],
    ['discord-webhook', 'https://discord.com/api/webhooks/123456789012345678/{68:alnum}'],
    ['slack-webhook', 'https://hooks.slack.com/services/T1234567890/B1234567890/{24:alnum}'],
  ])('a %s is no sample because its ids count up or repeat a digit', (kind, form) => {
    expect(usesOf(requestRule({ url: makeValue(form, random) })).map((use) => use.kind)).toEqual([kind]);
  });

  it('a field of a request that is not known may hold a known form', () => {
    const value = { url: 'https://a.example.com', usedSecretsKeys: ['DEPLOY_TOKEN_2'], auth: { bearer: token } };

    expect(usesOf(requestRule(value)).map(({ location }) => `${location.placement} ${location.pointer}`)).toEqual([
      'other /components/0/value/auth/bearer',
    ]);
  });

  it('a script and a chat of one’s own hold a credential by the names in them', () => {
    const key = makeValue('{30:alnum}7a', random);
    const rule = {
      components: [
        { type: 'acme.script', value: { code: `fetch(u, {headers: {"X-Api-Key": "${key}"}})` } },
        {
          type: 'acme.chat',
          value: { webhookUrl: `https://chat.example.com/hooks/${makeValue('{26:lower}', random)}` },
        },
        { type: 'acme.chat', value: { webhookUrl: 'https://chat.example.com/hooks/team-channel' } },
      ],
    };

    expect(usesOf(rule).map(({ location, kind }) => `${location.pointer} ${kind}`)).toEqual([
      '/components/0/value/code opaque',
      '/components/1/value/webhookUrl opaque',
    ]);
  });

  it('connections name their owner', () => {
    const document = {
      rule: {
        uuid: 'r',
        components: [
          { id: 's', type: 'jira.issue.slack.message', value: {}, connectionId: 'c1' },
          { type: 'x', connectionId: 'gone' },
        ],
      },
      connections: [{ id: 'c1', accountId: '712020:account-17', authType: 'OAUTH_3LO' }],
    };

    const [facts] = factsOf(document);

    expect(facts?.connections).toMatchObject([
      { key: 's|connection', connectionId: 'c1', accountId: '712020:account-17', authType: 'OAUTH_3LO' },
      { connectionId: 'gone', accountId: null, authType: null },
    ]);
  });

  it('a connection that no step was seen to use is named all the same', () => {
    const connections = [{ id: 'c1', accountId: 'account-17', authType: 'OAUTH_3LO' }];

    const [facts] = factsOf({ rule: { uuid: 'r', components: [] }, connections });

    expect(facts?.connections).toMatchObject([
      { key: 'connections|c1', accountId: 'account-17', location: { pointer: '/connections/0' } },
    ]);
  });

  it('a key stays when steps are added before it', () => {
    const step = {
      id: 'c9',
      type: 'jira.issue.outgoing.webhook',
      value: { url: '', headers: [{ name: 'Authorization', value: `Bearer ${token}` }] },
    };

    const [before] = usesOf({ components: [step] });
    const [after] = usesOf({ components: [{ type: 'jira.issue.comment' }, step] });

    expect(after?.key).toBe(before?.key);
    expect(after?.location.pointer).not.toBe(before?.location.pointer);
  });
});

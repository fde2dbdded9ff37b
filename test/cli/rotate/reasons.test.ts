import type { AnsweredRule } from '../../../cli/rotate/answer';
import type { JsonObject } from '../../../local/json';
import { makeAtlassianToken } from '../support/make-secrets';
import { smallOrganization } from './support/small-organization';
import type { SmallOrganization } from './support/small-organization';
import { answerOf, openWorld } from './support/run-rotate';
import type { RotateResult, World } from './support/run-rotate';

const SITE = 'https://example.atlassian.net/rest/api/3/issue/{{issue.key}}';

type Site = SmallOrganization & World;

function site(): Site {
  const organization = smallOrganization();
  return { ...organization, ...openWorld(organization.org) };
}

/** Plans and applies; answers what became of the one rule that is not the good one. */
async function oneRule(
  world: Site,
  add: (world: Site) => unknown,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<{ rule: AnsweredRule | undefined; result: RotateResult }> {
  add(world);
  world.add('Z: good', [world.build.webRequest(SITE, [world.header()])]);
  const before = JSON.stringify(world.org.rules[0]);
  const result = await world.run(['--format', 'json', '--apply', '--yes', ...args], {
    environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value, ...environment },
  });
  expect(JSON.stringify(world.org.rules[0])).toBe(before);
  return { rule: answerOf(result).rules.find(({ name }) => name !== 'Z: good'), result };
}

describe('a rule is not rotated, and the answer says why, when', () => {
  it.each<[string, string, (world: Site) => unknown]>([
    [
      'a hidden value is withheld',
      'withheld',
      ({ add, build, header }) =>
        add('A', [
          build.webRequest(SITE, [header()]),
          build.webRequest(SITE, [{ name: 'X-Api-Key', value: '***', secure: true }]),
        ]),
    ],
    [
      'a hidden value is empty',
      'withheld',
      ({ add, build, header }) =>
        add('A', [build.webRequest(SITE, [header(), { name: 'X-Api-Key', value: '', secure: true }])]),
    ],
    [
      'it has a connection',
      'connection',
      ({ add, build, header, owner }) =>
        add('A', [build.webRequest(SITE, [header()])], { connections: [{ id: 'c-1', accountId: owner.accountId }] }),
    ],
    [
      'a step has a connection',
      'connection',
      ({ add, build, header }) =>
        add('A', [
          { ...build.action('slack.notification', {}), connectionId: 'c-2' },
          build.webRequest(SITE, [header()]),
        ]),
    ],
    [
      'it is a draft',
      'draft',
      ({ add, build, header }) => add('A', [build.webRequest(SITE, [header()])], { state: 'DRAFT' }),
    ],
    [
      'its actor is deactivated',
      'actor',
      ({ add, build, header, gone }) => add('A', [build.webRequest(SITE, [header()])], { actorId: gone.accountId }),
    ],
    [
      'there is no such actor',
      'actor',
      ({ add, build, header }) => add('A', [build.webRequest(SITE, [header()])], { actorId: '712020:nobody' }),
    ],
    [
      'its scope and its trigger’s filters differ',
      'scope-mismatch',
      ({ add, build, header }) =>
        add('A', [build.webRequest(SITE, [header()])], {
          trigger: build.trigger('jira.issue.event.trigger:created', { eventFilters: ['ari:cloud:jira:x:project/1'] }),
        }),
    ],
    [
      'it holds a number that is not exact',
      'number',
      ({ add, build, header }) =>
        add('A', [build.action('jira.issue.edit', { id: 2 ** 60 }), build.webRequest(SITE, [header()])]),
    ],
    [
      'its request goes where only tokens with scopes work',
      'address',
      ({ add, build, header, org }) =>
        add('A', [build.webRequest(`https://api.atlassian.com/ex/jira/${org.cloudId}/rest/api/3/myself`, [header()])]),
    ],
    [
      'it signs in as somebody else',
      'other-user',
      ({ add, build, header, old, successor }) => {
        add('A', [build.webRequest(SITE, [header(old, successor)])]);
        add('Z: good', [build.webRequest(SITE, [header()])]);
      },
    ],
    [
      'the value is a label',
      'fixed-place',
      ({ add, build, header, old }) => {
        const stored = add('A', [build.webRequest(SITE, [header()])]);
        stored.rule = { ...stored.rule, labels: [old.value] } satisfies JsonObject;
      },
    ],
    [
      'half of the token is used elsewhere, too',
      'part-used-elsewhere',
      ({ add, build, old }) =>
        add('A', [
          build.variable('head', old.value.slice(0, 60)),
          build.variable('tail', old.value.slice(60)),
          build.webRequest(SITE, [{ name: 'Authorization', value: 'Bearer {{head}}{{tail}}' }]),
          build.comment('It begins with {{head}}'),
        ]),
    ],
  ])('%s', async (_, code, add) => {
    const world = site();
    const { rule, result } = await oneRule(world, add);

    expect(rule).toMatchObject({ outcome: 'not-rotatable', reason: { code } });
    expect(rule?.reason?.text).toMatch(/^[A-Z].{20,}\.$/);
    expect(result.code).toBe(3);
    expect(answerOf(result).revoke.isSafe).toBe(false);
    expect(world.cloud.writes.asked).not.toContain(world.org.rules[0]?.uuid);
    expect(answerOf(result).summary.rotated).toBeGreaterThan(0);
  });
});

describe('a new token with scopes', () => {
  it('is put into rules that go to the gateway, and into no others', async () => {
    const world = site();
    const gateway = `https://api.atlassian.com/ex/jira/${world.org.cloudId}/rest/api/3/issue/{{issue.key}}`;
    world.add('A: gateway', [world.build.webRequest(gateway, [world.header()])]);
    world.add('B: site', [world.build.webRequest(SITE, [world.header()])]);
    const result = await world.run(['--format', 'json', '--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.scoped.value },
    });

    expect(answerOf(result)).toMatchObject({ newToken: { outcome: 'accepted', form: 'scoped' } });
    expect(answerOf(result).rules.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
      ['rotated', undefined],
      ['not-rotatable', 'address'],
    ]);
  });
});

describe('nothing is written at all when', () => {
  it.each<[string, RegExp, (world: Site) => { args?: string[]; environment?: Record<string, string> }]>([
    [
      'the new token is revoked',
      /does not sign in/,
      (world) => {
        world.fresh.revokedAt = 0;
        return {};
      },
    ],
    [
      'the new token is another account’s',
      /does not sign in as|another account/,
      (world) => ({
        environment: { TOKEN_WATCH_NEW: world.successors.value },
      }),
    ],
    [
      'the new token is cut',
      /not whole: its checksum/,
      (world) => ({
        environment: {
          TOKEN_WATCH_NEW: `${world.fresh.value.slice(0, -1)}${world.fresh.value.endsWith('0') ? '1' : '0'}`,
        },
      }),
    ],
    ['old and new are the same', /are the same/, (world) => ({ environment: { TOKEN_WATCH_NEW: world.old.value } })],
    ['the new one is too short', /fewer than 8/, () => ({ environment: { TOKEN_WATCH_NEW: 'short' } })],
    ['the new one is missing', /new credential is missing/, () => ({ environment: { TOKEN_WATCH_NEW: '' } })],
    [
      'the old one is a part of the new one',
      /a part of it/,
      (world) => ({
        environment: { TOKEN_WATCH_OLD: world.old.value.slice(0, 40), TOKEN_WATCH_NEW: world.old.value },
      }),
    ],
    [
      'no rule holds either',
      /no rule that could be read/,
      () => ({ environment: { TOKEN_WATCH_OLD: 'a-value-nobody-has-7' } }),
    ],
    ['the canary is no rule of the plan', /--canary names/, () => ({ args: ['--canary', 'no-such-rule'] })],
    ['--rule names no rule of the plan', /--rule names/, () => ({ args: ['--rule', 'no-such-rule'] })],
    ['nobody confirms', /a script gives --yes/, () => ({ args: ['--no-yes'] })],
    [
      'the rules cannot be listed',
      /could not be listed/,
      (world) => {
        world.cloud.onRequest = ({ path }) => (path.endsWith('/summary') ? { status: 500, json: {} } : undefined);
        return {};
      },
    ],
    [
      'the caller is no admin',
      /\(403\)/,
      (world) => ({
        environment: { ATLASSIAN_EMAIL: world.successor.email, ATLASSIAN_API_TOKEN: world.successors.value },
      }),
    ],
    [
      'the site says that the new token is another account’s',
      /signs in as another account/,
      (world) => {
        const { accountId, email, name } = world.successor;
        world.cloud.onRequest = ({ path }) =>
          path.endsWith('/myself')
            ? { status: 200, json: { accountId, emailAddress: email, displayName: name } }
            : undefined;
        return {};
      },
    ],
    [
      'the new token has scopes and may not say whose it is',
      /not read:jira-user/,
      (world) => {
        world.cloud.onRequest = ({ path }) =>
          path.endsWith('/myself')
            ? { status: 401, json: { code: 401, message: 'Unauthorized; scope does not match' } }
            : undefined;
        return {};
      },
    ],
    [
      'the site takes the new token for nobody’s, with a 200',
      /does not sign in/,
      (world) => {
        world.cloud.onRequest = ({ path }) =>
          path.endsWith('/myself')
            ? { status: 200, json: {}, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } }
            : undefined;
        return {};
      },
    ],
    [
      'the site cannot be asked about the new token',
      /could not be tried/,
      (world) => {
        world.cloud.onRequest = ({ path }) => (path.endsWith('/myself') ? { status: 503, json: {} } : undefined);
        return {};
      },
    ],
  ])('%s', async (_, line, set) => {
    const world = site();
    world.add('A', [world.build.webRequest(SITE, [world.header()])]);
    const { args = [], environment } = set(world);
    const options = ['--apply', ...(args.includes('--no-yes') ? [] : ['--yes', ...args])];
    const result = await world.run(options, {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value, ...environment },
    });

    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(line);
    expect(result.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});

describe('the new token is tried', () => {
  it('at the own site and its gateway alone, and before anything is written', async () => {
    const world = site();
    world.add('A', [world.build.webRequest('https://relay.example.org/jobs', [world.header()])]);
    const { requests } = await world.run(['--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });
    const sent = requests.filter(({ authorization }) =>
      Buffer.from(authorization?.split(' ')[1] ?? '', 'base64')
        .toString()
        .includes(world.fresh.value),
    );

    expect(sent.map(({ url }) => url)).toEqual(['https://example.atlassian.net/rest/api/3/myself']);
    expect(requests.findIndex(({ method }) => method === 'PUT')).toBeGreaterThan(
      requests.findIndex((one) => one === sent[0]),
    );
    expect(requests.every(({ url }) => /^https:\/\/(?:api\.atlassian\.com|example\.atlassian\.net)\//.test(url))).toBe(
      true,
    );
  });

  it('not at all where it is a third party’s: it would be told to somebody it is not meant for', async () => {
    const world = site();
    world.add('A', [
      world.build.webRequest('https://lake.example.org/ingest', [{ name: 'X-Api-Key', value: 'q7Lr2vXk9sBn4TzW' }]),
    ]);
    const result = await world.run(['--format', 'json', '--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: 'q7Lr2vXk9sBn4TzW', TOKEN_WATCH_NEW: 'h3Md8pYc5gJf6RaE' },
    });

    expect(answerOf(result)).toMatchObject({ newToken: { outcome: 'not-tried' }, summary: { rotated: 1 } });
    expect(result.requests.filter(({ url }) => url.endsWith('/myself'))).toEqual([]);
  });

  it('with --new-email where no rule says whose it is', async () => {
    const world = site();
    world.add('A', [world.build.webRequest(SITE, [{ name: 'Authorization', value: `Bearer ${world.old.value}` }])]);
    const environment = { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value };
    const without = await world.run(['--apply', '--yes'], { environment });
    const named = await world.run(['--apply', '--yes', '--new-email', world.owner.email], { environment });

    expect(without.stderr).toContain('give --new-email');
    expect([without.code, named.code]).toEqual([2, 0]);
  });
});

describe('what is to be done by hand', () => {
  it('names masked values, stored secrets, properties, connections and strays, each with the link to its rule', async () => {
    const world = site();
    const { add, build, old } = world;
    add('A: masked', [build.webRequest(SITE, [{ name: 'Authorization', value: '', secure: true }])]);
    add('B: stored', [
      build.webRequest(SITE, [{ name: 'Private-Token', value: { keyOrValue: 'deploy', secret: true } }]),
    ]);
    add('C: property', [
      build.webRequest(SITE, [{ name: 'Authorization', value: 'Bearer {{project.properties.token}}' }]),
    ]);
    add('D: connection', [build.log('x')], {
      connections: [{ id: 'c-1', accountId: 'somebody', authType: 'API_TOKEN' }],
    });
    // A value that is cut in two by a tag that no reading undoes is no credential, and is one for whoever reads it.
    add('E: stray', [{ ...build.log('x'), type: `acme.${old.value}` }]);
    add('Z: good', [build.webRequest(SITE, [world.header()])]);
    const result = await world.run(['--format', 'json', '--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });
    const { byHand, revoke } = answerOf(result);

    expect(byHand.map(({ name, what }) => [name, what])).toEqual([
      ['A: masked', 'masked'],
      ['B: stored', 'reference'],
      ['C: property', 'property'],
      ['E: stray', 'unclear'],
      ['D: connection', 'connection'],
    ]);
    for (const { url, uuid, text } of byHand) {
      expect(url).toBe(`https://example.atlassian.net/jira/settings/automation#/rule/${uuid}`);
      expect(text.length).toBeGreaterThan(40);
    }
    expect(result.code).toBe(0);
    expect(revoke).toMatchObject({ isSafe: false });
    expect(revoke.text).toContain('5 places');
  });
});

describe('a run that signs in with the old token itself', () => {
  it('says what that means', async () => {
    const world = site();
    const own = world.org.tokens.find(({ id }) => id === world.org.admin.tokenId);
    const admin = world.org.accounts.find(({ accountId }) => accountId === world.org.admin.accountId);
    if (own === undefined || admin === undefined) {
      throw new Error('no admin');
    }
    world.add('A', [world.build.webRequest(SITE, [world.header(own, admin)])]);
    world.org.tokens.push({ ...own, id: 'next', value: makeAtlassianToken(77) });
    const result = await world.run(['--format', 'json'], {
      environment: { TOKEN_WATCH_OLD: own.value, TOKEN_WATCH_NEW: makeAtlassianToken(77) },
    });

    expect(answerOf(result)).toMatchObject({ summary: { planned: 1 } });
    expect(answerOf(result).limits.join(' ')).toContain('You sign in with the old token yourself');
  });
});

describe('a choice of rules', () => {
  it('--rule writes only those it names, --canary the first of them', async () => {
    const world = site();
    const rules = ['A', 'B', 'C'].map((name) => world.add(name, [world.build.webRequest(SITE, [world.header()])]));
    const [first = '', , third = ''] = rules.map(({ uuid }) => uuid);
    const result = await world.run(
      ['--format', 'json', '--apply', '--yes', '--canary', third, '--rule', first, third],
      {
        environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
      },
    );

    expect(world.cloud.writes.asked).toEqual([third, first]);
    expect(answerOf(result).rules[1]).toMatchObject({ outcome: 'not-rotatable', reason: { code: 'not-chosen' } });
    expect(result.code).toBe(3);
  });

  it('a canary that is not what was planned ends the run', async () => {
    const world = site();
    const rules = ['A', 'B'].map((name) => world.add(name, [world.build.webRequest(SITE, [world.header()])]));
    world.cloud.writes.faultOf = (uuid) => (uuid === rules[0]?.uuid ? 'refuse' : undefined);
    const result = await world.run(['--format', 'json', '--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: world.old.value, TOKEN_WATCH_NEW: world.fresh.value },
    });

    expect(world.cloud.writes.asked).toEqual([rules[0]?.uuid]);
    expect(answerOf(result).summary).toMatchObject({ 'not-written': 1, 'not-reached': 1 });
    expect(result.code).toBe(2);
  });
});

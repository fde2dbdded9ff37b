import type { Account } from '../../local/cloud/account';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { fieldOf, isRecord, textOf } from '../../local/json';
import { definedResolvers } from './support/resolver-keys';
import { sampleRequests, type Known } from './support/sample-requests';
import { NOW, WatchedApp, type Emitted, type OutgoingRequest } from './support/watched-app';

const keys = definedResolvers();
const REFUSED = { ok: false, failure: { code: 'not-admin' } };
const NO_SUCH_KEY = { ok: false, failure: { code: 'bad-request', text: expect.any(String) as string } };
/** Names that every object has: a table of functions must not take them for entries of its own. */
const INHERITED = [
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__proto__',
  'isPrototypeOf',
  '__defineGetter__',
];

let app: WatchedApp;
let samples: Record<string, unknown>;
let emitted: Emitted[] = [];

beforeAll(async () => {
  const org = demoOrganization({ seed: 5, bornAt: NOW, rules: 60 });
  app = await WatchedApp.open({ org, onEmit: (one) => emitted.push(one) });
  await app.connect();
  await app.run('weekly-scan');
  samples = sampleRequests(await knownOf());
});

beforeEach(() => {
  emitted = [];
  app.instead = undefined;
});

async function knownOf(): Promise<Known> {
  const { cloud } = app;
  const page = fieldOf(await app.asAdmin('getFindings', {}), 'value');
  const listed = fieldOf(page, 'rows');
  const finding: unknown = Array.isArray(listed)
    ? listed.find(
        (one) => fieldOf(one, 'own') === undefined && textOf(fieldOf(fieldOf(one, 'owner'), 'email')) !== undefined,
      )
    : undefined;
  const { email, token, key } = cloud.credentials();
  const [project] = cloud.org.projects;
  if (project === undefined) {
    throw new Error('The pretend site has no project.');
  }
  return {
    email,
    token,
    orgKey: key,
    findingId: textOf(fieldOf(finding, 'id')) ?? '',
    ruleUuid: textOf(fieldOf(fieldOf(finding, 'rule'), 'uuid')) ?? '',
    project,
  };
}

function accountWhere(is: (account: Account) => boolean): string {
  const found = app.cloud.org.accounts.find(is);
  if (found === undefined) {
    throw new Error('The pretend organization has no such account.');
  }
  return found.accountId;
}

const isProjectAdmin = ({ accountId }: Account): boolean => app.cloud.org.projectAdminIds?.includes(accountId) === true;

/** Everybody but the Jira admin; null is a caller who is not signed in. */
const OTHERS: [string, () => string | null][] = [
  ['an anonymous caller', () => null],
  ['an account that does not exist', () => 'nobody'],
  ['a user', () => accountWhere((one) => one.kind === 'person' && isPlain(one) && !isProjectAdmin(one))],
  ['a project admin', () => accountWhere(isProjectAdmin)],
  ['a deactivated user', () => accountWhere(({ deactivatedAt }) => deactivatedAt !== null)],
  ['a service account', () => accountWhere(({ kind }) => kind === 'service-account')],
];

function asAdmin(key: string): Promise<unknown> {
  return app.invoke(key, samples[key], app.cloud.org.admin.accountId);
}

function objectOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isPlain(account: Account): boolean {
  return (
    !account.isAdmin && account.deactivatedAt === null && account.suspendedAt === null && account.closedAt === null
  );
}

/** Stored values and waiting events: what a refused call must leave as it was. */
function stateOf({ host }: WatchedApp): string {
  return JSON.stringify([host.kvs.dump(), host.queue.pending().map(({ eventId }) => eventId)]);
}

/** Hosts and paths asked, without the question about the permission itself. */
function otherRequests(): string[] {
  return emitted
    .filter(({ where, text }) => where === 'request' && !text.includes('/rest/api/3/mypermissions'))
    .map(({ text }) => text.split('\n', 1)[0] ?? '');
}

describe('the resolvers', () => {
  it('are all found in the code, and each has a sample request', () => {
    expect(keys.length).toBeGreaterThan(15);
    expect([...keys].sort()).toEqual(Object.keys(samples).sort());
  });

  it('are the only function a page can reach', () => {
    const { modules } = app.host.manifest;
    const reachable = modules['jira:adminPage'].map(({ resolver }) => resolver?.function);
    const others = [...modules.scheduledTrigger, ...modules.consumer, ...modules.trigger].map((one) => one.function);

    expect(reachable).toEqual(['answer-admin']);
    expect(others).not.toContain('answer-admin');
  });
});

describe.each(OTHERS)('%s', (_who, account) => {
  it.each(keys)('is not answered by %s, and changes nothing', async (key) => {
    const before = stateOf(app);
    emitted = [];

    const answer = await app.invoke(key, samples[key], account());

    expect(answer).toMatchObject(REFUSED);
    expect(Object.keys(objectOf(answer)).sort()).toEqual(['failure', 'ok']);
    expect(stateOf(app)).toBe(before);
    expect(otherRequests()).toEqual([]);
  });

  it('gets nothing by naming a key that is no resolver', async () => {
    for (const key of [...INHERITED, 'getEverything', '']) {
      const answer = await app.invoke(key, { secret: 'mine' }, account());
      expect({ key, answer }).toEqual({ key, answer: NO_SUCH_KEY });
    }
    expect(otherRequests()).toEqual([]);
  });

  it('gets nothing by naming another account in the request', async () => {
    const { admin } = app.cloud.org;
    const forged = { accountId: admin.accountId, context: { accountId: admin.accountId }, principal: admin };
    for (const key of keys) {
      expect(await app.invoke(key, { ...forged, ...objectOf(samples[key]) }, account())).toMatchObject(REFUSED);
    }
  });
});

/** What may become of the question whether the caller is an admin. */
const TROUBLES: [string, (request: OutgoingRequest) => Response | Promise<Response>][] = [
  ['500', () => new Response('oops', { status: 500 })],
  ['401', () => Response.json({ permissions: { ADMINISTER: { havePermission: true } } }, { status: 401 })],
  ['403', () => new Response('', { status: 403 })],
  ['404', () => Response.json({}, { status: 404 })],
  ['429', () => new Response('', { status: 429, headers: { 'retry-after': '3600' } })],
  ['a redirect', () => new Response('', { status: 302, headers: { location: 'https://elsewhere.example/' } })],
  ['no answer at all', () => new Promise(() => undefined)],
  ['a cut connection', () => Promise.reject(new TypeError('fetch failed'))],
  ['HTML', () => new Response('<!doctype html><p>Log in</p>', { headers: { 'content-type': 'text/html' } })],
  ['half an answer', () => new Response('{"permissions":{"ADMINISTER":{"havePermission":true')],
  ['nothing in it', () => new Response('')],
  ['null', () => Response.json(null)],
  ['an empty object', () => Response.json({})],
  ['a list', () => Response.json([{ ADMINISTER: { havePermission: true } }])],
  ['a text for true', () => Response.json({ permissions: { ADMINISTER: { havePermission: 'true' } } })],
  ['a one for true', () => Response.json({ permissions: { ADMINISTER: { havePermission: 1 } } })],
  ['another permission', () => Response.json({ permissions: { ADMINISTER_PROJECTS: { havePermission: true } } })],
  [
    'the permission behind a prototype',
    () => new Response('{"__proto__":{"permissions":{"ADMINISTER":{"havePermission":true}}}}'),
  ],
];

/** Troubles that say nothing about the caller: a Jira admin must not be told that they are none. */
const UNCHECKED: Record<string, string> = {
  '500': 'unavailable',
  '429': 'rate-limited',
  'no answer at all': 'network',
  'a cut connection': 'unavailable',
  HTML: 'bad-answer',
  'half an answer': 'bad-answer',
};

describe.each(TROUBLES)('when Jira answers the question for the permission with %s', (name, trouble) => {
  it('nobody is answered, not even the Jira admin', async () => {
    app.instead = (request) => (request.url.pathname.endsWith('/mypermissions') ? trouble(request) : undefined);
    const before = stateOf(app);
    const refused = { ok: false, failure: { code: UNCHECKED[name] ?? 'not-admin' } };
    for (const key of keys) {
      expect(await asAdmin(key)).toMatchObject(refused);
    }
    expect(stateOf(app)).toBe(before);
    expect(otherRequests()).toEqual([]);
  });
});

describe('a Jira admin', () => {
  it('is asked about anew for every call, as themselves', async () => {
    await app.asAdmin('getSettings', {});
    await app.asAdmin('getHistory', {});
    const questions = emitted.filter(({ text }) => text.includes('/mypermissions?permissions=ADMINISTER'));

    expect(questions).toHaveLength(2);
    for (const { text } of questions) {
      expect(text).toContain('["x-forge-as","user"]');
      expect(text).toContain(`["x-forge-account","${app.cloud.org.admin.accountId}"]`);
    }
  });

  it('is not answered any more as soon as the permission is gone', async () => {
    const admin = app.cloud.org.accounts.find(({ isAdmin }) => isAdmin);
    if (admin === undefined) {
      throw new Error('The pretend organization has no admin.');
    }
    admin.isAdmin = false;
    const refused = await app.asAdmin('getOverview', {});
    admin.isAdmin = true;

    expect(refused).toMatchObject(REFUSED);
    expect(await app.asAdmin('getOverview', {})).toMatchObject({ ok: true });
  });

  it('is answered by every resolver', async () => {
    for (const key of Object.keys(samples)) {
      expect({ key, answer: await asAdmin(key) }).toMatchObject({
        key,
        answer: { ok: true },
      });
    }
  });
});

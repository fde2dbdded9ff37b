import { GRACE_DAYS, DAY, stateOf } from '../../local/cloud/account';
import { PretendCloud } from '../../local/cloud/cloud';
import type { CloudAnswer } from '../../local/cloud/api/router';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { tokenStateOf } from '../../local/cloud/organization';
import { basic } from '../../local/cloud/rule-builder';
import { fieldOf, isRecord } from '../../local/json';
import { takeViolations } from '../support/documents/watch';

const BORN = new Date('2026-11-02T09:00:00.000Z');

function openCloud() {
  let now = BORN.getTime();
  const cloud = new PretendCloud({ org: demoOrganization({ seed: 7, bornAt: BORN }), now: () => now });
  const { email, token, key } = cloud.credentials();
  const ask = (method: string, address: string, headers: Record<string, string> = {}, body?: unknown): CloudAnswer => {
    const url = new URL(address, 'http://cloud.invalid');
    const all = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    return cloud.handle({ method, path: url.pathname, query: url.searchParams, headers: all, body });
  };
  return {
    cloud,
    org: cloud.org,
    ask,
    pass: (days: number) => (now += days * DAY),
    now: () => now,
    admin: { authorization: basic(email, token) },
    key: { authorization: `Bearer ${key}` },
    rules: `/api.atlassian.com/automation/public/jira/${cloud.org.cloudId}/rest/v1/rule`,
  };
}

function itemsOf(answer: CloudAnswer): unknown[] {
  const items = fieldOf(answer.json, 'data') ?? fieldOf(answer.json, 'items') ?? answer.json;
  return Array.isArray(items) ? items : [];
}

function linkOf(answer: CloudAnswer): string | null {
  const next = fieldOf(fieldOf(answer.json, 'links'), 'next');
  return typeof next === 'string' ? next : null;
}

/** Reads every page the way a client does: by the link the last one gave. */
function readAll(first: CloudAnswer, next: (link: string) => CloudAnswer): unknown[] {
  const items: unknown[] = [];
  let answer = first;
  for (;;) {
    items.push(...itemsOf(answer));
    const link = linkOf(answer);
    if (link === null) {
      return items;
    }
    answer = next(link);
  }
}

describe('the demo organization', () => {
  it('is the same for the same seed, and another one for another', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => JSON.stringify(demoOrganization({ seed, bornAt: BORN })));

    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('has about 400 rules, 120 people and 90 listed tokens', () => {
    const { org, ask, key } = openCloud();
    const listed = itemsOf(
      ask('GET', `/api.atlassian.com/admin/api-access/v1/orgs/${org.id}/api-tokens?pageSize=1000`, key),
    );

    expect(org.rules).toHaveLength(400);
    expect(org.accounts.filter((account) => account.kind === 'person')).toHaveLength(120);
    expect(org.tokens.length).toBeGreaterThanOrEqual(90);
    expect(listed.length).toBeGreaterThan(75);
  });
});

describe('the pretend Automation API', () => {
  it('lists all rules by cursor, 100 a page, with links that are query strings', () => {
    const { ask, admin, rules, org } = openCloud();
    const first = ask('GET', `${rules}/summary`, admin);
    const all = readAll(first, (link) => ask('GET', `${rules}/summary${link}`, admin));

    expect(itemsOf(first)).toHaveLength(100);
    expect(new Set(all.map((item) => fieldOf(item, 'uuid')))).toEqual(
      new Set(org.rules.filter((stored) => stored.product === 'jira').map((stored) => stored.uuid)),
    );
  });

  it('takes no page beyond 100 and no cursor older than an hour', () => {
    const { ask, admin, rules, pass } = openCloud();
    const link = linkOf(ask('GET', `${rules}/summary`, admin)) ?? '';
    pass(1 / 12);

    expect(ask('GET', `${rules}/summary?limit=101`, admin).status).toBe(400);
    expect(ask('GET', `${rules}/summary${link}`, admin).status).toBe(400);
    expect(takeViolations()).toEqual(['automation: GET /rest/v1/rule/summary: query /limit maximum']);
  });

  it('gives a rule with its connections, hidden headers in clear where no redaction is asked for', () => {
    const { ask, admin, rules, org } = openCloud();
    const stored = org.rules.find(({ rule }) => JSON.stringify(rule).includes('"headerSecure":true'));
    const address = `${rules}/${stored?.uuid ?? ''}`;
    const clear = ask('GET', `${address}?redactSensitiveFields=false`, admin);

    expect(clear.json).toEqual({ rule: stored?.rule, connections: stored?.connections });
    for (const redacted of [ask('GET', address, admin), ask('GET', `${address}?redactSensitiveFields=true`, admin)]) {
      expect(JSON.stringify(redacted.json)).toMatch(/"value":"\*\*\*","headerSecure":true/);
    }
  });

  it('knows wrong, scoped and expired tokens from a person who is no admin', () => {
    const { ask, admin, rules, org, pass, now } = openCloud();
    const status = (authorization: string): number => ask('GET', `${rules}/summary`, { authorization }).status;
    const good = org.tokens.filter((token) => token.kind === 'user' && tokenStateOf(org, token, now()) === 'good');
    const other = good.find((token) => token.scopes.length === 0 && token.accountId !== org.admin.accountId);
    const scoped = good.find((token) => token.scopes.length > 0);
    const emailOf = (id: string | undefined): string =>
      org.accounts.find((account) => account.accountId === id)?.email ?? '';

    expect(status(basic('nobody@example.com', 'x'))).toBe(401);
    expect(status(basic(emailOf(other?.accountId), other?.value ?? ''))).toBe(403);
    expect(
      ask('GET', `${rules}/summary`, { authorization: basic(emailOf(scoped?.accountId), scoped?.value ?? '') }).json,
    ).toEqual({
      code: 401,
      message: 'Unauthorized; scope does not match',
    });
    pass(60);
    expect(status(admin.authorization)).toBe(401);
  });
});

describe('the pretend admin APIs', () => {
  it('show every state of an account, and forget the deleted after 14 days', () => {
    const { ask, key, org, pass, now } = openCloud();
    const users = (): unknown[] => {
      const search = (cursor?: string): CloudAnswer =>
        ask('POST', `/api.atlassian.com/admin/v2/orgs/${org.id}/directories/-/users/search`, key, {
          limit: 50,
          cursor,
        });
      return readAll(search(), search);
    };
    const states = new Set(users().map((user) => fieldOf(user, 'status')));
    const leaver = org.accounts.find((account) => stateOf(account, now()) === 'for-deletion');
    const seesLeaver = (): boolean => users().some((user) => fieldOf(user, 'accountId') === leaver?.accountId);

    expect(states).toEqual(new Set(['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion']));
    expect(seesLeaver()).toBe(true);
    pass(GRACE_DAYS);
    expect(seesLeaver()).toBe(false);
  });

  it('refuse a key without the scope, and a key that has expired', () => {
    const { ask, key, org, pass } = openCloud();
    const narrow = org.tokens.find((token) => token.kind === 'organization' && token.id !== org.admin.keyId);
    const path = `/api.atlassian.com/admin/api-access/v1/orgs/${org.id}/api-tokens`;

    expect(ask('GET', path, key).status).toBe(200);
    expect(ask('GET', path, { authorization: `Bearer ${narrow?.value ?? ''}` }).status).toBe(403);
    expect(ask('GET', path).status).toBe(401);
    pass(30);
    expect(ask('GET', path, key).status).toBe(401);
  });

  it('list no value of any token', () => {
    const { ask, key, org } = openCloud();
    const base = `/api.atlassian.com/admin/api-access/v1/orgs/${org.id}`;
    const listed = ['api-tokens', 'api-keys', 'service-accounts', 'service-accounts/api-tokens'].map((path) =>
      JSON.stringify(ask('GET', `${base}/${path}`, key)),
    );

    for (const token of org.tokens) {
      expect(listed.some((text) => text.includes(token.value))).toBe(false);
    }
  });
});

describe('the pretend Jira', () => {
  const APP = { 'x-forge-as': 'app' };

  it('tells who may administer, for the account that asks', () => {
    const { ask, org } = openCloud();
    const may = (account: string): unknown => {
      const answer = ask('GET', '/jira/rest/api/3/mypermissions?permissions=ADMINISTER', {
        'x-forge-as': 'user',
        'x-forge-account': account,
      });
      return fieldOf(fieldOf(fieldOf(answer.json, 'permissions'), 'ADMINISTER'), 'havePermission') ?? answer.status;
    };
    const ordinary = org.accounts.find((account) => !account.isAdmin && stateOf(account, BORN.getTime()) === 'active');

    expect([may(org.admin.accountId), may(ordinary?.accountId ?? ''), may('stranger')]).toEqual([true, false, 401]);
  });

  it('lists all users page by page, inactive ones included, and hides what profiles hide', () => {
    const { ask, org } = openCloud();
    const pages = [0, 100].flatMap((startAt) =>
      itemsOf(ask('GET', `/jira/rest/api/3/users/search?startAt=${startAt}&maxResults=100`, APP)),
    );
    const hidden = org.accounts.find(
      (account) => account.hidesEmail && account.kind === 'person' && stateOf(account, BORN.getTime()) === 'active',
    );
    const id = hidden?.accountId ?? '';
    const shown = pages.find((user) => fieldOf(user, 'accountId') === id);

    expect(pages).toHaveLength(org.accounts.length);
    expect(pages.some((user) => fieldOf(user, 'active') === false)).toBe(true);
    expect(isRecord(shown) && 'emailAddress' in shown).toBe(false);
    expect(ask('GET', `/jira/rest/api/3/user/email/bulk?accountId=${id}`, APP).json).toEqual([
      { accountId: id, email: hidden?.email },
    ]);
    expect(
      ask('GET', `/jira/rest/api/3/user/email/bulk?accountId=${id}`, {
        'x-forge-as': 'user',
        'x-forge-account': org.admin.accountId,
      }).status,
    ).toBe(401);
  });

  it('keeps work items and mails, and refuses what Jira refuses', () => {
    const { ask, org, cloud } = openCloud();
    const fields = {
      project: { key: 'ADM' },
      issuetype: { name: 'Task' },
      summary: 'Rules at risk',
      description: { type: 'doc', version: 1, content: [] },
      labels: ['token-watch'],
    };
    const created = ask('POST', '/jira/rest/api/3/issue', APP, {
      fields,
      properties: [{ key: 'week', value: { at: 1 } }],
    });
    const key = String(fieldOf(created.json, 'key'));

    expect(created.status).toBe(201);
    expect(ask('POST', '/jira/rest/api/3/issue', APP, { fields: { ...fields, description: 'text' } }).status).toBe(400);
    expect(ask('PUT', `/jira/rest/api/3/issue/${key}`, APP, { fields: { summary: 'x'.repeat(256) } }).status).toBe(400);
    expect(ask('PUT', `/jira/rest/api/3/issue/${key}`, APP, { fields: { summary: 'Nothing at risk' } }).status).toBe(
      204,
    );
    expect(cloud.workItems.property(key, 'week')).toEqual({ at: 1 });
    const found = ask('POST', '/jira/rest/api/3/search/jql', APP, {
      jql: 'project = ADM AND labels = "token-watch" ORDER BY created',
    });
    expect(fieldOf(found.json, 'issues')).toEqual([expect.objectContaining({ key })]);
    expect(ask('POST', `/jira/rest/api/3/issue/${key}/notify`, APP, { subject: 's', to: {} }).status).toBe(400);
    const to = { groupIds: [org.groups[0]?.id] };
    expect(ask('POST', `/jira/rest/api/3/issue/${key}/notify`, APP, { subject: 's', textBody: 't', to }).status).toBe(
      204,
    );
    expect(cloud.workItems.sent()).toMatchObject([
      { issueKey: key, subject: 's', to: ['administration.site@example.com'] },
    ]);
  });

  it('says who a token is at its own door only, and how it refuses a dead one', () => {
    const { ask, org, admin, pass, now } = openCloud();
    const site = `/${org.host}/rest/api/3/myself`;
    const gateway = `/api.atlassian.com/ex/jira/${org.cloudId}/rest/api/3/myself`;
    const service = org.tokens.find(
      (token) => token.kind === 'service-account' && tokenStateOf(org, token, now()) === 'good',
    );
    const bearer = { authorization: `Bearer ${service?.value ?? ''}` };

    expect(ask('GET', site, admin)).toMatchObject({ status: 200, json: { accountId: org.admin.accountId } });
    expect([
      ask('GET', gateway, admin).status,
      ask('GET', gateway, bearer).status,
      ask('GET', site, bearer).status,
    ]).toEqual([401, 200, 401]);
    pass(60);
    expect(ask('GET', site, admin)).toMatchObject({
      status: 200,
      json: {},
      headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
    });
  });
});

import { basic, makeAtlassianToken } from '../cli/support/make-secrets';
import { makeRequest, makeRule, makeTokenRecord, makeUser } from '../cli/support/make-rules';
import type { ImportKind, ImportStatement } from '../../src/resolvers/admin-api';
import type { Finding } from '../../src/report/report';
import type { RuleFacts } from '../../src/rules/rule-facts';
import { factsOf } from '../credentials/support/facts-of';
import { openTestSite, type TestSite, WEEK } from '../scan/support/test-site';
import { storedTexts } from '../support/stored-lists';

const HOUR = 60 * 60_000;
const EMAIL = 'leaver@example.com';
const TOKEN = makeAtlassianToken(1);
const UUID = '0190f3a2-1111-7000-8000-000000000001';

let uploads = 0;

function uploadId(): string {
  uploads += 1;
  return `00000000-0000-4000-8000-${String(uploads).padStart(12, '0')}`;
}

function ruleOf(site: TestSite, name = 'Ask for issues', token = TOKEN): Record<string, unknown> {
  const request = makeRequest(
    { Authorization: basic(EMAIL, token) },
    `https://${site.cloud.org.host}/rest/api/3/search`,
  );
  return makeRule({ uuid: UUID, name, components: [request] });
}

function reducedRule(): RuleFacts {
  const [facts] = factsOf(makeRule({ name: 'Reduced', components: [] }));
  if (facts === undefined) {
    throw new Error('It is no rule.');
  }
  return facts;
}

function exportOf(...rules: unknown[]): string {
  return JSON.stringify({ cloud: true, rules });
}

/** The first day of these tests. */
const TODAY = '2026-11-02';
const WHOLE = { complete: true, day: TODAY };

/** Gives the app a file in parts and lets it judge. */
async function give(site: TestSite, kind: ImportKind, fileName: string, ...texts: string[]): Promise<string> {
  return giveAs({}, site, kind, fileName, ...texts);
}

/** A site whose people the app may not list, so that all it knows of them is in files. */
async function openFileSite(): Promise<TestSite> {
  const site = await openTestSite({ rules: 1 });
  site.interfere(({ path }) => (path.includes('/users/search') ? { status: 403, json: {} } : undefined));
  return site;
}

/** Likewise, with what an admin says of the file. */
async function giveAs(
  said: ImportStatement,
  site: TestSite,
  kind: ImportKind,
  fileName: string,
  ...texts: string[]
): Promise<string> {
  const upload = uploadId();
  for (const [part, text] of texts.entries()) {
    const answer = await site.admin.ask('importPart', { upload, kind, fileName, part, text });
    if (!answer.ok) {
      throw new Error(answer.failure.text);
    }
  }
  const about = { upload, kind, fileName, parts: texts.length, leftOut: [] };
  const answer = await site.admin.ask('finishImport', { ...about, ...said });
  if (!answer.ok) {
    throw new Error(answer.failure.text);
  }
  await site.deliver();
  return upload;
}

async function credentialOf(site: TestSite, uuid = UUID): Promise<Finding | undefined> {
  const { findings } = await site.report();
  return findings.find(({ rule, subject }) => rule.uuid === uuid && subject === 'credential');
}

const LEAVER = JSON.stringify([makeUser('account-leaver', EMAIL, { accountStatus: 'closed', status: 'closed' })]);
const STAYER = JSON.stringify([makeUser('account-leaver', EMAIL)]);

describe('files instead of a connection', () => {
  it('are judged at once: rules, then the people and tokens that are given for them', async () => {
    const site = await openFileSite();

    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    const alone = await credentialOf(site);
    await give(site, 'people', 'users.json', STAYER);
    const record = makeTokenRecord('t-1', { accountId: 'account-leaver', email: EMAIL }, '2026-11-05T00:00:00+00:00');
    await giveAs(WHOLE, site, 'tokens', 'tokens.json', JSON.stringify([record]));
    const known = await credentialOf(site);

    expect(alone).toMatchObject({ level: 'unknown', owner: { email: EMAIL }, credential: { checksum: 'valid' } });
    expect(known).toMatchObject({ level: 'critical', owner: { state: 'active' }, token: { match: 'exact' } });
    expect((await site.report()).coverage.limits.join('\n')).toContain(
      '1 rule from the file “rules.json” of 2026-11-02',
    );
  });

  it('are partly read when they say that there is more, or that something was not read', async () => {
    const site = await openFileSite();
    await give(site, 'rules', 'page.json', JSON.stringify({ data: [ruleOf(site)], total: 40 }));
    const page = await site.report();
    const inventory = {
      schema: 'automation-token-watch/inventory',
      version: 1,
      collectedAt: '2026-09-01T00:00:00.000Z',
      keyId: null,
      rules: [reducedRule()],
      unread: [{ source: 'broken.json', reason: 'not valid JSON' }],
    };
    await give(site, 'rules', 'inventory.json', JSON.stringify(inventory));
    const { status, coverage } = await site.report();

    expect(page).toMatchObject({
      status: 'partial',
      coverage: { rulesUnreadable: [{ reason: 'It is one page of more: it holds 1 of 40.' }] },
    });
    expect(status).toBe('partial');
    expect(coverage.rulesUnreadable.map(({ source }) => source)).toContainEqual(expect.stringContaining('broken.json'));
    expect(coverage.limits).toContainEqual(expect.stringContaining('“inventory.json” was collected on 2026-09-01'));
  });

  it('say what breaks when the owner in the people’s file is gone', async () => {
    const site = await openFileSite();
    await give(site, 'people', 'users.csv', `User id,email,User status\naccount-leaver,${EMAIL},Deactivated\n`);
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));

    expect(await credentialOf(site)).toMatchObject({ level: 'broken', owner: { state: 'deactivated' } });
  });

  it('are judged every week, and by hand, without a scan that could fail', async () => {
    const site = await openTestSite({ rules: 1 });
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    const first = await site.report();

    await site.travel(WEEK);
    await site.fire('weekly-scan');
    const second = await site.report();
    const started = await site.admin.ask('startScan', {});
    await site.deliver();

    expect(Date.parse(second.asOf) - Date.parse(first.asOf)).toBeGreaterThanOrEqual(WEEK);
    expect(second.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id));
    expect(started).toMatchObject({ ok: true, value: { scan: { problem: null } } });
    expect((await site.admin.ask('getHistory', {})).ok).toBe(true);
  });

  it('show in the history which rule got another token', async () => {
    const site = await openTestSite({ rules: 1 });
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site, 'Ask for issues')));
    await site.fire('weekly-scan');

    await site.travel(WEEK);
    const edited = { ...ruleOf(site, 'Ask for issues', makeAtlassianToken(2)), updated: 1_793_700_000 };
    await give(site, 'rules', 'rules.json', exportOf(edited));

    const history = await site.admin.ask('getHistory', {});
    const [last] = history.ok ? history.value.history : [];
    expect(last?.changes).toMatchObject({ rotated: 1, new: 0, gone: 0 });
    expect(last?.changed).toMatchObject([{ kind: 'rotated', rule: 'Ask for issues' }]);
  });
});

describe('whether a file lists everything', () => {
  const OTHER = JSON.stringify([makeUser('account-2', 'other@example.com')]);

  async function stateIn(site: TestSite): Promise<string | undefined> {
    return (await credentialOf(site))?.owner?.state;
  }

  it('is no until an admin says yes, and the report says what that would change', async () => {
    const site = await openFileSite();
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    const id = await give(site, 'people', 'users.json', OTHER);
    const before = await stateIn(site);
    const { limits } = (await site.report()).coverage;

    const changed = await site.admin.ask('changeImport', { id, ...WHOLE });
    await site.deliver();
    const after = await stateIn(site);
    await site.admin.ask('changeImport', { id });
    await site.deliver();

    expect([before, after, await stateIn(site)]).toEqual(['unknown', 'not_found', 'unknown']);
    expect(limits).toContain(
      '1 owner is in none of the files; if “users.json” lists everybody, say so, and of which day, under Settings, Files.',
    );
    const completeness = { isPossible: true, isSaid: true, day: TODAY };
    expect(changed).toMatchObject({ ok: true, value: { file: { id, completeness } } });
    expect(await site.admin.ask('changeImport', { id: 'nothing' })).toMatchObject({ failure: { code: 'not-found' } });
  });

  it('is kept with the file and shown in the list of files; nobody asks it of rules', async () => {
    const site = await openFileSite();
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    await giveAs(WHOLE, site, 'people', 'users.json', OTHER);
    await give(site, 'tokens', 'tokens.csv', 'Token label,Email,Created,Expires\n');

    const files = await site.admin.ask('getImports', {});
    expect(files.ok ? files.value.files.map(({ completeness }) => completeness) : []).toEqual([
      null,
      { isPossible: true, isSaid: true, day: TODAY },
      { isPossible: false, isSaid: false, day: null },
    ]);
  });

  it('counts as of the day that an admin or the file names, never as of its upload', async () => {
    const site = await openFileSite();
    const edited = { ...ruleOf(site), updated: 1_793_000_000 };
    await give(site, 'rules', 'rules.json', exportOf(edited));
    // The rule was edited on 26 October 2026.
    const answers: Record<string, string | undefined> = {};
    for (const [what, fileName, said] of [
      ['no day', 'users.json', { complete: true }],
      ['a day before the edit', 'users.json', { complete: true, day: '2026-10-20' }],
      ['the day of the edit', 'users.json', { complete: true, day: '2026-10-26' }],
      ['a day after the edit', 'users.json', { complete: true, day: '2026-10-29' }],
      ['a day in its name', 'users-2026-10-30.json', { complete: true }],
    ] as const) {
      const id = await giveAs(said, site, 'people', fileName, OTHER);
      answers[what] = await stateIn(site);
      await site.admin.ask('removeImport', { id });
    }

    expect(answers).toEqual({
      'no day': 'unknown',
      'a day before the edit': 'unknown',
      'the day of the edit': 'unknown',
      'a day after the edit': 'not_found',
      'a day in its name': 'not_found',
    });
  });

  it('of an earlier day tells what was gone then, but not what is there still', async () => {
    const site = await openTestSite({ rules: 1 });
    const { accountId, email } = site.cloud.org.admin;
    const headers = { Authorization: basic(email, TOKEN) };
    const request = makeRequest(headers, `https://${site.cloud.org.host}/rest/api/3/search`);
    await give(site, 'rules', 'rules.json', exportOf(makeRule({ uuid: UUID, components: [request] })));
    await giveAs(WHOLE, site, 'people', 'users.json', JSON.stringify([makeUser(accountId, email)]));
    const listed = (owner: string, ownerEmail: string) =>
      JSON.stringify([makeTokenRecord('t-1', { accountId: owner, email: ownerEmail }, '2027-09-05T00:00:00+00:00')]);
    await giveAs(WHOLE, site, 'tokens', 'tokens.json', listed(accountId, email));
    const fresh = await credentialOf(site);

    await site.travel(5 * 24 * HOUR);
    await site.fire('daily-check');
    const old = await credentialOf(site);
    const { limits } = (await site.report()).coverage;
    await giveAs(WHOLE, site, 'tokens', 'tokens.json', listed('account-2', 'other@example.com'));
    const gone = await credentialOf(site);

    expect([fresh?.level, fresh?.token?.match]).toEqual(['ok', 'exact']);
    expect([old?.level, old?.token?.match]).toEqual(['unknown', 'candidates']);
    expect(limits).toContain('“tokens.json” shows 2026-11-02: what was made or revoked since is not in it.');
    expect([gone?.level, gone?.token?.match]).toEqual(['broken', 'none']);
  });
});

describe('a file beside a connection', () => {
  it('gives way to what the API says of the same rule, and adds the others', async () => {
    const site = await openTestSite({ rules: 12 });
    const [known] = site.cloud.org.rules;
    const inFile = { ...ruleOf(site, 'An old name'), uuid: known?.uuid ?? '' };
    await give(site, 'rules', 'rules.json', exportOf(inFile, ruleOf(site, 'Only in the file')));
    await site.connect();
    await site.fire('weekly-scan');

    const { findings } = await site.report();
    const names = new Set(findings.map(({ rule }) => rule.name));

    expect(names.has('Only in the file')).toBe(true);
    expect(names.has('An old name')).toBe(false);
  });
});

describe('what a file says of people', () => {
  it('is reported to the platform, and name and email go when the account is closed', async () => {
    const site = await openTestSite({ rules: 1 });
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    await give(site, 'people', 'users.json', LEAVER.replace('"name":"account-leaver"', '"name":"Somebody Known"'));
    const record = makeTokenRecord('t-1', { accountId: 'account-leaver', email: EMAIL }, '2027-01-05T00:00:00+00:00');
    await give(site, 'tokens', 'tokens.json', JSON.stringify([record]));
    const told: unknown[] = [];
    site.interfere((request) => {
      if (!request.path.endsWith('/app/report-accounts')) {
        return undefined;
      }
      told.push(request.body);
      return { status: 200, json: { accounts: [{ accountId: 'account-leaver', status: 'closed' }] } };
    });
    const before = inFiles(site);

    await site.fire('daily-check');
    await site.travel(2 * HOUR);
    await site.fire('daily-check');

    expect(JSON.stringify(told)).toContain('account-leaver');
    expect(before).toContain('Somebody Known');
    expect(inFiles(site)).toContain('account-leaver');
    expect(inFiles(site)).not.toContain('Somebody Known');
    expect(inFiles(site)).not.toContain(EMAIL);
  });
});

describe('an upload', () => {
  it('is in use only when all its parts are there, and all of it then', async () => {
    const site = await openTestSite({ rules: 1 });
    const upload = uploadId();
    const file = { upload, kind: 'rules', fileName: 'rules.json' } as const;
    const second = { ...ruleOf(site, 'Second'), uuid: '0190f3a2-1111-7000-8000-000000000002' };

    await site.admin.ask('importPart', { ...file, part: 1, text: exportOf(second) });
    const early = await site.admin.ask('finishImport', { ...file, parts: 2, leftOut: [] });
    await site.admin.ask('importPart', { ...file, part: 0, text: exportOf(ruleOf(site)) });
    const done = await site.admin.ask('finishImport', { ...file, parts: 2, leftOut: [7] });
    const again = await site.admin.ask('finishImport', { ...file, parts: 2, leftOut: [7] });
    await site.deliver();

    expect(early).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(done).toMatchObject({ ok: true, value: { file: { count: 2, unreadable: 1 } } });
    expect(again).toEqual(done);
    const report = await site.report();
    expect(report.coverage.rulesRead).toBe(2);
    expect(report.coverage.rulesUnreadable).toEqual([
      { source: 'rules.json#/7', reason: expect.stringContaining('too large') as unknown },
    ]);
  });

  it('takes the place of an older file of that name, and nothing is left of the older one', async () => {
    const site = await openTestSite({ rules: 1 });
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site, 'Before')));
    const upload = await give(site, 'rules', 'rules.json', exportOf(ruleOf(site, 'After')));
    // The report that the page compares with is made of the older file until the next week's takes its place.
    await site.fire('weekly-scan');
    await site.travel(2 * HOUR);
    await site.fire('daily-check');

    expect((await credentialOf(site))?.rule.name).toBe('After');
    expect(await site.admin.ask('getImports', {})).toMatchObject({ ok: true, value: { files: [{ id: upload }] } });
    expect(keysOf(site).filter((key) => /^(?:import|facts):/.test(key) && !key.includes(upload))).toEqual([]);
  });

  it('that is never finished is swept away', async () => {
    const site = await openTestSite({ rules: 1 });
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    const upload = uploadId();
    const text = STAYER;
    await site.admin.ask('importPart', { upload, kind: 'people', fileName: 'users.json', part: 0, text });
    const before = keysOf(site).filter((key) => key.includes(upload)).length;

    await site.travel(4 * 24 * HOUR);

    expect(before).toBeGreaterThan(0);
    expect(site.host.kvs.keys().filter((key) => key.includes(upload))).toEqual([]);
  });

  it('can be taken back', async () => {
    const site = await openFileSite();
    const id = await give(site, 'people', 'users.json', LEAVER);
    await give(site, 'rules', 'rules.json', exportOf(ruleOf(site)));
    const before = await credentialOf(site);

    const removed = await site.admin.ask('removeImport', { id });
    await site.deliver();

    expect(before?.level).toBe('broken');
    expect(removed.ok).toBe(true);
    expect((await credentialOf(site))?.level).toBe('unknown');
    expect(await site.admin.ask('removeImport', { id })).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('stores, answers and logs no credential of the file, also where it is broken off', async () => {
    const site = await openTestSite({ rules: 1 });
    const text = exportOf(ruleOf(site, `Named ${TOKEN}`));
    await give(site, 'rules', 'rules.json', text);
    const broken = await site.admin.ask('importPart', {
      upload: uploadId(),
      kind: 'rules',
      fileName: 'rules.json',
      part: 0,
      text: text.slice(0, text.indexOf(TOKEN) + 40),
    });

    expect(broken).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    const kept = JSON.stringify([broken, await site.report(), site.host.logs, textsIn(site)]);
    expect(kept).toContain('[secret]');
    for (const form of [TOKEN, Buffer.from(`${EMAIL}:${TOKEN}`).toString('base64')]) {
      for (let at = 20; at + 8 < form.length; at += 1) {
        expect(kept.includes(form.slice(at, at + 8))).toBe(false);
      }
    }
  });

  it.each([
    ['rules', 'users.json', STAYER, 'users.json: '],
    ['people', 'rules.json', '{"rules": [{"name": "x", "components": [], "trigger": {}}]}', 'rules, not people'],
    ['tokens', 'users.json', STAYER, 'people, not of API tokens'],
    ['people', 'empty.csv', '', 'empty.csv: '],
    ['rules', 'broken.json', '{"rules": [', 'not valid JSON'],
  ] as const)(
    'of %s that is something else is refused with its name and reason',
    async (kind, fileName, text, said) => {
      const site = await openTestSite({ rules: 1 });

      const answer = await site.admin.ask('importPart', { upload: uploadId(), kind, fileName, part: 0, text });

      expect(answer.ok ? '' : answer.failure.text).toContain(said);
      expect(answer.ok ? '' : answer.failure.text).toContain(fileName);
    },
  );
});

/** What lies in the store, with lists opened. */
function textsIn(site: TestSite): string[] {
  return [...storedTexts(site.state).values()];
}

/** The imported lists of people and tokens. */
function inFiles(site: TestSite): string {
  const texts = [...storedTexts(site.state)];
  return texts
    .filter(([key]) => key.startsWith('import:'))
    .map(([, text]) => text)
    .join('\n');
}

function keysOf(site: TestSite): string[] {
  return site.state.table('kvs').keys();
}

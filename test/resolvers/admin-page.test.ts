import { toRow } from '../../src/report/published';
import type { Finding } from '../../src/report/report';
import type { AdminRequest } from '../../src/resolvers/admin-api';
import { openTestSite, type TestSite } from '../scan/support/test-site';

let site: TestSite;

beforeAll(async () => {
  site = await openTestSite({ rules: 80 });
  await site.connect();
  await site.fire('weekly-scan');
});

describe('the admin page’s questions', () => {
  it('gives every finding in a few words, the own credentials first', async () => {
    const { findings } = await site.report();

    expect(await site.admin.ask('getFindings', {})).toMatchObject({
      ok: true,
      value: { rows: findings.map(toRow), total: findings.length, next: null },
    });
  });

  it('gives all that was found in one rule', async () => {
    const { findings } = await site.report();
    const some = findings.find(({ own, level }) => own !== true && level === 'broken');
    const uuid = some?.rule.uuid ?? '';

    expect(await site.admin.ask('getRule', { uuid })).toEqual({
      ok: true,
      value: {
        rule: some?.rule,
        findings: findings.filter(({ rule }) => rule.uuid === uuid),
        more: 0,
        url: `https://example.atlassian.net/jira/settings/automation#/rule/${uuid}`,
      },
    });
    expect(await site.admin.ask('getRule', { uuid: 'no-such-rule' })).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    });
  });

  it.each([
    ['refused', { status: 401, json: { code: 401, message: 'Unauthorized' } }, 'unauthorized', 'wrong, expired'],
    ['scoped', { status: 401, json: { message: 'Unauthorized; scope does not match' } }, 'unauthorized', 'has scopes'],
    ['of no global admin', { status: 403, json: {} }, 'forbidden', 'not a global admin'],
  ])('does not keep a token that is %s, and says why', async (_, answer, code, words) => {
    const fresh = await openTestSite({ rules: 1 });
    const token = 'planted-token-value-0001';
    fresh.interfere((request) => (request.path.includes('/automation/public/') ? answer : undefined));

    const tried = await fresh.admin.ask('connectAutomation', { email: 'admin@example.com', token });

    expect(tried).toMatchObject({ ok: false, failure: { code } });
    expect(JSON.stringify(tried)).toContain(words);
    expect(JSON.stringify(tried)).not.toContain(token);
    expect(await fresh.admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: { connection: { automation: null } },
    });
  });

  it('never sends a credential back', async () => {
    const { token, key } = site.cloud.credentials();
    const answers = await Promise.all([
      site.admin.ask('getOverview', {}),
      site.admin.ask('getSettings', {}),
      site.admin.ask('getAudit', {}),
      site.admin.ask('exportReport', { format: 'json' }),
    ]);

    const text = JSON.stringify(answers);
    expect(text).not.toContain(token);
    expect(text).not.toContain(key);
  });

  it('leaves nothing behind when everything is erased', async () => {
    const fresh = await openTestSite({ rules: 1 });
    await fresh.connect();
    await fresh.fire('weekly-scan');

    const unconfirmed = await fresh.admin.ask('eraseEverything', { confirm: 'yes' });
    const erased = await fresh.admin.ask('eraseEverything', { confirm: 'erase' });

    expect(unconfirmed).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(erased.ok).toBe(true);
    expect(await fresh.admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: { report: null, connection: { automation: null, organization: null }, notice: { workItem: null } },
    });
    expect(await fresh.admin.ask('startScan', {})).toMatchObject({ ok: false, failure: { code: 'not-connected' } });
  });
});

describe('a decision', () => {
  const undecided = async (is: (finding: Finding) => boolean): Promise<Finding> => {
    const found = (await site.report()).findings.find(
      (finding) => finding.own !== true && finding.decision === undefined && is(finding),
    );
    if (found === undefined) {
      throw new Error('The site has no such finding.');
    }
    return found;
  };
  const reported = async (id: string): Promise<Finding | undefined> =>
    (await site.report()).findings.find((finding) => finding.id === id);
  const decide = (request: AdminRequest<'decide'>) => site.admin.ask('decide', request);

  it('is in the report when it is answered, asks nobody outside, and is taken back as fast', async () => {
    const { id } = await undecided(({ level }) => level === 'watch');
    site.takeRequests();

    const decided = await decide({ findingId: id, type: 'accepted', because: 'Replaced next month' });
    const after = await reported(id);
    const requests = site.takeRequests();
    const taken = await site.admin.ask('undecide', { findingId: id });

    expect(decided).toEqual({ ok: true, value: { finding: after, isJudged: true } });
    expect(after?.decision).toMatchObject({ type: 'accepted', because: 'Replaced next month' });
    expect(requests.filter((request) => !request.endsWith('/mypermissions'))).toEqual([]);
    expect(taken).toMatchObject({ ok: true, value: { isJudged: true } });
    expect((await reported(id))?.decision).toBeUndefined();
  });

  it.each([
    ['a day', { type: 'expiry-declared', expiresAt: '2026-11-05T00:00:00.000Z' }, 'critical'],
    ['a far day', { type: 'expiry-declared', expiresAt: '2027-11-05T00:00:00.000Z' }, 'ok'],
  ] as const)('of %s on which it ends gives its level at once', async (_, given, level) => {
    const { id } = await undecided(
      ({ credential, level: now, reasons }) =>
        credential?.kind === 'github-token' && now === 'unknown' && reasons[0]?.code === 'expiry-unknown',
    );

    const decided = await decide({ findingId: id, because: 'It says so there.', ...given });

    expect(decided).toMatchObject({ ok: true, value: { isJudged: true, finding: { level } } });
    expect((await reported(id))?.level).toBe(level);
    await site.admin.ask('undecide', { findingId: id });
  });

  it('of an owner names who it is, by name as well, and watches them from then on', async () => {
    const finding = await undecided(({ credential, owner }) => credential !== null && owner === null);
    const account = site.cloud.org.accounts.find(({ accountId }) => accountId === site.cloud.org.admin.accountId);
    const { accountId = '', name = '' } = account ?? {};

    for (const owner of [accountId, name]) {
      expect(
        await decide({ findingId: finding.id, type: 'owner-assigned', because: 'She said so.', owner }),
      ).toMatchObject({
        ok: true,
        value: { finding: { owner: { accountId, source: 'assigned' } } },
      });
    }
    await site.admin.ask('undecide', { findingId: finding.id });
  });

  it('of an owner whom nobody knows is refused, and nothing is saved', async () => {
    const { id } = await undecided(({ credential, owner }) => credential !== null && owner === null);

    expect(
      await decide({ findingId: id, type: 'owner-assigned', because: 'x', owner: 'nobody@nowhere.example' }),
    ).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(await reported(id)).not.toHaveProperty('decision');
  });
});

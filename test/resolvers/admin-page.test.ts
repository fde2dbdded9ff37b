import type { FindingsPage } from '../../src/resolvers/admin-api';
import { openTestSite, type TestSite } from '../scan/support/test-site';

let site: TestSite;

async function pageAt(cursor: string | null): Promise<FindingsPage> {
  const page = await site.admin.ask('getFindings', { limit: 40, ...(cursor === null ? {} : { cursor }) });
  if (!page.ok) {
    throw new Error(page.failure.text);
  }
  return page.value;
}

beforeAll(async () => {
  site = await openTestSite({ rules: 80 });
  await site.connect();
  await site.fire('weekly-scan');
});

describe('the admin page’s questions', () => {
  it('gives every finding once over the pages, the own credentials first', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: FindingsPage = await pageAt(cursor);
      ids.push(...page.findings.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);

    const report = await site.report();
    expect(ids).toEqual(report.findings.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('filters by level, subject and text', async () => {
    const { findings } = await site.report();
    const some = findings.find(({ own, level }) => own !== true && level === 'broken');
    const search = (some?.rule.name ?? '').toUpperCase();

    const page = await site.admin.ask('getFindings', { levels: ['broken'], subject: 'credential', search, limit: 200 });

    const expected = findings.filter(
      ({ level, subject, rule }) =>
        level === 'broken' && subject === 'credential' && rule.name.toUpperCase().includes(search),
    );
    expect(page).toMatchObject({ ok: true, value: { total: expected.length } });
  });

  it('refuses the cursor of an older report instead of mixing two', async () => {
    const first = await site.admin.ask('getFindings', { limit: 10 });
    const cursor = first.ok ? (first.value.nextCursor ?? '') : '';
    await site.fire('daily-check');

    expect(await site.admin.ask('getFindings', { cursor })).toMatchObject({
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

  it('judges anew after a decision, and takes it back', async () => {
    const { findings } = await site.report();
    const finding = findings.find(
      ({ own, level, decision }) => own !== true && level === 'watch' && decision === undefined,
    );
    const findingId = finding?.id ?? '';
    const decide = { findingId, type: 'accepted' as const, because: 'Replaced next month' };

    const decided = await site.admin.ask('decide', decide);
    await site.deliver();
    const after = (await site.report()).findings.find(({ id }) => id === findingId);
    const undecided = await site.admin.ask('undecide', { findingId });
    await site.deliver();
    const last = (await site.report()).findings.find(({ id }) => id === findingId);

    expect(decided).toMatchObject({ ok: true, value: { finding: { decision: { type: 'accepted' } } } });
    expect(after?.decision).toMatchObject({ type: 'accepted', because: 'Replaced next month' });
    expect(undecided.ok).toBe(true);
    expect(last?.decision).toBeUndefined();
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

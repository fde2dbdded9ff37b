import type { Account } from '../../local/cloud/account';
import type { RuleRef } from '../../src/report/report';
import { type Interfere, openTestSite, START, WEEK, type TestSite } from './support/test-site';

const DAY = 86_400_000;

async function siteWithNotice({ inProject = true } = {}): Promise<TestSite> {
  const site = await openTestSite({ rules: 1 });
  await site.connect();
  const [settings, projects, groups] = await Promise.all([
    site.admin.ask('getSettings', {}),
    site.admin.ask('listProjects', { search: 'ADM' }),
    site.admin.ask('searchGroups', { search: 'jira-administrators' }),
  ]);
  if (!settings.ok || !projects.ok || !groups.ok) {
    throw new Error('The notice could not be chosen.');
  }
  const [first = null] = projects.value.projects;
  const project = inProject ? first : null;
  const saved = await site.admin.ask('saveSettings', {
    settings: { ...settings.value.settings, notice: { project, recipients: groups.value.groups } },
  });
  expect(saved.ok).toBe(true);
  return site;
}

/** Somebody whose token an enabled rule uses, and who has lost nothing yet. */
async function healthyOwner(site: TestSite): Promise<{ account: Account; rules: RuleRef[] }> {
  const { findings } = await site.report();
  const fine = findings.filter(
    ({ subject, level, rule, owner }) =>
      subject === 'credential' &&
      level !== 'broken' &&
      level !== 'critical' &&
      rule.state === 'ENABLED' &&
      owner !== null,
  );
  for (const { owner } of fine) {
    const account = site.cloud.org.accounts.find(
      ({ accountId, kind, isAdmin }) => kind === 'person' && !isAdmin && accountId === owner?.accountId,
    );
    const theirs = findings.filter((finding) => finding.owner?.accountId === owner?.accountId);
    if (account !== undefined && theirs.every(({ level }) => level !== 'broken' && level !== 'critical')) {
      return { account, rules: theirs.map(({ rule }) => rule) };
    }
  }
  throw new Error('Nobody healthy owns a credential.');
}

/** How many mails name one of the rules as what needs somebody now. */
function urgentMailsAbout(site: TestSite, rules: readonly RuleRef[]): number {
  return site.cloud.workItems
    .sent()
    .filter(
      ({ subject, textBody }) =>
        subject.includes('you now') && rules.some(({ name }) => textBody.includes(`“${name}”`)),
    ).length;
}

function textOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) {
    return '';
  }
  const own = 'text' in node && typeof node.text === 'string' ? node.text : '';
  const inner = 'content' in node && Array.isArray(node.content) ? node.content.map(textOf).join('\n') : '';
  return own + inner;
}

describe('the weekly notice', () => {
  it('is one work item with what people need, and one email', async () => {
    const site = await siteWithNotice();

    await site.fire('weekly-scan');

    const items = site.cloud.workItems.all();
    expect(items).toHaveLength(1);
    const description = textOf(items[0]?.fields['description']);
    for (const title of [
      'own credentials',
      'Broken',
      'Breaks next',
      'Changed since last week',
      'could not be checked',
    ]) {
      expect(description).toContain(title);
    }
    const mails = site.cloud.workItems.sent();
    expect(mails).toHaveLength(1);
    const { summary, rules } = await site.report();
    expect(mails[0]?.subject).toBe(`Automation tokens: ${rules.broken} rules are broken, ${rules.critical} critical`);
    expect(description).toContain(`${rules.broken} broken · ${rules.critical} critical`);
    expect(description).toContain(`${summary.unknown} findings are unknown: `);
    expect(description).toContain('This is the first report');
    expect(description).not.toContain('Nothing changed');
    expect(mails[0]?.to.length).toBeGreaterThan(0);
  });

  it('makes neither a second item nor a second email when the week is fired twice', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');

    await site.fire('weekly-scan');

    expect(site.cloud.workItems.all()).toHaveLength(1);
    expect(site.cloud.workItems.sent()).toHaveLength(1);
  });

  it('keeps the one item up to date, with one more email the week after', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const first = textOf(site.cloud.workItems.all()[0]?.fields['description']);

    await site.travel(START.getTime() + WEEK - site.clock.now());
    await site.fire('weekly-scan');

    expect(site.cloud.workItems.all()).toHaveLength(1);
    expect(site.cloud.workItems.sent()).toHaveLength(2);
    expect(textOf(site.cloud.workItems.all()[0]?.fields['description'])).not.toBe(first);
  });

  it('finds its item again by the label when it forgot the key', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    await site.admin.ask('eraseEverything', { confirm: 'erase' });
    const again = await siteSettingsAgain(site);

    await again.fire('weekly-scan');

    expect(again.cloud.workItems.all()).toHaveLength(1);
  });

  it('shows names of rules as text, in the item and in the email', async () => {
    const site = await siteWithNotice();
    const evil = '<img src=x onerror=alert(1)> [link](https://evil.example) *bold* {{secret}}';
    for (const stored of site.cloud.org.rules) {
      stored.rule = { ...stored.rule, name: evil };
    }

    await site.fire('weekly-scan');

    const item = JSON.stringify(site.cloud.workItems.all()[0]?.fields['description']);
    expect(item).toContain(JSON.stringify(evil).slice(1, -1));
    expect(item).not.toContain('"type":"link"');
    const [mail] = site.cloud.workItems.sent();
    expect(mail?.htmlBody).not.toContain('<img');
    expect(mail?.htmlBody).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('says why the scan could not run', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    await site.travel(START.getTime() + WEEK - site.clock.now());
    site.interfere((request) => (request.path.includes('/automation/') ? { status: 401, json: {} } : undefined));

    await site.fire('weekly-scan');

    expect(textOf(site.cloud.workItems.all()[0]?.fields['description'])).toContain('was refused');
    expect(site.cloud.workItems.sent()[1]?.subject).toContain('could not run');
  });

  it('tells at once, and once, what turned critical between two scans', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const sent = site.cloud.workItems.sent().length;

    for (let day = 1; day <= 4; day += 1) {
      await site.travel(START.getTime() + day * DAY - site.clock.now());
      await site.fire('daily-check');
      await site.fire('daily-check');
    }

    const urgent = site.cloud.workItems.sent().slice(sent);
    expect(urgent.length).toBeGreaterThan(0);
    expect(urgent.length).toBeLessThanOrEqual(4);
    expect(new Set(urgent.map(({ textBody }) => textBody)).size).toBe(urgent.length);
  });

  it('tells of a finding once for its level, also when it went and came back', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const { account, rules } = await healthyOwner(site);
    const day = async (deactivatedAt: number | null): Promise<number> => {
      account.deactivatedAt = deactivatedAt;
      await site.travel(DAY);
      await site.fire('daily-check');
      return urgentMailsAbout(site, rules);
    };

    expect(await day(site.clock.now())).toBe(1);
    expect(await day(null)).toBe(1);
    expect(await day(site.clock.now())).toBe(1);
  });

  it.each([
    ['ENABLED', 1],
    ['DISABLED', 0],
  ])('of a rule that is %s sends %d mails when its owner goes', async (state, mails) => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const { account, rules } = await healthyOwner(site);
    for (const stored of site.cloud.org.rules) {
      if (rules.some(({ uuid }) => uuid === stored.uuid)) {
        stored.rule = { ...stored.rule, state, updated: site.clock.now() };
      }
    }
    await site.fire('weekly-scan');

    account.deactivatedAt = site.clock.now();
    await site.travel(DAY);
    await site.fire('daily-check');

    expect(urgentMailsAbout(site, rules)).toBe(mails);
  });

  it('says nothing more of a finding that an admin accepted', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const { account, rules } = await healthyOwner(site);
    for (const { id, owner } of (await site.report()).findings) {
      if (owner?.accountId === account.accountId) {
        await site.admin.ask('decide', { findingId: id, type: 'accepted', because: 'It is replaced soon.' });
      }
    }
    await site.deliver();

    account.deactivatedAt = site.clock.now();
    await site.travel(DAY);
    await site.fire('daily-check');

    expect(urgentMailsAbout(site, rules)).toBe(0);
  });

  it('keeps a refused email for the page and tries it again with the next scan', async () => {
    const site = await siteWithNotice();
    site.interfere((request) => (request.path.endsWith('/notify') ? { status: 400, json: {} } : undefined));
    await site.fire('weekly-scan');
    const overview = await site.admin.ask('getOverview', {});
    expect(overview).toMatchObject({ ok: true, value: { notice: { problem: { source: 'jira' } } } });
    site.interfere(null);

    await site.fire('weekly-scan');

    expect(site.cloud.workItems.sent()).toHaveLength(1);
    expect(await site.admin.ask('getOverview', {})).toMatchObject({ ok: true, value: { notice: { problem: null } } });
  });

  it.each<[string, ReturnType<Interfere>]>([
    ['no answer came', 'no-answer'],
    ['a proxy had no answer in time', { status: 504, json: {} }],
  ])('does not send an email a second time when %s to the first', async (_title, answer) => {
    const site = await siteWithNotice();
    let asked = 0;
    site.interfere((request) => {
      asked += request.path.endsWith('/notify') ? 1 : 0;
      return request.path.endsWith('/notify') ? answer : undefined;
    });
    await site.fire('weekly-scan');
    const tried = asked;
    expect(tried).toBeGreaterThan(0);
    site.interfere(null);

    await site.fire('weekly-scan');

    expect(site.cloud.workItems.sent()).toEqual([]);
  });
});

describe('mail without a project', () => {
  it('is sent about the oldest work item of the site, and says so', async () => {
    const site = await siteWithNotice({ inProject: false });
    for (const [key, created] of [
      ['HELP-2', '2026-10-02T00:00:00.000Z'],
      ['HELP-1', '2026-10-09T00:00:00.000Z'],
    ] as const) {
      site.cloud.workItems.save({ id: key.slice(-1), key, fields: { created } });
    }

    await site.fire('weekly-scan');
    await site.fire('weekly-scan');

    expect(site.cloud.workItems.all()).toHaveLength(2);
    const mails = site.cloud.workItems.sent();
    expect(mails.map(({ issueKey }) => issueKey)).toEqual(['HELP-2']);
    expect(mails[0]?.textBody).toContain('Jira sends mail only about a work item. This mail is about HELP-2');
    expect(await site.admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: {
        notice: { workItem: null, problem: null, lastEmailAt: expect.stringMatching(/^2026-11-02T/) as unknown },
      },
    });
  });

  it('goes on about the work item of earlier notices, also when that was deleted', async () => {
    const site = await siteWithNotice();
    await site.fire('weekly-scan');
    const settings = await site.admin.ask('getSettings', {});
    if (!settings.ok) {
      throw new Error('The settings could not be read.');
    }
    const { notice } = settings.value.settings;
    await site.admin.ask('saveSettings', {
      settings: { ...settings.value.settings, notice: { ...notice, project: null } },
    });
    const [own] = site.cloud.workItems.all();
    await site.travel(START.getTime() + WEEK - site.clock.now());
    await site.fire('weekly-scan');
    expect(site.cloud.workItems.sent()[1]?.issueKey).toBe(own?.key);
    expect(site.cloud.workItems.sent()[1]?.textBody).not.toContain('Jira sends mail only');

    site.cloud.workItems.remove(own?.key ?? '');
    site.cloud.workItems.save({
      id: '1',
      key: 'HELP-1',

      fields: { created: '2026-10-02T00:00:00.000Z' },
    });
    await site.travel(START.getTime() + 2 * WEEK - site.clock.now());
    await site.fire('weekly-scan');
    expect(site.cloud.workItems.sent()[2]?.issueKey).toBe('HELP-1');
  });

  it('is missed on the page where there is no work item at all', async () => {
    const site = await siteWithNotice({ inProject: false });

    await site.fire('weekly-scan');

    expect(site.cloud.workItems.sent()).toEqual([]);
    expect(await site.admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: { notice: { problem: { source: 'jira', advice: 'Choose a project for the notice in the settings.' } } },
    });
  });
});

async function siteSettingsAgain(site: TestSite): Promise<TestSite> {
  await site.connect();
  const [settings, projects] = await Promise.all([
    site.admin.ask('getSettings', {}),
    site.admin.ask('listProjects', { search: 'ADM' }),
  ]);
  if (settings.ok && projects.ok) {
    const [project = null] = projects.value.projects;
    await site.admin.ask('saveSettings', {
      settings: { ...settings.value.settings, notice: { project, recipients: [] } },
    });
  }
  return site;
}

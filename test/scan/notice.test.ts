import { openTestSite, START, WEEK, type TestSite } from './support/test-site';

const DAY = 86_400_000;

async function siteWithNotice(): Promise<TestSite> {
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
  const [project = null] = projects.value.projects;
  const saved = await site.admin.ask('saveSettings', {
    settings: { ...settings.value.settings, notice: { project, recipients: groups.value.groups } },
  });
  expect(saved.ok).toBe(true);
  return site;
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
    const { broken, critical } = (await site.report()).summary;
    expect(mails[0]?.subject).toBe(`Automation tokens: ${broken} broken, ${critical} critical`);
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

import { connect } from '../../local/fire';
import { openSite, type OpenSite } from '../../local/open-site';
import { pagePolicy } from '../../local/page-policy';
import { servePage, type ServedPage } from '../../local/serve-page';
import { showMails, showWorkItem } from '../../local/show-notice';
import { fieldOf } from '../../local/json';
import { buildPage } from '../support/build-page';

describe('the page server', () => {
  let site: OpenSite;
  let page: ServedPage;

  beforeAll(async () => {
    buildPage();
    site = await openSite({ seed: 1, now: new Date('2026-11-02T09:00:00.000Z') });
    await connect(site, { seed: 1 });
    page = await servePage(site, 0);
  });
  afterAll(async () => {
    await page.close();
    await site.close();
  });

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL(path, page.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const invoke = async (account: string): Promise<unknown> => {
    const answer = await post('/bridge', { cmd: 'invoke', data: { functionKey: 'getOverview', payload: {} }, account });
    return fieldOf(await answer.json(), 'value');
  };

  it('answers the bridge as whoever looks at the page', async () => {
    expect(await invoke('admin')).toMatchObject({ ok: true, value: { site: { host: 'example.atlassian.net' } } });
    for (const account of ['user', 'nobody', 'somebody-unknown']) {
      expect(await invoke(account)).toMatchObject({ ok: false, failure: { code: 'not-admin' } });
    }
  });

  it('passes on that there is no such resolver', async () => {
    const answer = await post('/bridge', { cmd: 'invoke', data: { functionKey: 'noSuchResolver' }, account: 'admin' });

    expect(await answer.json()).toMatchObject({ value: { ok: false, failure: { code: 'bad-request' } } });
  });

  it('serves this machine only: no other name, no other website, no form, no file beside the page', async () => {
    expect((await post('/bridge', {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post('/bridge', {}, { 'content-type': 'text/plain' })).status).toBe(415);
    for (const path of ['/app/..%2f..%2f..%2fpackage.json', '/frame/..%2fmain.ts', '/nothing', '/browse/NO-1']) {
      expect((await fetch(new URL(path, page.url))).status).toBe(404);
    }
  });

  it('lets time pass and fires what was asked for', async () => {
    const before = site.host.clock.now();
    const answer = await post('/time', { days: 7, fire: 'weekly-scan' });

    expect(Number(fieldOf(await answer.json(), 'now'))).toBeGreaterThanOrEqual(before + 7 * 86_400_000);
    expect((await site.admin.publishedReport())?.coverage.rulesRead).toBe(400);
  });

  it('sends the page under Forge’s policy, with the bridge before its bundle', async () => {
    const answer = await fetch(new URL('/app/', page.url));
    const policy = pagePolicy('<html><head></head><body></body></html>', site.host.manifest);

    expect(policy).toMatch(/script-src 'self' https:\/\/forge\.cdn\.prod\.atlassian-dev\.net/);
    expect(policy).not.toMatch(/unsafe-eval|report-uri/);
    const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src '));
    expect(scripts).not.toContain('unsafe-inline');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toBe(policy);
    expect(await answer.text()).toMatch(/^<!doctype html>.*bridge\.js.*src="\.\/assets\//s);
  });
});

describe('what people see of the notice', () => {
  const hostile = '<img src=x onerror=alert(1)>"';

  it('shows every text as text', () => {
    const item = {
      id: '1',
      key: 'ADM-1',
      comments: [],
      fields: {
        summary: hostile,
        description: {
          type: 'doc',
          content: [
            { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: hostile }] },
            {
              type: 'paragraph',
              content: [
                {
                  type: 'text',
                  text: 'link',
                  marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }, { type: 'strong' }],
                },
              ],
            },
          ],
        },
      },
    };
    const mail = { issueKey: 'ADM-1', subject: hostile, textBody: hostile, htmlBody: '', to: [hostile], at: 0 };

    expect(showWorkItem(item)).not.toMatch(/<img|javascript:/);
    expect(showWorkItem(item)).toContain('<strong>link</strong>');
    expect(showMails([mail])).not.toContain('<img');
    expect(showMails([])).toContain('None was sent.');
  });
});

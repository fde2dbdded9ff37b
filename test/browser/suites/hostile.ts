import type { Show, Stage } from '../support/stage';
import { good } from '../fixtures/answers';
import { waitUntil } from '../support/wait-until';

/** A soft hyphen, a tag character and a filler: none of them is drawn. */
const UNSEEN = 'un\u00ADs\u{E0073}ee\u3164n';
const EVIL = '<img src="https://evil.example/x" onerror="alert(1)">[click](javascript:alert(1))<b>bold</b>{{1+1}}';

/** Fields that hold what people of the site wrote or chose. */
const WRITTEN_BY_PEOPLE = new Set([
  'name',
  'displayName',
  'orgName',
  'label',
  'fileName',
  'because',
  'component',
  'detail',
  'rule',
]);

/** The answer with the text added to everything that somebody may have written. */
function spoiltWith(text: string): (answer: unknown) => unknown {
  const spoilt = (answer: unknown): unknown => {
    if (Array.isArray(answer)) {
      return answer.map(spoilt);
    }
    if (typeof answer !== 'object' || answer === null) {
      return answer;
    }
    return Object.fromEntries(
      Object.entries(answer).map(([key, value]) => [
        key,
        typeof value === 'string' && WRITTEN_BY_PEOPLE.has(key) ? `${value} ${text}` : spoilt(value),
      ]),
    );
  };
  return spoilt;
}

export function hostileSuite(show: Stage['show']): void {
  it.each(['', '#/findings', '#/findings/rule-1', '#/tokens', '#/history'])(
    '%s: marks what is not drawn',
    async (at) => {
      const { page } = await show({ at, alter: spoiltWith(UNSEEN) });
      const text = (): Promise<string> => page.locator('main').innerText();
      await waitUntil(async () => (await text()).includes('un\uFFFDs\uFFFDee\uFFFDn'));
      expect(await text()).not.toMatch(/[\u00AD\u3164\u{E0073}]/u);
    },
  );

  it.each<[string, Show]>([
    ['overview', {}],
    ['findings', { at: '#/findings' }],
    ['one rule', { at: '#/findings/rule-1' }],
    ['people', { at: '#/people?account=builder@example.com' }],
    ['tokens', { at: '#/tokens' }],
    ['history', { at: '#/history' }],
    [
      'settings',
      {
        at: '#/settings',
        answers: {
          getImports: () =>
            good({
              files: [
                {
                  id: 'file-1',
                  kind: 'rules' as const,
                  fileName: 'rules.json',
                  count: 1,
                  importedAt: '2026-11-22T06:05:00.000Z',
                  accountId: 'account-admin',
                  unreadable: 0,
                  limits: [],
                  completeness: null,
                },
              ],
            }),
        },
      },
    ],
  ])('%s: shows names with HTML or Markdown in them as they are', async (_, what) => {
    const { page } = await show({ ...what, alter: spoiltWith(EVIL) });
    for (const folded of await page.locator('main details > summary').all()) {
      await folded.click();
    }
    await waitUntil(async () => (await page.locator('main').innerText()).includes(EVIL));
    expect(await page.locator('[src*="evil"], [href^="javascript:"], main b').count()).toBe(0);
  });
}

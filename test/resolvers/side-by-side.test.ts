import { parseEdition } from '../../editions/edition';
import type { Settings } from '../../src/report/settings';
import { racingStore } from '../scan/support/racing';
import { openTestSite, type TestSite } from '../scan/support/test-site';

/** Seeds, each another order in which the store acts. */
const ORDERS = [11, 222, 3333, 44_444];

async function settingsOf(site: TestSite): Promise<Settings> {
  const answer = await site.admin.ask('getSettings', {});
  if (!answer.ok) {
    throw new Error(answer.failure.text);
  }
  return answer.value.settings;
}

describe.each(ORDERS)('admins at work at the same moment (order %d)', (seed) => {
  let site: TestSite;

  beforeAll(async () => {
    site = await openTestSite({ rules: 30, hooks: racingStore(seed, () => site.clock) });
    await site.connect();
    await site.fire('weekly-scan');
  });

  it('lose no decision', async () => {
    const some = (await site.report()).findings.filter(({ own }) => own !== true).slice(0, 4);
    const because = 'It is known.';

    const answers = await Promise.all(
      some.map(({ id: findingId }) => site.admin.ask('decide', { findingId, type: 'accepted', because })),
    );
    await site.deliver();

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const decided = (await site.report()).findings.filter(({ decision }) => decision !== undefined);
    expect(decided.map(({ id }) => id).sort()).toEqual(some.map(({ id }) => id).sort());
    const audit = await site.admin.ask('getAudit', {});
    expect(audit.ok && audit.value.entries.filter(({ action }) => action === 'decide-accepted')).toHaveLength(4);
  });

  it('lose no setting: what different people change is kept', async () => {
    const seen = await settingsOf(site);
    const changes: Partial<Settings>[] = [
      { ladder: { critical: 5, high: 20, watch: 60 } },
      { fullReadWeeks: 9 },
      { products: ['jira'] },
    ];

    const answers = await Promise.all([
      ...changes.map((change) => site.admin.ask('saveSettings', { settings: { ...seen, ...change }, seen })),
      site.admin.ask('disconnect', { which: 'organization' }),
    ]);

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(await settingsOf(site)).toEqual({ ...seen, ...Object.assign({}, ...changes) });
    expect(await site.admin.ask('getOverview', {})).toMatchObject({
      ok: true,
      value: { connection: { organization: null, automation: { state: 'ok' } } },
    });
  });

  it('are told when both change the same', async () => {
    const seen = await settingsOf(site);
    const save = (fullReadWeeks: number) =>
      site.admin.ask('saveSettings', { settings: { ...seen, fullReadWeeks }, seen });

    const answers = await Promise.all([save(5), save(6)]);

    const { fullReadWeeks } = await settingsOf(site);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers[fullReadWeeks - 5]).toMatchObject({ ok: true });
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'outdated' } });
  });

  it('lose no file', async () => {
    const give = async (number: number): Promise<boolean> => {
      const file = {
        upload: `00000000-0000-4000-8000-00000000000${number}`,
        kind: 'people',
        fileName: `users-${number}.json`,
      } as const;
      const text = JSON.stringify([{ accountId: `account-${number}`, email: `person-${number}@example.com` }]);
      const part = await site.admin.ask('importPart', { ...file, part: 0, text });
      const whole = await site.admin.ask('finishImport', { ...file, parts: 1, leftOut: [] });
      return part.ok && whole.ok;
    };

    expect(await Promise.all([1, 2, 3].map(give))).toEqual([true, true, true]);
    const imports = await site.admin.ask('getImports', {});
    expect(imports.ok && imports.value.files.map(({ fileName }) => fileName).sort()).toEqual([
      'users-1.json',
      'users-2.json',
      'users-3.json',
    ]);
  });
});

it.each(ORDERS)('switching the live check off beside a disconnect leaves neither (order %d)', async (seed) => {
  const hooks = racingStore(seed, () => site.clock);
  const site: TestSite = await openTestSite({ rules: 1, edition: parseEdition('private', true), hooks });
  await site.connect();
  const before = { ...(await settingsOf(site)), liveCheck: true };
  expect(await site.admin.ask('saveSettings', { settings: before })).toMatchObject({ ok: true });

  const answers = await Promise.all([
    site.admin.ask('saveSettings', { settings: { ...before, liveCheck: false }, seen: before }),
    site.admin.ask('disconnect', { which: 'organization' }),
    site.admin.ask('disconnect', { which: 'automation' }),
  ]);

  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(await settingsOf(site)).toEqual({ ...before, liveCheck: false });
  expect(await site.admin.ask('getOverview', {})).toMatchObject({
    ok: true,
    value: { connection: { organization: null, automation: null } },
  });
});

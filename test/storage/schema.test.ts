import { NewerStore, ofThisForm } from '../../src/storage/schema';
import type { TestSite } from '../scan/support/test-site';
import { openTestSite, WEEK } from '../scan/support/test-site';

test('a value of this form is read, one of an older form is as good as none, one of a newer stops everything', () => {
  expect(ofThisForm({ schema: 2, one: 1 }, 2)).toEqual({ schema: 2, one: 1 });
  expect(ofThisForm(undefined, 2)).toBeNull();
  expect(ofThisForm({ schema: 1 }, 2)).toBeNull();
  expect(() => ofThisForm({ schema: 3 }, 2)).toThrow(NewerStore);
});

function read(site: TestSite, key: string): { schema?: number } {
  const found = site.host.kvs.dump().find((line) => line.startsWith(`${key}\n`)) ?? '';
  const row = JSON.parse(found.slice(key.length + 1)) as { value: { schema?: number } };
  return row.value;
}

/** Each pointer, and a list that one of them names. */
test.each(['published', 'facts', 'scan', 'report:a:head:0', 'facts:a:rules:0'])(
  'a store in which %s is of a newer version is left alone, the page says why, and it can still be erased',
  async (key) => {
    const site = await openTestSite({ rules: 5 });
    await site.connect();
    await site.fire('weekly-scan');
    site.host.kvs.handle('/api/v1/set', JSON.stringify({ key, value: { ...read(site, key), schema: 99 } }));
    // What is claimed for two days goes by itself.
    const before = site.host.kvs.keys().filter((name) => !name.startsWith('report-after:'));

    await site.travel(WEEK);
    for (const trigger of ['weekly-scan', 'daily-check'] as const) {
      // The platform makes nothing of a schedule's failure.
      await site.fire(trigger).catch((error: unknown) => expect(error).toMatchObject({ name: 'NewerStore' }));
    }

    expect(read(site, key)).toMatchObject({ schema: 99 });
    expect(site.host.kvs.keys()).toEqual(expect.arrayContaining(before));
    const asked = key.startsWith('facts')
      ? await site.admin.ask('checkPerson', { account: 'administration.site@example.com' })
      : await site.admin.ask(key === 'scan' ? 'getScanProgress' : 'getFindings', {});
    expect(asked).toMatchObject({
      ok: false,
      failure: { text: expect.stringContaining('newer version') as unknown },
    });
    expect(await site.admin.ask('eraseEverything', { confirm: 'erase' })).toMatchObject({ ok: true });
    expect(site.host.kvs.dump()).toEqual([]);
  },
);

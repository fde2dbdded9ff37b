import fc from 'fast-check';
import type { RuleFacts } from '../../src/rules/rule-facts';
import type { FactsPointer, KeptRule } from '../../src/storage/facts-store';
import { factsIn, publishFacts, readFacts, readFactsPointer, writeFacts } from '../../src/storage/facts-store';
import { PartMissing } from '../../src/storage/lists';
import { fromLine, toLine, type UnderstoodRule } from '../../src/storage/rule-line';
import { aRule, aUse } from '../risk/inputs';
import { openStore } from './support/open-store';

const BY = 'detector 1, key k1';

function kept(facts: RuleFacts, updated: string | null = '1780000000'): UnderstoodRule {
  const { uuid, product } = facts;
  return { uuid, product, updated, by: BY, facts: { ...facts, createdAt: null }, reason: null };
}

const unreadable: KeptRule = { uuid: 'u-1', product: 'jira', updated: null, by: BY, facts: null, reason: 'Too large.' };
const rule = (uuid: string, author: string | null, actor: string | null = null): UnderstoodRule =>
  kept(aRule({ uuid, name: `Rule ${uuid}`, authorAccountId: author, actorAccountId: actor }));

async function keep(
  rules: KeptRule[],
  before: FactsPointer | null = null,
  first: string[] = [],
  scanId = 'scan-1',
): Promise<FactsPointer> {
  const about = { scanId, scanStartedAt: '2026-11-02T09:00:00.000Z', fullReadAt: null };
  const { pointer } = await writeFacts({ ...about, rules, first: new Set(first) }, before);
  expect(await publishFacts(pointer, before, null)).toBe(true);
  return pointer;
}

const ids = (rules: Iterable<Pick<KeptRule, 'uuid'>>): string[] => [...rules].map(({ uuid }) => uuid).sort();

describe('one rule in a short line', () => {
  const account = fc.option(fc.constantFrom('account-1', 'account-2', 'account-3'), { nil: null });
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 }).map((at) => new Date(at * 1000).toISOString());
  const rules = fc
    .record({
      uuid: fc.uuid(),
      name: fc.string({ unit: 'binary' }),
      state: fc.constantFrom('ENABLED' as const, 'DISABLED' as const),
      product: fc.constantFrom('jira' as const, 'confluence' as const),
      updatedAt: fc.option(seconds, { nil: null }),
      actorAccountId: account,
      authorAccountId: account,
      webRequests: fc.nat(3),
      unknownComponents: fc.dictionary(fc.string(), fc.nat()),
      unread: fc.array(fc.record({ pointer: fc.string(), reason: fc.string() }), { maxLength: 2 }),
    })
    .map((given) => aRule(given));
  const updated = fc.option(fc.string(), { nil: null });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(rules, updated, fc.boolean(), (facts, listed, isEdit) => {
        const edit = facts.updatedAt === null ? null : String(Date.parse(facts.updatedAt) / 1000);
        const given = kept(facts, isEdit ? edit : listed);
        const accounts: string[] = [];
        const placeOf = (id: string): number => (accounts.includes(id) ? accounts.indexOf(id) : accounts.push(id) - 1);
        const line = toLine(given, { account: placeOf, by: () => 0 });

        expect(fromLine(JSON.parse(JSON.stringify(line)) as typeof line, { accounts, by: [BY] })).toEqual(given);
      }),
    );
  });

  it('is short', () => {
    const facts = aRule({ uuid: '0190f3a2-1111-7000-8000-000000000001', name: 'Tell', webRequests: 0 });
    const line = toLine(kept(facts, '1780272000'), { account: () => 7, by: () => 0 });

    expect(JSON.stringify(line).length).toBeLessThan(80);
  });
});

describe('the rules that are kept', () => {
  const relevant = kept(aRule({ uuid: 'r-1', authorAccountId: 'account-1', credentials: [aUse()] }));
  const all = [relevant, rule('r-2', 'account-1'), rule('r-3', 'account-2', 'account-3'), unreadable];

  it('come back: those with credentials at once, others when they are asked for', async () => {
    openStore();
    const facts = await readFacts(await keep(all));

    expect(facts.relevant).toEqual([relevant]);
    expect(facts.unreadable).toEqual([unreadable]);
    expect(ids(await facts.others())).toEqual(['r-2', 'r-3']);
    expect(ids(await facts.rulesOf(new Set(['account-1'])))).toEqual(['r-2']);
    expect(ids(await facts.rulesOf(new Set(['account-3', 'nobody'])))).toEqual(['r-3']);
    expect([...facts.accounts.jira].sort()).toEqual(['account-1', 'account-2', 'account-3']);
    expect(facts.accounts.confluence.size).toBe(0);
    expect(facts.totals).toMatchObject({ rules: 3, webRequests: 3 });
  });

  it('are found by account without reading them all', async () => {
    const store = openStore();
    const many = Array.from({ length: 9000 }, (_, number) => rule(`r-${number}`, `account-${number % 90}`));
    const pointer = await keep(many, null, ['account-7', 'account-88']);
    const facts = await readFacts(pointer);
    const before = store.counters.bytesRead;
    const found = await facts.rulesOf(new Set(['account-7', 'account-88']));
    const some = store.counters.bytesRead - before;
    await facts.others();

    expect(pointer.shards).toHaveLength(3);
    expect(found).toHaveLength(200);
    expect(some).toBeLessThan((store.counters.bytesRead - before - some) / 2);
  });

  it('are replaced whole: a reader sees the one scan or the next, and nothing stays that nobody reads', async () => {
    const store = openStore();
    const first = await keep(all);
    const reader = await readFacts(first);
    const second = await keep([rule('r-9', null)], first, [], 'scan-2');

    expect(ids(await reader.others())).toEqual(['r-2', 'r-3']);
    expect(ids(await (await readFacts(second)).others())).toEqual(['r-9']);
    const third = await keep([rule('r-8', null)], second, [], 'scan-3');
    await expect(reader.others()).rejects.toThrow(PartMissing);
    const keys = store.keys().length;
    await keep([rule('r-7', null)], third, [], 'scan-4');
    expect(store.keys()).toHaveLength(keys);
    expect((await readFactsPointer())?.scanId).toBe('scan-4');
  });

  it('lose nothing silently: a missing part is noticed', async () => {
    const store = openStore();
    const pointer = await keep(all);
    store.handle('/api/v1/delete', JSON.stringify({ key: `${pointer.shards[0]?.key ?? ''}:0` }));
    const facts = await readFacts(pointer);

    expect(factsIn(facts.relevant)).toHaveLength(1);
    await expect(facts.rulesOf(new Set(['account-1']))).rejects.toThrow(PartMissing);
  });

  it('do not stay where everything was erased meanwhile', async () => {
    const store = openStore();
    const about = { scanId: 'scan-1', scanStartedAt: '2026-11-02T09:00:00.000Z', fullReadAt: null };
    const { pointer } = await writeFacts({ ...about, rules: all, first: new Set() }, null);

    expect(await publishFacts(pointer, null, 'the key that was')).toBe(false);
    expect(store.keys()).toEqual([]);
  });
});

import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { PartMissing, readItems, readList, readListIfWhole, writeList } from '../../src/storage/lists';
import type { ListKind, Part } from '../../src/storage/pack';
import { isPart, pack, repack, unpack, unpackAny } from '../../src/storage/pack';
import { NewerStore } from '../../src/storage/schema';
import { openStore } from './support/open-store';

interface Item {
  id: number;
  text: string;
}

const ITEMS: ListKind<Item> = {
  kind: 'items',
  schema: 2,
  isItem: (item): item is Item => typeof item === 'object' && item !== null && 'id' in item,
};

/** Forge's limit for a value, in bytes of its JSON (limits-kvs-ce). */
const LIMIT = 240 * 1024;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const random = (id: number, bytes: number): Item => ({ id, text: randomBytes(bytes).toString('hex') });

describe('a packed list', () => {
  it('comes back as it was, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.integer(), text: fc.string({ unit: 'binary' }) })), (items) => {
        expect([...unpack(ITEMS, 's', pack(ITEMS, 's', items))]).toEqual(items);
      }),
    );
  });

  it.each([
    ['many items that cannot be compressed', Array.from({ length: 3000 }, (_, id) => random(id, 300))],
    ['one item that is larger than any value', [random(1, 400_000), random(2, 10)]],
    ['texts of several blocks', Array.from({ length: 20 }, (_, id) => ({ id, text: 'x'.repeat(1_000_000) }))],
  ])('keeps every part within the limit for a value: %s', (_, items) => {
    const parts = pack(ITEMS, 's', items);

    expect(Math.max(...parts.map(sizeOf))).toBeLessThanOrEqual(LIMIT);
    expect([...unpack(ITEMS, 's', parts)]).toEqual(items);
  });

  it('makes few parts of much that is alike, and none of nothing', () => {
    const text = 'the same sentence in every finding '.repeat(5);

    expect(
      pack(
        ITEMS,
        's',
        Array.from({ length: 20_000 }, (_, id) => ({ id, text })),
      ),
    ).toHaveLength(1);
    expect(pack(ITEMS, 's', [])).toEqual([]);
    expect([...unpack(ITEMS, 's', [])]).toEqual([]);
  });

  it('has room for longer texts in as many parts as before', () => {
    const parts = pack(
      ITEMS,
      's',
      Array.from({ length: 3000 }, (_, id) => random(id, 300)),
    );
    const [first] = parts as [Part, ...Part[]];
    const longer = [...unpack(ITEMS, 's', parts)].map(({ id, text }) => ({ id, text: `${text}${text.slice(0, 100)}` }));
    const again = repack(first, longer);

    expect(again).toHaveLength(parts.length);
    expect(Math.max(...again.map(sizeOf))).toBeLessThanOrEqual(LIMIT);
    expect([...unpack(ITEMS, 's', again)]).toEqual(longer);
  });

  it('is not read as another kind, another version or in another form', () => {
    const parts = pack(ITEMS, 's', [random(1, 10)]);

    expect(() => unpack({ ...ITEMS, kind: 'others' }, 's', parts)).toThrow(PartMissing);
    expect(() => unpack({ ...ITEMS, schema: 3 }, 's', parts)).toThrow(PartMissing);
    expect(() => unpack(ITEMS, 'another', parts)).toThrow(PartMissing);
    expect(() => unpack({ ...ITEMS, schema: 1 }, 's', parts)).toThrow(NewerStore);
    const strict: ListKind<Item> = { ...ITEMS, isItem: (item): item is Item => item === null };
    expect(() => [...unpack(strict, 's', parts)]).toThrow(PartMissing);
  });

  it('is never half a list: parts missing, doubled, of two versions, cut or spoilt', () => {
    const items = Array.from({ length: 3000 }, (_, id) => random(id, 300));
    const parts = pack(ITEMS, 's', items);
    const [first, second] = parts as [Part, Part, ...Part[]];
    const others = pack(ITEMS, 's', items.slice(1));
    const wrong: (Part | undefined)[][] = [
      [undefined, ...parts.slice(1)],
      parts.slice(0, -1),
      [...parts, second],
      [first, first, ...parts.slice(2)],
      [first, ...others.slice(1)],
      [{ ...first, z: first.z.slice(0, -8) }, ...parts.slice(1)],
      [{ ...first, z: `AAAA${first.z.slice(4)}` }, ...parts.slice(1)],
    ];

    for (const given of wrong) {
      expect(() => unpack(ITEMS, 's', given)).toThrow(PartMissing);
      expect(unpackAny(given)).toBeNull();
    }
    expect(unpackAny(parts)).toEqual(items);
    expect(parts.every(isPart)).toBe(true);
    expect(isPart({ z: 'text' })).toBe(false);
  });
});

describe('a list in the store', () => {
  it('is read whole, or not at all', async () => {
    const store = openStore();
    const items = Array.from({ length: 3000 }, (_, id) => random(id, 300));
    const ref = await writeList(ITEMS, 'things', 's', items);

    expect(store.keys()).toHaveLength(ref.parts);
    expect(await readList(ITEMS, ref)).toEqual(items);
    store.handle('/api/v1/delete', JSON.stringify({ key: 'things:1' }));
    await expect(readItems(ITEMS, ref)).rejects.toThrow(PartMissing);
    expect(await readListIfWhole(ITEMS, ref)).toBeUndefined();
  });

  it('that somebody writes anew while it is read is read again', async () => {
    openStore();
    const ref = await writeList(ITEMS, 'things', 's', [random(1, 10)]);
    const items = Array.from({ length: 3 }, (_, id) => random(id, 10));

    const [read] = await Promise.all([readList(ITEMS, ref), writeList(ITEMS, 'things', 's', items)]);

    expect([1, 3]).toContain(read.length);
  });
});

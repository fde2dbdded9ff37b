import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { ListKind } from '../../src/storage/pack';
import { pack, TooLargeToKeep, unpack } from '../../src/storage/pack';

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

describe('a packed list', () => {
  it('comes back as it was, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.integer(), text: fc.string({ unit: 'binary' }) })), (items) => {
        const parts = pack(ITEMS, items);

        expect(parts.flatMap((part) => unpack(ITEMS, part) ?? [])).toEqual(items);
        expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(items.length);
      }),
    );
  });

  it('keeps every part within the limit for a value, also when nothing in it can be compressed', () => {
    const items = Array.from({ length: 3000 }, (_, id) => ({ id, text: randomBytes(300).toString('hex') }));

    const parts = pack(ITEMS, items);

    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(sizeOf))).toBeLessThanOrEqual(LIMIT);
    expect(parts.flatMap((part) => unpack(ITEMS, part) ?? [])).toEqual(items);
  });

  it('makes few parts of much that is alike', () => {
    const items = Array.from({ length: 20_000 }, (_, id) => ({
      id,
      text: 'the same sentence in every finding '.repeat(5),
    }));

    expect(pack(ITEMS, items).length).toBeLessThanOrEqual(3);
  });

  it('makes no part of nothing', () => {
    expect(pack(ITEMS, [])).toEqual([]);
  });

  it('refuses one item that fits into no value', () => {
    const items = [{ id: 1, text: randomBytes(400_000).toString('hex') }];

    expect(() => pack(ITEMS, items)).toThrow(TooLargeToKeep);
  });

  it('is not read as another kind, in another form, or with other items in it', () => {
    const [part] = pack(ITEMS, [{ id: 1, text: 'x' }]);
    const others: ListKind<Item> = { ...ITEMS, kind: 'others' };
    const later: ListKind<Item> = { ...ITEMS, schema: 3 };
    const strict: ListKind<Item> = { ...ITEMS, isItem: (item): item is Item => item === null };

    expect([others, later, strict].map((kind) => unpack(kind, part))).toEqual([undefined, undefined, undefined]);
    expect(unpack(ITEMS, undefined)).toBeUndefined();
  });
});

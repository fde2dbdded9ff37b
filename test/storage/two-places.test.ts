import { randomBytes } from 'node:crypto';
import { readList } from '../../src/storage/lists';
import { listOf } from '../../src/storage/pack';
import { unusedAfter, writeBeside } from '../../src/storage/two-places';
import { openStore } from './support/open-store';

const ITEMS = listOf<{ name: string }>('names', 'name');
const keyIn = (slot: string): string => `names-${slot}`;

describe('a list with two places', () => {
  it('leaves the version in use as it is while the next is written', async () => {
    openStore();
    const first = await writeBeside(ITEMS, keyIn, undefined, 'v1', [{ name: 'one' }]);
    const second = await writeBeside(ITEMS, keyIn, first, 'v2', [{ name: 'two' }]);

    expect(await readList(ITEMS, first.ref)).toEqual([{ name: 'one' }]);
    expect(await readList(ITEMS, second.ref)).toEqual([{ name: 'two' }]);

    const third = await writeBeside(ITEMS, keyIn, second, 'v3', [{ name: 'three' }]);

    expect(await readList(ITEMS, second.ref)).toEqual([{ name: 'two' }]);
    expect(await readList(ITEMS, third.ref)).toEqual([{ name: 'three' }]);
  });

  it('names every key of a longer version that the shorter ones leave behind', async () => {
    openStore();
    const long = Array.from({ length: 9000 }, (_, place) => ({ name: `${place} ${randomBytes(30).toString('hex')}` }));
    const first = await writeBeside(ITEMS, keyIn, undefined, 'v1', long);
    const second = await writeBeside(ITEMS, keyIn, first, 'v2', [{ name: 'short' }]);
    const third = await writeBeside(ITEMS, keyIn, second, 'v3', [{ name: 'short' }]);

    expect(unusedAfter([first], [second])).toEqual([]);
    expect(unusedAfter([second], [third]).length).toBeGreaterThan(0);
    expect(unusedAfter([second], [third]).every((key) => key.startsWith('names-a'))).toBe(true);
  });
});

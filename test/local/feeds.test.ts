import { figuresOf, type Figures } from '../../local/simulation/figures';
import type { Feed } from '../../local/simulation/feeds';
import { simulateYear } from '../../local/simulation/simulate-year';

async function figures(feed: Feed): Promise<Figures> {
  return figuresOf(await simulateYear({ seed: 101, days: 90, rules: 40, feed }));
}

describe('the ways of feeding the judge', () => {
  let fed: Record<'inventory-and-lists' | 'exports-and-lists' | 'inventory' | 'exports', Figures>;

  beforeAll(async () => {
    fed = {
      'inventory-and-lists': await figures('inventory-and-lists'),
      'exports-and-lists': await figures('exports-and-lists'),
      inventory: await figures('inventory'),
      exports: await figures('exports'),
    };
  });

  it('live the same year, whatever sees it', () => {
    const lives = Object.values(fed).map(({ breaks, knowable, rulesAtTheEnd }) => [breaks, knowable, rulesAtTheEnd]);
    expect(lives[0]?.[1]).toBeGreaterThan(0);
    expect(new Set(lives.map(String)).size).toBe(1);
  });

  it('foretell by files with complete lists, the more the more they see', () => {
    expect(fed['inventory-and-lists'].foretold).toBeGreaterThan(0);
    expect(fed['exports-and-lists'].unknownShare).toBeGreaterThan(fed['inventory-and-lists'].unknownShare);
    expect(fed.exports.unknownShare).toBeGreaterThan(fed['exports-and-lists'].unknownShare);
    expect(fed.exports.foretold).toBe(0);
  });

  it('call nothing ok that did not hold, and alarm nobody without ground', () => {
    for (const { falseOks, falseAlarms } of Object.values(fed)) {
      expect([falseOks, falseAlarms]).toEqual([0, 0]);
    }
    expect([fed.inventory.oksSaid, fed.exports.oksSaid]).toEqual([0, 0]);
  });
});

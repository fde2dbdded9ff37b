import { COSTLY } from '../bench/detection/costly';
import { overlapsWith } from '../../src/credentials/detect/overlaps';
import { bodyRule, factsOf, requestRule } from './support/facts-of';

/** The methods by which lists are gone through. */
const WALKS = ['every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'reduce', 'some'] as const;

/** How often functions were called for the items of lists while something was done: its steps, whatever the machine. */
function countSteps(work: () => void): number {
  let steps = 0;
  const originals = WALKS.map((name) => [name, Object.getOwnPropertyDescriptor(Array.prototype, name)] as const);
  for (const [name, original] of originals) {
    const walk: unknown = original?.value;
    if (typeof walk !== 'function') {
      throw new Error(`no ${name}`);
    }
    Object.defineProperty(Array.prototype, name, {
      ...original,
      value(this: unknown, callback: (...args: unknown[]) => unknown, ...rest: unknown[]): unknown {
        const counted = function counted(this: unknown, ...args: unknown[]): unknown {
          steps += 1;
          return callback.apply(this, args);
        };
        return Reflect.apply(walk, this, [counted, ...rest]);
      },
    });
  }
  try {
    work();
  } finally {
    for (const [name, original] of originals) {
      if (original !== undefined) {
        Object.defineProperty(Array.prototype, name, original);
      }
    }
  }
  return steps;
}

describe('a body of very many credentials', () => {
  it.each(Object.entries(COSTLY))('as %s takes twice the steps for twice as many', (_name, make) => {
    const stepsFor = (count: number): number => {
      const rule = bodyRule(make(count));
      return countSteps(() => factsOf(rule));
    };
    const [some, twice] = [stepsFor(200), stepsFor(400)];

    expect(some).toBeGreaterThan(0);
    expect(twice / some).toBeLessThan(2.6);
  });

  it('keeps 500 of them, and says how many it left out', () => {
    const [facts] = factsOf(bodyRule(COSTLY['fields of JSON']?.(1400) ?? ''));

    expect(facts?.credentials).toHaveLength(500);
    expect(facts?.unread).toEqual([
      { pointer: '', reason: '900 more credentials than the 500 that are kept of one rule' },
    ]);
  });

  it('is no reason to leave out a credential of another rule, or to show a value that was left out', () => {
    const body = COSTLY['fields of JSON']?.(600) ?? '';
    const last = Object.values(JSON.parse(body) as Record<string, string>).at(-1) ?? '';
    const costly = { ...(requestRule({ customBody: body }) as object), name: `Sync with ${last}` };
    const facts = factsOf([costly, bodyRule(JSON.stringify({ token: last }))]);

    expect(facts.map(({ credentials }) => credentials.length)).toEqual([500, 1]);
    expect(JSON.stringify(facts)).not.toContain(last.slice(20, 60));
  });
});

it('asking whether ranges overlap looks at few of them', () => {
  let looks = 0;
  const ranges = Array.from({ length: 4096 }, (_, index) => ({
    get from() {
      looks += 1;
      return index * 10;
    },
    to: index * 10 + 5,
  }));
  const overlaps = overlapsWith(ranges);
  looks = 0;

  expect([overlaps({ from: 20_003, to: 20_004 }), overlaps({ from: 20_005, to: 20_010 })]).toEqual([true, false]);
  expect(looks).toBeLessThan(40);
});

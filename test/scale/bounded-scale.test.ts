import { sumOf } from '../bench/scale/support/least-work';
import type { Figures } from '../bench/scale/support/scale-run';
import { runScale } from '../bench/scale/support/scale-run';

/** The scale bench at a size that the tests can afford; what it counts depends on no machine. */
const RULES = 1000;

describe('a site of a thousand rules', () => {
  let all: Figures[] = [];
  const named = (name: string): Figures => {
    const found = all.find((figures) => figures.name === name);
    if (found === undefined) {
      throw new Error(`The run has no ${name}.`);
    }
    return found;
  };

  beforeAll(async () => {
    all = await runScale(RULES);
  });

  it.each(['first scan', 'next week'])('is scanned with the fewest requests: %s', (name) => {
    const { requests, least } = named(name);

    expect(least).not.toBeNull();
    expect(requests).toBe(least === null ? null : sumOf(least));
  });

  it('is scanned in the time that pacing sets, on the host’s clock', () => {
    // 1,000 rules nine at a time, a quarter of a second each, and what stands around.
    expect(named('first scan').seconds).toBeLessThan(45);
    expect(named('next week').seconds).toBeLessThan(12);
  });

  it('costs the store what changed, not what there is', () => {
    const [first, week, day] = [named('first scan').kvs, named('next week').kvs, named('daily check').kvs];

    expect(week.writes).toBeLessThan(first.writes);
    expect(day.megabytesWritten).toBeLessThan(first.megabytesWritten / 3);
  });

  it('is shown with few reads, each report in one answer', () => {
    expect(named('first view').kvs).toMatchObject({ reads: 10, writes: 0 });
    expect(named('all findings')).toMatchObject({ kvs: { reads: 3, writes: 0 }, answers: { count: 1 } });
  });

  it('has findings about what is wrong, not about each rule’s people', () => {
    expect(named('next week').findings).toBe(named('first scan').findings);
    expect(named('first scan').findings).toBeLessThan(RULES / 2);
  });
});

import { judgeCase } from '../bench/detection/measure';
import { generateNearMisses } from '../bench/detection/near-misses';
import { generatePositives } from '../bench/detection/positives';

/** One round of the benchmark's cases, with another seed: `npm run -s bench -- detection` runs more and prints the table. */
describe('generated rules', () => {
  it('with a credential: it is found, once, and everything said of it is right', () => {
    const verdicts = generatePositives(4711, 1).map(judgeCase);

    const wrong = verdicts
      .filter(({ missed, extra, wrong: attributes }) => missed.length + extra.length + attributes.length > 0)
      .map(({ case: one, missed, extra, wrong: attributes }) => [one.name, missed.length, extra.length, attributes]);

    expect(verdicts.length).toBeGreaterThan(800);
    expect(wrong).toEqual([]);
  });

  it('without a credential: nothing is found', () => {
    const verdicts = generateNearMisses(4712, 1).map(judgeCase);

    const taken = verdicts
      .filter(({ extra }) => extra.length > 0)
      .map(({ case: one, extra }) => [one.name, extra.map(({ kind }) => kind)]);

    expect(verdicts.length).toBeGreaterThan(500);
    expect(taken).toEqual([]);
  });
});

import { generatePositives } from '../../bench/detection/positives';
import { freshValue, rotateCase } from '../../bench/rotate/measure';
import { Random } from '../support/random';

/** A sample of the bench’s cases, with another seed; `npm run -s bench -- rotate` runs more and prints the shares. */
const cases = generatePositives(4713, 1).filter((_, index) => index % 2 === 0);
const random = new Random(4713);

describe('generated rules with a credential', () => {
  it('are rewritten and back again, and the finder finds the same at the same places; what is not is named', () => {
    const rotated = cases.map((one) => rotateCase(one, freshValue(one.parts['kind'] ?? '', random), null));
    const lost = rotated.filter(({ outcome }) => outcome === 'lost').map(({ case: one, reason }) => [one.name, reason]);
    const notWritable = rotated.filter(({ outcome }) => outcome === 'not-writable').map(({ case: one }) => one.name);
    const same = rotated.filter(({ isSameAfterBack }) => isSameAfterBack).length;

    expect(cases.length).toBeGreaterThan(400);
    expect(lost).toEqual([]);
    // A private key in JSON inside JSON is two readings of one value to the finder, of which one may not change alone.
    expect(notWritable.filter((name) => !name.startsWith('private-key · JSON inside JSON'))).toEqual([]);
    expect(same / cases.length).toBeGreaterThan(0.98);
  });

  it('get another email with another token, wherever the email stands', () => {
    const named = cases.filter(({ expected }) => expected[0]?.user !== null);
    const rotated = named.map((one) =>
      rotateCase(one, freshValue(one.parts['kind'] ?? '', random), 'successor@example.com'),
    );

    expect(named.length).toBeGreaterThan(50);
    expect(
      rotated.filter(({ outcome }) => outcome !== 'rewritten').map(({ case: one, reason }) => [one.name, reason]),
    ).toEqual([]);
  });

  it('take a token of another sort, which is then known for what it is', () => {
    const kinds = ['atlassian-user-token', 'atlassian-legacy-token', 'basic-password', 'opaque'];
    const old = cases.filter(({ parts }) => kinds.includes(parts['kind'] ?? ''));
    const rotated = old.map((one) => rotateCase(one, freshValue('atlassian-service-account-token', random), null));

    expect(old.length).toBeGreaterThan(15);
    // Back again it may read as something else: 24 letters are a token only where they stand as a password to Atlassian.
    const wrong = rotated.filter(
      ({ outcome, reason }) => outcome !== 'rewritten' && !reason.startsWith('not rotated back'),
    );
    expect(wrong.map(({ case: one, reason }) => [one.name, reason])).toEqual([]);
  });
});

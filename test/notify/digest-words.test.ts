import type { Digest } from '../../src/notify/digest';
import { chaptersOf, subjectOf } from '../../src/notify/digest-words';
import { urgentMessage, weeklyMessage } from '../../src/notify/message';
import type { ChangeLine } from '../../src/report/published';

const NONE = { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 };
const NO_CHANGES = { new: 0, worse: 0, better: 0, gone: 0, rotated: 0 };

function aDigest(given: Partial<Digest> = {}): Digest {
  return {
    asOf: '2026-11-16T12:00:00.000Z',
    status: 'complete',
    problem: null,
    summary: NONE,
    rules: NONE,
    own: [],
    broken: { lines: [], more: 0 },
    next: { lines: [], more: 0 },
    changes: NO_CHANGES,
    changed: [],
    unchecked: [],
    limits: [],
    moreLimits: 0,
    ...given,
  };
}

function chapter(title: RegExp, given: Partial<Digest>): string[] {
  const found = chaptersOf(aDigest(given)).find((one) => title.test(one.title));
  if (found === undefined) {
    throw new Error('There is no such chapter.');
  }
  return found.lines.length === 0 ? [found.empty] : found.lines;
}

describe('the chapter about what could not be checked', () => {
  const checked = (given: Partial<Digest>): string[] => chapter(/could not be checked/, given);

  it('says that all was checked only where nothing is unknown and nothing limited', () => {
    expect(checked({})).toEqual(['Everything that was found was checked.']);
    expect(checked({ limits: ['No tokens were listed.'] })).toEqual(['No tokens were listed.']);
    expect(checked({ unchecked: [{ reason: 'value-masked', count: 1 }] })).toEqual([
      '1 finding is unknown: 1 value hidden.',
    ]);
  });

  it('counts hidden values and the rest by reason, and what it leaves out', () => {
    expect(
      checked({
        unchecked: [
          { reason: 'value-masked', count: 20 },
          { reason: null, count: 2 },
        ],
        limits: ['No tokens were listed.'],
        moreLimits: 3,
      }),
    ).toEqual([
      '22 findings are unknown: 20 value hidden, 2 could not be checked.',
      'No tokens were listed.',
      'And 3 more; see the app’s page.',
    ]);
  });
});

describe('the chapter about what changed', () => {
  const changed = (given: Partial<Digest>): string[] => chapter(/^Changed/, given);
  const line: ChangeLine = { kind: 'worse', rule: 'A', what: 'Token expires.', before: 'watch', after: 'high' };

  it('does not call a first report unchanged', () => {
    expect(changed({ changes: null })).toEqual(['This is the first report: there is none to compare it with.']);
    expect(changed({})).toEqual(['Nothing changed.']);
  });

  it('says how many changes it leaves out', () => {
    expect(changed({ changes: { ...NO_CHANGES, worse: 1 }, changed: [line] })).toEqual([
      '0 new, 1 worse, 0 better, 0 gone, 0 rotated.',
      'worse: “A” Token expires. (watch → high)',
    ]);
    expect(changed({ changes: { ...NO_CHANGES, worse: 5, new: 3 }, changed: [line] }).at(-1)).toBe(
      'And 7 more; see the app’s page.',
    );
  });
});

describe('the subject', () => {
  it('counts rules', () => {
    const summary = { ...NONE, broken: 7, critical: 9 };
    expect(subjectOf(aDigest({ summary, rules: { ...NONE, broken: 2, critical: 1 } }))).toBe(
      'Automation tokens: 2 rules are broken, 1 critical',
    );
    expect(subjectOf(aDigest({ summary, rules: { ...NONE, broken: 1 } }))).toBe(
      'Automation tokens: 1 rule is broken, 0 critical',
    );
  });
});

describe('a message', () => {
  it('begins with why the last scan failed, and what to do', () => {
    const problem = {
      code: 'network',
      source: 'automation',
      text: 'No answer.',
      advice: 'Try again.',
      at: '2026-11-16T12:00:00.000Z',
    } as const;
    expect(weeklyMessage(aDigest({ problem }))).toMatchObject({
      subject: 'Automation tokens: the scan could not run',
      paragraphs: ['No answer. Try again.', expect.stringContaining('Enabled rules: 0 broken')],
    });
  });

  it('at once names how many it leaves out', () => {
    const line = { rule: 'A', day: null, level: 'broken', text: 'Gone.', advice: null, disabled: false } as const;
    expect(urgentMessage([line], 0).subject).toBe('Automation tokens: one finding needs you now');
    const many = urgentMessage([line], 4);
    expect(many.subject).toBe('Automation tokens: 5 findings need you now');
    expect(many.chapters[0]?.lines).toEqual(['“A” — broken: Gone.', 'And 4 more; see the app’s page.']);
  });
});

import { toDocument } from '../../../src/notify/channels/digest-document';
import { writeCalendar } from '../../../src/report/formats/calendar';
import { urgentMessage, weeklyMessage } from '../../../src/notify/message';
import { formatReport } from '../../../src/report/formats/format-report';
import type { Digest } from '../../../src/notify/digest';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

/** Each hides something in a text, or turns it round, without being seen. */
const UNSEEN: [name: string, character: string][] = [
  ['a soft hyphen', '\u00AD'],
  ['a grapheme joiner', '\u034F'],
  ['a Hangul filler', '\u3164'],
  ['a half-width filler', '\uFFA0'],
  ['a Braille blank', '\u2800'],
  ['the place of an object', '\uFFFC'],
  ['a Khitan filler', '\u{16FE4}'],
  ['a tag character', '\u{E0041}'],
  ['a supplementary selector', '\u{E0101}'],
  ['an override', '\u202E'],
  ['a zero-width space', '\u200B'],
  ['an escape', '\u001B'],
];

describe.each(UNSEEN)('%s', (_, character) => {
  const text = `se${character}en`;
  const decision = { type: 'accepted', by: text, at: '2026-11-01T00:00:00.000Z', because: text, until: null } as const;
  const report = sampleReport([{ ...findingFullOf(text), level: 'high', decision }]);

  it.each(['csv', 'markdown', 'sarif'] as const)('stands in no %s', (format) => {
    const shown = formatReport(report, format);

    expect(shown).not.toContain(character);
    expect(shown).not.toContain(JSON.stringify(character).slice(1, -1));
  });

  it('stands in no calendar', () => {
    const dated = {
      ...findingFullOf(text),
      breaks: { from: '2026-12-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    };
    const shown = [...writeCalendar(report, [dated])].join('').replace(/\r\n[ \t]/g, '');

    expect(shown).toContain('BEGIN:VEVENT');
    expect(shown).not.toContain(character);
  });

  it('stands in no notice', () => {
    const line = { rule: text, day: null, level: 'broken' as const, text, advice: text, disabled: false };
    const digest: Digest = {
      asOf: '2026-11-22T09:00:00.000Z',
      status: 'complete',
      problem: null,
      summary: report.summary,
      rules: report.rules,
      own: [line],
      broken: { lines: [line], more: 0 },
      next: { lines: [], more: 0 },
      changes: { new: 1, worse: 0, better: 0, gone: 0, rotated: 0 },
      changed: [{ kind: 'new' as const, rule: text, what: text, before: null, after: 'broken' as const }],
      unchecked: [],
      limits: [text],
      moreLimits: 0,
    };

    expect(JSON.stringify([weeklyMessage(digest), urgentMessage([line], 0)])).not.toContain(character);
    expect(JSON.stringify(toDocument(digest))).not.toContain(character);
  });
});

it('a coloured picture stays one', () => {
  const base = sampleFinding();
  const report = sampleReport([{ ...base, rule: { ...base.rule, name: 'Done \u2714\uFE0F' } }]);

  expect(formatReport(report, 'csv')).toContain('\u2714\uFE0F');
});

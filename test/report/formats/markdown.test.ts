import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeMarkdown } from '../../../src/report/formats/markdown';
import type { Report } from '../../../src/report/report';
import { formatReport } from '../../../src/report/formats/format-report';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

const formatMarkdown = (report: Report): string => formatReport(report, 'markdown');

/** Everything on: HTML passes, bare addresses become links. What is text under this is text everywhere. */
const readMarkdown = new MarkdownIt({ html: true, linkify: true });
readMarkdown.linkify.set({ fuzzyEmail: false });

const SAFE_TAGS = /<\/?(?:h1|h2|p|ul|li|strong|table|thead|tbody|tr|th|td)>/g;

/** Tags of the rendered report that the report does not make itself. */
function foreignTags(markdown: string): string[] {
  return (
    readMarkdown
      .render(markdown)
      .replace(SAFE_TAGS, '')
      .match(/<[^<>]*>/g) ?? []
  );
}

function shownText(markdown: string): string {
  return readMarkdown
    .renderInline(markdown)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('\u200B', '');
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a | b | c',
  '[click](https://example.com)',
  '![x](https://example.com/pixel.png)',
  '`code` ``more``',
  '**bold** _it_ ~~gone~~',
  'https://example.com/path',
  'www.example.com',
  'mailto:somebody@example.com',
  '<https://example.com>',
  '&lt;b&gt; &amp; &#124;',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '---',
  '\\| \\` \\[',
  'a\n\n| b |\n|---|',
  '[ref]: https://example.com',
  '$x$ ^y^ {z}',
];

describe('the report as Markdown', () => {
  it('shows level, rule, owner, days and reasons in a table', () => {
    const markdown = formatMarkdown(sampleReport([sampleFinding()]));

    expect(markdown).toContain('| broken | critical | high | watch | unknown | ok |');
    expect(markdown).toContain('| 0 | 1 | 0 | 0 | 0 | 0 |');
    expect(markdown).toContain('1 rule is critical.');
    expect(markdown).toContain(
      '| critical | Sync to the wiki | Atlassian API token in header Authorization, to example.atlassian.net' +
        ' | leaver@example.com \\(for deletion\\) | 2026-11-29 to 2026-12-01 |',
    );
  });

  it('keeps disabled rules and own credentials apart, and counts people', () => {
    const plain = sampleFinding();
    const markdown = formatMarkdown(
      sampleReport([
        sampleFinding({ own: true, level: 'watch' }),
        sampleFinding({ rule: { ...plain.rule, state: 'DISABLED', name: 'Sleeping' } }),
      ]),
    );

    const headings = markdown.split('\n').filter((line) => line.startsWith('##'));
    expect(headings).toEqual(['## This app’s own credentials', '## In disabled rules', '## Coverage']);
    expect(markdown).toContain(
      '- 3 accounts that rules act as or that wrote them: 1 healthy, 1 at risk, 1 not checked.',
    );
  });

  it('says what was not read', () => {
    const { coverage } = sampleReport([]);
    const markdown = formatMarkdown(
      sampleReport([], {
        coverage: {
          ...coverage,
          rulesUnreadable: [{ source: 'a.json#/rules/3', reason: 'not a rule: a number' }],
          unknownComponents: { 'jira.new.thing': 2 },
          limits: ['No tokens were given.'],
        },
      }),
    );

    expect(markdown).toContain('- Not read: a.json\\#/rules/3: not a rule: a number');
    expect(markdown).toContain('- Steps not understood: jira.new.thing \\(2\\)');
    expect(markdown).toContain('- No tokens were given.');
  });

  it.each(HOSTILE)('shows %j as text', (text) => {
    const markdown = formatMarkdown(sampleReport([findingFullOf(text)]));

    expect(foreignTags(markdown)).toEqual([]);
    expect(readMarkdown.render(markdown).match(/<td>/g)).toHaveLength(6 + 7);
    expect(shownText(escapeMarkdown(text))).toBe(text.replace(/\n+/g, ' '));
  });

  it('shows any text as text', () => {
    const signs = fc.constantFrom(...'abw01 .:/@#<>[]()!`*_~|\\&;{}$^=+-"\'\n'.split(''), 'http', 'www', '://');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 24 }), (parts) => {
        const text = parts.join('');
        expect(foreignTags(formatMarkdown(sampleReport([findingFullOf(text)])))).toEqual([]);
        expect(shownText(escapeMarkdown(text)).trim()).toBe(text.replace(/\n+/g, ' ').trim());
      }),
      { numRuns: 500 },
    );
  });

  it('notifies nobody whose name a rule carries', () => {
    expect(escapeMarkdown('ask @team or leaver@example.com')).toBe('ask @&#8203;team or leaver@example.com');
  });
});

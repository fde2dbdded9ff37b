import stringWidth from 'string-width';
import { pageOf } from '../../cli/table/paint';
import { renderReport } from '../../cli/table/render-report';
import { wrapText } from '../../cli/table/wrap-text';
import { findingFullOf, sampleFinding, sampleReport } from '../report/formats/sample-report';

const page = { width: 100, hasColours: false };

function gridLines(text: string): string[] {
  return text.split('\n').filter((line) => /^[│┌├└]/.test(line));
}

describe('the table of findings', () => {
  it.each([
    ['Latin text', 'Sync the wiki with the tracker every night at two'],
    ['wide characters', '自動化規則將在令牌過期時停止工作並且沒有人會注意到'],
    ['emoji', 'Ship it 🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀'],
    ['a word without a blank', 'x'.repeat(300)],
    ['terminal controls', '\u001B[31mred\u001B[0m \u009B2J \u0007 \r\n new line \u202Ereversed'],
    ['nothing', ''],
  ])('keeps its shape with %s', (_what, text) => {
    const shown = renderReport(sampleReport([findingFullOf(text), sampleFinding()]), page);

    expect(new Set(gridLines(shown).map((line) => stringWidth(line)))).toEqual(new Set([99]));
    expect(shown).not.toMatch(/[^\n\P{Cc}]|\u202E/u);
  });

  it('shows all of a long address', () => {
    const email = `${'a-very-long-name.'.repeat(5)}@example.com`;
    const plain = sampleFinding();
    const owner = { email, accountId: null, name: null, state: 'active' as const, source: 'basic-user' as const };
    const shown = renderReport(sampleReport([{ ...plain, owner }]), page);

    const whose = gridLines(shown).map((line) => line.split('│')[4]?.trim() ?? '');
    expect(whose.join('')).toContain(email);
  });

  it('lists own credentials and disabled rules apart', () => {
    const plain = sampleFinding();
    const shown = renderReport(
      sampleReport([
        sampleFinding({ rule: { ...plain.rule, state: 'DISABLED', name: 'Asleep' } }),
        sampleFinding({ own: true, rule: { ...plain.rule, name: 'This app' } }),
        sampleFinding({ rule: { ...plain.rule, name: 'Awake' } }),
      ]),
      page,
    );

    const places = ['This app’s own credentials', 'This app ', 'Awake', 'In disabled rules', 'Asleep', 'Coverage'];
    const order = places.map((text) => shown.indexOf(text));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it('cuts coverage short where it would fill the screen, and says so', () => {
    const { coverage } = sampleReport([]);
    const limits = Array.from({ length: 50 }, (_, index) => `Limit ${String(index)}.`);
    const shown = renderReport(sampleReport([], { coverage: { ...coverage, limits } }), page);

    expect(shown).toContain('Limit 19.');
    expect(shown).not.toContain('Limit 20.');
    expect(shown).toContain('and 30 more');
  });
});

describe('the page a table is drawn on', () => {
  const output = { write: () => undefined, isTerminal: true, columns: 140 };

  it('is as wide as the terminal, in colours', () => {
    expect(pageOf({ output, environment: {} }, false)).toEqual({ width: 140, hasColours: true });
  });

  it.each([
    [{ NO_COLOR: '1' }, { width: 140, hasColours: false }],
    [{ TERM: 'dumb' }, { width: 140, hasColours: false }],
    [{ NO_COLOR: '' }, { width: 140, hasColours: true }],
  ])('with %j is %j', (environment, expected) => {
    expect(pageOf({ output, environment }, false)).toEqual(expected);
  });

  it.each([
    [{}, 120],
    [{ COLUMNS: '100' }, 100],
    [{ COLUMNS: '10' }, 80],
    [{ COLUMNS: '100000' }, 220],
    [{ COLUMNS: 'wide' }, 120],
  ])('in a pipe with %j is %i wide, without colours', (environment, width) => {
    const pipe = { ...output, isTerminal: false, columns: undefined };
    expect(pageOf({ output: pipe, environment }, false)).toEqual({ width, hasColours: false });
  });

  it('in a file does not depend on the terminal', () => {
    expect(pageOf({ output, environment: { COLUMNS: '90' } }, true)).toEqual({ width: 120, hasColours: false });
  });
});

describe('wrapping', () => {
  it('breaks at blanks and cuts only what is too wide', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrapText('漢字漢字', 4)).toEqual(['漢字', '漢字']);
  });
});

import stringWidth from 'string-width';
import { cutText, fitText } from '../../cli/table/cut-text';
import { pageOf } from '../../cli/table/paint';
import { PLAIN_VIEW, renderReport } from '../../cli/table/render-report';
import { wrapText } from '../../cli/table/wrap-text';
import type { Finding, Level, Report } from '../../src/report/report';
import { findingFullOf, sampleFinding, sampleReport } from '../report/formats/sample-report';

const page = { width: 80, hasColours: false };

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

/** A finding of a rule of its own. */
function finding(name: string, level: Level, from: string | null, changes: Partial<Finding> = {}): Finding {
  const { rule, owner } = sampleFinding();
  return sampleFinding({
    id: `id of ${name}`,
    level,
    rule: { ...rule, uuid: `uuid of ${name}`, name },
    owner: owner === null ? null : { ...owner, state: 'active' },
    breaks: { from, to: from },
    reasons: [{ code: level === 'unknown' ? 'expiry-unknown' : 'token-expires', text: `Why of ${name}.` }],
    ...changes,
  });
}

const mixed = (): Report =>
  sampleReport(
    [
      finding('Gone', 'broken', null),
      finding('Tomorrow', 'critical', '2026-11-23T00:00:00.000Z'),
      finding('In weeks', 'high', '2026-12-17T00:00:00.000Z'),
      finding('In months', 'watch', '2027-01-30T00:00:00.000Z'),
      finding('Who knows', 'unknown', null),
      finding('Well', 'ok', '2027-04-01T00:00:00.000Z'),
    ],
    { coverage: { ...sampleReport([]).coverage, rulesRead: 400 } },
  );

describe('the answer', () => {
  it.each([
    [
      'what is broken, what breaks soon, what is next and what is not known',
      mixed(),
      '1 of 400 rules is broken; 2 more break within 30 days; 1 could not be fully checked; next: Tomorrow on 23 Nov.',
    ],
    [
      'what breaks soon where nothing is broken',
      sampleReport([finding('In weeks', 'high', '2026-12-17T00:00:00.000Z')]),
      '1 of 3 rules breaks within 30 days; next: In weeks on 17 Dec.',
    ],
    [
      'the year where it is another one',
      sampleReport([finding('In months', 'watch', '2027-01-30T00:00:00.000Z')]),
      'None of 3 rules breaks within 30 days; next: In months on 30 Jan 2027.',
    ],
    [
      'that nothing could be checked, and never that all is well',
      sampleReport([finding('Who knows', 'unknown', null)]),
      'Nothing could be fully checked: of 3 rules, 1 may break on a day that is not known.',
    ],
    [
      'what is not known behind another level',
      sampleReport([
        finding('Shared', 'watch', null, {
          reasons: [
            { code: 'shared-secret', text: 'x' },
            { code: 'expiry-unknown', text: 'x' },
          ],
        }),
        finding('Well', 'ok', null),
      ]),
      '1 of 3 rules could not be fully checked; no other breaks within 30 days.',
    ],
    ['that nothing was found', sampleReport([]), 'Nothing that breaks was found in 3 rules.'],
  ])('says first %s', (_what, report, sentence) => {
    const shown = renderReport(report, PLAIN_VIEW, { ...page, width: 200 });

    expect(shown.split('\n')[0]).toBe(sentence);
  });

  it('counts disabled rules only where they are asked for', () => {
    const plain = sampleFinding();
    const asleep = finding('Asleep', 'broken', null, { rule: { ...plain.rule, name: 'Asleep', state: 'DISABLED' } });
    const report = sampleReport([asleep]);

    const apart = renderReport(report, PLAIN_VIEW, page);
    expect(apart).toContain('Nothing that breaks was found in 3 rules.');
    expect(apart).toMatch(/Disabled rules, which fail nothing · 1\n {2}broken +now +Asleep/);
    const included = renderReport(report, { ...PLAIN_VIEW, includeDisabled: true }, page);
    expect(included).toContain('1 of 3 rules is broken.');
    expect(included).not.toContain('Disabled rules');
  });
});

describe('the table of rules', () => {
  const rulesIn = (text: string): string[] =>
    [...text.matchAll(/^ {2}(?:broken|critical|high|watch|unknown|ok) +(?:\S+|(?:from|by) \S+) {2,}(.+?) {2}/gm)].map(
      ([, name = '']) => name.trim(),
    );

  it('has a line for each rule that needs something, soonest first', () => {
    expect(rulesIn(renderReport(mixed(), PLAIN_VIEW, page))).toEqual([
      'Gone',
      'Tomorrow',
      'In weeks',
      'In months',
      'Who knows',
    ]);
  });

  it('groups rules by what to do, however they are sorted', () => {
    const leaver = {
      email: 'gone@example.com',
      accountId: 'account-9',
      name: null,
      state: 'deactivated' as const,
      source: 'basic-user' as const,
    };
    const reasons = [{ code: 'owner-deactivated' as const, text: 'x' }];
    const [print, other] = ['ab'.repeat(32), 'cd'.repeat(32)].map((fingerprint) => ({ ...credential(), fingerprint }));
    const shown = renderReport(
      sampleReport([
        finding('One', 'broken', null, { owner: leaver, reasons, credential: print ?? null }),
        finding('Two', 'critical', '2026-11-23T00:00:00.000Z', { credential: print ?? null }),
        finding('Three', 'broken', null, { owner: leaver, reasons, credential: other ?? null }),
        finding('Four', 'high', '2026-12-20T00:00:00.000Z', { credential: print ?? null }),
      ]),
      PLAIN_VIEW,
      page,
    );

    expect(shown).toMatch(/Replace the tokens of gone@example\.com \(deactivated\) · 2 rules\n.*One.*\n.*Three/);
    expect(shown).toMatch(
      /Replace the Atlassian API token “wiki sync” of leaver@example\.com · 2\s+rules\n.*Two.*\n.*Four/,
    );
  });

  it('puts two findings of a rule into one line, under the worse', () => {
    const worse = finding('Both', 'broken', null);
    const shown = renderReport(sampleReport([worse, { ...worse, id: 'second', level: 'watch' }]), PLAIN_VIEW, page);

    expect(shown).toMatch(/^ {2}broken +now +Both +Token expires \(\+1\)$/m);
  });

  it.each([
    [3, ['Gone', 'Tomorrow']],
    [30, ['Gone', 'Tomorrow', 'In weeks']],
    [100, ['Gone', 'Tomorrow', 'In weeks', 'In months']],
    [200, ['Gone', 'Tomorrow', 'In weeks', 'In months', 'Well']],
  ])('within %i days shows %j', (within, names) => {
    const shown = renderReport(mixed(), { ...PLAIN_VIEW, within }, page);

    expect(rulesIn(shown)).toEqual(names);
    expect(shown.replaceAll('\n', ' ')).toContain(
      names.length === 2 ? '1 more breaks within 3 days' : `${names.length - 1} more break within ${within} days`,
    );
  });

  it('says how many rows a limit leaves out', () => {
    expect(renderReport(mixed(), { ...PLAIN_VIEW, limit: 2 }, page)).toContain(
      '… and 3 more; --limit all shows every rule',
    );
    expect(renderReport(mixed(), { ...PLAIN_VIEW, limit: 5 }, page)).not.toContain('more;');
  });

  it.each([
    ['rule', ['Gone', 'In months', 'In weeks', 'Tomorrow', 'Who knows']],
    ['level', ['Gone', 'Tomorrow', 'In weeks', 'In months', 'Who knows']],
  ] as const)('is sorted by %s', (sort, names) => {
    const apart = mixed();
    // Each under a heading of its own, so that groups do not decide the order.
    const findings = apart.findings.map((one, index) => ({
      ...one,
      credential: { ...credential(), fingerprint: String(index) },
    }));
    expect(rulesIn(renderReport({ ...apart, findings }, { ...PLAIN_VIEW, sort }, page))).toEqual(names);
  });

  it('explains only where it is asked to', () => {
    expect(renderReport(mixed(), PLAIN_VIEW, page)).not.toContain('Why of');
    const shown = renderReport(mixed(), { ...PLAIN_VIEW, explain: true }, page);
    expect(shown).toContain('Why of Gone.');
    expect(shown).toContain('→ Make a new token under another account.');
    expect(shown).toContain('id of Gone');
  });

  it.each([
    ['Latin text', 'Sync the wiki with the tracker every night at two'],
    ['wide characters', '自動化規則將在令牌過期時停止工作並且沒有人會注意到'],
    ['emoji', 'Ship it 🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀'],
    ['a word without a blank', 'x'.repeat(300)],
    ['terminal controls', '\u001B[31mred\u001B[0m \u009B2J \u0007 \r\n new line \u202Ereversed'],
    ['nothing', ''],
  ])('stays on the page with %s', (_what, text) => {
    for (const explain of [false, true]) {
      for (const width of [80, 140]) {
        const shown = renderReport(
          sampleReport([findingFullOf(text), sampleFinding()]),
          { ...PLAIN_VIEW, explain },
          { ...page, width },
        );

        expect(widest(shown)).toBeLessThanOrEqual(width);
        expect(shown).not.toMatch(/[^\n\P{Cc}]|\u202E/u);
      }
    }
  });

  it('shows all of a long address in its heading', () => {
    const email = `${'a-very-long-name.'.repeat(5)}@example.com`;
    const owner = { email, accountId: null, name: null, state: 'active' as const, source: 'basic-user' as const };
    const shown = renderReport(sampleReport([sampleFinding({ owner })]), PLAIN_VIEW, page);

    expect(shown.replaceAll(/\s/g, '')).toContain(email);
  });

  it('lists own credentials and disabled rules apart', () => {
    const plain = sampleFinding();
    const shown = renderReport(
      sampleReport([
        sampleFinding({ rule: { ...plain.rule, state: 'DISABLED', name: 'Asleep' } }),
        sampleFinding({ own: true, rule: { ...plain.rule, name: 'This app' } }),
        sampleFinding({ rule: { ...plain.rule, name: 'Awake' } }),
      ]),
      PLAIN_VIEW,
      page,
    );

    const places = ['This app’s own credentials', 'This app ', 'Awake  ', 'Disabled rules', 'Asleep', 'Coverage'];
    const order = places.map((text) => shown.indexOf(text));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it('lists ignored findings apart, and the sentence says that they are', () => {
    const decision = {
      type: 'accepted' as const,
      by: 'settings',
      at: '2026-11-01T00:00:00.000Z',
      because: 'On its way out',
      until: '2027-01-01T00:00:00.000Z',
    };
    const shown = renderReport(
      sampleReport([finding('Known', 'broken', null, { decision }), finding('Gone', 'broken', null)]),
      { ...PLAIN_VIEW, explain: true },
      page,
    );

    expect(shown).toContain('2 of 3 rules are broken (1 ignored).');
    expect(shown).toMatch(/Ignored by the settings · 1\n {2}broken +now +Known/);
    expect(shown).toContain('Ignored: On its way out');
  });

  it('cuts coverage short where it would fill the screen, and says so', () => {
    const { coverage } = sampleReport([]);
    const limits = Array.from({ length: 50 }, (_, index) => `Limit ${String(index)}.`);
    const shown = renderReport(sampleReport([], { coverage: { ...coverage, limits } }), PLAIN_VIEW, page);

    expect(shown).toContain('Limit 9.');
    expect(shown).not.toContain('Limit 10.');
    expect(shown).toContain('and 40 more');
  });

  it('says in which rules a step was not understood', () => {
    const { coverage } = sampleReport([]);
    const unknownSteps = new Map([['jira.new.step', ['First', 'Second', 'Third']]]);
    const report = sampleReport([], { coverage: { ...coverage, unknownComponents: { 'jira.new.step': 4 } } });

    expect(renderReport(report, { ...PLAIN_VIEW, unknownSteps }, { ...page, width: 120 })).toContain(
      'Step not understood: jira.new.step in rule “First” and 2 more (4 times)',
    );
  });
});

function credential(): NonNullable<Finding['credential']> {
  const { credential: plain } = sampleFinding();
  if (plain === null) {
    throw new Error('the sample has a credential');
  }
  return plain;
}

describe('cutting', () => {
  it('leaves what fits and ends what does not with an ellipsis, whatever the width of its signs', () => {
    expect(cutText('abcdef', 6)).toBe('abcdef');
    expect(cutText('abcdefg', 6)).toBe('abcde…');
    expect(cutText('漢字漢字', 6)).toBe('漢字…');
    expect(stringWidth(fitText('漢字漢字', 6))).toBe(6);
    expect(fitText('ab', 4)).toBe('ab  ');
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

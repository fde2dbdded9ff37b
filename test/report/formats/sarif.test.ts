import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { isRecord, parseOrUndefined } from '../../../local/json';
import { LEVELS, REASON_CODES } from '../../../src/report/report';
import type { Report } from '../../../src/report/report';
import { formatReport } from '../../../src/report/formats/format-report';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

const formatSarif = (report: Report): string => formatReport(report, 'sarif');

/** The published schema, SARIF 2.1.0 of OASIS, as https://www.schemastore.org has it. */
const schema = parseOrUndefined(readFileSync(join(__dirname, '../../fixtures/sarif/sarif-schema-2.1.0.json'), 'utf8'));
/** One of its patterns is none where Unicode is on. */
const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
const validate = ajv.compile<Log>(isRecord(schema) ? schema : {});

interface Read {
  results: Result[];
  rules: ReportingDescriptor[];
  informationUri: string | undefined;
  successful: boolean;
}

function read(report: Report): Read {
  const log: unknown = JSON.parse(formatSarif(report));
  if (!validate(log)) {
    throw new Error(JSON.stringify(validate.errors));
  }
  const [run, ...others] = log.runs;
  if (run === undefined || others.length > 0) {
    throw new Error('a report is one run');
  }
  const { rules = [], informationUri } = run.tool.driver;
  return {
    results: run.results ?? [],
    rules,
    informationUri,
    successful: (run.invocations ?? []).every((invocation) => invocation.executionSuccessful),
  };
}

describe('the report as SARIF', () => {
  it('names a rule for each reason code and a result for each finding that is not ok', () => {
    const { results, rules } = read(sampleReport(LEVELS.map((level) => sampleFinding({ level }))));

    expect(rules.map(({ id }) => id)).toEqual([...REASON_CODES]);
    expect(results.map((result) => result.level)).toEqual(['error', 'error', 'warning', 'warning', 'note']);
  });

  it('points from each result to its rule by id and index', () => {
    const { results, rules } = read(
      sampleReport(REASON_CODES.map((code) => sampleFinding({ reasons: [{ code, text: 'So it is.' }] }))),
    );

    expect(results.map((result) => result.ruleId)).toEqual([...REASON_CODES]);
    expect(results.map((result) => rules[result.ruleIndex ?? -1]?.id)).toEqual([...REASON_CODES]);
  });

  it('says where: the automation rule and the pointer into it', () => {
    const { results } = read(sampleReport([sampleFinding()]));

    expect(results[0]?.locations?.[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'automation-rules/jira/0190f3a2-1111-7000-8000-000000000001' },
        region: { startLine: 1 },
      },
      logicalLocations: [
        {
          name: 'Sync to the wiki',
          fullyQualifiedName: '0190f3a2-1111-7000-8000-000000000001/components/0/value/headers/1/value',
          kind: 'member',
        },
      ],
    });
    expect(results[0]?.partialFingerprints).toEqual({ 'findingId/v1': '0123456789abcdef' });
  });

  it('is checked against a schema that refuses what is no SARIF', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(
      validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', informationUri: 'no address' } } }] }),
    ).toBe(false);
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } } }], more: 1 })).toBe(false);
  });

  it('says for each reason what it means and what helps, and where to read on', () => {
    const { rules, informationUri } = read(sampleReport([]));
    const helps = rules.map(({ help }) => help?.text ?? '');

    expect(new Set(helps).size).toBe(REASON_CODES.length);
    expect(helps.filter((help) => !/^[A-Z].{40,}\.$/.test(help))).toEqual([]);
    expect(informationUri).toMatch(/^https:\/\/support\.atlassian\.com\//);
  });

  it('marks what an admin has accepted as suppressed', () => {
    const decision = {
      type: 'accepted' as const,
      by: 'account-1',
      at: '2026-11-01T00:00:00.000Z',
      because: 'being retired',
      until: null,
    };
    const { results } = read(sampleReport([sampleFinding({ decision })]));

    expect(results[0]?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'being retired' },
    ]);
  });

  it('shows no invisible text in a justification', () => {
    const decision = {
      type: 'snoozed' as const,
      by: 'account-1',
      at: '2026-11-01T00:00:00.000Z',
      because: 'fine\u202E\u200B\u0007\nreally',
      until: null,
    };
    const { results } = read(sampleReport([sampleFinding({ decision })]));

    expect(results[0]?.suppressions?.[0]?.justification).toBe('fine\u{FFFD}\u{FFFD}\u{FFFD} really');
  });

  it('does not call a run successful that could not read a rule', () => {
    const { coverage } = sampleReport([]);
    const rulesUnreadable = [{ source: 'a.json', reason: 'not valid JSON' }];

    expect(read(sampleReport([])).successful).toBe(true);
    expect(read(sampleReport([], { coverage: { ...coverage, rulesUnreadable } })).successful).toBe(false);
    expect(read(sampleReport([], { status: 'partial' })).successful).toBe(false);
  });

  it('turns no text into a link or a placeholder', () => {
    const { results } = read(sampleReport([findingFullOf('[x](https://example.com) {0} \\[')]));

    expect(results[0]?.message.text).toContain(String.raw`\[x\](https://example.com) {{0}} \\\[`);
  });

  it('stays valid for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(read(sampleReport([findingFullOf(text)])).results).toHaveLength(1);
      }),
    );
  });
});

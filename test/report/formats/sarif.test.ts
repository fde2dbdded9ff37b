import type { Log, Result } from 'sarif';
import fc from 'fast-check';
import * as v from 'valibot';
import { LEVELS, REASON_CODES } from '../../../src/report/report';
import type { Report } from '../../../src/report/report';
import { formatReport } from '../../../src/report/formats/format-report';
import { findingFullOf, sampleFinding, sampleReport } from './sample-report';

const formatSarif = (report: Report): string => formatReport(report, 'sarif');

const Message = v.strictObject({ text: v.pipe(v.string(), v.nonEmpty()) });
/** The parts of the SARIF 2.1.0 schema that the export uses; no other keys. */
const SarifLog = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: v.strictTuple([
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: v.string(),
          rules: v.array(v.strictObject({ id: v.picklist(REASON_CODES), shortDescription: Message })),
        }),
      }),
      invocations: v.array(
        v.strictObject({
          executionSuccessful: v.boolean(),
          endTimeUtc: v.pipe(v.string(), v.isoTimestamp()),
          toolExecutionNotifications: v.array(
            v.strictObject({ level: v.picklist(['none', 'note', 'warning', 'error']), message: Message }),
          ),
        }),
      ),
      results: v.array(
        v.strictObject({
          ruleId: v.picklist(REASON_CODES),
          ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
          level: v.picklist(['none', 'note', 'warning', 'error']),
          message: Message,
          locations: v.strictTuple([
            v.strictObject({
              physicalLocation: v.strictObject({
                artifactLocation: v.strictObject({ uri: v.pipe(v.string(), v.regex(/^[\w\-.~%!*'()/]+$/)) }),
              }),
              logicalLocations: v.array(
                v.strictObject({ name: v.string(), fullyQualifiedName: v.string(), kind: v.string() }),
              ),
            }),
          ]),
          partialFingerprints: v.record(v.string(), v.string()),
          suppressions: v.optional(
            v.array(
              v.strictObject({
                kind: v.picklist(['inSource', 'external']),
                status: v.picklist(['accepted', 'underReview', 'rejected']),
                justification: v.string(),
              }),
            ),
          ),
          properties: v.looseObject({}),
        }),
      ),
      properties: v.looseObject({}),
    }),
  ]),
});

function read(report: Report): Pick<Log, 'version'> & { results: Result[]; rules: string[]; successful: boolean } {
  const log = v.parse(SarifLog, JSON.parse(formatSarif(report)));
  const [run] = log.runs;
  return {
    version: log.version,
    results: run.results,
    rules: run.tool.driver.rules.map((rule) => rule.id),
    successful: run.invocations.every((invocation) => invocation.executionSuccessful),
  };
}

describe('the report as SARIF', () => {
  it('names a rule for each reason code and a result for each finding that is not ok', () => {
    const { results, rules } = read(sampleReport(LEVELS.map((level) => sampleFinding({ level }))));

    expect(rules).toEqual([...REASON_CODES]);
    expect(results.map((result) => result.level)).toEqual(['error', 'error', 'warning', 'warning', 'note']);
  });

  it('points from each result to its rule by id and index', () => {
    const { results, rules } = read(
      sampleReport(REASON_CODES.map((code) => sampleFinding({ reasons: [{ code, text: 'So it is.' }] }))),
    );

    expect(results.map((result) => result.ruleId)).toEqual([...REASON_CODES]);
    expect(results.map((result) => rules[result.ruleIndex ?? -1])).toEqual([...REASON_CODES]);
  });

  it('says where: the automation rule and the pointer into it', () => {
    const { results } = read(sampleReport([sampleFinding()]));

    expect(results[0]?.locations?.[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'automation-rules/jira/0190f3a2-1111-7000-8000-000000000001' },
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

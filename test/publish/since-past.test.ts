import type { Level } from '../../src/report/report';
import { instantToJudgeAt, worsenedSince } from '../../src/publish/since-past';
import { sampleFinding } from '../report/formats/sample-report';

const NOW = new Date('2026-11-16T12:00:00.000Z');
const STARTED = '2026-11-16T09:00:00.000Z';

describe('the instant that a report is judged at', () => {
  it.each([
    ['the start of its scan, so that a resumed one says the same', STARTED, null, STARTED],
    ['that start, also after an older report', STARTED, '2026-11-16T08:59:59.000Z', STARTED],
    ['now, where a report of a later instant is there already', STARTED, '2026-11-16T09:00:01.000Z', NOW.toISOString()],
    ['now, without a scan', null, STARTED, NOW.toISOString()],
  ])('is %s', (_title, startedAt, publishedAsOf, expected) => {
    expect(instantToJudgeAt(startedAt, publishedAsOf, NOW).toISOString()).toBe(expected);
  });
});

describe('what got worse since the report before', () => {
  const finding = (id: string, level: Level, own?: true) =>
    sampleFinding({ id, level, ...(own === undefined ? {} : { own }) });
  const idsOf = (before: ReadonlyMap<string, Level> | null, findings: ReturnType<typeof finding>[]): string[] =>
    worsenedSince(before, findings).map(({ id }) => id);

  it('is what is new or of a worse level', () => {
    const before = new Map<string, Level>([
      ['same', 'high'],
      ['better', 'broken'],
      ['worse', 'watch'],
    ]);
    const now = [finding('same', 'high'), finding('better', 'high'), finding('worse', 'high'), finding('new', 'ok')];

    expect(idsOf(before, now)).toEqual(['worse', 'new']);
  });

  it('leaves out the app’s own credentials, which are always told', () => {
    expect(idsOf(new Map(), [finding('own', 'broken', true), finding('rule', 'broken')])).toEqual(['rule']);
  });

  it('is nothing where there was no report', () => {
    expect(idsOf(null, [finding('new', 'broken')])).toEqual([]);
  });
});

import { formatReport, REPORT_FORMATS } from '../../src/report/formats/format-report';
import { toRow, type FindingRow } from '../../src/report/published';
import type { Report } from '../../src/report/report';
import type { AdminAnswer, ExportFormat, ExportSlice, FindingsPage } from '../../src/resolvers/admin-api';
import { sampleFinding } from '../report/formats/sample-report';
import { openTestSite, type TestSite } from '../scan/support/test-site';
import { manyFindings, publishFindings } from './support/publish-findings';

/** Findings for several slices of every format. */
const SIZE = 1500;
/** Forge's limit for what a resolver answers, in bytes (limits-invocation). */
const MOST_BYTES = 5_000_000;

let site: TestSite;

async function sliceAt(format: ExportFormat, cursor: string | null): Promise<ExportSlice> {
  const answer = await site.admin.ask('exportReport', { format, ...(cursor === null ? {} : { cursor }) });
  if (!answer.ok) {
    throw new Error(answer.failure.text);
  }
  return answer.value;
}

async function slicesOf(format: ExportFormat): Promise<ExportSlice[]> {
  const slices: ExportSlice[] = [];
  let cursor: string | null = null;
  do {
    const slice = await sliceAt(format, cursor);
    slices.push(slice);
    cursor = slice.nextCursor;
  } while (cursor !== null);
  return slices;
}

async function firstCursor(format: ExportFormat): Promise<string> {
  const { nextCursor } = await sliceAt(format, null);
  if (nextCursor === null) {
    throw new Error('The export has one slice only.');
  }
  return nextCursor;
}

/** All rows, and the bytes of each answer. */
async function allRows(): Promise<{ rows: FindingRow[]; sizes: number[] }> {
  const rows: FindingRow[] = [];
  const sizes: number[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page: AdminAnswer<FindingsPage> = await site.admin.ask('getFindings', { from });
    if (!page.ok) {
      throw new Error(page.failure.text);
    }
    rows.push(...page.value.rows);
    sizes.push(sizeOf(page));
    from = page.value.next;
  }
  return { rows, sizes };
}

const sizeOf = (answer: unknown): number => Buffer.byteLength(JSON.stringify(answer));

async function exportsNoted(): Promise<number> {
  const audit = await site.admin.ask('getAudit', {});
  return audit.ok ? audit.value.entries.filter(({ action }) => action === 'export').length : 0;
}

beforeAll(async () => {
  site = await openTestSite({ rules: 1 });
  await site.connect();
  await site.fire('weekly-scan');
});

describe('a report of thousands of findings', () => {
  let report: Report;

  beforeAll(async () => {
    report = await publishFindings(site, manyFindings(SIZE));
  });

  it.each(REPORT_FORMATS)('is in %s, slice after slice, what the command line prints', async (format) => {
    const before = await exportsNoted();
    const slices = await slicesOf(format);

    expect(slices.length).toBeGreaterThan(1);
    expect(slices.map(({ text }) => text).join('') === formatReport(report, format)).toBe(true);
    expect(Math.max(...slices.map(sizeOf))).toBeLessThan(MOST_BYTES);
    expect(new Set(slices.map(({ fileName }) => fileName)).size).toBe(1);
    expect(await exportsNoted()).toBe(before + 1);
  });

  it('gives its findings in few words, once each and in order, in few answers', async () => {
    const { rows, sizes } = await allRows();

    expect(rows).toEqual(report.findings.map(toRow));
    expect(Math.max(...sizes)).toBeLessThan(MOST_BYTES);
    expect(sizes).toHaveLength(1);
  });

  it.each([
    ['of another report', (cursor: string) => cursor.replace(/^./, (first) => (first === '0' ? '1' : '0'))],
    ['no place', (cursor: string) => cursor.replace(/\d+$/, '')],
    ['invented', () => 'anything'],
  ])('refuses a place to go on from that is %s', async (_, change) => {
    const cursor = change(await firstCursor('json'));

    expect(await site.admin.ask('exportReport', { format: 'json', cursor })).toMatchObject({
      ok: false,
      failure: { code: 'outdated', text: expect.stringContaining('Start the export again') as unknown },
    });
  });

  it('says so when another report is published on the way', async () => {
    const cursor = await firstCursor('csv');
    await site.fire('daily-check');

    expect(await site.admin.ask('exportReport', { format: 'csv', cursor })).toMatchObject({
      ok: false,
      failure: { code: 'outdated' },
    });
  });
});

describe('findings that are nearly as large as an answer', () => {
  const text = 'Each line is “long” \u{1F511}\u0001 and\n'.repeat(40_000);
  const large = Array.from({ length: 4 }, (_, place) =>
    sampleFinding({
      id: `000000000000000${place}`,
      reasons: [{ code: 'token-expired', text }],
      location: { ...sampleFinding().location, name: text },
    }),
  );
  let report: Report;

  beforeAll(async () => {
    report = await publishFindings(site, large);
  });

  it('come one in an answer, and of a rule as many as fit', async () => {
    const { rows, sizes } = await allRows();
    const rule = await site.admin.ask('getRule', { uuid: report.findings[0]?.rule.uuid ?? '' });

    expect(rows.map(({ id }) => id)).toEqual(report.findings.map(({ id }) => id));
    expect(Math.max(...sizes, sizeOf(rule))).toBeLessThan(MOST_BYTES);
    expect(rule).toMatchObject({ ok: true, value: { findings: [{ id: '0000000000000000' }], more: 3 } });
  });

  it.each(['json', 'csv'] as const)('are cut in an export as %s and come out whole', async (format) => {
    const slices = await slicesOf(format);

    expect(slices.length).toBeGreaterThan(2);
    expect(slices.map((slice) => slice.text).join('') === formatReport(report, format)).toBe(true);
    expect(Math.max(...slices.map(sizeOf))).toBeLessThan(MOST_BYTES);
  });
});

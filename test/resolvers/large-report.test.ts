import type { AdminAnswer, ExportFormat, ExportSlice, FindingsPage } from '../../src/resolvers/admin-api';
import { formatReport, REPORT_FORMATS } from '../../src/report/formats/format-report';
import type { Report } from '../../src/report/report';
import { openTestSite, type TestSite } from '../scan/support/test-site';
import { publishLarge } from './support/large-report';

/** Findings of each list: enough for several slices of every format. */
const SIZE = 300;
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

/** All slices, with the reads that each took. */
async function slicesOf(format: ExportFormat): Promise<(ExportSlice & { reads: number })[]> {
  const slices: (ExportSlice & { reads: number })[] = [];
  let cursor: string | null = null;
  do {
    const before = site.host.kvs.counters.reads;
    const slice = await sliceAt(format, cursor);
    slices.push({ ...slice, reads: site.host.kvs.counters.reads - before });
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

async function exportsNoted(): Promise<number> {
  const audit = await site.admin.ask('getAudit', {});
  return audit.ok ? audit.value.entries.filter(({ action }) => action === 'export').length : 0;
}

beforeAll(async () => {
  site = await openTestSite({ rules: 1 });
  await site.connect();
  await site.fire('weekly-scan');
});

describe('the export of a report whose lists have several parts', () => {
  let report: Report;

  beforeAll(() => {
    report = publishLarge(site, SIZE);
  });

  it.each(REPORT_FORMATS)('is in %s, slice after slice, what the command line prints', async (format) => {
    const before = await exportsNoted();
    const slices = await slicesOf(format);

    expect(slices.length).toBeGreaterThan(1);
    expect(slices.map(({ text }) => text).join('') === formatReport(report, format)).toBe(true);
    expect(Math.max(...slices.map((slice) => Buffer.byteLength(JSON.stringify(slice))))).toBeLessThan(MOST_BYTES);
    expect(new Set(slices.map(({ fileName }) => fileName)).size).toBe(1);
    expect(await exportsNoted()).toBe(before + 1);
  });

  it('reads for a slice only the parts that it needs', async () => {
    const slices = await slicesOf('json');

    // The pointer, the list of unreadable rules and the audit trail, the accounts, and parts of at most three lists.
    expect(slices.length).toBeGreaterThan(4);
    expect(Math.max(...slices.map(({ reads }) => reads))).toBeLessThanOrEqual(14);
  });

  it('gives the pages of the list in the same order', async () => {
    const page = await site.admin.ask('getFindings', { levels: ['ok'], search: 'plain', limit: 200 });
    const expected = report.findings.filter(({ level, rule }) => level === 'ok' && rule.name.includes('plain'));

    expect(page.ok && page.value.total).toBe(expected.length);
    expect(page.ok && page.value.findings).toEqual(expected.slice(0, 200));
  });

  it.each([
    ['changed', (cursor: string) => cursor.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['cut short', (cursor: string) => cursor.slice(0, -3)],
    ['invented', () => 'anything'],
    ['of another export', async () => firstCursor('csv')],
  ])('refuses a place to go on from that is %s', async (_, change) => {
    const cursor = await change(await firstCursor('json'));

    expect(await site.admin.ask('exportReport', { format: 'json', cursor })).toMatchObject({
      ok: false,
      failure: { code: 'bad-request', text: expect.stringContaining('Start the export again') as unknown },
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

describe('a finding that is nearly as large as an answer', () => {
  const text = 'Each line is “long” \u{1F511}\u0001 and\n'.repeat(80_000);
  let report: Report;

  beforeAll(() => {
    report = publishLarge(site, 5, { reasons: [{ code: 'token-expired', text }] });
  });

  it('makes the pages of the list shorter, and none is missing', async () => {
    const ids: string[] = [];
    const sizes: number[] = [];
    let cursor: string | null = null;
    do {
      const page: AdminAnswer<FindingsPage> = await site.admin.ask('getFindings', {
        limit: 20,
        ...(cursor === null ? {} : { cursor }),
      });
      if (!page.ok) {
        throw new Error(page.failure.text);
      }
      ids.push(...page.value.findings.map(({ id }) => id));
      sizes.push(Buffer.byteLength(JSON.stringify(page)));
      cursor = page.value.nextCursor;
    } while (cursor !== null);

    expect(ids).toEqual(report.findings.map(({ id }) => id));
    expect(Math.max(...sizes)).toBeLessThan(MOST_BYTES);
  });

  it.each(['json', 'csv'] as const)('is cut in an export as %s and comes out whole', async (format) => {
    const slices = await slicesOf(format);

    expect(slices.length).toBeGreaterThan(2);
    expect(slices.map((slice) => slice.text).join('') === formatReport(report, format)).toBe(true);
    expect(Math.max(...slices.map((slice) => Buffer.byteLength(JSON.stringify(slice))))).toBeLessThan(MOST_BYTES);
  });
});

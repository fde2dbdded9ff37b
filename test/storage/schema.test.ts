import type { ListKind } from '../../src/storage/pack';
import { isPacked, pack, readLines } from '../../src/storage/pack';
import { NewerStore, upgrade } from '../../src/storage/schema';
import type { Finding, Report } from '../../src/report/report';
import { LEVELS } from '../../src/report/report';
import type { TestSite } from '../scan/support/test-site';
import { openTestSite, substance, WEEK } from '../scan/support/test-site';

/** Any object, so that a value of an older form can be written. */
const anyList = (kind: string, schema: number): ListKind<object> => ({
  kind,
  schema,
  isItem: (item): item is object => typeof item === 'object' && item !== null,
});

function read(site: TestSite, key: string): Record<string, unknown> {
  const found = site.host.kvs.dump().find((line) => line.startsWith(`${key}\n`)) ?? '';
  const row = JSON.parse(found.slice(key.length + 1)) as { value: Record<string, unknown> };
  return row.value;
}

function write(site: TestSite, key: string, value: unknown): void {
  site.host.kvs.handle('/api/v1/set', JSON.stringify({ key, value }));
}

/** Writes a published report and the index of its rules in the forms of the first version. */
function writeFirstForms(site: TestSite, report: Report, head: Record<string, unknown>): void {
  const others = report.findings.filter(({ own }) => own !== true);
  const levels = LEVELS.map((level) => {
    const prefix = `report:${String(head['id'])}:old:${level}`;
    const findings: Finding[] = others.filter((finding) => finding.level === level);
    const parts = pack(anyList('findings', 1), findings);
    parts.forEach((part, number) => write(site, `${prefix}:${number}`, part));
    return { level, place: { prefix, counts: parts.map(({ count }) => count) }, count: findings.length };
  });
  const kept = Object.entries(head).filter(([name]) => name !== 'people' && name !== 'facts');
  const old = {
    ...Object.fromEntries(kept),
    schema: 1,
    levels,
    baseline: { id: head['id'], asOf: head['asOf'], levels },
  };
  const [packed] = pack(anyList('report', 1), [old]);
  write(site, 'published', packed);
  const index = Object.entries(read(site, 'facts-index')).filter(([name]) => name !== 'digest');
  write(site, 'facts-index', { ...Object.fromEntries(index), schema: 1 });
}

async function scanned(): Promise<{ site: TestSite; report: Report; head: Record<string, unknown> }> {
  const site = await openTestSite({ rules: 5 });
  await site.connect();
  await site.fire('weekly-scan');
  const overview = await site.admin.ask('getOverview', {});
  const report = await site.report();
  const head = unpackHead(site);
  expect(overview.ok).toBe(true);
  return { site, report, head };
}

function unpackHead(site: TestSite): Record<string, unknown> {
  const packed = read(site, 'published');
  const [head] = isPacked(packed) ? readLines(packed) : [];
  return Object.fromEntries(Object.entries(head ?? {}));
}

describe('a store of the first form', () => {
  it('is read after an upgrade as it was, and written in the present form by the next scan, without false news', async () => {
    const { site, report, head } = await scanned();
    writeFirstForms(site, report, head);

    expect(substance(await site.report())).toEqual(substance(report));
    await site.fire('daily-check');
    expect(unpackHead(site)).toMatchObject({ schema: 3, changes: { new: 0, worse: 0, better: 0, gone: 0 } });
    await site.travel(WEEK);
    await site.fire('weekly-scan');

    expect(unpackHead(site)).toMatchObject({ schema: 3, changes: { new: 0, gone: 0, rotated: 0 } });
    expect(read(site, 'facts-index')).toMatchObject({ schema: 2 });
    expect((await site.report()).findings.map(({ id }) => id).sort()).toEqual(
      report.findings.map(({ id }) => id).sort(),
    );
  });
});

/** Writes a published report in the form that had no roster of the rules. */
function writeSecondForm(site: TestSite, head: Record<string, unknown>): void {
  const text = JSON.stringify({ ...head, schema: 2 }, (name, value: unknown) =>
    name === 'roster' ? undefined : value,
  );
  const [packed] = pack(anyList('report', 2), [JSON.parse(text) as object]);
  write(site, 'published', packed);
  for (const key of site.host.kvs.keys().filter((one) => one.includes(':roster:'))) {
    site.host.kvs.handle('/api/v1/delete', JSON.stringify({ key }));
  }
}

describe('a store of the second form', () => {
  it('is read as it was, and gets its roster with the next check', async () => {
    const { site, report, head } = await scanned();
    writeSecondForm(site, head);

    expect(site.host.kvs.keys().some((key) => key.includes(':roster:'))).toBe(false);
    expect(substance(await site.report())).toEqual(substance(report));
    await site.fire('daily-check');

    expect(unpackHead(site)).toMatchObject({ schema: 3, changes: { new: 0, worse: 0, better: 0, gone: 0 } });
    expect(site.host.kvs.keys().some((key) => key.includes(':roster:'))).toBe(true);
    expect((await site.report()).findings.map(({ id }) => id)).toEqual(report.findings.map(({ id }) => id));
  });
});

describe('a store of a form that is not known yet', () => {
  it('is left alone, the page says why, and it can still be erased', async () => {
    const { site, head } = await scanned();
    const [packed] = pack(anyList('report', 99), [head]);
    write(site, 'published', packed);
    const before = site.host.kvs.keys();

    await site.travel(WEEK);
    await site.fire('weekly-scan');
    await site.fire('daily-check');

    expect(read(site, 'published')).toMatchObject({ schema: 99 });
    expect(site.host.kvs.keys()).toEqual(expect.arrayContaining(before));
    expect(await site.admin.ask('getFindings', {})).toMatchObject({
      ok: false,
      failure: { text: expect.stringContaining('newer version') as unknown },
    });
    expect(await site.admin.ask('eraseEverything', { confirm: 'erase' })).toMatchObject({ ok: true });
    expect(site.host.kvs.dump()).toEqual([]);
  });
});

describe('an upgrade', () => {
  it('goes step by step, and nowhere without a way or from a newer form', () => {
    const steps = { 1: (old: object) => ({ ...old, two: true }), 2: (old: object) => ({ ...old, three: true }) };

    expect(upgrade({ one: true }, 1, 3, steps)).toEqual({ one: true, two: true, three: true });
    expect(upgrade({ one: true }, 1, 4, steps)).toBeUndefined();
    expect(() => upgrade({}, 4, 3, steps)).toThrow(NewerStore);
  });
});

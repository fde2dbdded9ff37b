import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSite } from '../../local/open-site';
import { start } from '../../local/start';
import { LEVELS } from '../../src/report/report';
import { formatDay } from '../../static/admin/src/dates';
import { breaksNext, isActive } from '../../static/admin/src/list/filter-rows';

describe('what `npm start` prints', () => {
  it('is what the page then shows: the same counts, and the next five breaks', async () => {
    const state = mkdtempSync(join(tmpdir(), 'start-'));
    const now = new Date('2026-11-22T09:00:00Z');
    let printed = '';
    const write = (text: string): void => {
      printed += text;
    };
    expect(await start({ seed: 1, now, port: 0, once: true, state }, write)).toBe(0);
    const site = await openSite({ seed: 1, now, state });
    const overview = await site.admin.ask('getOverview', {});
    const findings = await site.admin.ask('getFindings', {});
    await site.close();
    rmSync(state, { recursive: true, force: true });
    const report = overview.ok ? overview.value.report : null;
    const rows = findings.ok ? findings.value.rows : [];

    expect(report?.rules.broken).toBeGreaterThan(10);
    for (const level of LEVELS) {
      expect(printed).toMatch(
        new RegExp(String.raw`│ ${level} +│ ${report?.rules[level] ?? ''} +│ ${report?.summary[level] ?? ''} +│`),
      );
    }
    const next = breaksNext(rows.filter(isActive), report?.asOf ?? '');
    const rules = [...new Map(next.toReversed().map((row) => [row.rule.uuid, row])).values()].toReversed().slice(0, 5);
    const lines = printed.slice(printed.indexOf('Breaks next:\n')).split('\n').slice(1, 6);
    expect(rules).toHaveLength(5);
    expect(lines.map((line) => line.trim().slice(0, 11).trim())).toEqual(
      rules.map(({ breaks }) => formatDay(breaks.from ?? breaks.to ?? '')),
    );
    expect(lines.filter((line, place) => !line.includes(rules[place]?.rule.name ?? '?'))).toEqual([]);
    expect(printed).toMatch(/\nPretended email, which nobody is sent, to \S+@example\.com: /);
  });
});

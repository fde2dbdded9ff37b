import { REASON_NAMES } from '../src/labels/reasons';
import { printableText } from '../src/report/formats/printable-text';
import type { Instant } from '../src/report/report';
import type { FindingRow } from '../src/resolvers/admin-api';
import { formatDay } from '../static/admin/src/dates';
import { breaksNext, isActive } from '../static/admin/src/list/filter-rows';

const MOST = 5;

/** The next rules to break, as the page lists them under “Breaks next”: one line each, the soonest first. */
export function printNext(rows: readonly FindingRow[], asOf: Instant, write: (text: string) => void): void {
  const byRule = new Map<string, FindingRow>();
  for (const row of breaksNext(rows.filter(isActive), asOf)) {
    const key = JSON.stringify([row.rule.product, row.rule.uuid, row.rule.name]);
    byRule.set(key, byRule.get(key) ?? row);
  }
  const next = [...byRule.values()].slice(0, MOST);
  if (next.length === 0) {
    write('No enabled rule is known to break soon.\n');
    return;
  }
  write('Breaks next:\n');
  for (const { rule, breaks, owner, reasons } of next) {
    const day = formatDay(breaks.from ?? breaks.to ?? asOf);
    const who = owner?.email ?? owner?.name ?? owner?.accountId ?? null;
    const why = reasons[0] === undefined ? '' : `: ${REASON_NAMES[reasons[0]]}${who === null ? '' : `, ${who}`}`;
    write(`  ${day.padStart(11)}  ${printableText(`${rule.name}${why}`)}\n`);
  }
}

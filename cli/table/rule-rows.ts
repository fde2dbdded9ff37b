import { actionOf } from '../../src/labels/actions';
import { LEVELS } from '../../src/report/report';
import type { Finding, Instant, RuleRef } from '../../src/report/report';
import { compareLevels, daysUntil } from '../../src/risk/levels';
import type { SortOrder, TableWishes } from '../requests';

/** One rule with what was found in it. */
export interface RuleRow {
  rule: RuleRef;
  /** The worst of them, which decides where the rule is listed. */
  main: Finding;
  /** All that is shown, the worst first. */
  findings: Finding[];
}

/** Rules that one deed mends. */
export interface RowGroup {
  title: string;
  /** How many rules there are, shown or not. */
  size: number;
  rows: RuleRow[];
}

/** One row for each rule, from findings in the report's order. */
export function rowsOf(findings: readonly Finding[]): RuleRow[] {
  const rows = new Map<string, RuleRow>();
  for (const finding of findings) {
    const { product, uuid, name } = finding.rule;
    // Two rules may have one id; then their names tell them apart.
    const key = JSON.stringify([product, uuid, name]);
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, { rule: finding.rule, main: finding, findings: [finding] });
    } else {
      row.findings.push(finding);
      row.main = compareLevels(finding.level, row.main.level) < 0 ? finding : row.main;
    }
  }
  return [...rows.values()];
}

/** True for what is broken, breaks within so many days, or is about to break on a day that is not known. */
export function isWithin({ level, breaks }: Finding, days: number, asOf: Instant): boolean {
  if (level === 'broken') {
    return true;
  }
  if (level === 'unknown') {
    return false;
  }
  const first = breaks.from ?? breaks.to;
  return first === null ? level === 'critical' || level === 'high' : daysUntil(first, new Date(asOf)) <= days;
}

/** Whether a finding belongs into the table: what is well does only where somebody asks what breaks within some days. */
export function isShown(finding: Finding, within: number | null, asOf: Instant): boolean {
  return within === null ? finding.level !== 'ok' : isWithin(finding, within, asOf);
}

/** The order of rows; soonest first where nothing else is asked for: what is broken, then by day, then what has none. */
export function sortRows(rows: readonly RuleRow[], order: SortOrder): RuleRow[] {
  const keys = new Map(rows.map((row) => [row, sortKey(row)]));
  const keyOf = (row: RuleRow): SortKey => keys.get(row) ?? sortKey(row);
  return [...rows].sort((one, other) => compareBy(order, keyOf(one), keyOf(other)));
}

interface SortKey {
  /** Milliseconds since 1970; what is broken is before all, what has no date after. */
  at: number;
  level: number;
  rule: string;
  owner: string;
}

function sortKey({ rule, main }: RuleRow): SortKey {
  const first = main.breaks.from ?? main.breaks.to;
  const isBroken = main.level === 'broken';
  return {
    at: isBroken ? -Infinity : first === null ? Infinity : Date.parse(first),
    level: LEVELS.indexOf(main.level),
    rule: rule.name,
    owner: main.owner?.email ?? main.owner?.name ?? main.owner?.accountId ?? '\u{10FFFF}',
  };
}

function compareBy(order: SortOrder, one: SortKey, other: SortKey): number {
  const byDate = compare(one.at, other.at) || one.level - other.level || compare(one.rule, other.rule);
  switch (order) {
    case 'date':
      return byDate;
    case 'level':
      return one.level - other.level || byDate;
    case 'rule':
      return compare(one.rule, other.rule) || byDate;
    case 'owner':
      return compare(one.owner, other.owner) || byDate;
  }
}

function compare<Key extends string | number>(one: Key, other: Key): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Rows that are shown where nobody says how many: a few screens, however many rules there are. */
const USUAL_ROWS = 40;
/** Of these so many at most under one heading, so that one token in many rules does not hide all others. */
const USUAL_ROWS_OF_GROUP = 8;

/** Puts sorted rows under headings, as many rows as are asked for. Groups stand in the order of their first rows. */
export function groupRows(rows: readonly RuleRow[], limit: TableWishes['limit']): RowGroup[] {
  const groups = new Map<string, RowGroup>();
  const most = limit === null ? USUAL_ROWS : limit === 'all' ? Infinity : limit;
  const mostOfGroup = limit === null ? USUAL_ROWS_OF_GROUP : Infinity;
  let shown = 0;
  for (const row of rows) {
    const { key, text } = actionOf(row.main);
    const group = groups.get(key) ?? { title: text, size: 0, rows: [] };
    groups.set(key, group);
    group.size += 1;
    if (shown < most && group.rows.length < mostOfGroup) {
      group.rows.push(row);
      shown += 1;
    }
  }
  return [...groups.values()].filter((group) => group.rows.length > 0);
}

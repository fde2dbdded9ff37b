import { KIND_NAMES } from '../../../../src/labels/kinds';
import { REASON_NAMES } from '../../../../src/labels/reasons';
import type { Instant, Level, Subject } from '../../../../src/report/report';
import type { FindingRow } from '../../../../src/resolvers/admin-api';
import { personName } from '../words/owner';

export type Order = 'worst' | 'soonest' | 'rule' | 'owner';

export interface Filter {
  levels: readonly Level[];
  subject: Subject | 'any';
  search: string;
  order: Order;
}

/** What can break now: of an enabled rule, and not what this app itself lives on. */
export function isActive({ rule, own }: FindingRow): boolean {
  return rule.state === 'ENABLED' && own !== true;
}

/** How many rules, not findings: one rule may carry two tokens. Two rules of one id differ in product or name. */
export function rulesIn(rows: readonly Pick<FindingRow, 'rule'>[]): number {
  return new Set(rows.map(({ rule }) => `${rule.product} ${rule.uuid} ${rule.name}`)).size;
}

/** The rows that match, in the order that was asked for. Rows come worst first. */
export function filterRows(rows: readonly FindingRow[], { levels, subject, search, order }: Filter): FindingRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (levels.length === 0 || levels.includes(row.level)) &&
      (subject === 'any' || row.subject === subject) &&
      (words.length === 0 || hasAll(textOf(row), words)),
  );
  return SORTS[order](found);
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What a row can be found by. */
function textOf({ rule, owner, host, kind, name, reasons }: FindingRow): string {
  const parts = [
    rule.name,
    rule.uuid,
    owner?.name,
    owner?.email,
    owner?.accountId,
    host,
    name,
    kind === null ? null : KIND_NAMES[kind],
    ...reasons.map((code) => REASON_NAMES[code]),
  ];
  return parts.join('\n').toLowerCase();
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const SORTS: Record<Order, (rows: FindingRow[]) => FindingRow[]> = {
  worst: (rows) => rows,
  soonest: (rows) => {
    const far = Number.MAX_VALUE;
    return rows.sort((one, other) => (breakTime(one) ?? far) - (breakTime(other) ?? far));
  },
  rule: (rows) => rows.sort((one, other) => names.compare(one.rule.name, other.rule.name)),
  owner: (rows) => rows.sort((one, other) => names.compare(ownerOf(one), ownerOf(other))),
};

/** Nobody comes last. */
function ownerOf({ owner }: FindingRow): string {
  return owner === null ? '\uFFFF' : personName(owner);
}

function breakTime({ breaks }: FindingRow): number | null {
  const at = breaks.from ?? breaks.to;
  return at === null ? null : Date.parse(at);
}

/** The rows of what works now and has a known day of break from `asOf` on, soonest first. */
export function breaksNext(rows: readonly FindingRow[], asOf: Instant): FindingRow[] {
  const now = Date.parse(asOf);
  return SORTS.soonest(rows.filter((row) => row.level !== 'broken' && (breakTime(row) ?? -Infinity) >= now));
}

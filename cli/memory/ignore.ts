import type { Finding, FindingDecision, Report } from '../../src/report/report';
import type { IgnoreEntry } from '../requests';

/** A report with its ignored findings marked, and what is to be said about the entries. */
export interface Ignoring {
  report: Report;
  /** One line for each entry that is past its day, or that fits nothing any more. */
  notes: string[];
}

/**
 * Marks the findings that the settings ignore as accepted; they keep their level. An entry past its day ignores nothing and is named.
 * @param isWhole all rules were read, so that an entry that fits nothing is known to be of no use any more
 */
export function ignoreFindings(report: Report, entries: readonly IgnoreEntry[], isWhole: boolean): Ignoring {
  if (entries.length === 0) {
    return { report, notes: [] };
  }
  const asOf = Date.parse(report.asOf);
  const used = new Set<IgnoreEntry>();
  const findings = report.findings.map((finding) => {
    const fitting = entries.filter((entry) => fits(entry, finding));
    for (const entry of fitting) {
      used.add(entry);
    }
    const [inForce] = fitting.filter(({ until }) => until.getTime() > asOf);
    return inForce === undefined ? finding : { ...finding, decision: decisionOf(inForce, report.asOf) };
  });
  const notes = entries.flatMap((entry) => {
    if (entry.until.getTime() <= asOf) {
      const what = used.has(entry) ? 'what it names counts again' : 'it names nothing that is found any more';
      return [`${entry.place}: ignored until ${lastDayOf(entry)}, which is past: ${what}`];
    }
    return used.has(entry) || !isWhole ? [] : [`${entry.place}: names nothing that is found any more; it can go`];
  });
  return { report: { ...report, findings }, notes };
}

/** True for a finding that somebody decided to live with. */
export function isIgnored({ decision }: Pick<Finding, 'decision'>): boolean {
  return decision?.type === 'accepted' || decision?.type === 'snoozed';
}

function fits({ id, rule }: IgnoreEntry, finding: Finding): boolean {
  const isRule = rule === null || rule === finding.rule.uuid || rule === finding.rule.name;
  return isRule && (id === null || id === finding.id);
}

function decisionOf({ reason, until, place }: IgnoreEntry, asOf: string): FindingDecision {
  return { type: 'accepted', by: place, at: asOf, because: reason, until: until.toISOString() };
}

/** The day that is written there: the last one on which it holds. */
function lastDayOf({ until }: IgnoreEntry): string {
  return new Date(until.getTime() - 1).toISOString().slice(0, 10);
}

import * as v from 'valibot';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { changesSince, markOf } from '../../src/report/compare-reports';
import type { ReportChanges } from '../../src/report/compare-reports';
import { LEVELS, PRODUCTS, REASON_CODES } from '../../src/report/report';
import type { Finding, Instant, Report, ReportDelta } from '../../src/report/report';
import { parseJson } from '../../src/rules/parse-json';
import type { CliContext } from '../cli-context';
import { shownName } from '../input/file-name';
import { STANDARD_INPUT, readText } from '../input/read-text';
import { problem } from '../problem';
import type { Problem } from '../problem';

/** As much of a former report as is compared. Reasons that this version does not know are left out. */
const FormerFinding = v.object({
  // Shown again where the finding is gone.
  id: v.pipe(v.string(), v.regex(/^[\da-f]{8,64}$/)),
  level: v.picklist(LEVELS),
  rule: v.object({
    uuid: v.string(),
    name: v.string(),
    state: v.picklist(['ENABLED', 'DISABLED']),
    product: v.picklist(PRODUCTS),
    updatedAt: v.nullable(v.string()),
  }),
  credential: v.nullable(v.object({ fingerprint: v.nullable(v.string()) })),
  reasons: v.array(v.object({ code: v.fallback(v.nullable(v.picklist(REASON_CODES)), null) })),
  decision: v.optional(v.object({ type: v.string() })),
});
type FormerFinding = v.InferOutput<typeof FormerFinding>;

const FormerReport = v.object({
  schemaVersion: v.literal(2),
  asOf: v.pipe(v.string(), v.isoTimestamp()),
  findings: v.array(FormerFinding),
});

export interface FormerReport {
  asOf: Instant;
  findings: readonly FormerFinding[];
}

/** Reads the file of `--baseline`. */
export async function readBaseline(file: string, context: CliContext): Promise<Outcome<FormerReport, Problem>> {
  const text = await readText(file, context);
  const name = file === STANDARD_INPUT ? 'standard input' : shownName(file, text.ok);
  if (!text.ok) {
    return problem(`--baseline ${name}: ${text.failure.reason}; a scan with --format json --output FILE makes one`);
  }
  const json = parseJson(text.value.text);
  if (!json.ok) {
    return problem(`--baseline ${name}: ${json.failure.reason}`);
  }
  const parsed = v.safeParse(FormerReport, json.value);
  return parsed.success ? succeed(parsed.output) : problem(`--baseline ${name}: not a report of scan --format json`);
}

/** Whether a finding of this report can make the exit code 1, whatever its level. */
export type Counts = (finding: Pick<Finding, 'rule' | 'decision'>) => boolean;

/**
 * Compares with a former report. What did not count then (ignored, or in a disabled rule) and counts now is new.
 * @param isPartial some rules were not read, so what is missing is not known to be gone
 */
export function compareWith(former: FormerReport, report: Report, counts: Counts, isPartial: boolean): ReportChanges {
  const counting = new Set(report.findings.filter(counts).map(({ id }) => id));
  const marks = former.findings
    .filter((finding) => countedThen(finding, counts) || !counting.has(finding.id))
    .map(toMark);
  return changesSince({ asOf: former.asOf, marks }, report.findings, () => isPartial);
}

function countedThen({ rule, decision }: FormerFinding, counts: Counts): boolean {
  const isAccepted = decision?.type === 'accepted' || decision?.type === 'snoozed';
  return !isAccepted && counts({ rule });
}

function toMark({ id, level, rule, credential, reasons }: FormerFinding) {
  const known = reasons.flatMap(({ code }) => (code === null ? [] : [{ code }]));
  return markOf({ id, level, rule, credential, reasons: known });
}

/** The changes as they stand in the JSON report. */
export function deltaOf(changes: ReportChanges, asOf: Instant): ReportDelta {
  const steps = (list: ReportChanges['worse']) =>
    list.map(({ finding, previousLevel }) => ({ id: finding.id, before: previousLevel }));
  return {
    asOf,
    new: changes.new.map(({ id }) => id),
    worse: steps(changes.worse),
    better: steps(changes.better),
    gone: changes.gone.map(({ id, ruleName, level, reason }) => ({ id, rule: ruleName, level, reason })),
  };
}

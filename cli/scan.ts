import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import type { Report } from '../src/report/report';
import { DEFAULT_LADDER } from '../src/report/settings';
import type { ReportChanges } from '../src/report/compare-reports';
import type { RuleFacts } from '../src/rules/rule-facts';
import { judge } from '../src/risk/judge';
import type { JudgeInput } from '../src/risk/judge';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherInputs } from './gather-inputs';
import type { Problem } from './problem';
import type { ScanRequest } from './requests';
import type { CliContext } from './cli-context';
import { countsAt, failingFindings } from './failing';
import { compareWith, deltaOf, readBaseline } from './memory/baseline';
import type { FormerReport } from './memory/baseline';
import { ignoreFindings } from './memory/ignore';
import { printNote } from './notes';
import { formatFile, formatOfFile } from './scan-formats';
import { pageOf } from './table/paint';
import { renderReport } from './table/render-report';
import type { TableView } from './table/render-report';
import { writeOutput } from './write-output';

/** Judges the rules and prints the report. */
export async function scan(request: ScanRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const reading = await readFormer(request, context);
  if (!reading.ok) {
    return reading;
  }
  const former = reading.value;
  const inputs = await gatherInputs(request, context);
  if (!inputs.ok) {
    return inputs;
  }
  const { input, isPartial } = inputs.value;
  const { report: judged, notes } = ignoreFindings(judge(input), request.ignore, !isPartial);
  for (const note of notes) {
    printNote(context, note);
  }
  if (!SAYS_COVERAGE.has(request.format)) {
    for (const line of blindness(judged, input)) {
      printNote(context, line);
    }
  }
  const changes = former === null ? null : compareWith(former, judged, countsAt(request), isPartial);
  const report: Report =
    former === null || changes === null ? judged : { ...judged, baseline: deltaOf(changes, former.asOf) };
  for (const file of request.also) {
    const also = await writeOutput(formatFile(report, formatOfFile(file), request.ladder), file, context.output);
    if (!also.ok) {
      return also;
    }
  }
  const text =
    request.format === 'table'
      ? renderReport(report, viewOf(request, input, changes), pageOf(context, request.output !== undefined))
      : formatFile(report, request.format, request.ladder);
  const written = await writeOutput(text, request.output, context.output);
  if (!written.ok) {
    return written;
  }
  const failing = failingFindings(report, changes, request);
  return succeed(isPartial ? EXIT_CODE.partial : failing.length > 0 ? EXIT_CODE.findings : EXIT_CODE.clean);
}

function viewOf(
  request: ScanRequest,
  { facts, people, tokens, site }: JudgeInput,
  changes: ReportChanges | null,
): TableView {
  const { within, limit, sort, explain, includeDisabled } = request;
  return {
    within,
    limit,
    sort,
    explain,
    includeDisabled,
    soonDays: (request.ladder ?? DEFAULT_LADDER).high,
    changes,
    hints: hintsFor({ people: people.length, tokens: tokens.length, site: site.host }),
    unknownSteps: rulesByUnknownStep(facts),
  };
}

/** Formats that say themselves what was not seen. */
const SAYS_COVERAGE: ReadonlySet<string> = new Set(['table', 'json', 'markdown', 'sarif']);

/** Said beside a report in which nothing was checked, and which makes nothing fail all the same. */
function blindness({ findings }: Report, { people, tokens, site }: JudgeInput): string[] {
  const isBlind = findings.length > 0 && findings.every(({ level }) => level === 'unknown');
  const hints = hintsFor({ people: people.length, tokens: tokens.length, site: site.host });
  return isBlind ? [['Nothing could be checked.', ...hints, '--strict makes this fail.'].join(' ')] : [];
}

/** The options that would let more be checked. */
function hintsFor({ people, tokens, site }: { people: number; tokens: number; site: string | null }): string[] {
  const missing = [
    ...(people === 0 ? ['--users FILE (who is gone)'] : []),
    ...(tokens === 0 ? ['--tokens FILE (what expires)'] : []),
    ...(site === null ? ['--site HOST (which requests go to your own site)'] : []),
  ];
  return missing.length === 0 ? [] : [`More can be checked with ${missing.join(', ')}.`];
}

function rulesByUnknownStep(facts: readonly RuleFacts[]): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  for (const { name, unknownComponents } of facts) {
    for (const type of Object.keys(unknownComponents)) {
      const names = rules.get(type) ?? [];
      names.push(name);
      rules.set(type, names);
    }
  }
  return rules;
}

async function readFormer(
  { baseline }: ScanRequest,
  context: CliContext,
): Promise<Outcome<FormerReport | null, Problem>> {
  return baseline === undefined ? succeed(null) : readBaseline(baseline, context);
}

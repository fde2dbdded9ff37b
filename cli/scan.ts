import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import type { Report } from '../src/report/report';
import { judge } from '../src/risk/judge';
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
import { tellNote } from './notes';
import { formatOfFile, formatScan } from './scan-formats';
import { pageOf } from './table/paint';
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
    tellNote(context, note);
  }
  const changes = former === null ? null : compareWith(former, judged, countsAt(request), isPartial);
  const report: Report =
    former === null || changes === null ? judged : { ...judged, baseline: deltaOf(changes, former.asOf) };
  const text = formatScan(report, request, pageOf(context, request.output !== undefined));
  for (const file of request.also) {
    const format = formatOfFile(file) ?? 'json';
    const also = await writeOutput(
      formatScan(report, { ...request, format }, pageOf(context, true)),
      file,
      context.output,
    );
    if (!also.ok) {
      return also;
    }
  }
  const written = await writeOutput(text, request.output, context.output);
  if (!written.ok) {
    return written;
  }
  const failing = failingFindings(report, changes, request);
  return succeed(isPartial ? EXIT_CODE.partial : failing.length > 0 ? EXIT_CODE.findings : EXIT_CODE.clean);
}

async function readFormer(
  { baseline }: ScanRequest,
  context: CliContext,
): Promise<Outcome<FormerReport | null, Problem>> {
  return baseline === undefined ? succeed(null) : readBaseline(baseline, context);
}

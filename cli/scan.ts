import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { LEVELS } from '../src/report/report';
import type { Level, Report } from '../src/report/report';
import { judge } from '../src/risk/judge';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherInputs } from './gather-inputs';
import type { Problem } from './problem';
import type { ScanRequest } from './requests';
import type { CliContext } from './cli-context';
import { formatScan } from './scan-formats';
import { pageOf } from './table/paint';
import { writeOutput } from './write-output';

/** Judges the rules and prints the report. */
export async function scan(request: ScanRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const inputs = await gatherInputs(request, context);
  if (!inputs.ok) {
    return inputs;
  }
  const { input, isPartial } = inputs.value;
  const report = judge(input);
  const text = formatScan(report, request, pageOf(context, request.output !== undefined));
  const written = await writeOutput(text, request.output, context.output);
  return written.ok ? succeed(isPartial ? EXIT_CODE.partial : exitCodeOf(report, request.failOn)) : written;
}

/** 1 when a finding is at the level or worse. */
function exitCodeOf(report: Report, failOn: Level | null): ExitCode {
  const failing = failOn === null ? [] : LEVELS.slice(0, LEVELS.indexOf(failOn) + 1);
  return failing.some((level) => report.summary[level] > 0) ? EXIT_CODE.findings : EXIT_CODE.clean;
}

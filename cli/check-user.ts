import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { checkPerson } from '../src/risk/check-person';
import { judge } from '../src/risk/judge';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherInputs } from './gather-inputs';
import type { Problem } from './problem';
import type { CheckUserRequest } from './requests';
import type { CliContext } from './cli-context';
import { pageOf } from './table/paint';
import { renderPersonCheck } from './table/render-person-check';
import { writeOutput } from './write-output';

/** Answers what breaks if one account goes. The exit code is 1 when something would. */
export async function checkUser(request: CheckUserRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const inputs = await gatherInputs(request, context);
  if (!inputs.ok) {
    return inputs;
  }
  const { input, isPartial } = inputs.value;
  const report = judge(input);
  const check = checkPerson(report, request.person);
  const text =
    request.format === 'json'
      ? `${toSafeJson({ schemaVersion: 1, asOf: report.asOf, asked: request.person, ...check })}\n`
      : renderPersonCheck(check, request.person, pageOf(context, request.output !== undefined));
  const written = await writeOutput(text, request.output, context.output);
  if (!written.ok) {
    return written;
  }
  if (isPartial) {
    return succeed(EXIT_CODE.partial);
  }
  return succeed(check.wouldBreak.length > 0 ? EXIT_CODE.findings : EXIT_CODE.clean);
}

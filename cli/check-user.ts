import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { checkPerson, type PersonAnswer } from '../src/risk/check-person';
import { judge } from '../src/risk/judge';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherInputs } from './gather-inputs';
import type { Problem } from './problem';
import type { CheckUserRequest } from './requests';
import type { CliContext } from './cli-context';
import { pageOf } from './table/paint';
import { renderPersonAnswer } from './table/render-person-check';
import { writeOutput } from './write-output';

/** Answers what breaks if one account goes, or what broke when it went. Who is not found is never called safe to delete. */
export async function checkUser(request: CheckUserRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const inputs = await gatherInputs(request, context);
  if (!inputs.ok) {
    return inputs;
  }
  const { input, isPartial } = inputs.value;
  const report = judge(input);
  const people = input.people.flatMap((source) => source.people);
  const checked = { ...report, unread: report.coverage.rulesUnreadable.length };
  const answer = checkPerson(checked, input.facts, people, request.person);
  const text =
    request.format === 'json'
      ? `${toSafeJson({ schemaVersion: 2, asOf: report.asOf, asked: request.person, ...answer })}\n`
      : renderPersonAnswer(answer, request.person, pageOf(context, request.output !== undefined));
  const written = await writeOutput(text, request.output, context.output);
  return written.ok ? succeed(exitCodeOf(answer, isPartial)) : written;
}

function exitCodeOf(answer: PersonAnswer, isPartial: boolean): ExitCode {
  if (answer.found !== 'one') {
    return EXIT_CODE.unusable;
  }
  if (isPartial) {
    return EXIT_CODE.partial;
  }
  const { brokenAlready, wouldBreak, unattended } = answer;
  return brokenAlready.length + wouldBreak.length + unattended.length > 0 ? EXIT_CODE.findings : EXIT_CODE.clean;
}

import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { checkPerson } from '../src/risk/check-person';
import { judge } from '../src/risk/judge';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherMaterial } from './gather-material';
import type { Problem } from './problem';
import type { CheckUserRequest } from './requests';
import type { Surroundings } from './surroundings';
import { pageOf } from './table/paint';
import { renderPersonCheck } from './table/render-person-check';
import { writeOutput } from './write-output';

/** Answers what breaks if one account goes. The exit code is 1 when something would. */
export async function checkUser(
  request: CheckUserRequest,
  surroundings: Surroundings,
): Promise<Outcome<ExitCode, Problem>> {
  const material = await gatherMaterial(request, surroundings);
  if (!material.ok) {
    return material;
  }
  const { input, isPartial } = material.value;
  const report = judge(input);
  const check = checkPerson(report, request.person);
  const text =
    request.format === 'json'
      ? `${toSafeJson({ schemaVersion: 1, asOf: report.asOf, asked: request.person, ...check })}\n`
      : renderPersonCheck(check, request.person, pageOf(surroundings, request.output !== undefined));
  const written = await writeOutput(text, request.output, surroundings.output);
  if (!written.ok) {
    return written;
  }
  if (isPartial) {
    return succeed(EXIT_CODE.partial);
  }
  return succeed(check.wouldBreak.length > 0 ? EXIT_CODE.findings : EXIT_CODE.clean);
}

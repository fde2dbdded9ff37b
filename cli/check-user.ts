import type { Outcome } from '../src/outcome';
import type { ExitCode } from './exit-code';
import { problem } from './problem';
import type { Problem } from './problem';
import type { CheckUserRequest } from './requests';
import type { Surroundings } from './surroundings';

export function checkUser(request: CheckUserRequest, { errors: _ }: Surroundings): Promise<Outcome<ExitCode, Problem>> {
  return Promise.resolve(problem(`check-user of ${request.files.length} files is not built yet`));
}

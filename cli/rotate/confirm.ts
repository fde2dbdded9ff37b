import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import type { CliContext } from '../cli-context';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { RotateRequest } from './request';

/** Nothing is written before a person has typed how many rules it is, or the site; scripts say `--yes`. */
export async function confirmWrites(
  count: number,
  { yes, site }: RotateRequest,
  { terminal }: CliContext,
): Promise<Outcome<null, Problem>> {
  if (yes) {
    return succeed(null);
  }
  if (terminal === undefined) {
    return problem('nothing was written: --apply asks for a confirmation at a terminal; a script gives --yes');
  }
  const rules = count === 1 ? '1 rule' : `${count} rules`;
  const answer = await terminal.ask(`This writes ${rules} of ${site.host}. Type ${count} or ${site.host} to go on: `);
  const typed = answer?.trim().toLowerCase() ?? '';
  return typed === String(count) || typed === site.host
    ? succeed(null)
    : problem('nothing was written: that was neither the number of rules nor the site');
}

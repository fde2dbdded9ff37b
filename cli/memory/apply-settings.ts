import { succeed } from '../../src/outcome';
import type { Outcome } from '../../src/outcome';
import type { CliContext } from '../cli-context';
import { shownName } from '../input/file-name';
import { readText } from '../input/read-text';
import { problem } from '../problem';
import type { Problem } from '../problem';
import { printDetail } from '../notes';
import type { Judging, Sources } from '../requests';

/** The settings file that is read where it lies in the folder in which the command is given. */
export const USUAL_SETTINGS = '.token-watch.yml';

/**
 * Fills in from the settings file what the command line does not say. Files of people or tokens that are given there replace those of
 * the settings, with what is said about them.
 */
export async function applySettings<Request extends Sources & Judging>(
  request: Request,
  context: CliContext,
): Promise<Outcome<Request, Problem>> {
  const file = request.config ?? USUAL_SETTINGS;
  const text = await readText(file, context);
  if (!text.ok) {
    return request.config === undefined && text.failure.isMissing === true
      ? succeed(request)
      : problem(`--config ${shownName(file, false)}: ${text.failure.reason}`);
  }
  // Loaded only where there are settings.
  const { parseSettings } = await import('./settings-file');
  const parsed = parseSettings(text.value.text, file);
  if (!parsed.ok) {
    return problem(parsed.failure.reason);
  }
  printDetail(context, `settings from ${shownName(file, true)}`);
  const settings = parsed.value;
  const ownUsers = request.users.length > 0;
  const ownTokens = request.tokens.length > 0;
  const { usersSaid, tokensSaid } = request;
  return succeed({
    ...request,
    site: request.site ?? settings.site ?? null,
    cloudId: request.cloudId ?? settings['cloud-id'] ?? null,
    dateOrder: request.dateOrder ?? settings['date-order'] ?? null,
    ladder: request.ladder ?? ladderOf(settings.ladder),
    users: ownUsers ? request.users : (settings.users ?? []),
    usersSaid: ownUsers
      ? usersSaid
      : {
          complete: usersSaid.complete || settings['users-complete'] === true,
          asOf: usersSaid.asOf ?? settings['users-as-of'] ?? null,
        },
    tokens: ownTokens ? request.tokens : (settings.tokens ?? []),
    tokensSaid: ownTokens
      ? tokensSaid
      : {
          complete: tokensSaid.complete || settings['tokens-complete'] === true,
          asOf: tokensSaid.asOf ?? settings['tokens-as-of'] ?? null,
        },
    ignore: settings.ignore,
  });
}

function ladderOf(days: readonly [number, number, number] | undefined) {
  return days === undefined ? null : { critical: days[0], high: days[1], watch: days[2] };
}

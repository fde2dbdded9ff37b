import { Secret } from '../../src/credentials/secret';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import type { CliContext } from '../cli-context';
import { problem } from '../problem';
import type { Problem } from '../problem';

/** The names under which the environment may give the two credentials. */
export const OLD_VARIABLE = 'TOKEN_WATCH_OLD';
export const NEW_VARIABLE = 'TOKEN_WATCH_NEW';

/** The two credentials as they were given; `old` is null where a finding names it. */
export interface GivenSecrets {
  old: Secret | null;
  fresh: Secret;
}

/** No key or token is shorter; a shorter text may stand anywhere by chance. */
const SHORTEST = 8;
const LONGEST = 8000;

/**
 * Takes the credentials from the environment, else from a pipe (the old one on the first line, the new one on the next),
 * else from a person at a prompt that shows nothing.
 */
export async function readSecrets(context: CliContext, needsOld: boolean): Promise<Outcome<GivenSecrets, Problem>> {
  const { environment, terminal } = context;
  const given = { old: environment[OLD_VARIABLE], fresh: environment[NEW_VARIABLE] };
  const missing = [
    ...(needsOld && given.old === undefined ? (['old'] as const) : []),
    ...(given.fresh === undefined ? (['fresh'] as const) : []),
  ];
  if (missing.length > 0) {
    if (terminal === undefined) {
      const lines = (await context.readStandardInput()).toString('utf8').split(/\r?\n/);
      for (const name of missing) {
        given[name] = lines.shift() ?? '';
      }
      if (lines.some((line) => line.trim() !== '')) {
        return problem(
          'standard input holds more lines than credentials that are missing: the old one, then the new one',
        );
      }
    } else {
      for (const name of missing) {
        const answer = await terminal.askHidden(QUESTIONS[name]);
        if (answer === null) {
          return problem('nothing was done: the question was not answered');
        }
        given[name] = answer;
      }
    }
  }
  return checked(given.old, given.fresh ?? '', needsOld);
}

const QUESTIONS = {
  old: 'Old credential (nothing is shown): ',
  fresh: 'New credential (nothing is shown): ',
};

function checked(oldText: string | undefined, freshText: string, needsOld: boolean): Outcome<GivenSecrets, Problem> {
  const old = (oldText ?? '').trim();
  const fresh = freshText.trim();
  if (needsOld && old === '') {
    return problem(
      `the old credential is missing: give it at the prompt, by a pipe, as ${OLD_VARIABLE}, or name a finding`,
    );
  }
  if (fresh === '') {
    return problem(`the new credential is missing: give it at the prompt, by a pipe or as ${NEW_VARIABLE}`);
  }
  for (const [name, value] of [
    ['old', needsOld ? old : fresh],
    ['new', fresh],
  ] as const) {
    const reason = unusable(value);
    if (reason !== null) {
      return problem(`the ${name} credential cannot be used: ${reason}`);
    }
  }
  if (old === fresh) {
    return problem('the old and the new credential are the same');
  }
  return succeed({ old: needsOld ? new Secret(old) : null, fresh: new Secret(fresh) });
}

function unusable(value: string): string | null {
  if (value.length < SHORTEST) {
    return `it has fewer than ${SHORTEST} characters, so it may stand anywhere by chance`;
  }
  if (value.length > LONGEST) {
    return 'it is too long for a credential';
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) {
    return 'it holds a line break or another control character';
  }
  if (value.includes('{{') || value.includes('}}')) {
    return 'it holds braces that Jira would take for a smart value';
  }
  if (/^\*+$/.test(value)) {
    return 'it is a mask, not the value';
  }
  return null;
}

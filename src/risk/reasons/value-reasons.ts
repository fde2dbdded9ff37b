import type { Instant } from '../../report/report';
import type { CredentialUse } from '../../rules/rule-facts';
import type { JudgeContext } from '../judge-context';
import { dayOf, isPast, levelAt } from '../levels';
import { point, type LevelReason } from '../level-reason';
import { whenIn } from './token-reasons';

/** All tokens without an expiry date of their own ended by this day: https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/ */
const LEGACY_END: Instant = '2026-05-12T00:00:00.000Z';
/**
 * App passwords stopped working on this day, at first for minutes at a time and since 28 July 2026 for good:
 * https://community.atlassian.com/forums/Bitbucket-articles/Deprecation-notice-Bitbucket-Cloud-app-password-brownout/ba-p/3237429
 */
const APP_PASSWORD_END: Instant = '2026-06-09T00:00:00.000Z';

/** What the value itself, as far as it may be looked at, tells of its end. Empty where it tells nothing. */
export function kindReasons(use: CredentialUse, { asOf, ladder }: JudgeContext): LevelReason[] {
  if (use.kind === 'atlassian-legacy-token') {
    const past = isPast(LEGACY_END, asOf);
    const text = past
      ? 'It has the form of an API token from before 2023; all of those had expired by 2026-05-12.'
      : `It has the form of an API token from before 2023; all of those expire by ${whenIn(LEGACY_END, asOf)}.`;
    return [
      point(levelAt(LEGACY_END, asOf, ladder), 'legacy-token-expired', text, { from: LEGACY_END, to: LEGACY_END }),
    ];
  }
  if (use.kind === 'bitbucket-app-password') {
    const past = isPast(APP_PASSWORD_END, asOf);
    const text = `It is a Bitbucket app password; those ${past ? 'stopped' : 'stop'} working on ${past ? dayOf(APP_PASSWORD_END) : whenIn(APP_PASSWORD_END, asOf)}.`;
    const breaks = { from: APP_PASSWORD_END, to: APP_PASSWORD_END };
    return [point(levelAt(APP_PASSWORD_END, asOf, ladder), 'app-password-retired', text, breaks)];
  }
  return use.expiresAt === null ? [] : [statedExpiry(use, use.expiresAt, { asOf, ladder })];
}

function statedExpiry(
  use: CredentialUse,
  at: Instant,
  { asOf, ladder }: Pick<JudgeContext, 'asOf' | 'ladder'>,
): LevelReason {
  const breaks = { from: at, to: at };
  const level = levelAt(at, asOf, ladder);
  const past = isPast(at, asOf);
  if (use.kind === 'jwt') {
    return past
      ? point(level, 'jwt-expired', `The JWT expired on ${dayOf(at)} by its own statement.`, breaks)
      : point(level, 'jwt-expires', `The JWT expires on ${whenIn(at, asOf)} by its own statement.`, breaks);
  }
  return past
    ? point(level, 'token-expired', `It expired on ${dayOf(at)}.`, breaks)
    : point(level, 'token-expires', `It expires on ${whenIn(at, asOf)}.`, breaks);
}

/** What hides the value. `unknown` as long as nobody said whose it is and when it ends. */
export function visibilityReasons(use: CredentialUse, isDeclared: boolean): LevelReason[] {
  const level = isDeclared ? 'ok' : 'unknown';
  switch (use.visibility) {
    case 'masked':
      return [
        point(
          level,
          'value-masked',
          'The value is hidden in what was read, so neither its owner nor its expiry can be seen.',
        ),
      ];
    case 'reference':
      return [
        point(level, 'value-reference', 'The value is a named secret that is kept elsewhere and not part of the rule.'),
      ];
    case 'smart-value':
      return [point(level, 'value-smart', 'The value is a smart value that no literal in the rule resolves.')];
    case 'literal':
    case 'connection':
      return [];
  }
}

/** What an admin declared, in place of what could not be found out. */
export function declaredPoint(
  declared: { expiresAt: Instant; by: string },
  { asOf, ladder }: JudgeContext,
): LevelReason {
  const at = declared.expiresAt;
  const breaks = { from: at, to: at };
  const text = isPast(at, asOf)
    ? `It expired on ${dayOf(at)}, as declared by an admin.`
    : `It expires on ${whenIn(at, asOf)}, as declared by an admin.`;
  return point(levelAt(at, asOf, ladder), 'expiry-declared', text, breaks);
}

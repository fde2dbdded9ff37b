import { askWhoItIs } from '../../src/atlassian/live-api';
import { formOf } from '../../src/credentials/rewrite/secret-form';
import { liveAuthorization } from '../../src/credentials/live-authorization';
import type { Secret } from '../../src/credentials/secret';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import type { Http } from '../../src/platform/http-types';
import { audienceOf } from '../../src/risk/audience';
import type { Site } from '../../src/risk/audience';
import { urlPart } from '../../src/report/url-part';
import type { CredentialUse } from '../../src/rules/rule-facts';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { Trial } from './rotation';

export interface TrialInput {
  fresh: Secret;
  newEmail: string | null;
  /** Every use of the old value. */
  uses: readonly CredentialUse[];
  site: { host: string; cloudId: string };
  http: Http;
  now: () => Date;
}

const NOT_TRIED: Trial = { outcome: 'not-tried', form: null, accountId: null, email: null };

/**
 * Signs in with the new token, at the own site and its gateway and nowhere else, before any rule is touched. It must be
 * the account that the rules sign in as, or the one that `--new-email` names.
 */
export async function tryToken(input: TrialInput): Promise<Outcome<Trial, Problem>> {
  const { fresh, newEmail, uses, site } = input;
  const form = formOf(fresh);
  if (form?.checksum === 'invalid') {
    return problem('the new credential is not whole: its checksum does not fit; copy it again');
  }
  if (!goesToAtlassian(uses, site) && form?.kind.startsWith('atlassian-') !== true) {
    return succeed(NOT_TRIED);
  }
  if (form?.kind === 'atlassian-org-or-repository-token') {
    return succeed(NOT_TRIED);
  }
  const email = newEmail ?? mostUsed(uses, site);
  if (email === null) {
    return problem('no rule says whose token the old one is; give --new-email EMAIL, the account of the new one');
  }
  const authorization = liveAuthorization(fresh, { scheme: 'basic', user: email });
  if (authorization === null) {
    return problem('the new credential cannot be tried');
  }
  const ask = (address: string): ReturnType<typeof askWhoItIs> =>
    askWhoItIs(input.http, address, authorization, input.now);
  // A token without scopes works at the site, one with scopes at the gateway alone.
  const atSite = await ask(`https://${site.host}/rest/api/3/myself`);
  if (atSite.outcome === 'accepted') {
    return accepted('unscoped', atSite.account, email);
  }
  const atGateway = await ask(`https://api.atlassian.com/ex/jira/${urlPart(site.cloudId)}/rest/api/3/myself`);
  if (atGateway.outcome === 'accepted') {
    return accepted('scoped', atGateway.account, email);
  }
  if (atSite.outcome === 'refused' && atGateway.outcome === 'refused') {
    return problem(`the new credential does not sign in as ${email}: nothing was changed`);
  }
  const isScoped = atGateway.outcome === 'unclear' && atGateway.reason === 'unauthorized';
  return problem(
    isScoped
      ? 'the new credential has scopes, but not read:jira-user, so nobody can say whose it is: nothing was changed'
      : 'the new credential could not be tried at the site: nothing was changed',
  );
}

function accepted(
  form: 'unscoped' | 'scoped',
  account: { accountId: string; email: string | null },
  expected: string,
): Outcome<Trial, Problem> {
  if (account.email !== null && account.email.toLowerCase() !== expected.toLowerCase()) {
    return problem(`the new credential signs in as another account than ${expected}: nothing was changed`);
  }
  return succeed({ outcome: 'accepted', form, accountId: account.accountId, email: expected });
}

function goesToAtlassian(uses: readonly CredentialUse[], site: Site): boolean {
  return uses.some(({ target }) => isAtlassian(target, site));
}

/** Addresses of which nobody knows the host may be the own site as well. */
function isAtlassian(target: CredentialUse['target'], site: Site): boolean {
  return audienceOf(target, { ...site }) !== 'third-party' && (target.host !== null || target.api !== 'other');
}

const EMAIL = /^[^\s@:]{1,64}@[^\s@:]{1,253}$/;

/** The email that most requests to Atlassian sign in with. */
function mostUsed(uses: readonly CredentialUse[], site: Site): string | null {
  const emails = (wanted: readonly CredentialUse[]): string[] =>
    wanted.flatMap(({ user }) => (user !== null && EMAIL.test(user) ? [user.toLowerCase()] : []));
  const own = emails(uses.filter(({ target }) => isAtlassian(target, site)));
  const all = own.length > 0 ? own : emails(uses);
  const counts = new Map<string, number>();
  for (const email of all) {
    counts.set(email, (counts.get(email) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Why a rule's requests would not work with the new token; null where they would, as far as can be told. */
export function misfitOf(
  uses: readonly CredentialUse[],
  trial: Trial,
  newEmail: string | null,
  site: { host: string; cloudId: string },
  requiredForm: (target: CredentialUse['target']) => 'scoped' | 'unscoped' | null,
): 'address' | 'other-user' | null {
  if (trial.outcome !== 'accepted') {
    return null;
  }
  for (const use of uses) {
    const form = requiredForm(use.target);
    if (form !== null && trial.form !== null && form !== trial.form) {
      return 'address';
    }
    const isOthers = use.user !== null && trial.email !== null && use.user.toLowerCase() !== trial.email.toLowerCase();
    if (newEmail === null && isOthers && isAtlassian(use.target, site)) {
      return 'other-user';
    }
  }
  return null;
}

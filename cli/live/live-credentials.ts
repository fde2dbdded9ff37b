import { fingerprintText } from '../../src/credentials/fingerprint';
import { succeed } from '../../src/outcome';
import type { Outcome } from '../../src/outcome';
import type { OwnCredential } from '../../src/risk/own-credential';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { CliContext } from '../cli-context';

/** What `--live` signs in with. The values leave this module only as header values, made anew for each request. */
export interface LiveCredentials {
  email: string;
  apiToken: string;
  /** Key of the organization; without it people come from Jira and tokens are not listed. */
  orgKey: string | null;
  asUser: () => string;
  asOrganization: () => string;
}

/** Takes the credentials from the environment; arguments would stand in the shell's history and in process lists. */
export function readLiveCredentials({
  environment,
}: Pick<CliContext, 'environment'>): Outcome<LiveCredentials, Problem> {
  const email = environment['ATLASSIAN_EMAIL']?.trim() ?? '';
  const apiToken = environment['ATLASSIAN_API_TOKEN']?.trim() ?? '';
  const orgKey = environment['ATLASSIAN_ORG_KEY']?.trim() ?? '';
  if (email === '' || apiToken === '') {
    return problem('--live needs ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN in the environment');
  }
  // A header takes no line breaks and nothing beyond Latin-1; fetch would answer with a message that quotes the value.
  if (!/^[\x21-\x7E]+$/.test(`${email}${apiToken}${orgKey}`) || email.includes(':')) {
    return problem('ATLASSIAN_EMAIL, ATLASSIAN_API_TOKEN or ATLASSIAN_ORG_KEY holds characters that no credential has');
  }
  return succeed({
    email,
    apiToken,
    orgKey: orgKey === '' ? null : orgKey,
    asUser: () => `Basic ${Buffer.from(`${email}:${apiToken}`, 'utf8').toString('base64')}`,
    asOrganization: () => `Bearer ${orgKey}`,
  });
}

/** The credentials that `--live` itself lives on, as findings are made of them: they break like any other. */
export function toOwnCredentials({ email, apiToken, orgKey }: LiveCredentials, key: string): OwnCredential[] {
  const common = { accountId: null, expiresAt: null, savedAt: null, state: 'works' as const };
  const token: OwnCredential = {
    ...common,
    name: 'Automation API token',
    kind: 'atlassian-user-token',
    email: email.toLowerCase(),
    fingerprint: fingerprintText(apiToken, key),
  };
  return orgKey === null
    ? [token]
    : [
        token,
        {
          ...common,
          name: 'Organization API key',
          kind: 'atlassian-org-or-repository-token',
          email: null,
          fingerprint: fingerprintText(orgKey, key),
        },
      ];
}

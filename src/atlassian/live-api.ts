import type { Http } from '../platform/http-types';
import type { LiveCheck } from '../risk/live-check';
import type { RequestTarget } from '../rules/rule-facts';
import { textField } from './jira-api';
import { scrubAccount } from './scrub-sources';

/**
 * Jira's ways to say "signed in as nobody" with a 200 on addresses that allow it: why the sign-in failed
 * (https://developer.atlassian.com/server/jira/platform/basic-authentication/), or whom it took the caller for. That Jira Cloud
 * still sends the first is not documented.
 */
const ANONYMOUS = [
  { header: 'x-seraph-loginreason', says: /AUTHENTICATED_FAILED/i },
  { header: 'x-ausername', says: /^anonymous$/i },
];

/**
 * Where the host that a request is addressed to tells whose token it is: the site's own address, or the gateway's for
 * the same site. Null for every other target: a found credential goes nowhere but where its rule sends it.
 */
export function liveAddress(target: RequestTarget): string | null {
  if (target.api === 'gateway' && target.host === 'api.atlassian.com' && target.cloudId !== null) {
    return `https://api.atlassian.com/ex/jira/${encodeURIComponent(target.cloudId)}/rest/api/3/myself`;
  }
  const isSite =
    target.api === 'site' && target.host !== null && /^[\da-z][\da-z-]{0,62}\.atlassian\.net$/.test(target.host);
  return isSite ? `https://${target.host ?? ''}/rest/api/3/myself` : null;
}

/** Asks once who a token is. What cannot be told for sure is `unclear`. */
export async function askWhoItIs(
  http: Http,
  address: string,
  authorization: () => string,
  now: () => Date,
): Promise<LiveCheck> {
  const answer = await http.requestJson({
    api: 'live',
    method: 'GET',
    url: address,
    headers: { authorization: authorization() },
  });
  const at = now().toISOString();
  if (!answer.ok) {
    const { code, status, scopes } = answer.failure;
    // A token without the scope to read its own user may still do what the rule needs.
    const refused = code === 'unauthorized' && scopes !== true;
    return refused ? { outcome: 'refused', at, status: status ?? 401 } : { outcome: 'unclear', at, reason: code };
  }
  if (ANONYMOUS.some(({ header, says }) => says.test(answer.value.header(header) ?? ''))) {
    return { outcome: 'refused', at, status: 200 };
  }
  const given = textField(answer.value.json, 'accountId');
  const { accountId, email, name } = scrubAccount({
    accountId: given,
    email: textField(answer.value.json, 'emailAddress')?.toLowerCase() ?? null,
    name: textField(answer.value.json, 'displayName'),
  });
  // An id that had to be hidden is no account's.
  if (accountId === null || accountId !== given) {
    return { outcome: 'unclear', at, reason: 'bad-answer' };
  }
  return { outcome: 'accepted', at, account: { accountId, email, name } };
}

import type { Http } from '../platform/http-types';
import type { LiveCheck } from '../risk/live-check';
import { textField } from './json-fields';
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

/** Of a name and an id of an account; whoever answers with more is no Jira. */
const LONGEST_NAME = 255;
const LONGEST_ID = 128;

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
    name: textField(answer.value.json, 'displayName')?.slice(0, LONGEST_NAME) ?? null,
  });
  // An id that had to be hidden is no account's.
  if (accountId === null || accountId !== given || accountId.length > LONGEST_ID) {
    return { outcome: 'unclear', at, reason: 'bad-answer' };
  }
  return { outcome: 'accepted', at, account: { accountId, email, name } };
}

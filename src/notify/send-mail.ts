import type { SendJira } from '../atlassian/jira-api';
import type { Outcome } from '../outcome';
import { succeed } from '../outcome';
import type { HttpFailure } from '../platform/http-types';
import type { NoticeRecipient } from '../report/settings';
import type { Mail } from './digest-mail';
import { urlPart } from '../report/url-part';

/** Sends an email about a work item through Jira (`POST issue/{key}/notify`): no egress, no mail server. */
export async function sendMail(
  jira: SendJira,
  key: string,
  mail: Mail,
  recipients: readonly NoticeRecipient[],
): Promise<Outcome<null, HttpFailure>> {
  const users = recipients.filter(({ type }) => type === 'user').map(({ id }) => ({ accountId: id }));
  const groupIds = recipients.filter(({ type }) => type === 'group').map(({ id }) => id);
  const answer = await jira({
    method: 'POST',
    path: `/rest/api/3/issue/${urlPart(key)}/notify`,
    body: { ...mail, to: { users, groupIds } },
    // Sent twice it would be two emails.
    repeatable: false,
  });
  return answer.ok ? succeed(null) : answer;
}

import type { SendJira } from '../../atlassian/jira-api';
import type { Outcome } from '../../outcome';
import { fail } from '../../outcome';
import type { HttpFailure } from '../../platform/http-types';
import type { NoticeRecipient } from '../../report/settings';
import { urlPart } from '../../report/url-part';
import type { Message } from '../message';
import type { Channel } from './channel';
import { toMail } from './mail';
import type { Carrier, NoticeItem } from './work-item';

/** Email through Jira (`POST issue/{key}/notify`): no egress, no mail server. It does not need a work item of its own. */
export function emailChannel(jira: SendJira, item: NoticeItem, recipients: readonly NoticeRecipient[]): Channel {
  const users = recipients.filter(({ type }) => type === 'user').map(({ id }) => ({ accountId: id }));
  const groupIds = recipients.filter(({ type }) => type === 'group').map(({ id }) => id);

  const sendAbout = (carrier: Carrier, message: Message): Promise<Outcome<unknown, HttpFailure>> =>
    jira({
      method: 'POST',
      path: `/rest/api/3/issue/${urlPart(carrier.key)}/notify`,
      body: { ...toMail(carrier.isOwn ? message : saidAbout(carrier.key, message)), to: { users, groupIds } },
      // Sent twice it would be two emails.
      repeatable: false,
    });

  return {
    name: 'email',
    source: 'jira',
    async send(message) {
      if (item.known !== null) {
        const sent = await sendAbout({ key: item.known.key, isOwn: true }, message);
        if (sent.ok || sent.failure.code !== 'not-found') {
          return sent;
        }
      }
      const carrier = await item.findCarrier();
      if (!carrier.ok) {
        return carrier;
      }
      return carrier.value === null
        ? fail({ code: 'not-found', status: null, retryAfter: null })
        : sendAbout(carrier.value, message);
    },
  };
}

function saidAbout(key: string, message: Message): Message {
  const why = `Jira sends mail only about a work item. This mail is about ${key}, which it has nothing to do with: choose a project in the settings of Automation Token Watch, and it gets a work item of its own.`;
  return { ...message, paragraphs: [...message.paragraphs, why] };
}

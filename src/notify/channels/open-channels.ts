import type { SendJira } from '../../atlassian/jira-api';
import type { NoticeSettings } from '../../report/settings';
import type { Channel } from './channel';
import { emailChannel } from './email';
import { noticeItem, type NoticeItem, type WorkItem } from './work-item';
import { workItemChannel } from './work-item-channel';

export interface OpenChannels {
  /** In the order in which they are told. */
  channels: Channel[];
  /** The work item that the channels share; what it is after they were told is to be kept. */
  item: NoticeItem;
}

/**
 * The channels that an admin chose; none where nothing is chosen, and then no report is read for a notice. A new one is added
 * here, with what it needs beside Jira as a further parameter.
 * @param known the work item of earlier notices
 */
export function openChannels(settings: NoticeSettings, known: WorkItem | null, jira: SendJira): OpenChannels {
  const { project, recipients } = settings;
  const item = noticeItem(jira, known, project?.id ?? null);
  return {
    channels: [
      ...(project === null ? [] : [workItemChannel(item)]),
      ...(recipients.length === 0 ? [] : [emailChannel(jira, item, recipients)]),
    ],
    item,
  };
}

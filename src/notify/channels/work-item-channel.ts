import type { Channel } from './channel';
import { toDocument } from './digest-document';
import type { NoticeItem } from './work-item';

/** The work item in the chosen project, whose description is the digest of today. */
export function workItemChannel(item: NoticeItem): Channel {
  return { name: 'work-item', source: 'jira', show: (digest) => item.keep(toDocument(digest)) };
}

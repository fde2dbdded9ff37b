import type { Product } from './report';

/** What an admin can set. Everything has a default, so a fresh installation needs none of it. */
export interface Settings {
  /** Days until a break for each level; strictly rising. */
  ladder: { critical: number; high: number; watch: number };
  /** Whose rules are read. */
  products: Product[];
  notice: NoticeSettings;
  /** Ask the Atlassian host that a request is addressed to who its token is. Off by default. */
  liveCheck: boolean;
  /** Every so many weeks all rules are read again, changed or not. */
  fullReadWeeks: number;
}

/** Where the weekly notice goes. Without a project no work item is made. */
export interface NoticeSettings {
  project: { id: string; key: string; name: string } | null;
  recipients: NoticeRecipient[];
}

/** `id` is an account id for a user and a group id for a group; `name` is for showing only. */
export interface NoticeRecipient {
  type: 'user' | 'group';
  id: string;
  name: string;
}

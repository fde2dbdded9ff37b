import type { Product } from './report';

/** Days until a break, at most, for each dated level; strictly rising. */
export interface Ladder {
  critical: number;
  high: number;
  watch: number;
}

export const DEFAULT_LADDER: Ladder = { critical: 7, high: 30, watch: 90 };

/** What an admin can set. Everything has a default, so a fresh installation needs none of it. */
export interface Settings {
  ladder: Ladder;
  /** Whose rules are read. */
  products: Product[];
  notice: NoticeSettings;
  /** Ask the Atlassian host that a request is addressed to who its token is. Off by default. */
  liveCheck: boolean;
  /** Every so many weeks all rules are read again, changed or not. */
  fullReadWeeks: number;
}

export const DEFAULT_SETTINGS: Settings = {
  ladder: DEFAULT_LADDER,
  products: ['jira', 'confluence'],
  notice: { project: null, recipients: [] },
  liveCheck: false,
  fullReadWeeks: 8,
};

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

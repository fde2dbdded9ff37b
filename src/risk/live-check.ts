import type { Instant } from '../report/report';

/**
 * What the Atlassian host that a request is addressed to said of its token, when the live check is switched on. A 200 that Jira marks as
 * anonymous (`X-Seraph-LoginReason: AUTHENTICATED_FAILED`) is `refused`; no answer or any other one is `unclear`.
 */
export type LiveCheck =
  | { outcome: 'accepted'; at: Instant; account: { accountId: string; email: string | null; name: string | null } }
  | { outcome: 'refused'; at: Instant; status: number }
  | { outcome: 'unclear'; at: Instant; reason: string };

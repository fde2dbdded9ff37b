import type { FileFacts } from '../people/file-reading';
import type { Span } from '../people/read-time';
import type { Instant } from '../report/report';

/** What Atlassian lists of a token: never its value. */
export interface TokenRecord {
  id: string;
  /** `user`: api-tokens of managed users; `service-account`; `organization`: API keys of the organization. */
  type: 'user' | 'service-account' | 'organization';
  label: string | null;
  /** `ALLOWED`, `BLOCKED`, or as given. */
  status: string | null;
  createdAt: Instant | null;
  expiresAt: Instant | null;
  lastActiveAt: Instant | null;
  /** Where it is no exact instant: a day is one of 24 hours, and without a time zone it may be the day before or after. */
  createdWithin?: Span;
  /** Likewise. */
  expiresWithin?: Span;
  /** Null where the source does not say; empty means an unscoped token. */
  scopes: string[] | null;
  owner: { accountId: string | null; email: string | null; name: string | null };
}

/** One listing of tokens. "No such token" may be said only of a complete one; see `PeopleSource`. */
export interface TokenSource {
  type: TokenRecord['type'];
  records: TokenRecord[];
  complete: boolean;
  /** Of a file. */
  file?: FileFacts;
  /** How many of its entries could not be read; absent where all were. */
  unread?: number;
  limits: string[];
}

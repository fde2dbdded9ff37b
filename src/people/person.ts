import type { Instant, OwnerState, Product } from '../report/report';
import type { FileFacts } from './file-reading';

/** Where a person's state comes from. Evidence of the first beats that of the next. */
export const PERSON_SOURCES = ['organization', 'service-accounts', 'jira', 'file'] as const;
export type PersonSource = (typeof PERSON_SOURCES)[number];

/** One account as the strongest source shows it. */
export interface Person {
  accountId: string | null;
  /** As `normaliseEmail` leaves it. Null where the source hides it. */
  email: string | null;
  name: string | null;
  state: OwnerState;
  /** `true` managed, `false` unmanaged, `null` not said by the source. Only managed accounts' tokens are listed. */
  managed: boolean | null;
  accountType: 'person' | 'app' | 'service-account' | 'customer' | 'unknown';
  source: PersonSource;
  /** Of a file: the source whose form its objects have, as far as it shows. Among files the better source’s copy counts for more. */
  copyOf?: Exclude<PersonSource, 'file'>;
  /** For `for_deletion`: the last day on which it can be cancelled, and whether that is known or estimated. */
  deletion: { at: Instant; exact: boolean } | null;
  /** Of somebody without access to Jira: what else this account may use on the site. */
  products?: Product[];
  /** What stands behind the state where its word alone would say too much, as a clause that completes a sentence. */
  remark?: string;
}

/** A part of the people that was read, with what is known about its completeness. */
export interface PeopleSource {
  source: PersonSource;
  people: Person[];
  /** True only when every page of an API’s listing was read without a fault, or an admin says that a file lists everybody. */
  complete: boolean;
  /** Of a file. */
  file?: FileFacts;
  /** How many of its entries could not be read; absent where all were. */
  unread?: number;
  /** Plain sentences: what this source could not see. */
  limits: string[];
  /**
   * Whom a complete source lists: `everyone` of the site or organization (also when absent), `managed` accounts only,
   * `service-accounts` only, or a `selection` that says nothing about who is not in it.
   */
  covers?: 'everyone' | 'managed' | 'service-accounts' | 'selection';
}

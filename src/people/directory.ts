import type { Person } from './person';

/** Everybody that is known, from all sources, each account once. */
export interface Directory {
  /** Case does not matter. Where two accounts share an email, the one whose sign-in it is; see `mergePeople`. */
  byEmail(email: string): Person | null;
  /** True when two accounts that can own tokens have this email. */
  sharesEmail(email: string): boolean;
  byAccountId(accountId: string): Person | null;
  /** What may be said of an email that nobody here has. */
  absence(email: string): Absence;
  people(): Iterable<Person>;
  size: number;
  /** True when every source was read whole, old files beside the whole organization aside, and at least one lists everyone. */
  complete: boolean;
  /** True when nobody was looked up at all. */
  empty: boolean;
  /** A better source than the one this person is known from was not read whole, so it may know more. */
  isWeaklyKnown(person: Person): boolean;
  limits: string[];
}

/**
 * `none`: no account has it · `unmanaged`: only managed accounts are listed, and it lies outside their domains ·
 * `hidden`: an account that hides its email may have it · `unread`: a source was not read whole · `no-source`: nobody was looked up.
 */
export type Absence = 'none' | 'unmanaged' | 'hidden' | 'unread' | 'no-source';

import type { Instant } from '../report/report';
import type { Person } from './person';

/** Everybody that is known, from all sources, each account once. */
export interface Directory {
  /** Case and composition do not matter. Where two accounts share an email, the one whose sign-in it is; see `mergePeople`. */
  byEmail(email: string): Person | null;
  /** True when two accounts that can own tokens have this email. */
  sharesEmail(email: string): boolean;
  byAccountId(accountId: string): Person | null;
  /**
   * What may be said of an email that nobody here has.
   * @param since when the account was named last, so that it existed by then: a list of an earlier day says nothing of it
   */
  absence(email: string, since: Instant | null): Absence;
  /** What that follows from. */
  listings: PeopleListings;
  people(): Iterable<Person>;
  size: number;
  /** True when every listing of an API was read whole, and one source at least lists everyone. */
  complete: boolean;
  /** True when nobody was looked up at all. */
  empty: boolean;
  /** A better source than the one this person is known from was not read whole, so it may know more. */
  isWeaklyKnown(person: Person): boolean;
  limits: string[];
}

/** The lists of people that there are, as far as anything follows from who is not in them. */
export interface PeopleListings {
  lists: {
    isLive: boolean;
    complete: boolean;
    /** Every entry was read, so that it is complete once somebody says so. */
    readWhole: boolean;
    listsEveryone: boolean;
    /** The first instant that it can show; null where it is of now. */
    asOf: Instant | null;
    /** Of a file: its name and how many people it lists. */
    file?: { name: string; people: number };
  }[];
  /** Domains whose accounts the organization manages. */
  managedDomains: string[];
  /** Some account shows no email, so that it may have any. */
  hidesEmails: boolean;
}

export const NO_LISTINGS: PeopleListings = { lists: [], managedDomains: [], hidesEmails: false };

/**
 * `none`: no account has it · `unmanaged`: only managed accounts are listed, and it lies outside their domains ·
 * `hidden`: an account that hides its email may have it · `unread`: an API’s listing was not read whole · `unsaid`: it is in none of
 * the files, and nobody said that one lists everybody · `outdated`: the files that list everybody are too old for it ·
 * `no-source`: nobody was looked up.
 */
export type Absence = 'none' | 'unmanaged' | 'hidden' | 'unread' | 'unsaid' | 'outdated' | 'no-source';

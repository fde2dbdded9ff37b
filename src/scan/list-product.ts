import type { AutomationApi } from '../atlassian/automation-api';
import type { HttpFailure } from '../platform/http-types';
import type { Product } from '../report/report';
import type { KeptRule } from '../storage/facts-store';
import type { ListedRule, ListingProgress } from '../storage/scan-store';
import { readListing, writeListing } from '../storage/scan-store';

/** So many known rules missing from a listing: it is listed again before each is asked for. */
const MANY_MISSING = 25;
/** Of fewer, so many are asked for at once, to see whether the listing can be believed. */
const PROBED = 3;
const PASSES = 2;
/** A listing in more pieces than this does not come to an end. */
const MOST_PIECES = 40;
/** Nor does one that names more rules than this: the largest sites have half as many. */
const MOST_RULES = 100_000;
const BEGINNING: ListingProgress = { places: [], next: {}, pass: 1, repeated: 0, unreadable: 0 };

export interface ProductListing {
  rules: ListedRule[];
  /** Known rules that it does not name. */
  missing: string[];
  unreadable: number;
  failure: HttpFailure | null;
  /** It did not come to an end: nothing is known of rules that it did not name. `missing` is empty then. */
  isCutOff: boolean;
  /** Not null where the time was over: what another invocation needs to go on. */
  rest: ListingProgress | null;
}

export interface Listing {
  api: AutomationApi;
  scanId: string;
  product: Product;
  /** Rules of this product that were there before. */
  known: readonly Pick<KeptRule, 'uuid'>[];
  /** What an invocation before this one left. */
  before: ListingProgress | undefined;
  isOver: () => boolean;
  /** The scan's listings have sent what they may send: what is listed by then has to do. */
  isSpent: () => boolean;
}

/**
 * Lists one product's rules; again where the listing cannot be right, and joins both. A listing that takes longer
 * than an invocation lives is saved page by page and goes on at its cursor.
 */
export async function listProduct(listing: Listing): Promise<ProductListing> {
  const { api, product, known } = listing;
  const earlier = await readListing(listing.before?.places ?? []);
  // Without the pieces the listing begins anew.
  const before = earlier === undefined ? undefined : listing.before;
  const listed = earlier ?? new Map<string, ListedRule>();
  const fresh = new Map<string, ListedRule>();
  let { pass, repeated, unreadable, next } = before ?? BEGINNING;
  const isEndless = (): boolean => listing.isSpent() || listed.size > MOST_RULES;
  const ended = { rest: null, failure: null, isCutOff: false };
  for (;;) {
    if (next !== null && !isEndless()) {
      const piece = await api.listRules(product, { from: next, isOver: () => listing.isOver() || listing.isSpent() });
      // What was on a page before the cut and comes again says that the pages shifted.
      repeated += piece.repeated + (pass > 1 ? 0 : piece.rules.filter(({ uuid }) => listed.has(uuid)).length);
      unreadable += piece.unreadable;
      next = piece.next;
      for (const { uuid, updated } of piece.rules) {
        listed.set(uuid, { uuid, updated });
        fresh.set(uuid, { uuid, updated });
      }
      if (piece.failure !== null) {
        return { ...ended, rules: [], missing: [], unreadable, failure: piece.failure };
      }
    }
    const isCutOff =
      before?.isCutOff === true || (next !== null && (isEndless() || (before?.places.length ?? 0) >= MOST_PIECES));
    if (isCutOff) {
      return { ...ended, rules: [...listed.values()], missing: [], unreadable, isCutOff: true };
    }
    if (next !== null) {
      return saveProgress(listing, fresh, { places: before?.places ?? [], next, pass, repeated, unreadable });
    }
    const missing = known.filter(({ uuid }) => !listed.has(uuid)).map(({ uuid }) => uuid);
    const shifted = repeated > 0 || unreadable > 0 || missing.length > Math.max(MANY_MISSING, known.length / 20);
    if (pass === PASSES || !(shifted || (await isAnyThere(api, product, missing.slice(0, PROBED))))) {
      return { ...ended, rules: [...listed.values()], missing, unreadable };
    }
    ({ pass, repeated, unreadable, next } = { ...BEGINNING, pass: pass + 1 });
  }
}

/** Keeps a listing that is done while another product's is not. */
export async function keepListing(
  { before, scanId, product }: Listing,
  { rules, unreadable, isCutOff }: ProductListing,
): Promise<ListingProgress> {
  if (before?.next === null) {
    return before;
  }
  const place = await writeListing(scanId, product, before?.places.length ?? 0, rules);
  const places = [...(before?.places ?? []), place];
  return { places, next: null, isCutOff, pass: PASSES, repeated: 0, unreadable };
}

async function saveProgress(
  { scanId, product }: Listing,
  fresh: ReadonlyMap<string, ListedRule>,
  progress: ListingProgress,
): Promise<ProductListing> {
  const { places, unreadable } = progress;
  const place = await writeListing(scanId, product, places.length, [...fresh.values()]);
  const rest = { ...progress, places: [...places, place] };
  return { rules: [], missing: [], unreadable, failure: null, isCutOff: false, rest };
}

/** A rule that is there and was not listed says that the listing left something out, perhaps new rules as well. */
async function isAnyThere(api: AutomationApi, product: Product, uuids: readonly string[]): Promise<boolean> {
  for (const uuid of uuids) {
    if ((await api.getRule(product, uuid)).ok) {
      return true;
    }
  }
  return false;
}

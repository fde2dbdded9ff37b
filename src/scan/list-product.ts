import type { AutomationApi } from '../atlassian/automation-api';
import type { HttpFailure } from '../platform/http-types';
import type { Product } from '../report/report';
import type { StoredRule } from '../storage/facts-store';
import type { ListedRule, ListingProgress } from '../storage/scan-store';
import { readListing, writeListing } from '../storage/scan-store';

/** So many known rules missing from a listing: it is listed again before each is asked for. */
const MANY_MISSING = 25;
/** Of fewer, so many are asked for at once, to see whether the listing can be believed. */
const PROBED = 3;
const PASSES = 2;
/** A listing in more pieces than this does not come to an end. */
const MOST_PIECES = 40;
const BEGINNING: ListingProgress = { places: [], next: {}, pass: 1, repeated: 0, unreadable: 0 };

export interface ProductListing {
  rules: ListedRule[];
  /** Known rules that it does not name. */
  missing: string[];
  unreadable: number;
  failure: HttpFailure | null;
  /** Not null where the time was over: what another invocation needs to go on. */
  rest: ListingProgress | null;
}

export interface Listing {
  api: AutomationApi;
  scanId: string;
  product: Product;
  /** Rules of this product that were there before. */
  known: readonly Pick<StoredRule, 'uuid'>[];
  /** What an invocation before this one left. */
  before: ListingProgress | undefined;
  isOver: () => boolean;
}

/**
 * Lists one product's rules; again where the listing cannot be right, and joins both. A listing that takes longer
 * than an invocation lives is put down page by page and goes on at its cursor.
 */
export async function listProduct(listing: Listing): Promise<ProductListing> {
  const { api, product, known, isOver } = listing;
  const earlier = await readListing(listing.before?.places ?? []);
  // Without the pieces the listing begins anew.
  const before = earlier === undefined ? undefined : listing.before;
  const listed = earlier ?? new Map<string, ListedRule>();
  const fresh = new Map<string, ListedRule>();
  let { pass, repeated, unreadable, next } = before ?? BEGINNING;
  for (;;) {
    if (next !== null) {
      const piece = await api.listRules(product, { from: next, isOver });
      // What was on a page before the cut and comes again says that the pages shifted.
      repeated += piece.repeated + (pass > 1 ? 0 : piece.rules.filter(({ uuid }) => listed.has(uuid)).length);
      unreadable += piece.unreadable;
      next = piece.next;
      for (const { uuid, updated } of piece.rules) {
        listed.set(uuid, { uuid, updated });
        fresh.set(uuid, { uuid, updated });
      }
      if (piece.failure !== null) {
        return { rules: [], missing: [], unreadable, failure: piece.failure, rest: null };
      }
    }
    if (next !== null) {
      return putDown(listing, fresh, { places: before?.places ?? [], next, pass, repeated, unreadable });
    }
    const missing = known.filter(({ uuid }) => !listed.has(uuid)).map(({ uuid }) => uuid);
    const shifted = repeated > 0 || unreadable > 0 || missing.length > Math.max(MANY_MISSING, known.length / 20);
    if (pass === PASSES || !(shifted || (await isAnyThere(api, product, missing.slice(0, PROBED))))) {
      return { rules: [...listed.values()], missing, unreadable, failure: null, rest: null };
    }
    ({ pass, repeated, unreadable, next } = { ...BEGINNING, pass: pass + 1 });
  }
}

/** Keeps a listing that is done while another product's is not. */
export async function keepListing(listing: Listing, rules: ListedRule[], unreadable: number): Promise<ListingProgress> {
  const { before, scanId, product } = listing;
  if (before?.next === null) {
    return before;
  }
  const place = await writeListing(scanId, product, before?.places.length ?? 0, rules);
  return { places: [...(before?.places ?? []), place], next: null, pass: PASSES, repeated: 0, unreadable };
}

async function putDown(
  { scanId, product }: Listing,
  fresh: ReadonlyMap<string, ListedRule>,
  progress: ListingProgress,
): Promise<ProductListing> {
  const { places, unreadable } = progress;
  if (places.length >= MOST_PIECES) {
    const failure: HttpFailure = { code: 'rejected', status: null, retryAfter: null };
    return { rules: [], missing: [], unreadable, failure, rest: null };
  }
  const place = await writeListing(scanId, product, places.length, [...fresh.values()]);
  return { rules: [], missing: [], unreadable, failure: null, rest: { ...progress, places: [...places, place] } };
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

import type { Problem } from '../report/problem';
import type { Instant, Product } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import { SCAN, scanChunk, scanGroup, scanListing, scanLive, scanPlan } from './keys';
import type { ListPlace } from './lists';
import { deleteList, readList, writeList } from './lists';
import type { ListKind } from './pack';
import { ofFirstForm } from './schema';
import { claimValue, deleteValues, readValue, readValues, writeValue } from './values';

export type ScanTrigger = 'weekly' | 'manual';
export type ScanStep = 'listing' | 'reading' | 'judging' | 'telling' | 'done' | 'failed';

/** The scan that runs, or the last one. Steps of another scan than this one stop at once. */
export interface ScanRecord {
  schema: 1;
  id: string;
  trigger: ScanTrigger;
  startedAt: Instant;
  finishedAt: Instant | null;
  cloudId: string;
  step: ScanStep;
  /** Every rule is read, changed or not. */
  full: boolean;
  /** The live check is on. */
  live: boolean;
  /** Detector version and fingerprint key that rules are reduced with. */
  by: string;
  plan: ListPlace | null;
  chunks: number;
  /** Rules in the plan, and rules the listing named. */
  total: number;
  listed: number;
  /** How often listing was begun again after a fault. */
  attempts: number;
  requests: Record<string, number>;
  /** Listings that were begun in an invocation before; absent where one was enough. */
  listings?: Partial<Record<Product, ListingProgress>>;
  limits: string[];
  /** How many scans before this one, without a break, did not end well and were begun again the next day. */
  repeats: number;
  /** Something could not be looked at. */
  partial: boolean;
  problem: Problem | null;
}

/** How far the listing of one product's rules is. */
export interface ListingProgress {
  /** What was listed so far. */
  places: ListPlace[];
  /** Where to go on; null where it is done. */
  next: Record<string, string> | null;
  /** It is done because it did not come to an end. */
  isCutOff?: boolean;
  /** It is listed a second time where the first cannot be right. */
  pass: number;
  /** Entries of this pass that came more than once, and those without an id. */
  repeated: number;
  unreadable: number;
}

export interface ListedRule {
  uuid: string;
  updated: string | null;
}

/** One rule to read. Not `listed`: the listing did not name it although it was known; it is asked for by itself. */
export interface PlannedRule {
  uuid: string;
  product: Product;
  updated: string | null;
  listed: boolean;
}

/** What became of one chunk; its reduced rules lie in a segment of their own. */
export interface ChunkResult {
  segment: ListPlace;
  read: number;
  /** Of these, rules that the listing left out although they are there. */
  unlisted: number;
  /** Confirmed to be gone. */
  gone: string[];
  failed: { uuid: string; reason: string }[];
  /** Rules that are still to be read: the invocation had to stop before them. Empty when the chunk is done. */
  pending: string[];
  requests: Record<string, number>;
  /** What hosts said of tokens, by fingerprint, where the live check is on. */
  live: Record<string, LiveCheck>;
}

/** Chunks whose results are looked at together: one read tells whether a group is done. */
export const CHUNKS_PER_GROUP = 20;

const PLAN: ListKind<PlannedRule> = {
  kind: 'plan',
  schema: 1,
  isItem: (item): item is PlannedRule => typeof item === 'object' && item !== null && 'listed' in item,
};

const LISTING: ListKind<ListedRule> = {
  kind: 'listing',
  schema: 1,
  isItem: (item): item is ListedRule => typeof item === 'object' && item !== null && 'updated' in item,
};

export async function readScan(): Promise<ScanRecord | null> {
  return ofFirstForm(await readValue<ScanRecord>(SCAN)) ?? null;
}

export async function writeScan(scan: ScanRecord): Promise<void> {
  await writeValue(SCAN, scan);
}

export function writePlan(scanId: string, rules: PlannedRule[]): Promise<ListPlace> {
  return writeList(PLAN, scanPlan(scanId), rules);
}

export async function readPlan(place: ListPlace): Promise<PlannedRule[]> {
  return (await readList(PLAN, place)) ?? [];
}

/** One piece of a listing that takes more than one invocation. */
export function writeListing(scanId: string, product: Product, piece: number, rules: ListedRule[]): Promise<ListPlace> {
  return writeList(LISTING, scanListing(scanId, product, piece), rules);
}

/** Everything that was listed so far, the later word winning; undefined where a piece is lost. */
export async function readListing(places: readonly ListPlace[]): Promise<Map<string, ListedRule> | undefined> {
  const listed = new Map<string, ListedRule>();
  for (const place of places) {
    const rules = await readList(LISTING, place);
    if (rules === undefined) {
      return undefined;
    }
    for (const rule of rules) {
      listed.set(rule.uuid, rule);
    }
  }
  return listed;
}

export async function writeChunkResult(scanId: string, chunk: number, result: ChunkResult): Promise<void> {
  await writeValue(scanChunk(scanId, chunk), result);
}

export async function readChunkResult(scanId: string, chunk: number): Promise<ChunkResult | null> {
  return (await readValue<ChunkResult>(scanChunk(scanId, chunk))) ?? null;
}

/** Results of these chunks, null where a chunk has none yet. */
export async function readChunkResults(scanId: string, chunks: number[]): Promise<(ChunkResult | null)[]> {
  const results = await readValues<ChunkResult>(chunks.map((chunk) => scanChunk(scanId, chunk)));
  return results.map((result) => result ?? null);
}

/** Remembers that every chunk of a group has its result. */
export async function markGroupDone(scanId: string, group: number): Promise<void> {
  await writeValue(scanGroup(scanId, group), { done: true });
}

export async function isGroupDone(scanId: string, group: number): Promise<boolean> {
  return (await readValue<{ done: boolean }>(scanGroup(scanId, group))) !== undefined;
}

export async function readGroupsDone(scanId: string, groups: number): Promise<boolean[]> {
  const keys = Array.from({ length: groups }, (_, group) => scanGroup(scanId, group));
  const marks = await readValues<{ done: boolean }>(keys);
  return marks.map((mark) => mark !== undefined);
}

/** The chunks of one group. */
export function chunksOfGroup(group: number, chunks: number): number[] {
  const first = group * CHUNKS_PER_GROUP;
  return Array.from({ length: Math.max(0, Math.min(CHUNKS_PER_GROUP, chunks - first)) }, (_, n) => first + n);
}

export function groupCount(chunks: number): number {
  return Math.ceil(chunks / CHUNKS_PER_GROUP);
}

/**
 * True for the chunk that asks first: a token's host is asked once in a scan, whichever chunks find it. A chunk that
 * was cut off may ask again.
 */
export function claimLiveCheck(scanId: string, fingerprint: string, chunk: number): Promise<boolean> {
  return claimValue(scanLive(scanId, fingerprint), { by: String(chunk) });
}

/** Removes a scan's working notes. Its segments stay: the facts index names them. */
export async function deleteScanNotes(scan: ScanRecord): Promise<void> {
  const chunks = Array.from({ length: scan.chunks }, (_, chunk) => scanChunk(scan.id, chunk));
  const groups = Array.from({ length: groupCount(scan.chunks) }, (_, group) => scanGroup(scan.id, group));
  await deleteValues([...(await claimsOf(scan)), ...chunks, ...groups]);
  const listings = Object.values(scan.listings ?? {}).flatMap(({ places }) => places);
  for (const place of [...listings, ...(scan.plan === null ? [] : [scan.plan])]) {
    await deleteList(place);
  }
}

async function claimsOf(scan: ScanRecord): Promise<string[]> {
  if (!scan.live) {
    return [];
  }
  const chunks = Array.from({ length: scan.chunks }, (_, chunk) => chunk);
  const results = await readChunkResults(scan.id, chunks);
  return results.flatMap((result) =>
    Object.keys(result?.live ?? {}).map((fingerprint) => scanLive(scan.id, fingerprint)),
  );
}

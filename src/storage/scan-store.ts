import type { Problem } from '../report/problem';
import type { Instant, Product } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { FingerprintKey } from './fingerprint-key';
import { SCAN, scanChunk, scanGroup, scanListing, scanLive, scanPlan, scanRules, TEMPORARY_DAYS } from './keys';
import type { ListRef } from './lists';
import { deleteList, keysOf, readListIfWhole, writeList } from './lists';
import { readInstallation, writeUnlessErased } from './installation';
import type { ListKind } from './pack';
import { listOf } from './pack';
import type { KeptRule } from './rule-line';
import { ofThisForm } from './schema';
import { open, seal } from './seal';
import { claimValue, deleteValue, deleteValues, readSettled, readValue, readValues, writeValue } from './values';

export type ScanTrigger = 'weekly' | 'manual';
export type ScanStep = 'listing' | 'reading' | 'judging' | 'done' | 'failed';

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
  plan: ListRef | null;
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
  places: ListRef[];
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

/** What became of one chunk; its reduced rules lie in a list of their own. */
export interface ChunkResult {
  rules: ListRef;
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

const PLAN = listOf<PlannedRule>('plan', 'listed');

const LISTING = listOf<ListedRule>('listing', 'updated');

/** Sealed, because only all rules together tell which words of one are the value of another: see `joinRules`. */
const CHUNK_RULES = listOf<{ sealed: string }>('chunk-rules', 'sealed', 2);

export async function readScan(): Promise<ScanRecord | null> {
  return ofThisForm(await readValue<ScanRecord>(SCAN), 1);
}

/**
 * The record for one who knows of a scan: what is older, or not there, was perhaps read from a store that is behind, so it is read
 * again for some seconds.
 * @param step the first at which the scan can be by now
 */
export function readScanAsOf(scanId: string, step: 'listing' | 'reading' = 'listing'): Promise<ScanRecord | null> {
  // Ids sort by time; a scan that began later is taken at its word.
  return readSettled(
    readScan,
    (scan) =>
      scan === null || scan.id < scanId || (scan.id === scanId && step === 'reading' && scan.step === 'listing'),
  );
}

/**
 * Is this scan still the one at work? Everything may have been erased, or another scan begun, since a step looked last: then it
 * writes nothing more.
 */
export async function isStillRunning(scanId: string): Promise<boolean> {
  const scan = await readScanAsOf(scanId);
  return scan?.id === scanId && scan.step !== 'done' && scan.step !== 'failed';
}

/** Begins a scan, in place of the one before. False where everything was erased meanwhile. */
export async function beginScan(scan: ScanRecord): Promise<boolean> {
  return keepScan(scan, await readInstallation());
}

/**
 * Keeps how far a scan is. False where it is not the one at work any more: everything was erased, or another has begun. Then
 * nothing is kept, and nothing more is to be done for it.
 */
export async function writeScan(scan: ScanRecord): Promise<boolean> {
  const installation = await readInstallation();
  return (await isStillRunning(scan.id)) && keepScan(scan, installation);
}

function keepScan(scan: ScanRecord, installation: string | null): Promise<boolean> {
  return writeUnlessErased(
    installation,
    () => writeValue(SCAN, scan),
    () => deleteValue(SCAN),
  );
}

export function writePlan(scanId: string, rules: PlannedRule[]): Promise<ListRef> {
  return writeNotes(PLAN, scanPlan(scanId), scanId, rules);
}

/** Takes back a plan of a scan that was over by then. */
export function deletePlan(ref: ListRef): Promise<void> {
  return deleteList(ref);
}

export async function readPlan(ref: ListRef): Promise<PlannedRule[]> {
  return (await readListIfWhole(PLAN, ref)) ?? [];
}

/** One piece of a listing that takes more than one invocation. */
export function writeListing(scanId: string, product: Product, piece: number, rules: ListedRule[]): Promise<ListRef> {
  return writeNotes(LISTING, scanListing(scanId, product, piece), scanId, rules);
}

/** Everything that was listed so far, the later word winning; undefined where a piece is lost. */
export async function readListing(places: readonly ListRef[]): Promise<Map<string, ListedRule> | undefined> {
  const listed = new Map<string, ListedRule>();
  for (const place of places) {
    const rules = await readListIfWhole(LISTING, place);
    if (rules === undefined) {
      return undefined;
    }
    for (const rule of rules) {
      listed.set(rule.uuid, rule);
    }
  }
  return listed;
}

/** @param go a chunk may be read in several goes, and in two at once: each writes a list of its own */
export function writeChunkRules(
  scanId: string,
  chunk: number,
  go: string,
  rules: KeptRule[],
  { key }: FingerprintKey,
): Promise<ListRef> {
  return writeNotes(CHUNK_RULES, scanRules(scanId, chunk, go), scanId, [{ sealed: seal(rules, key) }]);
}

/** Rules that a chunk read; undefined where a part of them is lost, or was written under another key. */
export async function readChunkRules({ rules }: ChunkResult, { key }: FingerprintKey): Promise<KeptRule[] | undefined> {
  if (rules.parts === 0) {
    return [];
  }
  const [item] = (await readListIfWhole(CHUNK_RULES, rules)) ?? [];
  const kept = item === undefined ? undefined : open(item.sealed, key);
  return areKeptRules(kept) ? kept : undefined;
}

function areKeptRules(value: unknown): value is KeptRule[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'facts' in item);
}

export async function writeChunkResult(scanId: string, chunk: number, result: ChunkResult): Promise<void> {
  await writeValue(scanChunk(scanId, chunk), result, TEMPORARY_DAYS);
}

/** Removes the rules of an earlier go, which the present result names no more. */
export async function deleteChunkRules({ rules }: ChunkResult): Promise<void> {
  await deleteList(rules);
}

/** Takes back what a step wrote for a scan that was over by then. */
export async function deleteChunk(scanId: string, chunk: number, { rules }: ChunkResult): Promise<void> {
  await deleteValues([scanChunk(scanId, chunk), ...keysOf(rules)]);
}

/** Removed when the scan ends, and by the platform should it never end or all be erased while it runs. */
function writeNotes<Item>(kind: ListKind<Item>, key: string, stamp: string, items: Iterable<Item>): Promise<ListRef> {
  return writeList(kind, key, stamp, items, { days: TEMPORARY_DAYS });
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
  await writeValue(scanGroup(scanId, group), { done: true }, TEMPORARY_DAYS);
}

/** Takes that back for a scan that was over by then. */
export async function forgetGroup(scanId: string, group: number): Promise<void> {
  await deleteValue(scanGroup(scanId, group));
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

/** Removes a scan's working notes. */
export async function deleteScanNotes(scan: ScanRecord): Promise<void> {
  const numbers = Array.from({ length: scan.chunks }, (_, chunk) => chunk);
  const results = (await readChunkResults(scan.id, numbers)).filter((result) => result !== null);
  const claims = results.flatMap(({ live }) => Object.keys(live).map((fingerprint) => scanLive(scan.id, fingerprint)));
  await deleteValues([
    ...claims,
    ...results.flatMap(({ rules }) => keysOf(rules)),
    ...numbers.map((chunk) => scanChunk(scan.id, chunk)),
    ...Array.from({ length: groupCount(scan.chunks) }, (_, group) => scanGroup(scan.id, group)),
  ]);
  const listings = Object.values(scan.listings ?? {}).flatMap(({ places }) => places);
  for (const place of [...listings, ...(scan.plan === null ? [] : [scan.plan])]) {
    await deleteList(place);
  }
}

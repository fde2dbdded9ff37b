import type { Product } from '../report/report';
import type { AutomationApi, RuleSummary } from '../atlassian/automation-api';
import { createAutomationApi } from '../atlassian/automation-api';
import { describeFailure } from '../atlassian/organization-api';
import type { HttpFailure, HttpFailureCode } from '../platform/http-types';
import { readAutomationAuthorization } from '../storage/automation-secret';
import { readConfiguration } from '../storage/configuration';
import type { FactsIndex, StoredRule } from '../storage/facts-store';
import { readFactsIndex, readSegments } from '../storage/facts-store';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import type { PlannedRule, ScanRecord } from '../storage/scan-store';
import { readScan, writePlan, writeScan } from '../storage/scan-store';
import { chunkCount, rulesOfChunk } from './chunk-rules';
import { reducedBy } from './reduced-by';
import { failScan } from './fail-scan';
import { isNotOffered } from './gather-sources';
import { inTurn } from './in-turn';
import { noteCredentials } from './note-credentials';
import { notConnected, toProblem } from './problems';
import type { ScanPorts, Shift } from './ports';
import { addCounts, beginShift, requestsOf } from './ports';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';

const WEEK = 7 * 24 * 60 * 60_000;
/** A listing that fails for a passing reason is begun again so often, after so many seconds. */
const ATTEMPTS = 3;
const PAUSE = 120;
const LONGEST_PAUSE = 900;
/** So many known rules missing from a listing: it is listed again before each is asked for. */
const MANY_MISSING = 25;
/** Of fewer, so many are asked for at once, to see whether the listing can be believed. */
const PROBED = 3;

const PASSING: readonly HttpFailureCode[] = ['rate-limited', 'unavailable', 'network', 'bad-answer'];

type ListEvent = Extract<ScanEvent, { step: 'list' }>;

/** First step: what rules are there, which are to be read, and who reads which. Two at once might plan differently. */
export async function listRules(ports: ScanPorts, event: ListEvent): Promise<void> {
  await inTurn(ports, 'listing', () => list(ports, event));
}

async function list(ports: ScanPorts, event: ListEvent): Promise<void> {
  const scan = await readScan();
  if (scan?.id !== event.scan || scan.step !== 'listing') {
    return;
  }
  const now = ports.clock.now();
  const [authorization, configuration] = await Promise.all([readAutomationAuthorization(), readConfiguration()]);
  if (authorization === null) {
    await failScan(ports, scan, notConnected(now), {});
    return;
  }

  const shift = beginShift(ports);
  const api = createAutomationApi({ http: shift.egress, cloudId: scan.cloudId, authorization });
  const key = await ensureFingerprintKey();
  const by = reducedBy(key.id);
  const index = await readFactsIndex();
  const known = await readSegments(index?.segments ?? [], index?.gone ?? []);
  // A live check can only be made of a rule that is in memory, so it needs every rule to be read.
  const live = configuration.settings.liveCheck;
  const full = live || known.lost > 0 || isFullReadDue(index, configuration.settings.fullReadWeeks, now);

  const limits: string[] = [];
  let partial = false;
  const listed: { product: Product; rule: RuleSummary }[] = [];
  const unlisted: { product: Product; uuid: string }[] = [];
  for (const product of configuration.settings.products) {
    const knownHere = [...known.rules.values()].filter((rule) => rule.product === product);
    const listing = await listProduct(api, product, knownHere);
    if (listing.failure !== null) {
      if (product === 'jira' || configuration.settings.products.length === 1) {
        await retryOrFail(ports, scan, shift, listing.failure);
        return;
      }
      limits.push(...withoutProduct(product, listing.failure, knownHere.length));
      partial ||= knownHere.length > 0 || !isNotOffered(listing.failure);
      continue;
    }
    listed.push(...listing.rules.map((rule) => ({ product, rule })));
    unlisted.push(...listing.missing.map((uuid) => ({ product, uuid })));
    if (listing.unreadable > 0) {
      limits.push(`The listing of ${product} rules had ${listing.unreadable} entries without an id.`);
    }
  }

  const plan = [
    ...listed
      .filter(({ rule }) => full || isToBeRead(rule, known.rules.get(rule.uuid), by))
      .map(({ product, rule }) => ({ uuid: rule.uuid, product, updated: rule.updated, listed: true })),
    ...unlisted.map(({ product, uuid }) => ({ uuid, product, updated: null, listed: false })),
  ];
  const planned: ScanRecord = {
    ...scan,
    step: 'reading',
    full,
    live,
    by,
    plan: await writePlan(scan.id, plan),
    chunks: chunkCount(plan.length),
    total: plan.length,
    listed: listed.length,
    requests: addCounts(scan.requests, requestsOf(shift)),
    limits,
    partial,
  };
  await writeScan(planned);
  await noteCredentials(ports, { automation: null });
  ports.log.info('Rules listed', { scan: scan.id, listed: listed.length, toRead: plan.length, full });
  await pushChunks(ports, planned, plan, null);
}

/** Puts chunks on the queue: all of them, or those named. Without any the scan goes straight to its end. */
export async function pushChunks(
  ports: ScanPorts,
  scan: ScanRecord,
  plan: readonly PlannedRule[],
  only: readonly number[] | null,
): Promise<void> {
  const chunks = only ?? Array.from({ length: scan.chunks }, (_, chunk) => chunk);
  const events: ScanEvent[] = chunks.map((chunk) => ({
    step: 'read',
    scan: scan.id,
    chunk,
    rules: rulesOfChunk(plan, chunk),
    tries: 0,
  }));
  const toPush: ScanEvent[] = events.length === 0 ? [{ step: 'finish', scan: scan.id }] : events;
  await ports.push(toPush.map((one) => ({ body: toQueueBody(one) })));
}

interface ProductListing {
  rules: RuleSummary[];
  missing: string[];
  unreadable: number;
  failure: HttpFailure | null;
}

/** Lists one product's rules; again where the listing cannot be right, and joins both. */
async function listProduct(api: AutomationApi, product: Product, known: StoredRule[]): Promise<ProductListing> {
  const byId = new Map<string, RuleSummary>();
  for (let pass = 1; ; pass += 1) {
    const { rules, repeated, unreadable, failure } = await api.listRules(product);
    for (const rule of rules) {
      byId.set(rule.uuid, rule);
    }
    const missing = known.filter(({ uuid }) => !byId.has(uuid)).map(({ uuid }) => uuid);
    const listing = { rules: [...byId.values()], missing, unreadable, failure };
    const isLast = failure !== null || pass === 2;
    const shifted = repeated > 0 || unreadable > 0 || missing.length > Math.max(MANY_MISSING, known.length / 20);
    if (isLast || !(shifted || (await isAnyThere(api, product, missing.slice(0, PROBED))))) {
      return listing;
    }
  }
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

async function retryOrFail(ports: ScanPorts, scan: ScanRecord, shift: Shift, failure: HttpFailure): Promise<void> {
  const passing = PASSING.includes(failure.code);
  const attempts = scan.attempts + 1;
  const requests = addCounts(scan.requests, requestsOf(shift));
  if (!passing || attempts >= ATTEMPTS) {
    await failScan(ports, { ...scan, attempts, requests }, toProblem('automation', failure, ports.clock.now()), {
      automation: failure,
    });
    return;
  }
  await writeScan({ ...scan, attempts, requests });
  const pause = Math.max(PAUSE * attempts, Math.ceil((failure.retryAfter ?? 0) / 1000));
  await ports.push([
    { body: toQueueBody({ step: 'list', scan: scan.id }), delayInSeconds: Math.min(LONGEST_PAUSE, pause) },
  ]);
}

function isToBeRead(rule: RuleSummary, known: StoredRule | undefined, by: string): boolean {
  return known === undefined || rule.updated === null || rule.updated !== known.updated || known.by !== by;
}

function isFullReadDue(index: FactsIndex | null, weeks: number, now: Date): boolean {
  const last = index?.fullReadAt ?? null;
  return last === null || now.getTime() - Date.parse(last) >= weeks * WEEK;
}

function withoutProduct(product: Product, failure: HttpFailure, known: number): string[] {
  const name = product === 'confluence' ? 'Confluence' : 'Jira';
  const said = `${name} automation rules were not read: ${describeFailure(failure)}.`;
  return known === 0 ? [said] : [said, `${known} ${name} rules are shown as they were read last.`];
}

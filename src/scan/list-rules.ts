import type { Product } from '../report/report';
import { createAutomationApi, NO_JIRA_RULES } from '../atlassian/automation-api';
import { describeFailure } from '../atlassian/organization-api';
import type { HttpFailure, HttpFailureCode } from '../platform/http-types';
import { readAutomationAuthorization } from '../storage/automation-secret';
import { readConfiguration } from '../storage/configuration';
import type { FactsPointer, KeptRule } from '../storage/facts-store';
import { idOfRule, readFacts, readFactsPointer } from '../storage/facts-store';
import { PartMissing } from '../storage/lists';
import { readFingerprintKey } from '../storage/fingerprint-key';
import type { ListedRule, ListingProgress, PlannedRule, ScanRecord } from '../storage/scan-store';
import { deletePlan, isStillRunning, readScanAsOf, writePlan, writeScan } from '../storage/scan-store';
import { chunkCount, rulesOfChunk } from './chunk-rules';
import { readVersion } from '../credentials/version';
import { failScan } from './fail-scan';
import { isNotOffered } from '../publish/gather-sources';
import { withLease } from '../storage/lease';
import type { Listing, ProductListing } from './list-product';
import { keepListing, listProduct } from './list-product';
import { saveCredentialStates } from '../publish/save-credential-states';
import { notConnected, toProblem } from '../publish/problems';
import type { AppPorts, InvocationContext } from '../platform/ports';
import { addCounts, beginInvocation, isTimeUp, requestsOf } from '../platform/ports';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { readSettled } from '../storage/values';
import { whileConnected } from './while-connected';

const WEEK = 7 * 24 * 60 * 60_000;
/** A listing that fails for a passing reason is started again this often, after so many seconds. */
const ATTEMPTS = 3;
const PAUSE = 120;
const LONGEST_PAUSE = 900;
/**
 * Requests that the listings of one scan may send, all invocations and tries together: 50,000 rules need 500, and each
 * again where pages shift or a cursor expires.
 */
const MOST_REQUESTS = 6000;
/** Of these, what one product leaves to each that comes after it. */
const RESERVED = 1000;

const PASSING: readonly HttpFailureCode[] = ['rate-limited', 'unavailable', 'network', 'bad-answer'];

const NAMES: Record<Product, string> = { jira: 'Jira', confluence: 'Confluence' };

type ListEvent = Extract<ScanEvent, { step: 'list' }>;

/** First step: what rules are there, which are to be read, and who reads which. Two at once might plan differently. */
export async function listRules(ports: AppPorts, event: ListEvent): Promise<void> {
  await withLease(ports, 'listing', () => list(ports, event));
}

async function list(ports: AppPorts, event: ListEvent): Promise<void> {
  const now = ports.clock.now();
  const scan = await readScanAsOf(event.scan);
  if (scan?.id !== event.scan || scan.step !== 'listing') {
    return;
  }
  const [authorization, configuration, key] = await readSettled(
    () => Promise.all([readAutomationAuthorization(), readConfiguration(), readFingerprintKey()]),
    ([secret, { automation }, fingerprintKey]) => secret === null || automation === null || fingerprintKey === null,
  );
  if (authorization === null || key === null) {
    await failScan(ports, scan, notConnected(now), {});
    return;
  }

  const guard = whileConnected(ports, scan.id, configuration.automation?.savedAt ?? null, now);
  const invocation = beginInvocation(guard.ports);
  const api = createAutomationApi({ http: invocation.egress, cloudId: scan.cloudId, authorization });
  const by = readVersion(key.id);
  const pointer = await readFactsPointer();
  const known = await readKnown(pointer);
  // A live check can only be made of a rule that is in memory, so it needs every rule to be read.
  const live = configuration.settings.liveCheck;
  const full = live || known.isLost || isFullReadDue(pointer, configuration.settings.fullReadWeeks, now);

  const limits: string[] = [];
  let partial = false;
  const listed: { product: Product; rule: ListedRule }[] = [];
  const unlisted: { product: Product; uuid: string }[] = [];
  const done: { listing: Listing; found: ProductListing }[] = [];
  const { products } = configuration.settings;
  for (const [place, product] of products.entries()) {
    const most = MOST_REQUESTS - RESERVED * (products.length - 1 - place);
    const knownHere = [...known.rules.values()].filter((rule) => rule.product === product);
    const started: Listing = {
      api,
      scanId: scan.id,
      product,
      known: knownHere,
      before: scan.listings?.[product],
      isOver: () => isTimeUp(invocation, ports.clock),
      isSpent: () => spentOn(scan, invocation) >= most,
    };
    const listing = await listProduct(started);
    if (listing.rest !== null) {
      await goOnLater(ports, scan, invocation, { product, rest: listing.rest, done });
      return;
    }
    done.push({ listing: started, found: listing });
    if (listing.failure !== null) {
      if (product === 'jira' || products.length === 1) {
        await retryOrFail(ports, scan, invocation, listing.failure);
        return;
      }
      limits.push(...withoutProduct(product, listing.failure, knownHere.length));
      partial ||= knownHere.length > 0 || !isNotOffered(listing.failure);
      continue;
    }
    listed.push(...listing.rules.map((rule) => ({ product, rule })));
    unlisted.push(...listing.missing.map((uuid) => ({ product, uuid })));
    if (listing.isCutOff) {
      partial = true;
      limits.push(cutOff(product, listing.rules.length));
    }
    if (product === 'jira' && !listing.isCutOff && listing.rules.length + listing.unreadable === 0) {
      partial = true;
      limits.push(NO_JIRA_RULES);
    }
    if (listing.unreadable > 0) {
      limits.push(`The listing of ${product} rules had ${listing.unreadable} entries without an id.`);
    }
  }

  const plan = [
    ...listed
      .filter(
        ({ product, rule }) => full || isToBeRead(rule, known.rules.get(idOfRule({ product, uuid: rule.uuid })), by),
      )
      .map(({ product, rule }) => ({ uuid: rule.uuid, product, updated: rule.updated, listed: true })),
    ...unlisted.map(({ product, uuid }) => ({ uuid, product, updated: null, listed: false })),
  ];
  if (!(await isStillRunning(scan.id))) {
    return;
  }
  const written = await writePlan(scan.id, plan);
  const planned: ScanRecord = {
    ...scan,
    step: 'reading',
    full,
    live,
    by,
    plan: written,
    chunks: chunkCount(plan.length),
    total: plan.length,
    listed: listed.length,
    requests: addCounts(scan.requests, requestsOf(invocation)),
    limits,
    partial,
  };
  if (!(await writeScan(planned))) {
    await deletePlan(written);
    return;
  }
  await saveCredentialStates(ports, configuration, { automation: null });
  ports.log.info('Rules listed', { scan: scan.id, listed: listed.length, toRead: plan.length, full });
  await pushChunks(ports, planned, plan, null);
}

/** Puts chunks on the queue: all of them, or those named. Without any the scan goes straight to its end. */
export async function pushChunks(
  ports: AppPorts,
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

/** As much of a rule as tells whether it must be read again. */
type KnownRule = Pick<KeptRule, 'uuid' | 'product' | 'updated' | 'by'>;

/** What is kept of the rules; where a part of it is lost, all of them are read again. */
async function readKnown(pointer: FactsPointer | null): Promise<{ rules: Map<string, KnownRule>; isLost: boolean }> {
  const rules = new Map<string, KnownRule>();
  const take = (kept: Iterable<KeptRule>): void => {
    for (const rule of kept) {
      const { uuid, product, updated, by } = rule;
      rules.set(idOfRule(rule), { uuid, product, updated, by });
    }
  };
  try {
    if (pointer !== null) {
      const { relevant, unreadable, others } = await readFacts(pointer);
      take(relevant);
      take(unreadable);
      take(await others());
    }
    return { rules, isLost: false };
  } catch (error) {
    if (!(error instanceof PartMissing)) {
      throw error;
    }
    return { rules, isLost: true };
  }
}

interface Cut {
  product: Product;
  rest: ListingProgress;
  /** Products whose listing is done. */
  done: { listing: Listing; found: ProductListing }[];
}

/** The listing takes longer than an invocation lives: the next one goes on where this one stops. */
async function goOnLater(
  ports: AppPorts,
  scan: ScanRecord,
  invocation: InvocationContext,
  { product, rest, done }: Cut,
): Promise<void> {
  const listings: NonNullable<ScanRecord['listings']> = { ...scan.listings, [product]: rest };
  for (const { listing, found } of done) {
    if (found.failure === null) {
      listings[listing.product] = await keepListing(listing, found);
    }
  }
  if (await writeScan({ ...scan, listings, requests: addCounts(scan.requests, requestsOf(invocation)) })) {
    await ports.push([{ body: toQueueBody({ step: 'list', scan: scan.id }) }]);
  }
}

async function retryOrFail(
  ports: AppPorts,
  scan: ScanRecord,
  invocation: InvocationContext,
  failure: HttpFailure,
): Promise<void> {
  const passing = PASSING.includes(failure.code);
  const attempts = scan.attempts + 1;
  const requests = addCounts(scan.requests, requestsOf(invocation));
  if (!passing || attempts >= ATTEMPTS) {
    await failScan(ports, { ...scan, attempts, requests }, toProblem('automation', failure, ports.clock.now()), {
      automation: failure,
    });
    return;
  }
  if (!(await writeScan({ ...scan, attempts, requests }))) {
    return;
  }
  const pause = Math.max(PAUSE * attempts, Math.ceil((failure.retryAfter ?? 0) / 1000));
  await ports.push([
    { body: toQueueBody({ step: 'list', scan: scan.id }), delayInSeconds: Math.min(LONGEST_PAUSE, pause) },
  ]);
}

function isToBeRead(rule: ListedRule, known: KnownRule | undefined, by: string): boolean {
  return known === undefined || rule.updated === null || rule.updated !== known.updated || known.by !== by;
}

function isFullReadDue(pointer: FactsPointer | null, weeks: number, now: Date): boolean {
  const last = pointer?.fullReadAt ?? null;
  return last === null || now.getTime() - Date.parse(last) >= weeks * WEEK;
}

function spentOn(scan: ScanRecord, invocation: InvocationContext): number {
  return addCounts(scan.requests, requestsOf(invocation))['automation'] ?? 0;
}

function cutOff(product: Product, listed: number): string {
  return (
    `The listing of ${NAMES[product]} rules did not come to an end and was stopped at ${listed} rules: ` +
    'others are shown as they were read last, and new ones may be missing.'
  );
}

function withoutProduct(product: Product, failure: HttpFailure, known: number): string[] {
  const name = NAMES[product];
  const said = `${name} automation rules were not read: ${describeFailure(failure)}.`;
  return known === 0 ? [said] : [said, `${known} ${name} rules are shown as they were read last.`];
}

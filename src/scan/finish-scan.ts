import { createFingerprinter } from '../credentials/fingerprint';
import type { Instant } from '../report/report';
import { readFingerprintKey } from '../storage/fingerprint-key';
import { readPrivacy } from '../storage/privacy-store';
import { forgetInRules } from './read-rule-facts';
import { readConfiguration } from '../storage/configuration';
import { writeDigest } from '../storage/facts-digest';
import type { FactsIndex, StoredRule } from '../storage/facts-store';
import { readFactsIndex, readSegments, writeFactsIndex, writeSegment } from '../storage/facts-store';
import { noteGarbage, sweepGarbage } from '../storage/garbage-store';
import type { ListPlace } from '../storage/lists';
import { keysOf } from '../storage/lists';
import type { LiveCheck } from '../risk/live-check';
import type { PublishedReport } from '../storage/report-store';
import { readLiveChecks, readPublished } from '../storage/report-store';
import type { ChunkResult, ScanRecord } from '../storage/scan-store';
import { deleteScanNotes, readChunkResults, readScan, writeScan } from '../storage/scan-store';
import { isDone } from './all-read';
import { annotateReport } from './annotate-report';
import { gatherSources } from './gather-sources';
import { withLease } from './with-lease';
import { isLastGood } from './last-good';
import { judgeAndPublish } from './judge-and-publish';
import type { KnownFacts } from './known-facts';
import { factsAtHand } from './known-facts';
import { saveCredentialStates } from './save-credential-states';
import type { ScanPorts } from './ports';
import { addCounts, beginInvocation, requestsOf } from './ports';
import { toProblem } from './problems';
import type { ScanEvent } from './scan-event';
import { sendWeeklyNotice } from './send-notices';

/** Few segments of small changes are read along; more, or heavier ones, are joined to one. */
const MOST_SEGMENTS = 20;
const SMALL_SITE = 5000;
const HEAVY = 0.25;

type FinishEvent = Extract<ScanEvent, { step: 'finish' }>;

/**
 * Last step: joins what the chunks left, looks at people and tokens once, judges, publishes, tells. Cut off
 * anywhere, it may be done again from the start and ends with the same; two at once would tell twice.
 */
export async function finishScan(ports: ScanPorts, event: FinishEvent): Promise<void> {
  await withLease(ports, 'judging', () => finish(ports, event));
}

async function finish(ports: ScanPorts, event: FinishEvent): Promise<void> {
  const current = await readScan();
  if (current?.id !== event.scan || !['reading', 'judging', 'telling'].includes(current.step)) {
    return;
  }
  const published = await readPublished();
  if (current.step === 'telling' && published !== null) {
    await endScan(ports, current);
    return;
  }
  const results = await readChunkResults(
    current.id,
    Array.from({ length: current.chunks }, (_, chunk) => chunk),
  );
  if (!results.every(isDone)) {
    // Came too early; the last chunk will send another.
    return;
  }
  const scan: ScanRecord = { ...current, step: 'judging' };
  await writeScan(scan);

  const facts = await joinFacts(ports, scan, results);
  if (facts === 'newer-exists') {
    await endScan(ports, scan);
    return;
  }
  const invocation = beginInvocation(ports);
  const configuration = await readConfiguration();
  const sources = await gatherSources(invocation, configuration);
  const failure = sources.organizationFailure;
  const states = await saveCredentialStates(ports, { automation: null, organization: failure });
  if (failure !== null && failure !== undefined && isLastGood(published, ports.clock.now())) {
    // Rules are read and kept, but without people and tokens a new report would say less than the last good one.
    const problem = toProblem('organization', failure, ports.clock.now());
    await annotateReport(ports, problem, states);
    await endScan(ports, { ...scan, problem });
    return;
  }

  const live = await keepRefusals(new Map(results.flatMap((result) => Object.entries(result.live))), published);
  const spent = results.reduce((sum, { requests }) => addCounts(sum, requests), scan.requests);
  await judgeAndPublish(ports, invocation, {
    id: scan.id,
    trigger: scan.trigger,
    asOf: instantToJudgeAt(scan.startedAt, published?.asOf ?? null, ports.clock.now()),
    facts,
    failed: results.flatMap(({ failed }) => failed.map(({ uuid, reason }) => ({ source: uuid, reason }))),
    limits: [...scan.limits, ...leftOut(results), ...notTold(live)],
    partial: scan.partial,
    sources,
    live,
    configuration,
    states,
    cloudId: scan.cloudId,
    factsScanId: scan.id,
    factsStartedAt: scan.startedAt,
    problem: null,
    requests: () => addCounts(spent, requestsOf(invocation)),
  });
  const isPartial = scan.partial || results.some((result) => result.failed.length > 0);
  const telling: ScanRecord = { ...scan, step: 'telling', partial: isPartial };
  await writeScan(telling);
  await endScan(ports, telling);
}

function leftOut(results: ChunkResult[]): string[] {
  const rules = results.reduce((total, { unlisted }) => total + unlisted, 0);
  return rules === 0
    ? []
    : [`The listing left out ${rules} known rules that are there; a rule that is new may be missing as well.`];
}

/** A token that was refused once does not come back: where its host gives no clear answer now, that refusal stands. */
async function keepRefusals(
  live: ReadonlyMap<string, LiveCheck>,
  published: PublishedReport | null,
): Promise<Map<string, LiveCheck>> {
  const isUnclear = [...live.values()].some(({ outcome }) => outcome === 'unclear');
  const before = published === null || !isUnclear ? new Map<string, LiveCheck>() : await readLiveChecks(published);
  return new Map(
    [...live].map(([fingerprint, check]) => {
      const last = before.get(fingerprint);
      return [fingerprint, check.outcome === 'unclear' && last?.outcome === 'refused' ? last : check];
    }),
  );
}

function notTold(live: ReadonlyMap<string, LiveCheck>): string[] {
  const tokens = [...live.values()].filter(({ outcome }) => outcome === 'unclear').length;
  return tokens === 0
    ? []
    : [`The live check of ${tokens === 1 ? 'one token' : `${tokens} tokens`} gave no clear answer.`];
}

/** Tells what is to be told, closes the scan, removes its notes. */
async function endScan(ports: ScanPorts, scan: ScanRecord): Promise<void> {
  if (scan.trigger === 'weekly') {
    await sendWeeklyNotice(ports);
  }
  const finishedAt = ports.clock.now().toISOString();
  await writeScan({ ...scan, step: scan.problem === null ? 'done' : 'failed', finishedAt });
  await deleteScanNotes(scan);
  await sweepGarbage(ports.clock.now());
  ports.log.info('Scan ended', { scan: scan.id, rules: scan.total });
}

/**
 * The scan's own start, so that a scan that was cut off and resumed says the same as one that was not; but never
 * before the report that is already there.
 */
function instantToJudgeAt(startedAt: Instant, publishedAsOf: Instant | null, now: Date): Date {
  const start = new Date(startedAt);
  return publishedAsOf !== null && Date.parse(publishedAsOf) > start.getTime() ? now : start;
}

/** Adds what the chunks read to the index. An older scan than the one in the index adds nothing. */
async function joinFacts(
  ports: ScanPorts,
  scan: ScanRecord,
  results: ChunkResult[],
): Promise<KnownFacts | 'newer-exists'> {
  const before = await readFactsIndex();
  if (before !== null && before.scanId !== scan.id && before.scanStartedAt > scan.startedAt) {
    return 'newer-exists';
  }
  if (before?.scanId === scan.id) {
    const { rules } = await readSegments(before.segments, before.gone);
    return factsAtHand(rules, before);
  }
  const old = before?.segments ?? [];
  const added = results.map(({ segment }) => segment).filter(({ counts }) => counts.length > 0);
  const goneNow = results.flatMap(({ gone }) => gone);
  const readNow = new Map((await rulesOf(added)).map((rule) => [rule.uuid, rule]));
  // A rule that was gone and is read again is back.
  const gone = [...new Set([...(before?.gone ?? []), ...goneNow])].filter((uuid) => !readNow.has(uuid));
  const { rules } = await readSegments(old, gone);
  for (const [uuid, rule] of readNow) {
    rules.set(uuid, rule);
  }

  const joined = isToBeJoined(old, readNow.size + goneNow.length, rules.size);
  const segments = joined
    ? [await writeSegment(scan.id, 'all', [...rules.values()])]
    : [...old, ...(readNow.size === 0 ? [] : [await writeSegment(scan.id, 'changed', [...readNow.values()])])];
  const place = { segments, gone: joined ? [] : gone };
  const facts = factsAtHand(rules, place);
  const index: FactsIndex = {
    schema: 2,
    scanId: scan.id,
    scanStartedAt: scan.startedAt,
    fullReadAt: scan.full ? scan.startedAt : (before?.fullReadAt ?? null),
    ...place,
    digest: await writeDigest(scan.id, facts.digest),
    rules: rules.size,
  };
  const digest = before?.digest ?? null;
  const replaced = [...(joined ? old : []), ...added, ...(digest === null ? [] : [digest])];
  await noteGarbage(replaced.flatMap(keysOf), ports.clock.now());
  await writeFactsIndex(index);
  return facts;
}

/** What the chunks read, without people who were erased while they read it: an erasure never runs beside this step. */
async function rulesOf(segments: readonly ListPlace[]): Promise<StoredRule[]> {
  const { rules } = await readSegments(segments);
  const { former } = await readPrivacy();
  const key = Object.keys(former).length === 0 ? null : await readFingerprintKey();
  return key === null
    ? [...rules.values()]
    : forgetInRules(rules.values(), { fingerprint: createFingerprinter(key.key), former });
}

/** @param changed rules that were read again or are gone */
function isToBeJoined(old: ListPlace[], changed: number, rules: number): boolean {
  const [base, ...later] = old;
  if (base === undefined || old.length >= MOST_SEGMENTS) {
    return true;
  }
  if (changed === 0) {
    return false;
  }
  return rules <= SMALL_SITE || sum(later) + changed > HEAVY * sum([base]);
}

function sum(places: ListPlace[]): number {
  return places.reduce((total, { counts }) => total + counts.reduce((count, more) => count + more, 0), 0);
}

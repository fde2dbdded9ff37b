import { createFingerprinter } from '../credentials/fingerprint';
import { fingerprintsIn, hideForeign, withoutForeign } from '../credentials/hide-foreign';
import type { AppPorts } from '../platform/ports';
import { addCounts } from '../platform/ports';
import { rulesWithoutErased } from '../privacy/erased-emails';
import { announce } from '../publish/announce';
import { publishReport } from '../publish/publish-report';
import type { RulesRead } from '../publish/rules-read';
import { ruleKey } from '../report/compare-reports';
import type { LiveCheck } from '../risk/live-check';
import type { FactsPointer, KeptFacts, KeptRule } from '../storage/facts-store';
import { factsIn, idOfRule, publishFacts, readFacts, readFactsPointer, writeFacts } from '../storage/facts-store';
import { readFingerprintKey } from '../storage/fingerprint-key';
import { readInstallation } from '../storage/installation';
import { withLease } from '../storage/lease';
import { PartMissing } from '../storage/lists';
import { readPrivacy } from '../storage/privacy-store';
import { readPublished } from '../storage/report-store';
import type { ChunkResult, ScanRecord } from '../storage/scan-store';
import {
  deleteScanNotes,
  isStillRunning,
  readChunkResults,
  readChunkRules,
  readScanAsOf,
  writeScan,
} from '../storage/scan-store';
import { readSettled } from '../storage/values';
import { isDone } from './all-read';
import type { ScanEvent } from './scan-event';

type FinishEvent = Extract<ScanEvent, { step: 'finish' }>;

/**
 * Last step: joins what the chunks left, and publishes. Cut off anywhere, it may be done again from the start and ends with the
 * same; two at once would tell twice.
 */
export async function finishScan(ports: AppPorts, event: FinishEvent): Promise<void> {
  await withLease(ports, 'judging', () => finish(ports, event));
}

async function finish(ports: AppPorts, event: FinishEvent): Promise<void> {
  const scan = await readScanAsOf(event.scan, 'reading');
  if (scan?.id !== event.scan || (scan.step !== 'reading' && scan.step !== 'judging')) {
    return;
  }
  const published = await readPublished().catch(onlyMissing);
  if (published?.id === scan.id) {
    // An invocation before this one was cut off behind the pointer.
    await announce(ports, scan.trigger, null);
    await endScan(ports, scan);
    return;
  }
  const chunks = Array.from({ length: scan.chunks }, (_, chunk) => chunk);
  const results = await readSettled(
    () => readChunkResults(scan.id, chunks),
    (read) => !read.every(isDone),
  );
  if (!results.every(isDone)) {
    // Came too early; the last chunk will send another.
    return;
  }
  const isPartial = scan.partial || results.some(({ failed }) => failed.length > 0);
  const judging: ScanRecord = { ...scan, step: 'judging', partial: isPartial };
  if (!(await writeScan(judging))) {
    return;
  }
  const outcome = await publishReport(ports, {
    id: scan.id,
    trigger: scan.trigger,
    scanStartedAt: scan.startedAt,
    readRules: ({ live: before }, first) => readRules(scan, results, before, first),
    isCurrent: () => isStillRunning(scan.id),
  });
  await endScan(ports, outcome.result === 'kept' ? { ...judging, problem: outcome.problem } : judging);
}

/** Closes the scan and removes its notes. */
async function endScan(ports: AppPorts, scan: ScanRecord): Promise<void> {
  const finishedAt = ports.clock.now().toISOString();
  if (await writeScan({ ...scan, step: scan.problem === null ? 'done' : 'failed', finishedAt })) {
    await deleteScanNotes(scan);
    ports.log.info('Scan ended', { scan: scan.id, rules: scan.total });
  }
}

/** Keeps what the chunks read, and gives all rules to the judgement. Null where a newer scan's rules are kept. */
async function readRules(
  scan: ScanRecord,
  results: readonly ChunkResult[],
  liveBefore: ReadonlyMap<string, LiveCheck>,
  first: ReadonlySet<string>,
): Promise<RulesRead | null> {
  const joined = await joinRules(scan, results, first);
  if (joined === null) {
    return null;
  }
  const { facts, lost } = joined;
  const live = keepRefusals(new Map(results.flatMap((result) => Object.entries(result.live))), liveBefore);
  const limits = [...scan.limits, ...leftOut(results), ...liveCheckLimits(live), ...lost];
  return {
    facts,
    failed: results.flatMap(({ failed }) => failed.map(({ uuid, reason }) => ({ source: uuid, reason }))),
    live,
    reading: {
      scanId: scan.id,
      startedAt: scan.startedAt,
      cloudId: scan.cloudId,
      limits,
      partial: scan.partial || lost.length > 0,
    },
    problem: null,
    requests: results.reduce((sum, { requests }) => addCounts(sum, requests), scan.requests),
    isKept: joined.isKept,
  };
}

interface Joined {
  facts: KeptFacts;
  /** What to say where rules are lost. */
  lost: string[];
  isKept: (ruleKey: string) => boolean;
}

/** Joins what the chunks read to the rules that are kept. An older scan than the one that wrote them adds nothing. */
async function joinRules(
  scan: ScanRecord,
  results: readonly ChunkResult[],
  first: ReadonlySet<string>,
): Promise<Joined | null> {
  const installation = await readInstallation();
  const before = await readFactsPointer();
  if (before !== null && before.scanId !== scan.id && before.scanStartedAt > scan.startedAt) {
    return null;
  }
  const lost: string[] = [];
  const rules = new Map<string, KeptRule>();
  const isWhole = await addKept(rules, before);
  if (!isWhole && !scan.full) {
    // Where it was noticed in time, every rule was read again; see `listRules`.
    lost.push('A part of the rules that were read before was missing in the store.');
  }
  if (before?.scanId === scan.id && isWhole) {
    // An invocation before this one was cut off behind the pointer to the rules.
    return { facts: await readFacts(before), lost, isKept: isIn(rules) };
  }
  const gone = new Set(results.flatMap((result) => result.gone));
  for (const [id, { uuid }] of rules) {
    if (gone.has(uuid)) {
      rules.delete(id);
    }
  }
  for (const rule of await readNow(results)) {
    rules.set(idOfRule(rule), rule);
  }
  await hideValues(rules);
  const { pointer, facts } = await writeFacts(
    {
      scanId: scan.id,
      scanStartedAt: scan.startedAt,
      fullReadAt: scan.full ? scan.startedAt : (before?.fullReadAt ?? null),
      rules: rules.values(),
      first,
    },
    before,
  );
  if (!(await isStillRunning(scan.id)) || !(await publishFacts(pointer, before, installation))) {
    return null;
  }
  return { facts, lost, isKept: isIn(rules) };
}

/** No text of one rule shows the whole value of another; which values there are is only known now. */
async function hideValues(rules: Map<string, KeptRule>): Promise<void> {
  const key = await readFingerprintKey();
  if (key !== null) {
    const hide = hideForeign(fingerprintsIn(factsIn(rules.values())), createFingerprinter(key.key));
    for (const [id, rule] of rules) {
      const facts = rule.facts === null ? null : withoutForeign(rule.facts, hide);
      if (facts !== rule.facts) {
        rules.set(id, { ...rule, facts });
      }
    }
  }
}

/** Asked about few rules, and only where something is missing in a report. */
function isIn(rules: ReadonlyMap<string, KeptRule>): (key: string) => boolean {
  let keys: Set<string> | undefined;
  return (key) => {
    keys ??= new Set([...rules.values()].map((rule) => ruleKey(rule)));
    return keys.has(key);
  };
}

/** False where a part of them is missing: then none is added. */
async function addKept(rules: Map<string, KeptRule>, pointer: FactsPointer | null): Promise<boolean> {
  if (pointer === null) {
    return true;
  }
  try {
    const { relevant, unreadable, others } = await readFacts(pointer);
    for (const kept of [relevant, unreadable, await others()]) {
      for (const rule of kept) {
        rules.set(idOfRule(rule), rule);
      }
    }
    return true;
  } catch (error) {
    onlyMissing(error);
    rules.clear();
    return false;
  }
}

/** What the chunks read, without people who were erased while they read it: an erasure never runs beside this step. */
async function readNow(results: readonly ChunkResult[]): Promise<KeptRule[]> {
  const { former } = await readPrivacy();
  const key = await readFingerprintKey();
  const rules: KeptRule[] = [];
  for (const result of results) {
    const read = key === null ? undefined : await readChunkRules(result, key);
    if (key === null || read === undefined) {
      throw new PartMissing();
    }
    rules.push(...rulesWithoutErased(read, { fingerprint: createFingerprinter(key.key), former }));
  }
  return rules;
}

function leftOut(results: readonly ChunkResult[]): string[] {
  const rules = results.reduce((total, { unlisted }) => total + unlisted, 0);
  return rules === 0
    ? []
    : [`The listing left out ${rules} known rules that are there; a rule that is new may be missing as well.`];
}

/** A token that was refused once does not come back: where its host gives no clear answer now, that refusal stands. */
function keepRefusals(
  live: ReadonlyMap<string, LiveCheck>,
  before: ReadonlyMap<string, LiveCheck>,
): Map<string, LiveCheck> {
  return new Map(
    [...live].map(([fingerprint, check]) => {
      const last = before.get(fingerprint);
      return [fingerprint, check.outcome === 'unclear' && last?.outcome === 'refused' ? last : check];
    }),
  );
}

function liveCheckLimits(live: ReadonlyMap<string, LiveCheck>): string[] {
  const tokens = [...live.values()].filter(({ outcome }) => outcome === 'unclear').length;
  return tokens === 0
    ? []
    : [`The live check of ${tokens === 1 ? 'one token' : `${tokens} tokens`} gave no clear answer.`];
}

/** For a read of which a lost part is as good as nothing. */
function onlyMissing(error: unknown): null {
  if (error instanceof PartMissing) {
    return null;
  }
  throw error;
}

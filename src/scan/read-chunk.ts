import { createAutomationApi } from '../atlassian/automation-api';
import { createFingerprinter } from '../credentials/fingerprint';
import type { HttpFailure } from '../platform/http-types';
import { newId } from '../platform/new-id';
import type { AppPorts, InvocationContext } from '../platform/ports';
import { addCounts, beginInvocation, isTimeUp, requestsOf } from '../platform/ports';
import { rulesWithoutErased } from '../privacy/erased-emails';
import { notConnected, toProblem } from '../publish/problems';
import type { LiveCheck } from '../risk/live-check';
import { readAutomationAuthorization } from '../storage/automation-secret';
import { readAutomationConnection } from '../storage/configuration';
import type { KeptRule } from '../storage/facts-store';
import { readFingerprintKey, type FingerprintKey } from '../storage/fingerprint-key';
import { readPrivacy } from '../storage/privacy-store';
import type { ChunkResult, PlannedRule, ScanRecord } from '../storage/scan-store';
import {
  deleteChunk,
  deleteChunkRules,
  isStillRunning,
  readChunkResult,
  readChunkRules,
  readScanAsOf,
  writeChunkResult,
  writeChunkRules,
} from '../storage/scan-store';
import { readSettled } from '../storage/values';
import { pushFinishWhenAllRead } from './all-read';
import { createLiveChecks } from './check-live';
import { budgetOf } from './chunk-rules';
import { confirmGone } from './confirm-gone';
import { failScan } from './fail-scan';
import type { Reduce, RuleOutcome } from './read-rule-facts';
import { readRuleFacts } from './read-rule-facts';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { whileConnected, type Guard, type Stop } from './while-connected';

type ReadEvent = Extract<ScanEvent, { step: 'read' }>;

/** Rules read side by side within one chunk. */
const SIDE_BY_SIDE = 3;
/** Rules in a row that may fail before the API itself is held to be down. */
const FAILURES_IN_A_ROW = 5;
/** On a larger site a rule that vanished is not listed again for; it is named as unread until the next scan. */
const MOST_LISTED_AGAIN = 3000;
/** A chunk is put off so often before its rules are given up, after so many seconds each time. */
const TRIES = 5;
const PAUSE = 60;
const LONGEST_PAUSE = 900;

/** Second step: one chunk of rules, read and reduced. Doing it twice ends with the same. */
export async function readChunk(ports: AppPorts, event: ReadEvent): Promise<void> {
  const since = ports.clock.now();
  const scan = await readScanAsOf(event.scan, 'reading');
  if (scan?.id !== event.scan || scan.step !== 'reading') {
    return;
  }
  const before = await readChunkResult(scan.id, event.chunk);
  if (before?.pending.length === 0) {
    await pushFinishWhenAllRead(ports, scan, event.chunk);
    return;
  }

  const [authorization, key, automation] = await readSettled(
    () => Promise.all([readAutomationAuthorization(), readFingerprintKey(), readAutomationConnection()]),
    (connected) => connected.includes(null),
  );
  const { former } = await readPrivacy();
  if (authorization === null || key === null || automation === null) {
    await failScan(ports, scan, notConnected(ports.clock.now()), {});
    return;
  }
  const known = before === null ? [] : await readChunkRules(before, key);
  const guard = whileConnected(ports, scan.id, automation.savedAt, since);
  const invocation = beginInvocation(guard.ports);
  const now = (): Date => ports.clock.now();
  const questions = { http: invocation.live, scanId: scan.id, chunk: event.chunk, now, before: before?.live ?? {} };
  const work: Work = {
    ports,
    invocation,
    scanId: scan.id,
    guard,
    savedAt: automation.savedAt,
    key,
    api: createAutomationApi({ http: invocation.egress, cloudId: scan.cloudId, authorization }),
    reduce: {
      fingerprint: createFingerprinter(key.key),
      by: scan.by,
      former,
      live: scan.live ? createLiveChecks(questions) : null,
    },
    // What an earlier go read and the store lost is read again.
    rest:
      before === null || known === undefined
        ? [...event.rules]
        : event.rules.filter(({ uuid }) => before.pending.includes(uuid)),
    rules: known ?? [],
    unlisted: before?.unlisted ?? 0,
    gone: known === undefined ? [] : [...(before?.gone ?? [])],
    failed: known === undefined ? [] : [...(before?.failed ?? [])],
    missing: [],
    liveBefore: before?.live ?? {},
    own: null,
    stop: null,
    pause: null,
    budget: budgetOf(event.rules.length) - (before?.requests['automation'] ?? 0),
    failuresInARow: 0,
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => readOneByOne(work)));
  if (work.stop === 'over') {
    return;
  }
  if (work.pause === null && work.own === null && work.stop === null && scan.listed <= MOST_LISTED_AGAIN) {
    const deleted = await confirmGone(work.api, work.missing, () => isSpent(work) || isTimeUp(invocation, ports.clock));
    work.gone.push(...deleted);
    work.failed = work.failed.filter(({ uuid }) => !deleted.includes(uuid));
  }

  const requests = addCounts(before?.requests ?? {}, requestsOf(invocation));
  if (work.own !== null && (await isSameConnection(work))) {
    const spent = { ...scan, requests: addCounts(scan.requests, requests) };
    await failScan(ports, spent, toProblem('automation', work.own, ports.clock.now()), { automation: work.own });
    return;
  }
  await saveProgress(scan, event, work, before, requests);
}

interface Work {
  ports: AppPorts;
  invocation: InvocationContext;
  scanId: string;
  guard: Guard;
  /** Of the credential that is read with. */
  savedAt: string;
  api: ReturnType<typeof createAutomationApi>;
  reduce: Reduce;
  key: FingerprintKey;
  rest: PlannedRule[];
  rules: KeptRule[];
  /** How many of them the listing left out. */
  unlisted: number;
  gone: string[];
  failed: { uuid: string; reason: string }[];
  /** Of these, the ones that the listing named but that were not there. */
  missing: PlannedRule[];
  liveBefore: Record<string, LiveCheck>;
  /** The app's own credential died: everything stops. */
  own: HttpFailure | null;
  /** The scan is over, or was given another credential: nothing more is read with this one. */
  stop: Stop | null;
  /** Milliseconds to wait before going on; null while there is no reason to stop. */
  pause: number | null;
  /** Requests that this go may send. */
  budget: number;
  failuresInARow: number;
}

async function readOneByOne(work: Work): Promise<void> {
  for (;;) {
    work.stop = await work.guard.look();
    if (work.own !== null || work.pause !== null || work.stop !== null || isSpent(work)) {
      return;
    }
    if (isTimeUp(work.invocation, work.ports.clock)) {
      work.pause = 0;
      return;
    }
    const rule = work.rest.shift();
    if (rule === undefined) {
      return;
    }
    const outcome = await readRuleFacts(work.api, rule, work.reduce);
    work.stop = await work.guard.look();
    if (work.stop !== null && outcome.type !== 'read') {
      // That it could not be read says nothing of the rule.
      work.rest.push(rule);
      return;
    }
    take(work, rule, outcome);
  }
}

async function isSameConnection({ savedAt }: Work): Promise<boolean> {
  return (await readAutomationConnection())?.savedAt === savedAt;
}

function isSpent({ budget, invocation }: Work): boolean {
  return (invocation.egress.requests()['automation'] ?? 0) >= budget;
}

function take(work: Work, rule: PlannedRule, outcome: RuleOutcome): void {
  work.failuresInARow = outcome.type === 'failed' ? work.failuresInARow + 1 : 0;
  switch (outcome.type) {
    case 'read':
      work.rules.push(outcome.rule);
      work.unlisted += rule.listed ? 0 : 1;
      return;
    case 'gone':
      work.gone.push(rule.uuid);
      return;
    case 'failed':
      work.failed.push({ uuid: rule.uuid, reason: outcome.reason });
      if (outcome.isMissing) {
        work.missing.push(rule);
      }
      if (work.failuresInARow >= FAILURES_IN_A_ROW) {
        // The API is down: what failed in this go is tried again later with the rest.
        work.pause = PAUSE * 1000;
      }
      return;
    case 'own':
      work.rest.push(rule);
      work.own = outcome.failure;
      return;
    case 'busy':
      work.rest.push(rule);
      work.pause = Math.max(work.pause ?? 0, outcome.retryAfter ?? PAUSE * 1000);
      return;
  }
}

/** Writes what was done and, where something is left, puts it on the queue again; in the end gives it up. */
async function saveProgress(
  scan: ScanRecord,
  event: ReadEvent,
  work: Work,
  before: ChunkResult | null,
  requests: Record<string, number>,
): Promise<void> {
  const { ports } = work;
  const tries = event.tries + 1;
  const unread = [...work.rest];
  const giveUp = tries >= TRIES || isSpent(work);
  const reason = isSpent(work)
    ? 'It was not read: the scan had spent the requests that it may send.'
    : 'It could not be read: the API did not recover.';
  const again = giveUp ? [] : [...unread.map(({ uuid }) => uuid), ...(work.pause === null ? [] : failedIn(work))];
  const rules = await withoutErased(work);
  if (!(await isStillRunning(scan.id))) {
    return;
  }
  const go = newId(ports.clock.now(), ports.random);
  const result: ChunkResult = {
    rules: await writeChunkRules(scan.id, event.chunk, go, rules, work.key),
    read: work.rules.length,
    unlisted: work.unlisted,
    gone: work.gone,
    failed: [
      ...work.failed.filter(({ uuid }) => !again.includes(uuid)),
      ...(giveUp ? unread.map(({ uuid }) => ({ uuid, reason })) : []),
    ],
    pending: again,
    requests,
    live: { ...work.liveBefore, ...Object.fromEntries(work.reduce.live?.results ?? []) },
  };
  await writeChunkResult(scan.id, event.chunk, result);
  if (!(await isStillRunning(scan.id))) {
    // Erased at this very moment.
    await deleteChunk(scan.id, event.chunk, result);
    return;
  }
  await (before === null ? Promise.resolve() : deleteChunkRules(before));
  if (again.length > 0) {
    const delayInSeconds = Math.min(LONGEST_PAUSE, Math.ceil((work.pause ?? 0) / 1000) * tries);
    await ports.push([{ body: toQueueBody({ ...event, tries }), delayInSeconds }]);
    return;
  }
  await pushFinishWhenAllRead(ports, scan, event.chunk);
}

/** Somebody may have been erased since this chunk began: nothing that is written from here on may name them. */
async function withoutErased({ rules, reduce }: Work): Promise<KeptRule[]> {
  const { former } = await readPrivacy();
  return rulesWithoutErased(rules, { fingerprint: reduce.fingerprint, former });
}

function failedIn(work: Work): string[] {
  return work.failuresInARow >= FAILURES_IN_A_ROW ? work.failed.map(({ uuid }) => uuid) : [];
}

import { createAutomationApi } from '../atlassian/automation-api';
import { createFingerprinter } from '../credentials/fingerprint';
import type { HttpFailure } from '../platform/http-types';
import { readAutomationAuthorization } from '../storage/automation-secret';
import type { StoredRule } from '../storage/facts-store';
import { readSegments, writeSegment } from '../storage/facts-store';
import { readFingerprintKey } from '../storage/fingerprint-key';
import { readPrivacy } from '../storage/privacy-store';
import type { ChunkResult, PlannedRule, ScanRecord } from '../storage/scan-store';
import { readChunkResult, readScan, writeChunkResult } from '../storage/scan-store';
import type { LiveCheck } from '../risk/live-check';
import { pushFinishWhenAllRead } from './all-read';
import { createLiveChecks } from './check-live';
import { budgetOf } from './chunk-rules';
import { confirmGone } from './confirm-gone';
import { failScan } from './fail-scan';
import { notConnected, toProblem } from './problems';
import type { ScanPorts, InvocationContext } from './ports';
import { addCounts, beginInvocation, isTimeUp, requestsOf } from './ports';
import type { Reduce, RuleOutcome } from './read-rule-facts';
import { forgetInRules, readRuleFacts } from './read-rule-facts';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';

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
export async function readChunk(ports: ScanPorts, event: ReadEvent): Promise<void> {
  const scan = await readScan();
  if (scan?.id !== event.scan || scan.step !== 'reading') {
    return;
  }
  const before = await readChunkResult(scan.id, event.chunk);
  if (before?.pending.length === 0) {
    await pushFinishWhenAllRead(ports, scan, event.chunk);
    return;
  }

  const [authorization, key] = await Promise.all([readAutomationAuthorization(), readFingerprintKey()]);
  if (authorization === null || key === null) {
    await failScan(ports, scan, notConnected(ports.clock.now()), {});
    return;
  }
  const { former } = await readPrivacy();
  const invocation = beginInvocation(ports);
  const now = (): Date => ports.clock.now();
  const questions = { http: invocation.live, scanId: scan.id, chunk: event.chunk, now, before: before?.live ?? {} };
  const live = scan.live ? createLiveChecks(questions) : null;
  const work: Work = {
    ports,
    invocation,
    api: createAutomationApi({ http: invocation.egress, cloudId: scan.cloudId, authorization }),
    reduce: { fingerprint: createFingerprinter(key.key), by: scan.by, former, now, live },
    rest: before === null ? [...event.rules] : event.rules.filter(({ uuid }) => before.pending.includes(uuid)),
    rules: before === null ? [] : [...(await readSegments([before.segment])).rules.values()],
    unlisted: before?.unlisted ?? 0,
    gone: [...(before?.gone ?? [])],
    failed: [...(before?.failed ?? [])],
    missing: [],
    liveBefore: before?.live ?? {},
    own: null,
    pause: null,
    budget: budgetOf(event.rules.length) - (before?.requests['automation'] ?? 0),
    failuresInARow: 0,
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => readInTurn(work)));
  if (work.pause === null && work.own === null && scan.listed <= MOST_LISTED_AGAIN) {
    const deleted = await confirmGone(work.api, work.missing, () => isSpent(work) || isTimeUp(invocation, ports.clock));
    work.gone.push(...deleted);
    work.failed = work.failed.filter(({ uuid }) => !deleted.includes(uuid));
  }

  const requests = addCounts(before?.requests ?? {}, requestsOf(invocation));
  if (work.own !== null) {
    const spent = { ...scan, requests: addCounts(scan.requests, requests) };
    await failScan(ports, spent, toProblem('automation', work.own, ports.clock.now()), { automation: work.own });
    return;
  }
  await putDown(ports, scan, event, work, requests);
}

interface Work {
  ports: ScanPorts;
  invocation: InvocationContext;
  api: ReturnType<typeof createAutomationApi>;
  reduce: Reduce;
  rest: PlannedRule[];
  rules: StoredRule[];
  /** How many of them the listing left out. */
  unlisted: number;
  gone: string[];
  failed: { uuid: string; reason: string }[];
  /** Of these, the ones that the listing named but that were not there. */
  missing: PlannedRule[];
  liveBefore: Record<string, LiveCheck>;
  /** The app's own credential died: everything stops. */
  own: HttpFailure | null;
  /** Milliseconds to wait before going on; null while there is no reason to stop. */
  pause: number | null;
  /** Requests that this go may send. */
  budget: number;
  failuresInARow: number;
}

async function readInTurn(work: Work): Promise<void> {
  for (;;) {
    if (work.own !== null || work.pause !== null || isSpent(work)) {
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
    take(work, rule, await readRuleFacts(work.api, rule, work.reduce));
  }
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
async function putDown(
  ports: ScanPorts,
  scan: ScanRecord,
  event: ReadEvent,
  work: Work,
  requests: Record<string, number>,
): Promise<void> {
  const tries = event.tries + 1;
  const unread = [...work.rest];
  const giveUp = tries >= TRIES || isSpent(work);
  const reason = isSpent(work)
    ? 'It was not read: the scan had spent the requests that it may send.'
    : 'It could not be read: the API did not recover.';
  const again = giveUp ? [] : [...unread.map(({ uuid }) => uuid), ...(work.pause === null ? [] : failedIn(work))];
  const result: ChunkResult = {
    segment: await writeSegment(scan.id, event.chunk, await withoutFormer(work)),
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
  if (again.length > 0) {
    const delayInSeconds = Math.min(LONGEST_PAUSE, Math.ceil((work.pause ?? 0) / 1000) * tries);
    await ports.push([{ body: toQueueBody({ ...event, tries }), delayInSeconds }]);
    return;
  }
  await pushFinishWhenAllRead(ports, scan, event.chunk);
}

/** Somebody may have been erased since this chunk began: nothing that is written from here on may name them. */
async function withoutFormer({ rules, reduce }: Work): Promise<StoredRule[]> {
  const { former } = await readPrivacy();
  return forgetInRules(rules, { fingerprint: reduce.fingerprint, former });
}

function failedIn(work: Work): string[] {
  return work.failuresInARow >= FAILURES_IN_A_ROW ? work.failed.map(({ uuid }) => uuid) : [];
}

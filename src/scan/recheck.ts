import { hasImportedRules } from '../imports/read-imported';
import type { Person } from '../people/person';
import { newId } from '../platform/new-id';
import type { AppPorts } from '../platform/ports';
import { reportAccounts } from '../privacy/report-accounts';
import type { PastReport } from '../publish/past-report';
import type { PublishOutcome, PublishRequest } from '../publish/publish-report';
import { publishReport } from '../publish/publish-report';
import type { RulesRead } from '../publish/rules-read';
import type { ReportTrigger } from '../report/published';
import type { UnreadableRule } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { RuleFacts } from '../rules/rule-facts';
import { pruneAudit } from '../storage/audit-store';
import type { Change } from '../storage/decisions-store';
import { readConfiguration } from '../storage/configuration';
import type { FactsPointer, KeptFacts } from '../storage/facts-store';
import { factsIn, NO_FACTS, readFacts, readFactsPointer } from '../storage/facts-store';
import { withLease } from '../storage/lease';
import { PartMissing } from '../storage/lists';
import { deleteUnfinishedImports } from '../storage/imports-store';
import { clearPendingCheck } from '../storage/pending-check-store';
import { readPublished } from '../storage/report-store';
import { readScan } from '../storage/scan-store';
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { startScan } from './start-scan';

type CheckEvent = Extract<ScanEvent, { step: 'check' }>;

/** A check that found another at work comes back after so many seconds, so often. */
const COME_BACK = 120;
const TRIES = 10;

/**
 * People and tokens are looked at again and everything is judged anew from what is kept of the rules: no rule is
 * read. What turned critical is told at once.
 */
export async function recheck(ports: AppPorts, { reason, tries = 0 }: CheckEvent): Promise<void> {
  const held = await withLease(ports, 'judging', () => check(ports, reason));
  // What happened meanwhile may be missing in what another publishes now. A daily check has no such reason to come back.
  if (held === null && reason !== 'daily' && tries < TRIES) {
    const event = toQueueBody({ step: 'check', reason, tries: tries + 1 });
    await ports.push([{ body: event, delayInSeconds: COME_BACK }]);
  }
}

async function check(ports: AppPorts, reason: CheckEvent['reason']): Promise<void> {
  if (reason === 'event' || reason === 'decision') {
    await clearPendingCheck();
  }
  const published = await readPublished().catch(onlyMissing);
  if (reason === 'daily' && published !== null) {
    await reportAccounts(ports, published.generatedAt);
    await pruneAudit();
    await deleteUnfinishedImports(ports.clock.now());
  }
  try {
    const outcome = await judgeAgain(ports, reason);
    ports.log.info('Checked again', { reason, result: outcome.result });
  } catch (error) {
    onlyMissing(error);
    // The store has lost a part of the rules: only reading them again helps.
    ports.log.warn('Rules are lost; a scan reads them again');
    await startScan(ports, { trigger: 'manual', cloudId: null });
  }
}

/**
 * Judges what is known at once, without asking anybody: for an admin who decided something and waits. Null where another
 * invocation is at it: then the report follows.
 * @param decided what, since the store may not show it yet
 * @param lookedUp people whom the decision names
 */
export async function judgeAtOnce(
  ports: AppPorts,
  decided: Change,
  lookedUp: readonly Person[],
): Promise<PublishOutcome | null> {
  const held = await withLease(ports, 'judging', () => judgeAgain(ports, 'decision', { decided, lookedUp }));
  return held === null ? null : held.result;
}

async function judgeAgain(
  ports: AppPorts,
  trigger: ReportTrigger,
  atOnce: Pick<PublishRequest, 'decided' | 'lookedUp'> = {},
): Promise<PublishOutcome> {
  const pointer = await readFactsPointer();
  return publishReport(ports, {
    id: newId(ports.clock.now(), ports.random),
    trigger,
    scanStartedAt: null,
    readRules: (past) => rulesAsRead(pointer, past),
    ...atOnce,
  });
}

/** The rules as they were read last. Null where none ever were, and no file was given: there is nothing to judge. */
async function rulesAsRead(pointer: FactsPointer | null, past: PastReport): Promise<RulesRead | null> {
  const { published } = past;
  if (pointer === null && (published?.coverage.rulesRead ?? 0) === 0 && !(await hasImportedRules())) {
    return null;
  }
  const facts = pointer === null ? NO_FACTS : await readFacts(pointer);
  const read = pointer === null ? null : published?.read;
  const cloudId = (await readConfiguration()).site.cloudId ?? (await readScan())?.cloudId ?? null;
  return {
    facts,
    failed: stillUnread(past.unreadable, facts),
    live: stillInUse(past.live, factsIn(facts.relevant)),
    reading: {
      scanId: pointer?.scanId ?? null,
      startedAt: pointer?.scanStartedAt ?? null,
      cloudId,
      limits: read?.limits ?? [],
      partial: read?.partial === true,
    },
    // That people and tokens are known again does not mean that rules are.
    problem: published === null || published.problem?.source === 'organization' ? null : published.problem,
    requests: {},
    isKept: () => false,
  };
}

/**
 * Rules whose last reading failed. What could not be understood of the others follows from what is kept of them; places
 * in files are read from the files again.
 */
function stillUnread(told: readonly UnreadableRule[], { unreadable, totals }: KeptFacts): UnreadableRule[] {
  const kept = new Set([...unreadable.map(({ uuid }) => uuid), ...totals.unread.map(({ source }) => source)]);
  return told.filter(({ source }) => !source.includes('#/') && !kept.has(source));
}

/**
 * Of the last scan's live checks: refusals, and the owners of tokens that nothing else names. That a token worked last
 * week says nothing of today.
 */
function stillInUse(live: ReadonlyMap<string, LiveCheck>, rules: readonly RuleFacts[]): Map<string, LiveCheck> {
  const named = new Set<string | null>();
  for (const { credentials } of rules) {
    for (const { user, fingerprint } of credentials) {
      if (user !== null) {
        named.add(fingerprint);
      }
    }
  }
  return new Map([...live].filter(([key, { outcome }]) => outcome !== 'accepted' || !named.has(key)));
}

/** For a read of which a lost part is as good as nothing. */
function onlyMissing(error: unknown): null {
  if (error instanceof PartMissing) {
    return null;
  }
  throw error;
}

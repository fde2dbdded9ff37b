import { hasImportedRules } from '../imports/read-imported';
import type { LiveCheck } from '../risk/live-check';
import type { UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { readConfiguration } from '../storage/configuration';
import type { FactsDigest } from '../storage/facts-digest';
import { readFactsIndex } from '../storage/facts-store';
import { sweepGarbage } from '../storage/garbage-store';
import { clearPendingCheck } from '../storage/pending-check-store';
import { readLiveChecks, readPublished, readUnreadable } from '../storage/report-store';
import { readScan } from '../storage/scan-store';
import { annotateReport } from './annotate-report';
import { forgetClosedAccounts } from './forget-closed-accounts';
import { gatherSources } from './gather-sources';
import { withLease } from './with-lease';
import { isLastGood } from './last-good';
import { judgeAndPublish } from './judge-and-publish';
import { factsOf, NO_FACTS } from './known-facts';
import { saveCredentialStates } from './save-credential-states';
import type { ScanPorts } from './ports';
import { beginInvocation, requestsOf } from './ports';
import { toProblem } from './problems';
import type { CheckReason, ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { newScanId } from './start-scan';
import { sendUrgentNotice, sendWeeklyNotice } from './send-notices';

type CheckEvent = Extract<ScanEvent, { step: 'check' }>;

/** A check that found another at work comes back after so many seconds, so often. */
const COME_BACK = 120;
const TRIES = 10;

/**
 * People and tokens are looked at again and everything is judged anew from what is kept of the rules: no rule is
 * read. What turned critical is told at once.
 */
export async function recheck(ports: ScanPorts, { reason, tries = 0 }: CheckEvent): Promise<void> {
  const done = await withLease(ports, 'judging', () => check(ports, reason));
  // What happened meanwhile may be missing in what another publishes now. A daily check has no such reason to come back.
  if (!done && reason !== 'daily' && tries < TRIES) {
    const event = toQueueBody({ step: 'check', reason, tries: tries + 1 });
    await ports.push([{ body: event, delayInSeconds: COME_BACK }]);
  }
}

async function check(ports: ScanPorts, reason: CheckReason): Promise<void> {
  if (reason === 'event') {
    await clearPendingCheck();
  }
  const [published, index, configuration] = await Promise.all([readPublished(), readFactsIndex(), readConfiguration()]);
  if (index === null && (published?.coverage.rulesRead ?? 0) === 0 && !(await hasImportedRules())) {
    // No scan was finished yet, and no file given: there is nothing to judge.
    return;
  }
  if (reason === 'daily' && published !== null) {
    await forgetClosedAccounts(ports, published);
  }

  const invocation = beginInvocation(ports);
  const sources = await gatherSources(invocation, configuration);
  const failure = sources.organizationFailure;
  const states = await saveCredentialStates(ports, { organization: failure });
  if (failure !== null && failure !== undefined && isLastGood(published, ports.clock.now())) {
    await annotateReport(ports, toProblem('organization', failure, ports.clock.now()), states);
    return;
  }

  const facts = index === null ? NO_FACTS : await factsOf(index);
  const asOf = ports.clock.now();
  const { changes } = await judgeAndPublish(ports, invocation, {
    id: newScanId(asOf, ports.random),
    trigger: reason,
    asOf,
    facts,
    failed: published === null ? [] : stillUnread(await readUnreadable(published), facts.digest),
    limits: index === null ? [] : (published?.facts.limits ?? []),
    partial: index !== null && published?.facts.partial === true,
    sources,
    live: published === null ? new Map() : stillTelling(await readLiveChecks(published), facts.digest.facts),
    configuration,
    states,
    cloudId: configuration.site.cloudId ?? (await readScan())?.cloudId ?? null,
    factsScanId: published?.factsScanId ?? null,
    factsStartedAt: published?.factsStartedAt ?? null,
    // That people and tokens are known again does not mean that rules are.
    problem: published === null || published.problem?.source === 'organization' ? null : published.problem,
    requests: () => requestsOf(invocation),
  });
  await (reason === 'weekly' ? sendWeeklyNotice(ports) : sendUrgentNotice(ports, changes));
  await sweepGarbage(ports.clock.now());
  ports.log.info('Checked again', { reason, rules: facts.digest.totals.rules });
}

/**
 * Rules whose last reading failed. What could not be understood of the others follows from what is kept of them; places
 * in files are read from the files again.
 */
function stillUnread(told: readonly UnreadableRule[], { unreadable, totals }: FactsDigest): UnreadableRule[] {
  const kept = new Set([...unreadable, ...totals.unread].map(({ source }) => source));
  return told.filter(({ source }) => !source.includes('#/') && !kept.has(source));
}

/**
 * Of the last scan's live checks: refusals, and the owners of tokens that nothing else names. That a token worked last
 * week says nothing of today.
 */
function stillTelling(live: ReadonlyMap<string, LiveCheck>, rules: readonly RuleFacts[]): Map<string, LiveCheck> {
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

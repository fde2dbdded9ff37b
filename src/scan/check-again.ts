import { hasImportedRules } from '../imports/read-imported';
import type { LiveCheck } from '../risk/live-check';
import type { UnreadableRule } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { StoredRule } from '../storage/facts-store';
import { readFactsIndex, readSegments } from '../storage/facts-store';
import { sweepGarbage } from '../storage/garbage-store';
import { clearPendingCheck } from '../storage/pending-check-store';
import type { PublishedReport } from '../storage/report-store';
import { readLiveChecks, readPublished, readUnreadable } from '../storage/report-store';
import { readScan } from '../storage/scan-store';
import { annotateReport } from './annotate-report';
import { forgetClosedAccounts } from './forget-closed-accounts';
import { gatherSources } from './gather-sources';
import { inTurn } from './in-turn';
import { judgeAndPublish } from './judge-and-publish';
import { noteCredentials } from './note-credentials';
import type { ScanPorts } from './ports';
import { beginShift, requestsOf } from './ports';
import { toProblem } from './problems';
import type { CheckReason, ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { newScanId } from './start-scan';
import { tellUrgent, tellWeekly } from './tell';

type CheckEvent = Extract<ScanEvent, { step: 'check' }>;

/** A check that found another at work comes back after so many seconds, so often. */
const COME_BACK = 120;
const TRIES = 10;

/**
 * People and tokens are looked at again and everything is judged anew from what is kept of the rules: no rule is
 * read. What turned critical is told at once.
 */
export async function checkAgain(ports: ScanPorts, { reason, tries = 0 }: CheckEvent): Promise<void> {
  const done = await inTurn(ports, 'judging', () => check(ports, reason));
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

  const shift = beginShift(ports);
  const sources = await gatherSources(shift, configuration);
  const failure = sources.organizationFailure;
  const states = await noteCredentials(ports, { organization: failure });
  if (failure !== null && failure !== undefined) {
    await annotateReport(ports, toProblem('organization', failure, ports.clock.now()), states);
    return;
  }

  const { rules } = await readSegments(index?.segments ?? [], index?.gone ?? []);
  const asOf = ports.clock.now();
  const { changes } = await judgeAndPublish(ports, shift, {
    id: newScanId(asOf, ports.random),
    trigger: reason,
    asOf,
    rules: rules.values(),
    failed: published === null ? [] : await stillUnread(published, rules),
    limits: index === null ? [] : (published?.facts.limits ?? []),
    partial: index !== null && published?.facts.partial === true,
    sources,
    live: published === null ? new Map() : stillTelling(await readLiveChecks(published), rules.values()),
    configuration,
    states,
    cloudId: configuration.site.cloudId ?? (await readScan())?.cloudId ?? null,
    factsScanId: published?.factsScanId ?? null,
    factsStartedAt: published?.factsStartedAt ?? null,
    requests: () => requestsOf(shift),
  });
  await (reason === 'weekly' ? tellWeekly(ports) : tellUrgent(ports, changes));
  await sweepGarbage(ports.clock.now());
  ports.log.info('Checked again', { reason, rules: rules.size });
}

/** Rules whose last reading failed and that were not understood since. Places in files are read from the files again. */
async function stillUnread(
  published: PublishedReport,
  rules: ReadonlyMap<string, StoredRule>,
): Promise<UnreadableRule[]> {
  const unread = await readUnreadable(published);
  return unread.filter(({ source }) => !source.includes('#/') && rules.get(source)?.facts !== null);
}

/**
 * Of the last scan's live checks: refusals, and the owners of tokens that nothing else names. That a token worked last
 * week says nothing of today.
 */
function stillTelling(live: ReadonlyMap<string, LiveCheck>, rules: Iterable<StoredRule>): Map<string, LiveCheck> {
  const named = new Set<string | null>();
  for (const { facts } of rules) {
    for (const { user, fingerprint } of facts?.credentials ?? []) {
      if (user !== null) {
        named.add(fingerprint);
      }
    }
  }
  return new Map([...live].filter(([key, { outcome }]) => outcome !== 'accepted' || !named.has(key)));
}

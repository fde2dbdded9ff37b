import type { LiveCheck } from '../risk/live-check';
import { readConfiguration } from '../storage/configuration';
import type { StoredRule } from '../storage/facts-store';
import { readFactsIndex, readSegments } from '../storage/facts-store';
import { sweepGarbage } from '../storage/garbage-store';
import { clearPendingCheck } from '../storage/pending-check-store';
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
import type { ScanEvent } from './scan-event';
import { toQueueBody } from './scan-event';
import { newScanId } from './start-scan';
import { tellUrgent } from './tell';

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
  if (!done && reason === 'event' && tries < TRIES) {
    const event = toQueueBody({ step: 'check', reason, tries: tries + 1 });
    await ports.push([{ body: event, delayInSeconds: COME_BACK }]);
  }
}

async function check(ports: ScanPorts, reason: 'daily' | 'event'): Promise<void> {
  if (reason === 'event') {
    await clearPendingCheck();
  }
  const [published, index, configuration] = await Promise.all([readPublished(), readFactsIndex(), readConfiguration()]);
  if (published === null || index === null) {
    // No scan was finished yet: there is nothing to judge.
    return;
  }
  if (reason === 'daily') {
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

  const { rules } = await readSegments(index.segments, index.gone);
  const asOf = ports.clock.now();
  const { changes } = await judgeAndPublish(ports, shift, {
    id: newScanId(asOf, ports.random),
    trigger: reason,
    asOf,
    rules: rules.values(),
    failed: (await readUnreadable(published)).filter(({ source }) => rules.get(source)?.facts !== null),
    limits: published.facts.limits,
    partial: published.facts.partial,
    sources,
    live: stillTelling(await readLiveChecks(published), rules.values()),
    configuration,
    states,
    cloudId: configuration.site.cloudId ?? (await readScan())?.cloudId ?? null,
    factsScanId: published.factsScanId,
    factsStartedAt: published.factsStartedAt,
    requests: () => requestsOf(shift),
  });
  await tellUrgent(ports, changes);
  await sweepGarbage(ports.clock.now());
  ports.log.info('Checked again', { reason, rules: rules.size });
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

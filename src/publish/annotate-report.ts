import { NO_LISTINGS } from '../people/directory';
import type { AppPorts } from '../platform/ports';
import { newId } from '../platform/new-id';
import type { Problem } from '../report/problem';
import type { Finding, Summary } from '../report/report';
import { judge } from '../risk/judge';
import { readConfiguration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';
import { readInstallation } from '../storage/installation';
import { publish, readPublished, replaceHead, writeReport } from '../storage/report-store';
import { ownCredentials } from './own-credentials';

/**
 * Says on the last good report why the scan or check since did not work, and how the app's own credentials are now.
 * Its other findings stay as they are. Where there is none yet, an empty one says it.
 */
export async function annotateReport(ports: AppPorts, problem: Problem, states: CredentialStates): Promise<void> {
  const installation = await readInstallation();
  if (installation === null) {
    return;
  }
  const [published, configuration] = await Promise.all([readPublished(), readConfiguration()]);
  const now = ports.clock.now();
  const id = newId(now, ports.random);
  const limit = `${problem.text} ${problem.advice}`;
  const judged = judge({
    facts: [],
    people: [],
    tokens: [],
    site: { ...configuration.site, orgId: configuration.organization?.orgId ?? null },
    asOf: now,
    generatedAt: now,
    ladder: configuration.settings.ladder,
    limits: published === null ? [limit] : [],
    ownCredentials: ownCredentials(configuration, states),
  });
  if (published !== null) {
    const own = judged.findings.map((finding) => keepWhatWasKnown(finding, published.own));
    const findingCount = published.findingCount - published.own.length + own.length;
    const summary = recount(published.summary, published.own, own);
    await replaceHead(installation, { ...published, own, summary, findingCount, problem }, id);
    return;
  }
  const { findings, ...head } = judged;
  const { rulesUnreadable } = head.coverage;
  const draft = await writeReport(installation, {
    head: {
      ...EMPTY,
      ...head,
      id,
      status: 'partial',
      trigger: 'event',
      findingCount: findings.length,
      marksOf: judged.asOf,
      // Nothing was read: a later check must not take this for good news.
      read: { scanId: null, startedAt: null, cloudId: null, limits: [], partial: true },
    },
    findings,
    unreadable: rulesUnreadable,
    tokens: [],
    sources: { directory: NOBODY, tokens: [], others: [], limits: [], partial: false },
    forNext: { memory: undefined, live: new Map(), levels: new Map() },
    marks: [],
  });
  await publish(draft);
}

const EMPTY = {
  changes: null,
  changed: [],
  changedForHistory: [],
  problem: null,
  tokenLimits: ['No tokens were listed.'],
};

const NOBODY = { people: [], emails: [], listings: NO_LISTINGS, size: 0, complete: false, empty: true, limits: [] };

/** Without people and tokens a credential that was not refused is known no better than before. */
function keepWhatWasKnown(finding: Finding, before: readonly Finding[]): Finding {
  const known = before.find(({ id }) => id === finding.id);
  return finding.level === 'broken' || known === undefined ? finding : known;
}

function recount(summary: Summary, before: readonly Finding[], after: readonly Finding[]): Summary {
  const counts = { ...summary };
  for (const { level } of before) {
    counts[level] -= 1;
  }
  for (const { level } of after) {
    counts[level] += 1;
  }
  return counts;
}

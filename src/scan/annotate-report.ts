import type { Problem } from '../report/problem';
import type { Finding, Report, Summary } from '../report/report';
import { judge } from '../risk/judge';
import { readConfiguration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';
import { publish, readPublished, writeReport } from '../storage/report-store';
import { ownCredentials } from './own-credentials';
import type { ScanPorts } from './ports';
import { newScanId } from './start-scan';

/**
 * Says on the last good report why the scan or check since did not work, and how the app's own credentials are now.
 * Its other findings stay as they are. Where there is none yet, an empty one says it.
 */
export async function annotateReport(ports: ScanPorts, problem: Problem, states: CredentialStates): Promise<void> {
  const [published, configuration] = await Promise.all([readPublished(), readConfiguration()]);
  const now = ports.clock.now();
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
    await publish({
      ...published,
      own,
      summary: recount(published.summary, published.own, own),
      findingCount: published.findingCount - published.own.length + own.length,
      problem,
    });
    return;
  }
  const report: Report = { ...judged, status: 'partial' };
  await publish(
    await writeReport({
      id: newScanId(now, ports.random),
      trigger: 'event',
      report,
      people: null,
      tokens: [],
      tokenLimits: ['No tokens were listed.'],
      memory: { version: 1, at: now.toISOString(), fingerprints: {}, records: {} },
      live: new Map(),
      changes: { new: 0, worse: 0, better: 0, gone: 0, rotated: 0 },
      changed: [],
      baseline: null,
      facts: { limits: [], partial: true },
      factsScanId: null,
      factsStartedAt: null,
      problem: null,
    }),
  );
}

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

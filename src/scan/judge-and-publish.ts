import { createJiraApi } from '../atlassian/jira-api';
import { readImported } from '../imports/read-imported';
import type { ReportTrigger } from '../report/published';
import type { Instant, Report, UnreadableRule } from '../report/report';
import type { ReportChanges } from '../report/compare-reports';
import { compareReports } from '../report/compare-reports';
import { judgeWithMemory } from '../risk/judge';
import type { LiveCheck } from '../risk/live-check';
import type { RuleFacts } from '../rules/rule-facts';
import type { Configuration } from '../storage/configuration';
import { readDecisions } from '../storage/decisions-store';
import type { StoredRule } from '../storage/facts-store';
import { readPrivacy } from '../storage/privacy-store';
import { noteGarbage } from '../storage/garbage-store';
import { addToHistory } from '../storage/history-store';
import type { Baseline, PublishedReport } from '../storage/report-store';
import { publish, readFindings, readMemory, readPublished, reportKeys, writeReport } from '../storage/report-store';
import type { CredentialStates } from '../storage/credential-states';
import { toChangeCounts, toChangeLines, toHistoryChanges } from './change-lines';
import { forgetPeople, forgetTokenOwners } from './forget-closed-people';
import type { Sources } from './gather-sources';
import { ownCredentials } from './own-credentials';
import type { ScanPorts, Shift } from './ports';
import { tokenUses } from './token-uses';

export interface Judgement {
  id: string;
  trigger: ReportTrigger;
  asOf: Date;
  rules: Iterable<StoredRule>;
  /** Rules whose last reading failed. */
  failed: UnreadableRule[];
  /** What the reading of the rules could not see. */
  limits: string[];
  partial: boolean;
  sources: Sources;
  /** What hosts said of tokens, by fingerprint. */
  live: ReadonlyMap<string, LiveCheck>;
  configuration: Configuration;
  states: CredentialStates;
  cloudId: string | null;
  factsScanId: string | null;
  factsStartedAt: Instant | null;
  /** Called when everything has been asked. */
  requests: () => Record<string, number>;
}

export interface Publication {
  published: PublishedReport;
  /** Against the report that was published before. */
  changes: ReportChanges;
}

/** Judges what is known and publishes it: first everything but the pointer, then the pointer. */
export async function judgeAndPublish(ports: ScanPorts, shift: Shift, judgement: Judgement): Promise<Publication> {
  const { id, trigger, configuration, sources } = judgement;
  const before = await readPublished();
  const facts: RuleFacts[] = [];
  const unreadable = [...judgement.failed];
  const failed = new Set(unreadable.map(({ source }) => source));
  for (const rule of judgement.rules) {
    if (rule.facts !== null) {
      facts.push(rule.facts);
    } else if (!failed.has(rule.uuid)) {
      unreadable.push({ source: rule.uuid, reason: rule.reason ?? 'It could not be read.' });
    }
  }
  const imported = await readImported(new Set(facts.map(({ uuid }) => uuid)), judgement.asOf);
  facts.push(...imported.facts);
  unreadable.push(...imported.unreadable);
  const tokens = [...sources.tokens, ...imported.tokens];
  const host = await siteHost(shift, configuration);
  const { report: judged, memory } = judgeWithMemory({
    facts,
    people: [...sources.people, ...imported.people],
    tokens,
    site: { host, cloudId: judgement.cloudId, orgId: configuration.organization?.orgId ?? null },
    asOf: judgement.asOf,
    factsReadAt: judgement.factsStartedAt,
    generatedAt: ports.clock.now(),
    ladder: configuration.settings.ladder,
    unreadable,
    limits: [...judgement.limits, ...sources.limits, ...imported.limits],
    decisions: await readDecisions(),
    ownCredentials: ownCredentials(configuration, judgement.states),
    liveChecks: judgement.live,
    memory: await readMemory(before),
    requests: judgement.requests(),
  });
  const closed = new Set((await readPrivacy()).closed);
  const report: Report = {
    ...forgetPeople(judged, closed),
    status: judgement.partial || sources.partial || unreadable.length > 0 ? 'partial' : 'complete',
  };

  const since = before?.baseline ?? before;
  // The app's own credentials are always in sight; they are no news of the rules.
  const ofRules: Report = { ...report, findings: report.findings.filter(({ own }) => own !== true) };
  const sinceBaseline = compareReports(since === null ? null : await asReport(since), ofRules);
  const changes =
    before === null || since?.id === before.id ? sinceBaseline : compareReports(await asReport(before), ofRules);
  const uses = tokenUses(forgetTokenOwners(tokens, closed), report);
  const published = await writeReport({
    id,
    trigger,
    report,
    tokens: uses.tokens,
    tokenLimits: uses.limits,
    memory,
    live: judgement.live,
    changes: toChangeCounts(sinceBaseline),
    changed: toChangeLines(sinceBaseline),
    baseline: trigger === 'weekly' || before === null ? 'itself' : before.baseline,
    facts: { limits: judgement.limits, partial: judgement.partial },
    factsScanId: judgement.factsScanId,
    factsStartedAt: judgement.factsStartedAt,
    problem: null,
  });
  await noteGarbage(before === null ? [] : reportKeys(before), ports.clock.now());
  await publish(published);
  await addToHistory({
    reportId: id,
    asOf: published.asOf,
    generatedAt: published.generatedAt,
    status: published.status,
    trigger,
    summary: published.summary,
    changes: published.changes,
    changed: toHistoryChanges(sinceBaseline),
    rulesRead: published.coverage.rulesRead,
  });
  return { published, changes };
}

async function siteHost(shift: Shift, configuration: Configuration): Promise<string | null> {
  if (configuration.site.host !== null) {
    return configuration.site.host;
  }
  const host = await createJiraApi({ http: shift.jira, base: '' }).readSiteHost();
  return host.ok ? host.value : null;
}

/** As much of a report as a comparison needs. */
async function asReport(kept: Baseline): Promise<Report> {
  return {
    schemaVersion: 1,
    generatedAt: kept.asOf,
    asOf: kept.asOf,
    coverage: {
      rulesRead: 0,
      rulesUnreadable: [],
      webRequests: 0,
      unknownComponents: {},
      usersChecked: 0,
      tokensListed: 0,
      limits: [],
    },
    summary: { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 },
    findings: await readFindings(kept),
  };
}

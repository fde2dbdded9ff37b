import { createJiraApi } from '../atlassian/jira-api';
import { readImported } from '../imports/read-imported';
import type { Problem } from '../report/problem';
import type { ReportTrigger } from '../report/published';
import type { Finding, Instant, Report, UnreadableRule } from '../report/report';
import type { ReportChanges } from '../report/compare-reports';
import { changesBetween, mayBeUnread } from '../report/compare-reports';
import { judgeUses } from '../risk/judge';
import type { LiveCheck } from '../risk/live-check';
import type { Configuration } from '../storage/configuration';
import { readDecisions } from '../storage/decisions-store';
import { readPrivacy } from '../storage/privacy-store';
import { noteGarbage } from '../storage/garbage-store';
import { addToHistory } from '../storage/history-store';
import { PartMissing } from '../storage/lists';
import type { Baseline, PublishedReport } from '../storage/report-store';
import { publish, readFindingsOf, readMemory, readPublished, reportKeys, writeReport } from '../storage/report-store';
import type { CredentialStates } from '../storage/credential-states';
import {
  addChangeCounts,
  joinChangeLines,
  joinHistoryChanges,
  toChangeCounts,
  toChangeLines,
  toHistoryChanges,
} from './change-lines';
import type { MatchMemory } from '../tokens/token-match';
import { forgetLiveOwners, forgetPeople, forgetTokenOwners } from './forget-closed-people';
import { askForOwners } from './ask-for-owners';
import type { Sources } from './gather-sources';
import type { KnownFacts } from './known-facts';
import { withoutOverruled } from '../tokens/token-inventory';
import { withImported } from './known-facts';
import { ownCredentials } from './own-credentials';
import { findPeople } from './people-findings';
import type { ScanPorts, InvocationContext } from './ports';
import { tokenUses } from './token-uses';

export interface Judgement {
  id: string;
  trigger: ReportTrigger;
  asOf: Date;
  facts: KnownFacts;
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
  /** Why rules were not read lately, where they were not. */
  problem: Problem | null;
  /** Called when everything has been asked. */
  requests: () => Record<string, number>;
}

export interface Publication {
  published: PublishedReport;
  /** Against the report that was published before. */
  changes: ReportChanges;
}

const NOT_COMPARED =
  'A part of the report before was missing in the store, so that nothing could be compared with it: all is new here.';

/**
 * Judges what is known and publishes it: first everything but the pointer, then the pointer. Where the store has lost a
 * part of the report before, it is as though there had been none: a new report never waits for an old one.
 */
export async function judgeAndPublish(
  ports: ScanPorts,
  invocation: InvocationContext,
  judgement: Judgement,
): Promise<Publication> {
  const before = await readPublished();
  const memory = await readMemory(before);
  try {
    return await judgeAgainst({ before, memory, lost: [] }, ports, invocation, judgement);
  } catch (error) {
    if (before === null || !(error instanceof PartMissing)) {
      throw error;
    }
    const publication = await judgeAgainst(
      { before: null, memory, lost: [NOT_COMPARED] },
      ports,
      invocation,
      judgement,
    );
    await noteGarbage(reportKeys(before), ports.clock.now());
    return publication;
  }
}

interface Past {
  before: PublishedReport | null;
  memory: MatchMemory | undefined;
  /** What to say of it where it cannot be read. */
  lost: readonly string[];
}

async function judgeAgainst(
  { before, memory: remembered, lost }: Past,
  ports: ScanPorts,
  invocation: InvocationContext,
  judgement: Judgement,
): Promise<Publication> {
  const { id, trigger, configuration, sources } = judgement;
  const imported = await readImported(judgement.facts.uuids, judgement.asOf);
  const facts = withImported(judgement.facts, imported);
  const listed = [...sources.tokens, ...imported.tokens];
  const failed = new Set(judgement.failed.map(({ source }) => source));
  const unreadable = [
    ...judgement.failed,
    ...facts.digest.unreadable.filter(({ source }) => !failed.has(source)),
    ...imported.unreadable,
  ];
  const host = await siteHost(invocation, configuration);
  const found = await askForOwners(invocation, configuration, sources, facts.digest.facts);
  const closed = new Set((await readPrivacy()).closed);
  const live = forgetLiveOwners(judgement.live, closed);
  const {
    report: judged,
    memory,
    context,
  } = judgeUses(
    {
      facts: facts.digest.facts,
      people: [...sources.people, ...found, ...imported.people],
      tokens: listed,
      site: { host, cloudId: judgement.cloudId, orgId: configuration.organization?.orgId ?? null },
      asOf: judgement.asOf,
      factsReadAt: judgement.factsStartedAt,
      generatedAt: ports.clock.now(),
      ladder: configuration.settings.ladder,
      unreadable,
      limits: [...judgement.limits, ...lost, ...sources.limits, ...imported.limits],
      decisions: await readDecisions(),
      ownCredentials: ownCredentials(configuration, judgement.states),
      liveChecks: live,
      closed,
      memory: remembered,
      completenessAdvice: imported.completenessAdvice,
      requests: judgement.requests(),
    },
    facts.digest.totals,
  );
  const report: Report = {
    ...forgetPeople(judged, closed),
    status: judgement.partial || sources.partial || unreadable.length > 0 ? 'partial' : 'complete',
  };
  const since = before?.baseline ?? before;
  // A rule that is kept was read: what is missing of it is gone.
  const isMissing = (finding: Finding): boolean => !facts.isKept(finding.rule.uuid) && mayBeUnread(finding, report);
  const ofPeople = await findPeople({
    id,
    context,
    accounts: facts.digest.accounts,
    place: facts.place,
    rules: facts.rules,
    before,
    isAnew: trigger === 'manual',
    since,
    closed,
    mayBeUnread: isMissing,
  });
  const { people } = ofPeople;

  // The app's own credentials are always in sight; they are no news of the rules.
  const uses = report.findings.filter(({ own }) => own !== true);
  const changesSince = async (kept: Baseline | null): Promise<ReportChanges> =>
    changesBetween(
      kept === null ? null : { asOf: kept.asOf, findings: await readFindingsOf(kept, 'uses') },
      uses,
      isMissing,
    );
  const sinceBaseline = await changesSince(since);
  const changes = before === null || since?.id === before.id ? sinceBaseline : await changesSince(before);
  const tokens = tokenUses(forgetTokenOwners(withoutOverruled(context.directory, listed), closed), report);
  const published = await writeReport({
    id,
    trigger,
    report,
    people,
    tokens: tokens.tokens,
    tokenLimits: tokens.limits,
    memory,
    live,
    changes: addChangeCounts(toChangeCounts(sinceBaseline), people.changes.counts),
    changed: joinChangeLines(toChangeLines(sinceBaseline), people.changes.lines),
    baseline: trigger === 'weekly' || before === null ? 'itself' : before.baseline,
    facts: { limits: judgement.limits, partial: judgement.partial },
    factsScanId: judgement.factsScanId,
    factsStartedAt: judgement.factsStartedAt,
    problem: judgement.problem,
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
    changed: joinHistoryChanges(toHistoryChanges(sinceBaseline), people.changes.history),
    rulesRead: published.coverage.rulesRead,
  });
  return { published, changes: joinChanges(changes, ofPeople.changes) };
}

function joinChanges(one: ReportChanges, other: ReportChanges): ReportChanges {
  return {
    since: one.since,
    new: [...one.new, ...other.new],
    worse: [...one.worse, ...other.worse],
    better: [...one.better, ...other.better],
    gone: [...one.gone, ...other.gone],
    rotated: [...one.rotated, ...other.rotated],
  };
}

async function siteHost(invocation: InvocationContext, configuration: Configuration): Promise<string | null> {
  if (configuration.site.host !== null) {
    return configuration.site.host;
  }
  const host = await createJiraApi({ http: invocation.jira, base: '' }).readSiteHost();
  return host.ok ? host.value : null;
}

import type { Person } from '../people/person';
import type { AppPorts } from '../platform/ports';
import { beginInvocation } from '../platform/ports';
import type { FindingMark } from '../report/compare-reports';
import { changesSince, markOf, ruleKey } from '../report/compare-reports';
import type { Problem } from '../report/problem';
import type { ReportTrigger } from '../report/published';
import type { Instant, OwnerState, UnreadableRule } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { Change } from '../storage/decisions-store';
import { readCredentialStates } from '../storage/credential-states';
import { readInstallation } from '../storage/installation';
import type { Draft } from '../storage/report-store';
import { publish, writeReport } from '../storage/report-store';
import { announce } from './announce';
import type { Publication } from './publication';
import { annotateReport } from './annotate-report';
import { toChangeCounts, toChangeLines, toHistoryChanges } from './change-lines';
import type { Sources } from './gather-sources';
import { gatherSources } from './gather-sources';
import type { JudgedSite, SiteKnowledge } from './judge-site';
import { judgeSite } from './judge-site';
import { isLastGood } from './last-good';
import type { PastReport } from './past-report';
import { readPast } from './past-report';
import { toProblem } from './problems';
import type { RulesRead } from './rules-read';
import { saveCredentialStates } from './save-credential-states';
import { sendWeeklyNotice } from './send-notices';
import { tokenUses } from './token-uses';
import { instantToJudgeAt, worsenedSince } from './since-past';

export interface PublishRequest {
  id: string;
  trigger: ReportTrigger;
  /** When the scan began whose rules are judged; null where no rules were read for this. */
  scanStartedAt: Instant | null;
  /**
   * Gives the rules once people are known, or null where there is nothing to judge any more.
   * @param first accounts that something is wrong with: their rules are looked at most often
   */
  readRules: (past: PastReport, first: ReadonlySet<string>) => Promise<RulesRead | null>;
  /** False once another scan began: then this one writes nothing any more. */
  isCurrent?: () => Promise<boolean>;
  /** Judges with what the sources said last, and these people, who were looked up since: nobody is asked. */
  lookedUp?: readonly Person[];
  /** What was decided a moment ago. */
  decided?: Change;
}

export type PublishOutcome =
  /** Readers see this report from now on. */
  | ({ result: 'published' } & Publication)
  /** The last good report stays, with a sentence that says why. */
  | { result: 'kept'; problem: Problem }
  /** There was nothing to judge, or everything was erased meanwhile. */
  | { result: 'nothing' };

/**
 * The one way to a report: gather people and tokens, judge, compare, store, announce. It is used by the end of a scan, by the
 * daily check and after a decision. Only for one who holds the lease `judging`.
 */
export async function publishReport(ports: AppPorts, request: PublishRequest): Promise<PublishOutcome> {
  const { trigger, lookedUp } = request;
  const installation = await readInstallation();
  if (installation === null) {
    return { result: 'nothing' };
  }
  const invocation = beginInvocation(ports);
  const [past, configuration] = await Promise.all([
    readPast({ withSources: lookedUp !== undefined }),
    readConfiguration(),
  ]);
  const asked = lookedUp === undefined ? await gatherSources(invocation, configuration) : null;
  const failure = asked?.organizationFailure;
  const rules = await request.readRules(past, asked === null ? new Set() : inTrouble(asked));
  if (rules === null) {
    return { result: 'nothing' };
  }
  const states =
    asked === null
      ? await readCredentialStates(configuration)
      : await saveCredentialStates(ports, configuration, {
          automation: request.scanStartedAt === null ? undefined : null,
          organization: failure,
        });
  if (failure !== null && failure !== undefined && isLastGood(past.published, ports.clock.now())) {
    // Rules are kept, but without people and tokens a new report would say less than the last good one.
    const problem = toProblem('organization', failure, ports.clock.now());
    await annotateReport(ports, problem, states);
    await (trigger === 'weekly' ? sendWeeklyNotice(ports, null) : Promise.resolve());
    return { result: 'kept', problem };
  }
  const sources = sourcesOf(asked, past, lookedUp);
  if (sources === null) {
    return { result: 'nothing' };
  }
  const asOf = instantToJudgeAt(request.scanStartedAt, past.published?.asOf ?? null, ports.clock.now());
  const generatedAt = ports.clock.now();
  const { decided = null } = request;
  const judged = await judgeSite(invocation, {
    configuration,
    states,
    past,
    rules,
    sources,
    decided,
    asOf,
    generatedAt,
  });
  const draft = await write(installation, request, rules, past, judged);
  if ((await request.isCurrent?.()) === false || !(await publish(draft))) {
    return { result: 'nothing' };
  }
  const { findings } = judged.report;
  const publication = { published: draft.published, findings, worsened: worsenedSince(past.levels, findings) };
  await announce(ports, trigger, publication);
  return { result: 'published', ...publication };
}

function sourcesOf(
  asked: Sources | null,
  { sources: kept }: PastReport,
  lookedUp: readonly Person[] = [],
): SiteKnowledge['sources'] | null {
  if (asked !== null) {
    return { asked };
  }
  return kept === null ? null : { kept, lookedUp };
}

/** Writes the report beside the published one, with what changed since the last weekly one. */
async function write(
  installation: string,
  { id, trigger }: PublishRequest,
  rules: RulesRead,
  past: PastReport,
  { report, memory, live, sources, listed }: JudgedSite,
): Promise<Draft> {
  const { findings, ...head } = report;
  // The app's own credentials are always in sight; they are no news of the rules.
  const ofRules = findings.filter(({ own }) => own !== true);
  const changes = changesSince(past.baseline, ofRules, isUnread(report.status, head.coverage.rulesUnreadable, rules));
  const tokens = tokenUses(listed, report);
  const isBaseline = trigger === 'weekly' || past.baseline === null;
  return writeReport(installation, {
    head: {
      ...head,
      id,
      status: report.status ?? 'complete',
      trigger,
      changes: changes.since === null ? null : toChangeCounts(changes),
      changed: toChangeLines(changes),
      changedForHistory: toHistoryChanges(changes),
      marksOf: isBaseline ? report.asOf : (past.baseline?.asOf ?? report.asOf),
      findingCount: findings.length,
      read: rules.reading,
      tokenLimits: tokens.limits,
      problem: rules.problem,
    },
    findings,
    unreadable: head.coverage.rulesUnreadable,
    tokens: tokens.tokens,
    sources,
    forNext: { memory, live, levels: new Map(ofRules.map((finding) => [finding.id, finding.level])) },
    marks: isBaseline ? ofRules.map(markOf) : null,
  });
}

/** Whether the rule of a missing finding was perhaps not read. A rule that is kept was read: what is missing of it is gone. */
function isUnread(
  status: 'complete' | 'partial' | undefined,
  unreadable: readonly UnreadableRule[],
  { isKept }: RulesRead,
): (mark: FindingMark) => boolean {
  const keys = new Set(
    unreadable.flatMap(({ source }) =>
      (source.match(/[\w.:-]+/g) ?? []).flatMap((word) => [
        ruleKey({ product: 'jira', uuid: word }),
        ruleKey({ product: 'confluence', uuid: word }),
      ]),
    ),
  );
  return ({ rule }) => !isKept(rule) && (status === 'partial' || keys.has(rule));
}

const FINE: ReadonlySet<OwnerState> = new Set(['active', 'service_account', 'unmanaged']);

/** Accounts that any source says something bad about. */
function inTrouble({ people }: Sources): Set<string> {
  const accounts = new Set<string>();
  for (const { accountId, state } of people.flatMap((source) => source.people)) {
    if (accountId !== null && !FINE.has(state)) {
      accounts.add(accountId);
    }
  }
  return accounts;
}

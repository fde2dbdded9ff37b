import { hideInPeople, hideInTokens } from '../atlassian/scrub-sources';
import { createFingerprinter } from '../credentials/fingerprint';
import { fingerprintsIn, hideForeign, withoutForeign } from '../credentials/hide-foreign';
import type { Hide } from '../credentials/hide-parts';
import type { Imported } from '../imports/read-imported';
import { readImported } from '../imports/read-imported';
import type { Directory } from '../people/directory';
import { keepDirectory, openDirectory } from '../people/kept-directory';
import { mergePeople } from '../people/merge-people';
import type { Person } from '../people/person';
import type { InvocationContext } from '../platform/ports';
import { requestsOf, addCounts } from '../platform/ports';
import {
  withoutClosedLiveOwners,
  withoutClosedPeople,
  withoutClosedPersons,
  withoutClosedTokenOwners,
} from '../privacy/closed-accounts';
import type { Report, UnreadableRule } from '../report/report';
import { addTotals, totalsOf } from '../risk/coverage';
import type { Decision } from '../risk/decision';
import type { JudgeInput, MatchMemory } from '../risk/judge';
import { accountsToReport, judgeWithMemory } from '../risk/judge';
import type { LiveCheck } from '../risk/live-check';
import { accountsOf, addAccounts, everyAccount } from '../risk/rule-people';
import type { RuleFacts } from '../rules/rule-facts';
import type { Configuration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';
import { readDecisions, withChange, type Change } from '../storage/decisions-store';
import { factsIn } from '../storage/facts-store';
import { readFingerprintKey } from '../storage/fingerprint-key';
import { readPrivacy } from '../storage/privacy-store';
import type { KeptSources } from '../storage/report-store';
import { withoutOverruled } from '../tokens/token-inventory';
import type { TokenSource } from '../tokens/token-record';
import { askForOwners } from './ask-for-owners';
import { boundReport } from './bound-report';
import type { Sources } from './gather-sources';
import { ownCredentials } from './own-credentials';
import type { PastReport } from './past-report';
import type { RulesRead } from './rules-read';
import { siteHost } from './site-host';

/** Everything that is known when a site is judged. */
export interface SiteKnowledge {
  configuration: Configuration;
  states: CredentialStates;
  past: PastReport;
  rules: RulesRead;
  /** What people and tokens there are; or what the sources said last, with people who were looked up since. */
  sources: { asked: Sources } | { kept: KeptSources; lookedUp: readonly Person[] };
  /** What was decided a moment ago, if that is why it is judged. */
  decided: Change | null;
  asOf: Date;
  generatedAt: Date;
}

/** A judgement with what it leaves for later. */
export interface JudgedSite {
  report: Report;
  memory: MatchMemory;
  live: Map<string, LiveCheck>;
  sources: KeptSources;
  /** All token lists, those of files included. */
  listed: TokenSource[];
}

/** Judges the rules that were read and those of files, with everything that is known of people and tokens. */
export async function judgeSite(invocation: InvocationContext, known: SiteKnowledge): Promise<JudgedSite> {
  const { configuration, rules, past, sources, asOf } = known;
  const given = 'asked' in sources ? sources.asked : sources.kept;
  const files = await readImported(() => uuidsOf(rules), asOf);
  const hide = await hideValues([...factsIn(rules.facts.relevant), ...files.facts]);
  const relevant = factsIn(rules.facts.relevant).map((facts) => withoutForeign(facts, hide));
  const imported = withoutValues(files, hide);
  const tokens = given.tokens.map((source) => hideInTokens(source, hide));
  const [privacy, listedDecisions] = await Promise.all([readPrivacy(), readDecisions()]);
  const decisions = known.decided === null ? listedDecisions : withChange(listedDecisions, known.decided);
  const closed = new Set(privacy.closed);
  const live = withoutClosedLiveOwners(rules.live, closed);
  const directory = await directoryOf(invocation, known, [...relevant, ...imported.facts], imported, hide);
  const listed = [...tokens, ...imported.tokens];
  const unreadable = unreadableIn(rules, imported);
  const accounts = addAccounts(rules.facts.accounts, accountsOf(imported.facts));
  const input: JudgeInput = {
    facts: [...relevant, ...imported.facts],
    people: [],
    directory,
    tokens: listed,
    site: {
      host: 'asked' in sources ? await siteHost(invocation, configuration) : configuration.site.host,
      cloudId: rules.reading.cloudId,
      orgId: configuration.organization?.orgId ?? null,
    },
    asOf,
    factsReadAt: rules.reading.startedAt,
    generatedAt: known.generatedAt,
    ladder: configuration.settings.ladder,
    unreadable,
    limits: [...rules.reading.limits, ...past.lost, ...given.limits, ...imported.limits],
    decisions,
    ownCredentials: ownCredentials(configuration, known.states),
    liveChecks: live,
    closed,
    memory: past.memory,
    completenessAdvice: imported.completenessAdvice,
    requests: addCounts(rules.requests, requestsOf(invocation)),
  };
  const others = (await rules.facts.rulesOf(accountsToReport(rules.facts.accounts, input))).map((facts) =>
    withoutForeign(facts, hide),
  );
  const { report, memory } = judgeWithMemory({
    ...input,
    facts: [...input.facts, ...others],
    all: { totals: addTotals(rules.facts.totals, totalsOf(imported.facts)), accounts },
  });
  const isPartial = rules.reading.partial || given.partial || unreadable.length > 0;
  const named = namedIn(report, input.facts, everyAccount(accounts), listed, decisions);
  const kept = withoutClosedPersons(keepDirectory(directory, named), closed);
  return {
    report: { ...boundReport(withoutClosedPeople(report, closed)), status: isPartial ? 'partial' : 'complete' },
    memory,
    live,
    sources: {
      directory: kept,
      tokens: withoutClosedTokenOwners(tokens, closed),
      others: othersIn(named.accountIds, kept),
      limits: given.limits,
      partial: given.partial,
    },
    listed: withoutClosedTokenOwners(withoutOverruled(directory, listed), closed),
  };
}

function othersIn(accountIds: readonly string[], { people }: KeptSources['directory']): string[] {
  const known = new Set(people.map(({ person }) => person.accountId));
  return [...new Set(accountIds)].filter((accountId) => !known.has(accountId));
}

async function directoryOf(
  invocation: InvocationContext,
  { sources, configuration }: SiteKnowledge,
  facts: readonly RuleFacts[],
  imported: Imported,
  hide: Hide,
): Promise<Directory> {
  if ('kept' in sources) {
    return openDirectory(sources.kept.directory, sources.lookedUp);
  }
  const found = await askForOwners(invocation, configuration, sources.asked, facts);
  const asked = [...sources.asked.people, ...found].map((source) => hideInPeople(source, hide));
  return mergePeople([...asked, ...imported.people]);
}

/** Takes the values of all rules, those of files as well, out of whatever else is shown. */
async function hideValues(facts: readonly RuleFacts[]): Promise<Hide> {
  const key = await readFingerprintKey();
  return key === null ? (text) => text : hideForeign(fingerprintsIn(facts), createFingerprinter(key.key));
}

function withoutValues(imported: Imported, hide: Hide): Imported {
  return {
    ...imported,
    facts: imported.facts.map((facts) => withoutForeign(facts, hide)),
    people: imported.people.map((source) => hideInPeople(source, hide)),
    tokens: imported.tokens.map((source) => hideInTokens(source, hide)),
    unreadable: imported.unreadable.map(({ source, reason }) => ({ source: hide(source), reason: hide(reason) })),
  };
}

/** Rules whose last reading failed, those that were not understood, and what files hold of either. */
function unreadableIn({ failed, facts }: RulesRead, imported: Imported): UnreadableRule[] {
  const known = new Set(failed.map(({ source }) => source));
  return [
    ...failed,
    ...facts.unreadable
      .filter(({ uuid }) => !known.has(uuid))
      .map(({ uuid, reason }) => ({ source: uuid, reason: reason ?? 'It could not be read.' })),
    ...imported.unreadable,
  ];
}

async function uuidsOf({ facts }: RulesRead): Promise<Set<string>> {
  const uuids = new Set(factsIn(facts.relevant).map(({ uuid }) => uuid));
  for (const { uuid } of await facts.others()) {
    uuids.add(uuid);
  }
  return uuids;
}

/** Everybody whom the rules, the findings, the tokens or a decision name. */
function namedIn(
  { findings }: Report,
  facts: readonly RuleFacts[],
  accounts: ReadonlySet<string>,
  tokens: readonly TokenSource[],
  decisions: readonly Decision[],
): { accountIds: string[]; emails: string[] } {
  const uses = facts.flatMap(({ credentials }) => credentials);
  const owners = [
    ...findings.map(({ owner }) => owner),
    ...tokens.flatMap(({ records }) => records.map(({ owner }) => owner)),
    ...decisions.map((decision) => (decision.type === 'owner-assigned' ? decision.owner : null)),
  ];
  const ids = [
    ...accounts,
    ...facts.flatMap(({ connections }) => connections.map(({ accountId }) => accountId)),
    ...owners.map((owner) => owner?.accountId),
  ];
  const emails = [...uses.map(({ user }) => user), ...owners.map((owner) => owner?.email)];
  const isText = (text: string | null | undefined): text is string => typeof text === 'string';
  return { accountIds: ids.filter(isText), emails: emails.filter(isText).filter((email) => email.includes('@')) };
}

import { mergePeople } from '../people/merge-people';
import type { PeopleSource } from '../people/person';
import { isServiceAccountEmail } from '../people/to-person';
import type { Finding, Instant, Report, Summary, UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { emailOf } from '../tokens/fingerprint-claims';
import { matchTokensWithMemory } from '../tokens/match-tokens';
import type { MatchMemory, OwnerClaim } from '../tokens/token-match';
import type { TokenSource } from '../tokens/token-record';
import { audienceLimits, normaliseSite, type Site } from './audience';
import { joinWebhooks } from './called-rules';
import { compareFindings } from './compare-findings';
import { coverageOf, totalsOf, type FactsTotals } from './coverage';
import { openDecisions, type Decision, type Decisions } from './decision';
import { finishFinding } from './finish-finding';
import { createFindingIds, type FindingIds } from './finding-id';
import type { JudgeContext } from './judge-context';
import { judgeCredential } from './judge-credential';
import { judgeConnection } from './judge-people';
import { DEFAULT_LADDER, type Ladder } from './levels';
import type { LiveCheck } from './live-check';
import { ownFacts, type OwnCredential } from './own-credential';
import { sameIdLimits } from './same-ids';
import { createPeopleJudge, peopleFindings } from './people-judge';

export type { Ladder, Site, OwnCredential, Decision, LiveCheck, MatchMemory };

/** Everything that a report is made of. Nothing of it holds a credential value. */
export interface JudgeInput {
  facts: RuleFacts[];
  people: PeopleSource[];
  tokens: TokenSource[];
  site: Site;
  /** The instant to judge at. */
  asOf: Date;
  /** When the rules were read, where that was before the people and the tokens were. */
  factsReadAt?: Instant | null;
  generatedAt: Date;
  /** Where the report is read; the app keeps owners and dates that an admin states, the command line does not. */
  where?: 'app' | 'terminal';
  ladder?: Ladder;
  unreadable?: UnreadableRule[];
  limits?: string[];
  /** How to say that the files list everybody and every token, as the end of a sentence; null where nothing needs saying. */
  completenessAdvice?: { people: string | null; tokens: string | null };
  decisions?: Decision[];
  ownCredentials?: OwnCredential[];
  /** Accounts that the platform says are closed: `user` of a credential may be the id of one, in place of its email. */
  closed?: ReadonlySet<string>;
  /** By fingerprint; only of this scan. */
  liveChecks?: ReadonlyMap<string, LiveCheck>;
  memory?: MatchMemory | undefined;
  requests?: Record<string, number>;
}

/** One pure function from what was read to the report: no clock, no memory, no input or output of its own. */
export function judge(input: JudgeInput): Report {
  return judgeWithMemory(input).report;
}

/** `judge`, and the memory of matches to give to the next scan as `memory`. */
export function judgeWithMemory(input: JudgeInput): { report: Report; memory: MatchMemory } {
  const { context, ids, report, memory } = judgeUses(input, totalsOf(input.facts));
  const people = createPeopleJudge(context);
  const findings = [...report.findings];
  for (const rule of input.facts) {
    findings.push(...peopleFindings(rule, people, (one, subject, key) => ids.next(one, subject, key)));
  }
  findings.sort(compareFindings);
  return { report: { ...report, summary: summarise(findings), findings }, memory };
}

/** A report about credentials and connections alone, and what judges the people of the rules. */
export interface JudgedUses {
  context: JudgeContext;
  ids: FindingIds;
  report: Report;
  memory: MatchMemory;
}

/**
 * The larger half of a judgement, which needs only those rules that hold a credential or a connection. The people
 * that rules depend on are judged apart (`people-judge`), since all rules have them.
 * @param totals of all rules
 */
export function judgeUses(input: JudgeInput, totals: FactsTotals): JudgedUses {
  const site = normaliseSite(input.site);
  const directory = mergePeople(input.people);
  const own = (input.ownCredentials ?? []).map((credential) => ownFacts(credential, site.cloudId));
  const all = [...own, ...input.facts];
  const decisions = openDecisions(input.decisions ?? [], input.asOf);
  const liveChecks = input.liveChecks ?? new Map<string, LiveCheck>();
  const { matches, claims, memory } = matchTokensWithMemory(all, directory, input.tokens, {
    asOf: input.asOf,
    ownHost: site.host,
    own: new Set((input.ownCredentials ?? []).map(({ fingerprint }) => fingerprint).filter((print) => print !== null)),
    owners: ownersOf(all, liveChecks, decisions, input),
    accepted: new Set([
      ...[...liveChecks].filter(([, check]) => check.outcome === 'accepted').map(([fingerprint]) => fingerprint),
      ...(input.ownCredentials ?? []).flatMap(({ state, fingerprint }) =>
        state === 'works' && fingerprint !== null ? [fingerprint] : [],
      ),
    ]),
    memory: input.memory,
    ...(typeof input.factsReadAt === 'string' ? { readAt: input.factsReadAt } : {}),
  });
  const context: JudgeContext = {
    asOf: input.asOf,
    where: input.where ?? 'app',
    ladder: input.ladder ?? DEFAULT_LADDER,
    site,
    directory,
    accountsOfTokens: accountsOf(input.tokens),
    decisions,
    matches,
    claims,
    liveChecks,
    refusedOwn: namesOf(input.ownCredentials, 'refused'),
    workingOwn: namesOf(input.ownCredentials, 'works'),
    closed: input.closed ?? new Set(),
    webhooks: joinWebhooks(all),
    sharing: countSharing(all),
  };
  const ids = createFindingIds();
  const findings = all.flatMap((rule) => useFindings(rule, ids, context)).sort(compareFindings);
  const tokens = input.tokens.reduce((sum, source) => sum + source.records.length, 0);
  const limits = [
    ...(input.limits ?? []),
    ...directory.limits,
    ...input.tokens.flatMap((source) => source.limits),
    ...audienceLimits(site),
    ...completenessLimits(input, context),
    ...sameIdLimits(input.facts),
  ];
  const report: Report = {
    schemaVersion: 1,
    generatedAt: input.generatedAt.toISOString(),
    asOf: input.asOf.toISOString(),
    coverage: coverageOf(totals, { users: directory.size, tokens }, input.unreadable ?? [], limits, input.requests),
    summary: summarise(findings),
    findings,
  };
  return { context, ids, report, memory };
}

/** What would be known if somebody said that the files are complete. */
function completenessLimits(
  { facts, people, completenessAdvice: advice }: JudgeInput,
  context: JudgeContext,
): string[] {
  const limits: string[] = [];
  const owners = typeof advice?.people === 'string' ? countMissing(facts, people) : 0;
  if (owners > 0) {
    const are = owners === 1 ? '1 owner is' : `${owners} owners are`;
    limits.push(`${are} in none of the files; ${advice?.people ?? ''}.`);
  }
  const tokens = [...context.matches.values()].filter(({ why }) => why === 'inventory-unsaid').length;
  if (tokens > 0 && typeof advice?.tokens === 'string') {
    const are = tokens === 1 ? '1 token in the rules may be' : `${tokens} tokens in the rules may be`;
    limits.push(`${are} missing in the list of tokens; ${advice.tokens}.`);
  }
  return limits;
}

/** Owners who would count as missing if every file that was read whole were complete. */
function countMissing(facts: readonly RuleFacts[], people: readonly PeopleSource[]): number {
  const directory = mergePeople(
    people.map((source) => ({ ...source, complete: source.file?.readWhole ?? source.complete })),
  );
  const missing = new Set<string>();
  for (const rule of facts) {
    for (const use of rule.credentials) {
      const email = emailOf(use);
      if (email === null || isServiceAccountEmail(email) || directory.byEmail(email) !== null) continue;
      if (directory.absence(email, rule.updatedAt) === 'none') missing.add(email);
    }
  }
  return missing.size;
}

/** Accounts by email, as the token records name their owners; an email that two accounts have says nothing. */
function accountsOf(sources: readonly TokenSource[]): Map<string, string> {
  const accounts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { owner } of sources.flatMap(({ records }) => records)) {
    if (owner.email === null || owner.accountId === null) continue;
    const known = accounts.get(owner.email);
    if (known !== undefined && known !== owner.accountId) shared.add(owner.email);
    accounts.set(owner.email, owner.accountId);
  }
  for (const email of shared) accounts.delete(email);
  return accounts;
}

function namesOf(credentials: readonly OwnCredential[] = [], wanted: OwnCredential['state']): Set<string> {
  return new Set(credentials.filter(({ state }) => state === wanted).map(({ name }) => name));
}

function ownersOf(
  facts: readonly RuleFacts[],
  liveChecks: ReadonlyMap<string, LiveCheck>,
  decisions: Decisions,
  { decisions: given = [], ownCredentials = [], closed }: JudgeInput,
): Map<string, OwnerClaim> {
  const owners = new Map<string, OwnerClaim>();
  for (const { type, about, findingId } of given) {
    if (type !== 'owner-assigned' || about === null) continue;
    const assigned = decisions.ownerOf(findingId, about);
    if (assigned !== null) owners.set(about, { ...assigned, source: 'assigned' });
  }
  for (const [fingerprint, check] of liveChecks) {
    if (check.outcome !== 'accepted') continue;
    const { accountId, email } = check.account;
    owners.set(fingerprint, { accountId, email, source: 'live-check' });
  }
  for (const { fingerprint, email, accountId } of ownCredentials) {
    if (fingerprint !== null && accountId !== null) owners.set(fingerprint, { email, accountId, source: 'basic-user' });
  }
  for (const rule of facts) {
    for (const use of rule.credentials) {
      if (use.fingerprint !== null && use.user !== null && closed?.has(use.user) === true) {
        owners.set(use.fingerprint, { email: null, accountId: use.user, source: 'basic-user' });
      }
      // The request itself names the owner; an assignment does not contradict it.
      if (
        use.fingerprint !== null &&
        use.user?.includes('@') === true &&
        owners.get(use.fingerprint)?.source === 'assigned'
      ) {
        owners.delete(use.fingerprint);
      }
    }
  }
  return owners;
}

function countSharing(facts: readonly RuleFacts[]): Map<string, { rules: number; names: string[] }> {
  const rulesOf = new Map<string, Map<string, string>>();
  for (const rule of facts) {
    for (const { fingerprint } of rule.credentials) {
      if (fingerprint === null) continue;
      const rules = rulesOf.get(fingerprint) ?? new Map<string, string>();
      rulesOf.set(fingerprint, rules.set(`${rule.product}|${rule.uuid}`, rule.name));
    }
  }
  const named = (rules: ReadonlyMap<string, string>) => [...rules.values()].slice(0, 6);
  return new Map([...rulesOf].map(([fingerprint, rules]) => [fingerprint, { rules: rules.size, names: named(rules) }]));
}

function useFindings(rule: RuleFacts, ids: FindingIds, context: JudgeContext): Finding[] {
  return [
    ...rule.credentials.map((use) => {
      const id = ids.next(rule, 'credential', use.key);
      return finishFinding(id, judgeCredential(rule, use, id, context), context);
    }),
    ...rule.connections.map((use) => {
      const id = ids.next(rule, 'connection', use.key);
      return finishFinding(id, judgeConnection(rule, use, context), context);
    }),
  ];
}

export function summarise(findings: readonly Finding[]): Summary {
  const summary: Summary = { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 };
  for (const { level } of findings) summary[level] += 1;
  return summary;
}

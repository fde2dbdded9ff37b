import type { Directory } from '../people/directory';
import { absenceRule, mergePeople } from '../people/merge-people';
import type { PeopleSource } from '../people/person';
import { isServiceAccountEmail } from '../people/to-person';
import type { Finding, Instant, Report, UnreadableRule } from '../report/report';
import { PRODUCTS } from '../report/report';
import { DEFAULT_LADDER, type Ladder } from '../report/settings';
import { summarise, summariseRules } from '../report/summarise';
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
import { fingerprintOfLive, type LiveCheck } from './live-check';
import { OWN_RULE, ownFacts, type OwnCredential } from './own-credential';
import { createPeopleJudge } from './people-judge';
import { accountsOf, type RuleAccounts } from './rule-people';
import { sameIdLimits } from './same-ids';

export type { Ladder, Site, OwnCredential, Decision, LiveCheck, MatchMemory };

/** Everything that a report is made of. Nothing of it holds a credential value. */
export interface JudgeInput {
  facts: RuleFacts[];
  /** What all rules come to, where `facts` leaves out some in which nothing is to be judged. */
  all?: AllRules;
  people: PeopleSource[];
  /** In place of `people`, where an earlier judgement has joined them. */
  directory?: Directory;
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
  /** By `liveKey`; only of this scan. */
  liveChecks?: ReadonlyMap<string, LiveCheck>;
  memory?: MatchMemory | undefined;
  requests?: Record<string, number>;
}

/** All rules of a site, counted. */
export interface AllRules {
  totals: FactsTotals;
  accounts: RuleAccounts;
}

/** One pure function from what was read to the report: no clock, no memory, no input or output of its own. */
export function judge(input: JudgeInput): Report {
  return judgeWithMemory(input).report;
}

/** `judge`, and the memory of matches to give to the next scan as `memory`. */
export function judgeWithMemory(input: JudgeInput): { report: Report; memory: MatchMemory } {
  const own = ownFactsOf(input);
  const rules = [...own, ...input.facts.map(notOwn)];
  const { context, memory } = openContext(input, rules);
  const people = createPeopleJudge(context);
  const ids = createFindingIds();
  const findings = rules.flatMap((rule) => [
    ...useFindings(rule, ids, context),
    ...people.findings(rule, (subject) => ids.next(rule, subject, subject)),
  ]);
  findings.sort(compareFindings);
  const totals = input.all?.totals ?? totalsOf(input.facts);
  const counts = {
    users: context.directory.size,
    tokens: input.tokens.reduce((sum, source) => sum + source.records.length, 0),
    people: people.count(input.all?.accounts ?? accountsOf(input.facts)),
  };
  const limits = [
    ...(input.limits ?? []),
    ...context.directory.limits,
    ...input.tokens.flatMap((source) => source.limits),
    ...audienceLimits(context.site),
    ...completenessLimits(input, context),
    ...sameIdLimits(input.facts),
  ];
  const report: Report = {
    schemaVersion: 2,
    generatedAt: input.generatedAt.toISOString(),
    asOf: input.asOf.toISOString(),
    coverage: coverageOf(totals, counts, input.unreadable ?? [], limits, input.requests),
    summary: summarise(findings),
    rules: summariseRules(findings),
    findings,
  };
  return { report, memory };
}

/** Of these accounts, those whose rules get findings about them: only their rules need be given to `judge`. */
export function accountsToReport(accounts: RuleAccounts, input: JudgeInput): Set<string> {
  const people = createPeopleJudge(openContext({ ...input, tokens: [] }, []).context);
  return new Set(
    PRODUCTS.flatMap((product) => [...accounts[product]].filter((accountId) => people.isReported(product, accountId))),
  );
}

/** A file may hold a rule under the name of this app: it is a rule like any other. */
function notOwn(facts: RuleFacts): RuleFacts {
  return facts.uuid === OWN_RULE ? { ...facts, uuid: `rule:${OWN_RULE}` } : facts;
}

function ownFactsOf({ ownCredentials = [], site }: JudgeInput): RuleFacts[] {
  const { cloudId } = normaliseSite(site);
  return ownCredentials.map((credential) => ownFacts(credential, cloudId));
}

function openContext(input: JudgeInput, all: readonly RuleFacts[]): { context: JudgeContext; memory: MatchMemory } {
  const site = normaliseSite(input.site);
  const directory = input.directory ?? mergePeople(input.people);
  const decisions = openDecisions(input.decisions ?? [], input.asOf);
  const liveChecks = input.liveChecks ?? new Map<string, LiveCheck>();
  const { matches, claims, memory } = matchTokensWithMemory(all, directory, input.tokens, {
    asOf: input.asOf,
    ownHost: site.host,
    own: new Set((input.ownCredentials ?? []).map(({ fingerprint }) => fingerprint).filter((print) => print !== null)),
    owners: ownersOf(all, liveChecks, decisions, input),
    accepted: new Set([
      ...[...liveChecks].filter(([, check]) => check.outcome === 'accepted').map(([key]) => fingerprintOfLive(key)),
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
    accountsOfTokens: tokenAccounts(input.tokens),
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
  return { context, memory };
}

/** What would be known if somebody said that the files are complete. */
function completenessLimits({ facts, completenessAdvice: advice }: JudgeInput, context: JudgeContext): string[] {
  const limits: string[] = [];
  const owners = typeof advice?.people === 'string' ? countMissing(facts, context.directory) : 0;
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
function countMissing(facts: readonly RuleFacts[], directory: Directory): number {
  const { listings } = directory;
  const absence = absenceRule({
    ...listings,
    lists: listings.lists.map((list) => ({ ...list, complete: list.isLive ? list.complete : list.readWhole })),
  });
  const missing = new Set<string>();
  for (const rule of facts) {
    for (const use of rule.credentials) {
      const email = emailOf(use);
      if (email === null || isServiceAccountEmail(email) || directory.byEmail(email) !== null) {
        continue;
      }
      if (absence(email, rule.updatedAt) === 'none') {
        missing.add(email);
      }
    }
  }
  return missing.size;
}

/** Accounts by email, as the token records name their owners; an email that two accounts have says nothing. */
function tokenAccounts(sources: readonly TokenSource[]): Map<string, string> {
  const accounts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { owner } of sources.flatMap(({ records }) => records)) {
    if (owner.email === null || owner.accountId === null) {
      continue;
    }
    const known = accounts.get(owner.email);
    if (known !== undefined && known !== owner.accountId) {
      shared.add(owner.email);
    }
    accounts.set(owner.email, owner.accountId);
  }
  for (const email of shared) {
    accounts.delete(email);
  }
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
    if (type !== 'owner-assigned' || about === null) {
      continue;
    }
    const assigned = decisions.ownerOf(findingId, about);
    if (assigned !== null) {
      owners.set(about, { ...assigned, source: 'assigned' });
    }
  }
  for (const [key, check] of liveChecks) {
    if (check.outcome !== 'accepted') {
      continue;
    }
    const { accountId, email } = check.account;
    owners.set(fingerprintOfLive(key), { accountId, email, source: 'live-check' });
  }
  for (const { fingerprint, email, accountId } of ownCredentials) {
    if (fingerprint !== null && accountId !== null) {
      owners.set(fingerprint, { email, accountId, source: 'basic-user' });
    }
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
      if (fingerprint === null) {
        continue;
      }
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

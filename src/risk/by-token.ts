import type { Finding, Instant, Report, RuleRef } from '../report/report';
import { recordKey } from '../tokens/known-record';
import type { TokenRecord, TokenSource } from '../tokens/token-record';
import { addToGroup, groupBy } from '../group-by';

/** One listed token and the rules that use it. */
export interface TokenUsage {
  record: TokenRecord;
  /** `exact`: the rules below hold it; `candidate`: they may; `none`: no rule that was read does. */
  use: 'exact' | 'candidate' | 'none';
  rules: RuleRef[];
  findingIds: string[];
}

/** One secret that stands in several rules. */
export interface SharedSecret {
  fingerprint: string;
  rules: RuleRef[];
  findingIds: string[];
}

export interface TokenView {
  /** Those that rules use first, then by expiry, the soonest first. */
  tokens: TokenUsage[];
  /** The most shared first. */
  shared: SharedSecret[];
  /** What the view cannot tell, in plain sentences. */
  limits: string[];
}

const CAVEAT =
  'A token that no rule uses may still be in use by scripts, integrations and other products: look at when it was last active before revoking it.';

/** The report seen from the tokens: which rules use each, which are used by none, and which secrets stand in many rules. */
export function byToken(report: Report, sources: readonly TokenSource[]): TokenView {
  const uses = usesByRecord(report);
  const seen = new Set<string>();
  const tokens: TokenUsage[] = [];
  for (const record of sources.flatMap((source) => source.records)) {
    if (seen.has(recordKey(record))) {
      continue;
    }
    seen.add(recordKey(record));
    const findings = uses.get(record.id) ?? [];
    const exact = findings.filter(({ token }) => token?.match === 'exact');
    const shown = exact.length > 0 ? exact : findings;
    tokens.push({
      record,
      use: exact.length > 0 ? 'exact' : findings.length > 0 ? 'candidate' : 'none',
      rules: rulesOf(shown),
      findingIds: shown.map(({ id }) => id),
    });
  }
  return {
    tokens: tokens.sort(compareUsage),
    shared: sharedSecrets(report),
    limits: limitsOf(report, sources, tokens),
  };
}

function usesByRecord({ findings }: Report): Map<string, Finding[]> {
  const uses = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const { id, status } of finding.token?.candidates ?? []) {
      if (status === 'NOT_LISTED') {
        continue;
      }
      addToGroup(uses, id, finding);
    }
  }
  return uses;
}

function sharedSecrets({ findings }: Report): SharedSecret[] {
  const holders = groupBy(findings, ({ credential }) => credential?.fingerprint ?? null);
  return [...holders]
    .map(([fingerprint, held]) => ({ fingerprint, rules: rulesOf(held), findingIds: held.map(({ id }) => id) }))
    .filter(({ rules }) => rules.length > 1)
    .sort((one, other) => other.rules.length - one.rules.length);
}

function rulesOf(findings: readonly Finding[]): RuleRef[] {
  return [...new Map(findings.map(({ rule }) => [`${rule.product}|${rule.uuid}`, rule])).values()];
}

const RANK = { exact: 0, candidate: 1, none: 2 };

function compareUsage(one: TokenUsage, other: TokenUsage): number {
  return RANK[one.use] - RANK[other.use] || time(one.record.expiresAt) - time(other.record.expiresAt);
}

function time(at: Instant | null): number {
  return at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}

function limitsOf(report: Report, sources: readonly TokenSource[], tokens: readonly TokenUsage[]): string[] {
  const limits: string[] = [];
  if (tokens.some(({ use }) => use === 'none')) {
    limits.push(CAVEAT);
  }
  const unseen = report.findings.filter(
    ({ credential }) => credential !== null && hidesValue(credential.visibility),
  ).length;
  if (unseen > 0) {
    limits.push(`${unseen} credentials in rules are hidden from view; a token that seems unused may be one of them.`);
  }
  if (sources.length === 0) {
    limits.push('No tokens were listed.');
  }
  if (sources.some(({ complete }) => !complete)) {
    limits.push('The tokens were not listed whole.');
  }
  if (report.coverage.rulesUnreadable.length > 0) {
    limits.push('Some rules could not be read; they may use any token.');
  }
  return limits;
}

function hidesValue(visibility: string): boolean {
  return visibility === 'masked' || visibility === 'reference' || visibility === 'smart-value';
}

import type { Finding, FindingOwner, Report, RuleRef } from '../report/report';

/** One place that depends on the account. */
export interface Dependence {
  rule: RuleRef;
  finding: Finding;
  /** What would happen there and what to do before, in plain sentences. */
  effect: string;
}

/** What happens to the rules if one account goes. */
export interface PersonCheck {
  /** As the report knows the account; null where nothing in it names the account. */
  account: FindingOwner | null;
  /** Rules that stop, wholly or in part, or whose failures nobody would hear of: the worst first. */
  wouldBreak: Dependence[];
  /** Places that name the account and need nothing: broken already, disabled, or accepted by an admin. */
  alreadyCovered: Dependence[];
  /** What may also depend on the account and could not be seen, in plain sentences. */
  notSeen: string[];
}

/**
 * “What breaks if this account goes?”, from a report alone.
 * @param account an email address or an account id
 */
export function checkPerson(report: Report, account: string): PersonCheck {
  const wanted = account.trim();
  const ids = idsOf(report, wanted);
  const theirs = report.findings.filter((finding) => isTheirs(finding, ids));
  const wouldBreak: Dependence[] = [];
  const alreadyCovered: Dependence[] = [];
  for (const finding of theirs) {
    const cover = coverOf(finding);
    if (cover === null) wouldBreak.push({ rule: finding.rule, finding, effect: EFFECTS[finding.subject] });
    else alreadyCovered.push({ rule: finding.rule, finding, effect: cover });
  }
  wouldBreak.sort((one, other) => ORDER.indexOf(one.finding.subject) - ORDER.indexOf(other.finding.subject));
  return { account: bestKnown(theirs), wouldBreak, alreadyCovered, notSeen: notSeenIn(report, ids) };
}

const ORDER = ['credential', 'connection', 'actor', 'author'];

const EFFECTS: Record<Finding['subject'], string> = {
  credential:
    'Its requests are refused, because they sign in with a token of this account. First give it another token, best that of a service account.',
  connection: 'Its connection acts for this account and may stop with it. First let another account set it up again.',
  actor: 'It acts as this account, so its actions fail or are not permitted. First choose another actor.',
  author:
    'It goes on, but its failure mail reaches nobody and nobody owns it. First transfer it to somebody who stays.',
};

function coverOf({ level, subject, rule, decision }: Finding): string | null {
  if (rule.state === 'DISABLED') return 'The rule is disabled; it would break when somebody enables it.';
  if (level === 'broken' && subject !== 'author') return 'It is broken already.';
  if (decision?.type === 'accepted') return 'An admin accepted it.';
  return null;
}

/** Account ids under which the report knows an email, and the other way round. */
function idsOf({ findings }: Report, wanted: string): Set<string> {
  const ids = new Set([wanted, wanted.toLowerCase()]);
  for (const { owner } of findings) {
    if (owner === null) continue;
    const named = owner.accountId === wanted || owner.email?.toLowerCase() === wanted.toLowerCase();
    if (!named) continue;
    if (owner.accountId !== null) ids.add(owner.accountId);
    if (owner.email !== null) ids.add(owner.email.toLowerCase());
  }
  return ids;
}

function isTheirs({ owner, subject }: Finding, ids: ReadonlySet<string>): boolean {
  if (owner === null) return false;
  // The author of a rule is only a hint at the owner of a token in it.
  if (subject === 'credential' && owner.source === 'author') return false;
  return (
    (owner.accountId !== null && ids.has(owner.accountId)) ||
    (owner.email !== null && ids.has(owner.email.toLowerCase()))
  );
}

function bestKnown(findings: readonly Finding[]): FindingOwner | null {
  const owners = findings.map(({ owner }) => owner).filter((owner) => owner !== null);
  return owners.find(({ state, accountId }) => state !== 'unknown' && accountId !== null) ?? owners[0] ?? null;
}

function notSeenIn({ findings, coverage, status }: Report, ids: ReadonlySet<string>): string[] {
  const sentences: string[] = [];
  const nameless = findings.filter(
    ({ subject, owner, credential }) =>
      subject === 'credential' &&
      credential !== null &&
      (owner === null || owner.source === 'author' || (owner.email === null && owner.accountId === null)) &&
      mayBePersonal(credential),
  );
  if (nameless.length > 0) {
    const written = nameless.filter(
      ({ owner }) => owner?.accountId !== null && owner?.accountId !== undefined && ids.has(owner.accountId),
    ).length;
    const hint =
      written === 0
        ? ''
        : `; this account wrote ${written === 1 ? 'the rule of one' : `the rules of ${written}`} of them`;
    sentences.push(
      `${count(nameless.length, 'credential')} in rules ${nameless.length === 1 ? 'names' : 'name'} no owner and may be this account’s${hint}.`,
    );
  }
  if (coverage.rulesUnreadable.length > 0) {
    sentences.push(
      `${count(coverage.rulesUnreadable.length, 'rule or part of a rule', 'rules or parts of rules')} could not be read.`,
    );
  }
  if (status === 'partial') sentences.push('The scan ended without some rules.');
  sentences.push(...coverage.limits);
  return sentences;
}

/** Atlassian credentials and hidden values may be anybody’s; a third party’s secret is no account’s here. */
function mayBePersonal({ kind, visibility }: NonNullable<Finding['credential']>): boolean {
  return visibility !== 'literal' || kind.startsWith('atlassian-');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

import type {
  Coverage,
  Finding,
  FindingOwner,
  Level,
  OwnerState,
  ReasonCode,
  Report,
  RuleRef,
  Subject,
} from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { findAccount, type AccountSearch, type KnownAccount } from './find-account';
import { compareFindings, compareRules } from './compare-findings';
import { peopleOf } from './rule-people';

/** One place that depends on the account. */
export interface Dependence {
  rule: RuleRef;
  subject: Subject;
  /** As in the report; `ok` for an actor or author who is well, about whom the report has no finding. */
  level: Level;
  finding: Finding | null;
  /** What would happen there, or has happened, and what to do, in plain sentences. */
  effect: string;
}

/** What happens to the rules if one account goes, or what happened when it went. Each list has the most urgent first. */
export interface PersonCheck {
  /** As far as it is known. */
  account: KnownAccount;
  /** It cannot do anything for a rule any more. */
  isGone: boolean;
  /** Rules that do not work any more because of this account. */
  brokenAlready: Dependence[];
  /** Rules that stop, wholly or in part, or whose failures nobody would hear of. */
  wouldBreak: Dependence[];
  /** Rules that go on although their author is gone: nobody hears of their failures. */
  unattended: Dependence[];
  /** Places that name the account and need nothing because of it: broken for another reason, disabled, or accepted. */
  alreadyCovered: Dependence[];
  /** What may also depend on the account and could not be seen, in plain sentences. */
  notSeen: string[];
}

/** The answer to a question about somebody: the check, or why there is none. */
export type PersonAnswer =
  ({ found: 'one' } & PersonCheck) | ({ notSeen: string[] } & Exclude<AccountSearch, { found: 'one' }>);

/** Rules as far as their people are concerned: all of them, or those of one account. */
export type RuleOfPeople = RuleRef & Pick<RuleFacts, 'actorAccountId' | 'authorAccountId'>;

/** What of a report is looked at. */
export interface CheckedReport {
  findings: Iterable<Finding>;
  coverage: Pick<Coverage, 'limits'>;
  /** Rules or parts of rules that could not be read. */
  unread: number;
  status?: Report['status'];
}

/**
 * “What breaks if this account goes?”
 * @param asked an email address, an account id, or a name that one account alone has
 * @param people everybody whom a source lists
 */
export function checkPerson(
  report: CheckedReport,
  rules: readonly RuleOfPeople[],
  people: Iterable<KnownAccount>,
  asked: string,
): PersonAnswer {
  const search = findAccount(asked, [...people, ...accountsIn(report.findings), ...accountsOfRules(rules)]);
  if (search.found !== 'one') {
    return { ...search, notSeen: unseenOf(report) };
  }
  return { found: 'one', ...checkAccount(search.account, report, rules) };
}

/** Everybody whom findings name as an owner. */
export function accountsIn(findings: Iterable<Finding>): KnownAccount[] {
  const accounts: KnownAccount[] = [];
  for (const { owner } of findings) {
    if (owner !== null && (owner.accountId !== null || owner.email !== null)) {
      const { accountId, email, name, state } = owner;
      accounts.push({ accountId, email, name, state });
    }
  }
  return accounts;
}

function accountsOfRules(rules: readonly RuleOfPeople[]): KnownAccount[] {
  return rules
    .flatMap((rule) => peopleOf(rule))
    .map(({ accountId }) => ({ accountId, email: null, name: null, state: 'unknown' }));
}

/** The same for an account that was found. @param rules at least those that it acts in or wrote */
export function checkAccount(account: KnownAccount, report: CheckedReport, rules: Iterable<RuleOfPeople>): PersonCheck {
  const isTheirs = ({ accountId, email }: FindingOwner): boolean =>
    (accountId !== null && accountId === account.accountId) ||
    (email !== null && email.toLowerCase() === account.email?.toLowerCase());
  const places: Dependence[] = [];
  const people = new Map<string, Finding>();
  let nameless = 0;
  let written = 0;
  for (const finding of report.findings) {
    const { owner, subject, rule } = finding;
    if (mayBeAnybodys(finding)) {
      nameless += 1;
      if (owner?.accountId === account.accountId && account.accountId !== null) {
        written += 1;
      }
    }
    if (owner === null || !isTheirs(owner)) {
      continue;
    }
    if (subject === 'actor' || subject === 'author') {
      people.set(`${keyOf(rule)}|${subject}`, finding);
    }
    // The author of a rule is only a hint at the owner of a token in it.
    else if (owner.source !== 'author') {
      places.push(placeOf(finding));
    }
  }
  for (const rule of rules) {
    for (const { subject } of peopleOf(rule).filter(({ accountId }) => accountId === account.accountId)) {
      const finding = people.get(`${keyOf(rule)}|${subject}`);
      places.push(finding === undefined ? healthyPlace(rule, subject) : placeOf(finding));
      people.delete(`${keyOf(rule)}|${subject}`);
    }
  }
  places.push(...[...people.values()].map(placeOf));
  return {
    account,
    isGone: GONE.has(account.state),
    ...grouped(places.sort(mostUrgentFirst), GONE.has(account.state)),
    notSeen: [...namelessOf(nameless, written), ...unseenOf(report)],
  };
}

function keyOf({ product, uuid, name }: RuleRef): string {
  return JSON.stringify([product, uuid, name]);
}

function placeOf(finding: Finding): Dependence {
  const { rule, subject, level } = finding;
  return { rule, subject, level, finding, effect: EFFECTS[subject] };
}

function healthyPlace({ uuid, name, state, product, updatedAt }: RuleOfPeople, subject: Subject): Dependence {
  const rule = { uuid, name, state, product, updatedAt };
  return { rule, subject, level: 'ok', finding: null, effect: EFFECTS[subject] };
}

type Groups = Pick<PersonCheck, 'brokenAlready' | 'wouldBreak' | 'unattended' | 'alreadyCovered'>;

function grouped(places: readonly Dependence[], isGone: boolean): Groups {
  const groups: Groups = { brokenAlready: [], wouldBreak: [], unattended: [], alreadyCovered: [] };
  for (const place of places) {
    const cover = coverOf(place, isGone);
    if (cover !== null) {
      groups.alreadyCovered.push({ ...place, effect: cover });
    } else if (isBrokenBy(place, isGone)) {
      groups.brokenAlready.push({ ...place, effect: BROKEN_EFFECTS[place.subject] });
    } else if (isGone && place.subject === 'author') {
      groups.unattended.push({ ...place, effect: BROKEN_EFFECTS[place.subject] });
    } else {
      groups.wouldBreak.push(place);
    }
  }
  return groups;
}

const ORDER: readonly Subject[] = ['credential', 'connection', 'actor', 'author'];

function mostUrgentFirst(one: Dependence, other: Dependence): number {
  const order = ORDER.indexOf(one.subject) - ORDER.indexOf(other.subject);
  if (order !== 0) {
    return order;
  }
  if (one.finding !== null && other.finding !== null) {
    return compareFindings(one.finding, other.finding);
  }
  return Number(one.finding === null) - Number(other.finding === null) || compareRules(one.rule, other.rule);
}

const EFFECTS: Record<Subject, string> = {
  credential:
    'Its requests are refused then, because they sign in with a token of this account. Before you deactivate this account, give it another token, best that of a service account.',
  connection:
    'Its connection acts for this account and may stop with it. Before you deactivate this account, let another account set it up again.',
  actor:
    'It acts as this account, so it stops or its actions are not permitted. Before you deactivate this account, choose another actor.',
  author:
    'It goes on, but its failure mail reaches nobody and nobody owns it. Before you deactivate this account, transfer it to somebody who stays.',
};

const BROKEN_EFFECTS: Record<Subject, string> = {
  credential:
    'Its requests are refused, because they sign in with a token of this account. Give it another token, best that of a service account.',
  connection: 'Its connection acts for this account. Let another account set it up again.',
  actor: 'It acts as this account, so it stopped or its actions are not permitted. Choose another actor.',
  author: 'It goes on, but its failure mail reaches nobody. Transfer it to somebody who stays.',
};

/** Accounts in these states cannot do anything for a rule any more. */
const GONE: ReadonlySet<OwnerState> = new Set(['deleted', 'deactivated', 'not_found', 'suspended', 'no_access']);

/** Reasons that lie in the account, not in its token. */
const OF_ACCOUNT: ReadonlySet<ReasonCode> = new Set([
  'owner-deleted',
  'owner-deactivated',
  'owner-suspended',
  'owner-no-access',
  'owner-not-found',
  'actor-inactive',
  'connection-owner-inactive',
]);

function isOfAccount({ finding }: Dependence): boolean {
  return finding?.reasons.some(({ code }) => OF_ACCOUNT.has(code)) === true;
}

function isBrokenBy(place: Dependence, isGone: boolean): boolean {
  return isOfAccount(place) && (place.level === 'broken' || (isGone && place.subject === 'actor'));
}

function coverOf(place: Dependence, isGone: boolean): string | null {
  const { level, subject, rule, finding } = place;
  if (rule.state === 'DISABLED') {
    return isGone
      ? 'The rule is disabled; it cannot work when somebody enables it.'
      : 'The rule is disabled; it would break when somebody enables it.';
  }
  if (level === 'broken' && subject !== 'author' && !isOfAccount(place)) {
    return 'It is broken already for another reason.';
  }
  if (finding?.decision?.type === 'accepted') {
    return 'An admin accepted it.';
  }
  return null;
}

/** A credential of which nobody can be named, although it may be a person's. */
function mayBeAnybodys({ subject, owner, credential }: Finding): boolean {
  return (
    subject === 'credential' &&
    credential !== null &&
    (owner === null || owner.source === 'author' || (owner.email === null && owner.accountId === null)) &&
    mayBePersonal(credential)
  );
}

/** @param written so many of the nameless stand in rules that the account wrote */
function namelessOf(nameless: number, written: number): string[] {
  if (nameless === 0) {
    return [];
  }
  const hint =
    written === 0
      ? ''
      : `; this account wrote ${written === 1 ? 'the rule of one' : `the rules of ${written}`} of them`;
  const text = `${count(nameless, 'credential')} in rules ${nameless === 1 ? 'names' : 'name'} no owner and may be this account’s${hint}.`;
  return [text];
}

function unseenOf({ coverage, unread, status }: CheckedReport): string[] {
  return [
    ...(unread === 0
      ? []
      : [`${count(unread, 'rule or part of a rule', 'rules or parts of rules')} could not be read.`]),
    ...(status === 'partial' ? ['The scan ended without some rules.'] : []),
    ...coverage.limits,
  ];
}

/** Atlassian credentials and hidden values may be anybody’s; a third party’s secret is no account’s here. */
function mayBePersonal({ kind, visibility }: NonNullable<Finding['credential']>): boolean {
  return visibility !== 'literal' || kind.startsWith('atlassian-');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** How many rules, not places: one rule may carry two tokens of an account. */
export function rulesIn(places: readonly Dependence[]): number {
  return new Set(places.map(({ rule }) => keyOf(rule))).size;
}

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
export function checkPerson({ findings, coverage, status }: Report, account: string): PersonCheck {
  const search = searchPerson(account);
  findings.forEach(({ owner }) => search.learn(owner));
  findings.forEach(search.take);
  const { limits, rulesUnreadable } = coverage;
  return search.result({ limits, unread: rulesUnreadable.length, ...(status === undefined ? {} : { status }) });
}

/** The same for findings that come one by one: first what names the account, then every finding in the report's order. */
export interface PersonSearch {
  /** An account may be known by its id here and by its email there. */
  learn: (owner: FindingOwner | null) => void;
  take: (finding: Finding) => void;
  result: (coverage: { limits: readonly string[]; unread: number; status?: Report['status'] }) => PersonCheck;
}

/** @param room bytes of JSON that the result may take; of what does not fit only the number is told */
export function searchPerson(account: string, room = Infinity): PersonSearch {
  const wanted = account.trim();
  const ids = new Set([wanted, wanted.toLowerCase()]);
  const groups = Object.fromEntries([...ORDER, COVERED].map((group) => [group, startGroup(room)]));
  let known: FindingOwner | null = null;
  let isSure = false;
  let nameless = 0;
  let written = 0;
  return {
    learn(owner) {
      const named = owner?.accountId === wanted || owner?.email?.toLowerCase() === wanted.toLowerCase();
      if (owner === null || !named) return;
      if (owner.accountId !== null) ids.add(owner.accountId);
      if (owner.email !== null) ids.add(owner.email.toLowerCase());
    },
    take(finding) {
      if (mayBeAnybodys(finding)) {
        nameless += 1;
        if (ids.has(finding.owner?.accountId ?? '')) written += 1;
      }
      if (finding.owner === null || !isTheirs(finding, ids)) return;
      const sure = finding.owner.state !== 'unknown' && finding.owner.accountId !== null;
      if (known === null || (sure && !isSure)) {
        known = finding.owner;
        isSure = sure;
      }
      const cover = coverOf(finding);
      const dependence = { rule: finding.rule, finding, effect: cover ?? EFFECTS[finding.subject] };
      groups[cover === null ? finding.subject : COVERED]?.add(dependence);
    },
    result({ limits, unread, status }) {
      const omitted = Object.values(groups).reduce((sum, group) => sum + group.omitted(), 0);
      return {
        account: known,
        wouldBreak: ORDER.flatMap((subject) => groups[subject]?.kept ?? []),
        alreadyCovered: groups[COVERED]?.kept ?? [],
        notSeen: [
          ...(omitted === 0
            ? []
            : [
                `${count(omitted, 'more place')} ${omitted === 1 ? 'names' : 'name'} this account; the exports have all.`,
              ]),
          ...notSeen(nameless, written, unread),
          ...(status === 'partial' ? ['The scan ended without some rules.'] : []),
          ...limits,
        ],
      };
    },
  };
}

const COVERED = 'covered';
/** Beside the finding an answer has its rule and what is said about it. */
const AROUND = 600;

interface Group {
  kept: Dependence[];
  omitted: () => number;
  add: (dependence: Dependence) => void;
}

function startGroup(room: number): Group {
  const most = room / (ORDER.length + 1);
  const kept: Dependence[] = [];
  let used = 0;
  let omitted = 0;
  return {
    kept,
    omitted: () => omitted,
    add(dependence) {
      used += most === Infinity ? 0 : Buffer.byteLength(JSON.stringify(dependence.finding)) + AROUND;
      if (used <= most && omitted === 0) kept.push(dependence);
      else omitted += 1;
    },
  };
}

const ORDER = ['credential', 'connection', 'actor', 'author'] as const;

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

function isTheirs({ owner, subject }: Finding, ids: ReadonlySet<string>): boolean {
  if (owner === null) return false;
  // The author of a rule is only a hint at the owner of a token in it.
  if (subject === 'credential' && owner.source === 'author') return false;
  return (
    (owner.accountId !== null && ids.has(owner.accountId)) ||
    (owner.email !== null && ids.has(owner.email.toLowerCase()))
  );
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
function notSeen(nameless: number, written: number, unread: number): string[] {
  const sentences: string[] = [];
  if (nameless > 0) {
    const hint =
      written === 0
        ? ''
        : `; this account wrote ${written === 1 ? 'the rule of one' : `the rules of ${written}`} of them`;
    sentences.push(
      `${count(nameless, 'credential')} in rules ${nameless === 1 ? 'names' : 'name'} no owner and may be this account’s${hint}.`,
    );
  }
  if (unread > 0) {
    sentences.push(`${count(unread, 'rule or part of a rule', 'rules or parts of rules')} could not be read.`);
  }
  return sentences;
}

/** Atlassian credentials and hidden values may be anybody’s; a third party’s secret is no account’s here. */
function mayBePersonal({ kind, visibility }: NonNullable<Finding['credential']>): boolean {
  return visibility !== 'literal' || kind.startsWith('atlassian-');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

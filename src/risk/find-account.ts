import type { OwnerState } from '../report/report';

/** An account as far as any source, rule or finding names it. */
export interface KnownAccount {
  accountId: string | null;
  email: string | null;
  name: string | null;
  state: OwnerState;
}

export type AccountSearch =
  | { found: 'one'; account: KnownAccount }
  /** The name belongs to all of these. */
  | { found: 'several'; accounts: KnownAccount[] }
  /** Nobody has it; `alike` may be meant. */
  | { found: 'none'; alike: KnownAccount[] };

/** More than these are no help. */
const MOST_SHOWN = 10;
/** Words that begin with the same letters, so many of them, may be the same word mistyped. */
const SAME_START = 4;

/**
 * Whom an admin means by an account id, an email address or a name. Case, composition of letters and blanks do not matter.
 * A name counts only where one account alone has it.
 */
export function findAccount(asked: string, known: Iterable<KnownAccount>): AccountSearch {
  const wanted = normalise(asked);
  const accounts = joinAccounts(known);
  if (wanted === '') {
    return { found: 'none', alike: [] };
  }
  for (const field of ['accountId', 'email', 'name'] as const) {
    const [first, ...others] = accounts.filter((account) => normalise(account[field] ?? '') === wanted);
    if (first !== undefined) {
      return others.length === 0
        ? { found: 'one', account: first }
        : { found: 'several', accounts: [first, ...others].slice(0, MOST_SHOWN) };
    }
  }
  const words = wordsOf(wanted);
  const alike = accounts.filter((account) => {
    const theirs = [
      ...wordsOf(normalise(account.name ?? '')),
      ...wordsOf(normalise(account.email ?? '').split('@')[0] ?? ''),
    ];
    return words.some((word) => theirs.some((other) => isAlike(word, other)));
  });
  return { found: 'none', alike: alike.slice(0, MOST_SHOWN) };
}

/** The same account may be known by its id here and by its email there. */
function joinAccounts(known: Iterable<KnownAccount>): KnownAccount[] {
  const byId = new Map<string, KnownAccount>();
  const byEmailAlone = new Map<string, KnownAccount>();
  for (const account of known) {
    const { accountId, email } = account;
    if (accountId !== null) {
      byId.set(accountId, joined(byId.get(accountId), account));
    } else if (email !== null) {
      byEmailAlone.set(normalise(email), joined(byEmailAlone.get(normalise(email)), account));
    }
  }
  const accounts = [...byId.values()];
  const emails = new Set(accounts.map(({ email }) => normalise(email ?? '')));
  return [...accounts, ...[...byEmailAlone].filter(([email]) => !emails.has(email)).map(([, account]) => account)];
}

function joined(one: KnownAccount | undefined, other: KnownAccount): KnownAccount {
  return one === undefined
    ? other
    : {
        accountId: one.accountId ?? other.accountId,
        email: one.email ?? other.email,
        name: one.name ?? other.name,
        state: one.state === 'unknown' ? other.state : one.state,
      };
}

/** Letters may be composed or not (é as one character or as two), which looks the same. */
function normalise(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

function wordsOf(text: string): string[] {
  const local = text.split('@')[0] ?? '';
  return local.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SAME_START - 1);
}

function isAlike(one: string, other: string): boolean {
  return one === other || (one.length >= SAME_START && other.startsWith(one.slice(0, SAME_START)));
}

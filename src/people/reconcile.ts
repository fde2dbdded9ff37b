import type { OwnerState } from '../report/report';
import { PERSON_SOURCES, type Person } from './person';

const ALIVE: ReadonlySet<OwnerState> = new Set(['active', 'unmanaged', 'service_account']);
/** True for an account that works, as far as the source sees. */
export function isAlive(state: OwnerState): boolean {
  return ALIVE.has(state);
}

const GONE: ReadonlySet<OwnerState> = new Set(['deleted', 'deactivated', 'for_deletion']);
const WITHOUT_ACCESS: ReadonlySet<OwnerState> = new Set(['suspended', 'no_access']);

const SOURCE_NAMES = {
  organization: 'the organization',
  'service-accounts': 'the list of service accounts',
  jira: 'Jira',
  file: 'a file',
};

/** The lower the stronger. Files rank after all live sources, and among themselves as what they are copies of. */
export function rankOf({ source, copyOf }: Pick<Person, 'source' | 'copyOf'>): number {
  const rank = PERSON_SOURCES.indexOf(source);
  return source === 'file' ? rank + PERSON_SOURCES.indexOf(copyOf ?? 'file') : rank;
}

/**
 * One account as two sources show it. The stronger evidence wins and its source is named; what it leaves out is filled
 * from the weaker. Where the two cannot both be true and neither may be preferred, the state is `unknown`.
 * @param strong from a source at least as strong as that of `weak`
 */
export function reconcile(strong: Person, weak: Person): Person {
  const decided = decide(strong, weak);
  return {
    accountId: strong.accountId ?? weak.accountId,
    email: strong.email ?? weak.email,
    name: strong.name ?? weak.name,
    state: decided.state,
    managed: strong.managed ?? weak.managed,
    accountType: strong.accountType === 'unknown' ? weak.accountType : strong.accountType,
    source: decided.source,
    ...copied(decided === weak ? weak : strong),
    ...(decided.products === undefined ? {} : { products: decided.products }),
    deletion: decided.state === 'for_deletion' ? surerDeletion(strong, weak) : null,
    ...(decided.remark === undefined ? {} : { remark: decided.remark }),
  };
}

function copied({ copyOf }: Person): Pick<Person, 'copyOf'> {
  return copyOf === undefined ? {} : { copyOf };
}

function surerDeletion(strong: Person, weak: Person): Person['deletion'] {
  return [strong.deletion, weak.deletion].find((deletion) => deletion?.exact) ?? strong.deletion ?? weak.deletion;
}

type Decided = Pick<Person, 'state' | 'source' | 'remark' | 'products'>;

function decide(strong: Person, weak: Person): Decided {
  if (strong.state === weak.state) {
    return strong;
  }
  const sameRank = rankOf(strong) === rankOf(weak);
  // A remark beside `unknown` is a contradiction found before; a third source does not lift it.
  if (strong.state === 'unknown') {
    return strong.remark === undefined ? weak : strong;
  }
  if (weak.state === 'unknown') {
    return strong;
  }
  // A file is a copy of an earlier day: it fills gaps and contradicts nobody.
  if (weak.source === 'file' && strong.source !== 'file') {
    return strong;
  }
  if (ALIVE.has(strong.state)) {
    return decideForLiving(strong, weak, sameRank);
  }
  return sameRank && !bothUnusable(strong, weak) ? contradiction(strong, weak) : strong;
}

function decideForLiving(strong: Person, weak: Person, sameRank: boolean): Decided {
  if (ALIVE.has(weak.state)) {
    return strong.state === 'active' && sameRank ? weak : strong;
  }
  if (sameRank) {
    return contradiction(strong, weak);
  }
  // The organization does not see into an account that it does not manage; Jira sees whether it may sign in here.
  if (WITHOUT_ACCESS.has(weak.state) || strong.state === 'unmanaged') {
    return weak;
  }
  return contradiction(strong, weak);
}

function bothUnusable(one: Person, other: Person): boolean {
  const unusable = (person: Person) => GONE.has(person.state) || WITHOUT_ACCESS.has(person.state);
  return unusable(one) && unusable(other);
}

function contradiction(one: Person, other: Person): Decided {
  const shows = (person: Person) => `${SOURCE_NAMES[person.source]} shows it as ${person.state.replaceAll('_', ' ')}`;
  return { state: 'unknown', source: one.source, remark: `${shows(one)}, ${shows(other)}: they cannot both be right` };
}

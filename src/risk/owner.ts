import type { Absence } from '../people/directory';
import type { Person } from '../people/person';
import { isServiceAccountEmail } from '../people/to-person';
import type { Audience, FindingOwner, OwnerSource, OwnerState, Product } from '../report/report';
import type { CredentialUse, RuleFacts } from '../rules/rule-facts';
import { emailOf } from '../tokens/fingerprint-claims';
import type { JudgeContext } from './judge-context';
import { OWN_RULE } from './own-credential';

/** The account of Automation itself, the default actor of every rule (it stands in published rules; no page names it). */
const AUTOMATION_ACTOR = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';

/** Who a finding is about, with what stands behind the state. */
export interface KnownOwner {
  owner: FindingOwner;
  person: Person | null;
  /** Why nobody was found; null where somebody was. */
  absence: Absence | null;
  /** False where only a name or a hint is known, but no account. */
  named: boolean;
}

/** The owner of a credential: from the request itself, else from the same secret elsewhere, a live check or an admin. */
export function ownerOfUse(
  rule: RuleFacts,
  use: CredentialUse,
  audience: Audience,
  assigned: { email: string | null; accountId: string | null } | null,
  context: JudgeContext,
): KnownOwner | null {
  const email = emailOf(use);
  // This app has just been let in with it: an account that no source lists exists all the same.
  const isLetIn = rule.uuid === OWN_RULE && context.workingOwn.has(use.key);
  const claim = use.fingerprint === null ? undefined : context.claims.get(use.fingerprint);
  if (email !== null) {
    const accountId = claim?.owners.find((owner) => owner.email === email)?.accountId ?? null;
    return lookUp({ email, accountId }, 'basic-user', isLetIn ? 'unknown' : audience, rule, context);
  }
  if (use.user !== null && context.closed.has(use.user)) {
    return lookUp({ email: null, accountId: use.user }, 'basic-user', audience, rule, context);
  }
  const [known] = claim?.owners ?? [];
  if (known !== undefined) {
    return lookUp(known, known.source, audience, rule, context);
  }
  if (assigned !== null) {
    return lookUp(assigned, 'assigned', audience, rule, context);
  }
  if (use.user !== null && use.user !== '') {
    return nameless({ email: null, accountId: null, name: use.user, state: 'unknown', source: 'basic-user' });
  }
  const needsOwner = use.kind.startsWith('atlassian-') && !(claim?.organizationKey ?? false);
  if (!needsOwner || rule.authorAccountId === null) {
    return null;
  }
  // The author may know whose token it is, so the account is named; whether it is the owner is not known, so its state is not.
  const author = context.directory.byAccountId(rule.authorAccountId);
  return nameless({
    email: author?.email ?? null,
    accountId: rule.authorAccountId,
    name: author?.name ?? null,
    state: 'unknown',
    source: 'author',
  });
}

function nameless(owner: FindingOwner): KnownOwner {
  return { owner, person: null, absence: null, named: false };
}

/** An account that a rule or a connection names by its id. */
export function ownerByAccount(
  accountId: string,
  source: OwnerSource | 'actor',
  rule: RuleFacts,
  context: JudgeContext,
): KnownOwner {
  return lookUp({ email: null, accountId }, source, 'unknown', rule, context);
}

function lookUp(
  claim: { email: string | null; accountId: string | null },
  source: FindingOwner['source'],
  audience: Audience,
  rule: RuleFacts,
  { directory, closed, accountsOfTokens }: JudgeContext,
): KnownOwner {
  const byId = claim.accountId === null ? null : directory.byAccountId(claim.accountId);
  const byEmail = claim.email === null ? null : directory.byEmail(claim.email);
  const found = byId ?? byEmail ?? hiddenPerson(claim.email, directory, accountsOfTokens);
  const person = found === null ? null : asSeenBy(rule.product, found);
  if (person !== null) {
    return {
      owner: {
        email: claim.email ?? person.email,
        accountId: person.accountId ?? claim.accountId,
        name: person.name,
        state: person.state,
        source,
      },
      person,
      absence: null,
      named: true,
    };
  }
  if (claim.accountId !== null && closed.has(claim.accountId)) {
    const owner = { email: null, accountId: claim.accountId, name: null, state: 'deleted', source } as const;
    return { owner, person: null, absence: null, named: true };
  }
  if (claim.accountId === AUTOMATION_ACTOR) {
    const owner = {
      email: null,
      accountId: claim.accountId,
      name: 'Automation for Jira',
      state: 'active',
      source,
    } as const;
    return { owner, person: null, absence: null, named: true };
  }
  const absence =
    claim.email === null ? (directory.empty ? 'no-source' : 'unread') : directory.absence(claim.email, rule.updatedAt);
  const state = stateOfAbsent(claim.email, absence, audience);
  return { owner: { ...claim, name: null, state, source }, person: null, absence, named: true };
}

/** Without access to Jira, somebody may still use Confluence, and its rules. */
function asSeenBy(product: Product, person: Person): Person {
  const isElsewhere = person.state === 'no_access' && person.products?.includes(product) === true;
  return isElsewhere ? { ...person, state: 'active' } : person;
}

/** Jira hides most emails; the organization’s token list tells whose they are. An account that shows another email is not it. */
function hiddenPerson(
  email: string | null,
  directory: JudgeContext['directory'],
  accountsOfTokens: JudgeContext['accountsOfTokens'],
): Person | null {
  const accountId = email === null ? undefined : accountsOfTokens.get(email);
  const person = accountId === undefined ? null : directory.byAccountId(accountId);
  return person?.email === null ? person : null;
}

/** Of somebody whom no source lists, `not_found` may be said only where the sign-in would be on the own site. */
function stateOfAbsent(email: string | null, absence: Absence, audience: Audience): OwnerState {
  if (email === null) {
    return 'unknown';
  }
  if (isServiceAccountEmail(email)) {
    return 'service_account';
  }
  if (audience === 'third-party') {
    return 'unknown';
  }
  if (absence === 'unmanaged') {
    return 'unmanaged';
  }
  return absence === 'none' && audience === 'own-site' ? 'not_found' : 'unknown';
}

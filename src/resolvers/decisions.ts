import { isServiceAccountEmail } from '../people/to-person';
import type { Person } from '../people/person';
import type { Finding, FindingDecision, Instant } from '../report/report';
import type { Decision } from '../risk/decision';
import { subjectKey } from '../risk/decision';
import { findAccount } from '../risk/find-account';
import { judgeAtOnce } from '../scan/recheck';
import { scheduleRecheck } from '../scan/schedule-recheck';
import type { Change } from '../storage/decisions-store';
import { deleteDecisions, isShown, MOST_DECISIONS, readDecisions, saveDecision } from '../storage/decisions-store';
import { accountsOfSources, readReport } from '../storage/report-store';
import type { AdminAnswer, DecisionRequest } from './admin-api';
import { decideRequest, undecideRequest } from './admin-requests';
import { note } from './audit';
import { findInJira } from './find-in-jira';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';

/** A larger report takes longer to be judged than an admin waits, and a resolver may live: it is judged on the queue. */
const MOST_AT_ONCE = 3000;
const NO_SUCH_FINDING = 'The published report has no such finding. Load the list again.';

export const decide: ResolverDefinition<'decide'> = {
  request: decideRequest,
  async answer(request, call) {
    const now = call.ports.clock.now();
    if (request.type === 'snoozed' && Date.parse(request.until) <= now.getTime()) {
      return refuse('bad-request', 'A snooze must end in the future.');
    }
    const known = await findFinding(request.findingId);
    if (known === null) {
      return refuse('not-found', NO_SUCH_FINDING);
    }
    const owner = request.type === 'owner-assigned' ? await findOwner(request.owner, call) : { account: null };
    if ('refusal' in owner) {
      return owner.refusal;
    }
    const { finding } = known;
    const decision = toDecision(request, finding, owner.account, call.accountId, now.toISOString());
    const others = (await readDecisions()).filter(
      ({ findingId, type }) => findingId !== decision.findingId || type !== decision.type,
    );
    if (others.length >= MOST_DECISIONS) {
      return refuse('bad-request', `There are ${MOST_DECISIONS} decisions already. Withdraw some first.`);
    }
    await saveDecision(decision);
    await note(call, `decide-${decision.type}`, `Rule ${finding.rule.uuid}, finding ${finding.id}.`);
    const person = owner.account === null ? [] : [owner.account];
    return answerWith(
      await judged(call, known, { saved: decision }, person, { ...finding, decision: toShown(decision) }),
    );
  },
};

export const undecide: ResolverDefinition<'undecide'> = {
  request: undecideRequest,
  async answer({ findingId }, call) {
    const known = await findFinding(findingId);
    if (known === null) {
      return refuse('not-found', NO_SUCH_FINDING);
    }
    await deleteDecisions(findingId);
    await note(call, 'undecide', `Rule ${known.finding.rule.uuid}, finding ${findingId}.`);
    const undecided = { ...known.finding };
    delete undecided.decision;
    return answerWith(await judged(call, known, { withdrawn: findingId }, [], undecided));
  },
};

interface KnownFinding {
  finding: Finding;
  /** Findings in the whole report. */
  count: number;
}

async function findFinding(id: string): Promise<KnownFinding | null> {
  return readReport(async ({ published, findings }) => {
    for (const finding of await findings()) {
      if (finding.id === id) {
        return { finding, count: published.findingCount };
      }
    }
    return null;
  });
}

/**
 * Judges anew what was just decided, at once where that takes no longer than somebody waits.
 * @param otherwise the finding as it is shown until then
 */
async function judged(
  { ports }: ResolverCall,
  { finding, count }: KnownFinding,
  change: Change,
  lookedUp: readonly Person[],
  otherwise: Finding,
): Promise<{ finding: Finding; isJudged: boolean }> {
  const outcome = count <= MOST_AT_ONCE ? await judgeAtOnce(ports, change, lookedUp) : null;
  if (outcome?.result !== 'published') {
    await scheduleRecheck(ports, 'decision', 0);
    return { finding: otherwise, isJudged: false };
  }
  if (!(await isShown(change))) {
    // What was decided a moment before is perhaps not in this report; the next one has it.
    await scheduleRecheck(ports, 'decision');
  }
  return { finding: outcome.findings.find(({ id }) => id === finding.id) ?? otherwise, isJudged: true };
}

/** The account that an admin means, which must exist: nobody would be watched under a name that nobody has. */
async function findOwner(
  asked: string,
  call: ResolverCall,
): Promise<{ account: Person } | { refusal: AdminAnswer<never> }> {
  const known = await readReport(async ({ sources }) => {
    const kept = await sources();
    return { accounts: accountsOfSources(kept), people: kept.directory.people.map(({ person }) => person) };
  });
  const inJira = await findInJira(call, asked);
  const people = [...(known?.people ?? []), ...(inJira.ok ? inJira.value : [])];
  const search = findAccount(asked, [...people, ...(known?.accounts ?? [])]);
  if (search.found === 'several') {
    return {
      refusal: refuse('bad-request', 'Several accounts have this name. Give the email address or the account ID.'),
    };
  }
  if (search.found === 'none') {
    const text = inJira.ok
      ? 'Nobody on this site has this name, email address or account ID.'
      : 'Jira could not say whether this account exists, so nothing was saved. Try again in a few minutes.';
    return { refusal: refuse(inJira.ok ? 'bad-request' : 'unavailable', text) };
  }
  const { account } = search;
  const person = people.find(
    ({ accountId, email }) =>
      (accountId !== null && accountId === account.accountId) || (email !== null && email === account.email),
  );
  return { account: person ?? toPersonOf(account) };
}

/** Somebody whom only a token or a rule names. */
function toPersonOf({ accountId, email, name, state }: Pick<Person, 'accountId' | 'email' | 'name' | 'state'>): Person {
  const isService = email !== null && isServiceAccountEmail(email);
  return {
    accountId,
    email,
    name,
    state,
    managed: null,
    accountType: isService ? 'service-account' : 'unknown',
    source: 'jira',
    deletion: null,
  };
}

function toDecision(
  request: DecisionRequest,
  finding: Finding,
  owner: Person | null,
  by: string,
  at: Instant,
): Decision {
  const { findingId, because } = request;
  const common = { findingId, because, about: subjectKey(finding), by, at };
  switch (request.type) {
    case 'snoozed':
      return { ...common, type: 'snoozed', until: request.until };
    case 'accepted':
      return { ...common, type: 'accepted', until: request.until ?? null };
    case 'owner-assigned': {
      // By its id where there is one: addresses change, and are not kept where they need not be.
      const accountId = owner?.accountId ?? null;
      return {
        ...common,
        type: 'owner-assigned',
        owner: { accountId, email: accountId === null ? (owner?.email ?? null) : null },
      };
    }
    case 'expiry-declared':
      return { ...common, type: 'expiry-declared', expiresAt: request.expiresAt };
  }
}

function toShown(decision: Decision): FindingDecision {
  const until = decision.type === 'snoozed' || decision.type === 'accepted' ? decision.until : null;
  return { type: decision.type, by: decision.by, at: decision.at, because: decision.because, until };
}

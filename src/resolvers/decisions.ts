import type { Finding, FindingDecision, Instant } from '../report/report';
import type { Decision } from '../risk/decision';
import { subjectKey } from '../risk/decision';
import { scheduleRecheck } from '../scan/schedule-recheck';
import { MOST_DECISIONS, readDecisions, writeDecisions } from '../storage/decisions-store';
import { readPublished } from '../storage/report-store';
import { walkFindings } from '../storage/walk-findings';
import type { DecisionRequest } from './admin-api';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { decideRequest, undecideRequest } from './admin-requests';
import { note } from './audit';

/** Judged again soon after a decision; several in a row are judged together. */
const SOON = 10;

export const decide: ResolverDefinition<'decide'> = {
  request: decideRequest,
  async answer(request, call) {
    const now = call.ports.clock.now();
    if (request.type === 'snoozed' && Date.parse(request.until) <= now.getTime()) {
      return refuse('bad-request', 'A snooze must end in the future.');
    }
    const finding = await findFinding(request.findingId);
    if (finding === undefined) {
      return refuse('not-found', 'The published report has no such finding. Load the list again.');
    }
    const decision = toDecision(request, finding, call.accountId, now.toISOString());
    const others = (await readDecisions()).filter(
      ({ findingId, type }) => findingId !== decision.findingId || type !== decision.type,
    );
    if (others.length >= MOST_DECISIONS) {
      return refuse('bad-request', `There are ${MOST_DECISIONS} decisions already. Withdraw some first.`);
    }
    await writeDecisions([...others, decision]);
    await note(call, `decide-${decision.type}`, `Rule ${finding.rule.uuid}, finding ${finding.id}.`);
    await scheduleRecheck(call.ports, SOON);
    return answerWith({ finding: { ...finding, decision: toShown(decision) } });
  },
};

export const undecide: ResolverDefinition<'undecide'> = {
  request: undecideRequest,
  async answer({ findingId }, call) {
    const finding = await findFinding(findingId);
    if (finding === undefined) {
      return refuse('not-found', 'The published report has no such finding. Load the list again.');
    }
    await writeDecisions((await readDecisions()).filter((decision) => decision.findingId !== findingId));
    await note(call, 'undecide', `Rule ${finding.rule.uuid}, finding ${finding.id}.`);
    await scheduleRecheck(call.ports, SOON);
    const undecided = { ...finding };
    delete undecided.decision;
    return answerWith({ finding: undecided });
  },
};

async function findFinding(id: string): Promise<Finding | undefined> {
  const published = await readPublished();
  if (published === null) {
    return undefined;
  }
  const known = [...published.own, ...published.first].find((finding) => finding.id === id);
  if (known !== undefined) {
    return known;
  }
  for await (const { finding } of walkFindings(published)) {
    if (finding.id === id) {
      return finding;
    }
  }
  return undefined;
}

function toDecision(request: DecisionRequest, finding: Finding, by: string, at: Instant): Decision {
  const { findingId, because } = request;
  const common = { findingId, because, about: subjectKey(finding), by, at };
  switch (request.type) {
    case 'snoozed':
      return { ...common, type: 'snoozed', until: request.until };
    case 'accepted':
      return { ...common, type: 'accepted', until: request.until ?? null };
    case 'owner-assigned': {
      const isEmail = request.owner.includes('@');
      const owner = isEmail
        ? { email: request.owner.toLowerCase(), accountId: null }
        : { email: null, accountId: request.owner };
      return { ...common, type: 'owner-assigned', owner };
    }
    case 'expiry-declared':
      return { ...common, type: 'expiry-declared', expiresAt: request.expiresAt };
  }
}

function toShown(decision: Decision): FindingDecision {
  const until = decision.type === 'snoozed' || decision.type === 'accepted' ? decision.until : null;
  return { type: decision.type, by: decision.by, at: decision.at, because: decision.because, until };
}

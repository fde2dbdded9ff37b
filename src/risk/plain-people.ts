import type { Destination, Finding, FindingOwner, Location, Reason, RuleRef } from '../report/report';
import { findingId } from './finding-id';

export type PeopleSubject = 'actor' | 'author';

/**
 * An account with which all is well, as the actor or author of rules: every finding about it says the same. On most
 * sites nearly all findings are of this sort, so they are kept once for the account and made again from the rules.
 */
export interface PlainPerson {
  subject: PeopleSubject;
  accountId: string;
  owner: FindingOwner | null;
  breaks: Finding['breaks'];
  reasons: Reason[];
}

/** A rule and the accounts that it depends on. */
export interface PeopledRule extends RuleRef {
  actorAccountId: string | null;
  authorAccountId: string | null;
  actorPointer?: string | undefined;
  authorPointer?: string | undefined;
}

/** Where most rules name them, made once. */
const PLACES: Record<PeopleSubject, Location> = {
  actor: { component: 'actor', pointer: '/actor/actor', placement: 'other', name: null, via: [] },
  author: { component: 'author', pointer: '/authorAccountId', placement: 'other', name: null, via: [] },
};

/** People and connections send no request of their own; the report has the field for every finding all the same. */
export const NOWHERE: Destination = { host: null, audience: 'unknown' };

/** Where a rule names its actor or author. */
export function placeOf(
  subject: PeopleSubject,
  { actorPointer, authorPointer }: Pick<PeopledRule, 'actorPointer' | 'authorPointer'>,
): Location {
  const pointer = subject === 'actor' ? actorPointer : authorPointer;
  return pointer === undefined ? PLACES[subject] : { ...PLACES[subject], pointer };
}

/** The subjects of a rule's findings about people, with their accounts. */
export function peopleOf(rule: PeopledRule): { subject: PeopleSubject; accountId: string }[] {
  const { actorAccountId, authorAccountId } = rule;
  return [
    ...(actorAccountId === null ? [] : [{ subject: 'actor' as const, accountId: actorAccountId }]),
    ...(authorAccountId === null ? [] : [{ subject: 'author' as const, accountId: authorAccountId }]),
  ];
}

/** The one finding of this rule about an account with which all is well. */
export function plainFinding(
  rule: RuleRef & Pick<PeopledRule, 'actorPointer' | 'authorPointer'>,
  { subject, owner, breaks, reasons }: PlainPerson,
  id = findingId(rule, subject, subject),
): Finding {
  const { uuid, name, state, product, updatedAt } = rule;
  return {
    id,
    subject,
    level: 'ok',
    rule: { uuid, name, state, product, updatedAt },
    location: placeOf(subject, rule),
    credential: null,
    destination: NOWHERE,
    owner,
    token: null,
    breaks,
    reasons,
    advice: [],
  };
}

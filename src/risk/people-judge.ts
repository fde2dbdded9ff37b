import { createHash } from 'node:crypto';
import type { Finding } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { finishFinding } from './finish-finding';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';
import { judgeActor, judgeAuthor } from './judge-people';
import type { PeopleSubject, PlainPerson } from './plain-people';
import { peopleOf, plainFinding } from './plain-people';

/** Judges the actors and authors of rules. What is well is judged once for each account. */
export interface PeopleJudge {
  /**
   * The finding, or the account's word where all is well and nobody decided anything about it.
   * @param idOf asked only where the id matters: making one takes longer than all the rest
   */
  judge(rule: RuleFacts, subject: PeopleSubject, accountId: string, idOf: () => string): Finding | PlainPerson;
}

export function isPlain(judged: Finding | PlainPerson): judged is PlainPerson {
  return !('level' in judged);
}

export function createPeopleJudge(context: JudgeContext): PeopleJudge {
  const well = new Map<string, PlainPerson | null>();

  function whole(rule: RuleFacts, subject: PeopleSubject, accountId: string, id: string): Finding {
    return finishFinding(id, draftOf(rule, subject, accountId, context), context);
  }

  return {
    judge(rule, subject, accountId, idOf) {
      const key = `${rule.product}|${subject}|${accountId}`;
      let plain = well.get(key);
      if (plain === undefined) {
        const { level, owner, breaks, reasons } = whole(rule, subject, accountId, '');
        // One with a date has a place of its own in the report's order.
        plain = level === 'ok' && breaks.from === null ? { subject, accountId, owner, breaks, reasons } : null;
        well.set(key, plain);
      }
      const isDecided = !context.decisions.isEmpty && context.decisions.speakOf(idOf());
      return plain === null || isDecided ? whole(rule, subject, accountId, idOf()) : plain;
    },
  };
}

/** The findings of one rule about its people, each in full. */
export function peopleFindings(
  rule: RuleFacts,
  judge: PeopleJudge,
  idOf: (rule: RuleFacts, subject: PeopleSubject, key: string) => string,
): Finding[] {
  return peopleOf(rule).map(({ subject, accountId }) => {
    const id = idOf(rule, subject, subject);
    const judged = judge.judge(rule, subject, accountId, () => id);
    return isPlain(judged) ? plainFinding(rule, judged, id) : judged;
  });
}

/**
 * Tells whether the findings about people can have changed: equal signs of the same rules mean equal findings. Made of
 * what is said about each account and of the decisions, none of which can be read back from it.
 */
export function signOfPeople(
  accounts: readonly { subject: PeopleSubject; accountId: string }[],
  context: JudgeContext,
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([context.site, context.decisions.mark]));
  for (const { subject, accountId } of accounts) {
    const draft = draftOf(NO_RULE, subject, accountId, context);
    hash.update(JSON.stringify([subject, accountId, draft.owner, draft.points]));
  }
  return hash.digest('hex').slice(0, 32);
}

function draftOf(rule: RuleFacts, subject: PeopleSubject, accountId: string, context: JudgeContext): FindingDraft {
  return subject === 'actor' ? judgeActor(rule, accountId, context) : judgeAuthor(rule, accountId, context);
}

const NO_RULE: RuleFacts = {
  uuid: '',
  name: '',
  state: 'ENABLED',
  product: 'jira',
  createdAt: null,
  updatedAt: null,
  actorAccountId: null,
  authorAccountId: null,
  webRequests: 0,
  credentials: [],
  connections: [],
  unknownComponents: {},
  unread: [],
};

import type { Finding, PeopleCoverage, Product } from '../report/report';
import { PRODUCTS } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { finishFinding } from './finish-finding';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';
import { judgeActor, judgeAuthor } from './judge-people';
import { worstOf } from './levels';
import { everyAccount, peopleOf, type PeopleSubject, type RuleAccounts } from './rule-people';

/** How an account is, seen from the rules that depend on it. */
export type Standing = 'healthy' | 'at-risk' | 'unchecked';

/** Judges the actors and authors of rules: once for each account and product, since all their rules share the answer. */
export interface PeopleJudge {
  /** The findings about the people of one rule; none about accounts that are well or that nobody checked. */
  findings(rule: RuleFacts, idOf: (subject: PeopleSubject) => string): Finding[];
  /** True where the rules of an account have findings about it. */
  isReported(product: Product, accountId: string): boolean;
  count(accounts: RuleAccounts): PeopleCoverage;
}

interface Verdict {
  standing: Standing;
  isReported: boolean;
}

export function createPeopleJudge(context: JudgeContext): PeopleJudge {
  const known = new Map<string, Verdict>();

  function verdictOn(product: Product, subject: PeopleSubject, accountId: string): Verdict {
    const key = `${product}|${subject}|${accountId}`;
    const draft = (): FindingDraft => draftOf({ ...NO_RULE, product }, subject, accountId, context);
    const verdict = known.get(key) ?? judgeAccount(draft(), accountId, context);
    known.set(key, verdict);
    return verdict;
  }

  function verdictsOn(product: Product, accountId: string): Verdict[] {
    return [verdictOn(product, 'actor', accountId), verdictOn(product, 'author', accountId)];
  }

  return {
    findings: (rule, idOf) =>
      peopleOf(rule)
        .filter(({ subject, accountId }) => verdictOn(rule.product, subject, accountId).isReported)
        .map(({ subject, accountId }) =>
          finishFinding(idOf(subject), draftOf(rule, subject, accountId, context), context),
        ),
    isReported: (product, accountId) => verdictsOn(product, accountId).some(({ isReported }) => isReported),
    count(accounts) {
      const coverage: PeopleCoverage = { accounts: 0, healthy: 0, atRisk: 0, unchecked: 0 };
      for (const accountId of everyAccount(accounts)) {
        const standings = PRODUCTS.filter((product) => accounts[product].has(accountId)).flatMap((product) =>
          verdictsOn(product, accountId).map(({ standing }) => standing),
        );
        coverage.accounts += 1;
        if (standings.includes('at-risk')) {
          coverage.atRisk += 1;
        } else if (standings.includes('unchecked')) {
          coverage.unchecked += 1;
        } else {
          coverage.healthy += 1;
        }
      }
      return coverage;
    },
  };
}

function judgeAccount({ points, leastLevel }: FindingDraft, accountId: string, { directory }: JudgeContext): Verdict {
  const level = points.length === 0 ? leastLevel : worstOf(points.map((point) => point.level));
  if (level === 'ok') {
    return { standing: 'healthy', isReported: false };
  }
  if (level !== 'unknown') {
    return { standing: 'at-risk', isReported: true };
  }
  const person = directory.byAccountId(accountId);
  // Told only where a whole list does not have the account, or lists contradict each other about it.
  const isReported =
    person === null ? directory.complete : person.state === 'unknown' && !directory.isWeaklyKnown(person);
  return { standing: 'unchecked', isReported };
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

import type { Finding } from '../report/report';
import { adviseOn } from './advise';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';
import { worstOf } from './levels';
import { OWN_RULE } from './own-credential';
import { breaksOf, inOrder } from './level-reason';

/** The worst point decides the level; all are listed, with the steps that follow from them. */
export function finishFinding(id: string, draft: FindingDraft, context: JudgeContext): Finding {
  const points = inOrder(draft.points);
  const [worst] = points;
  const breaks = breaksOf(points);
  const { uuid, name, state, product, updatedAt } = draft.rule;
  const level = worst === undefined ? draft.leastLevel : worstOf(points.map((one) => one.level));
  const codes = points.map(({ code }) => code);
  const finding: Finding = {
    id,
    subject: draft.subject,
    level,
    rule: { uuid, name, state, product, updatedAt },
    location: draft.location,
    credential: draft.credential,
    destination: draft.destination,
    owner: draft.owner,
    token: draft.token,
    breaks,
    reasons: points.map(({ code, text }) => ({ code, text })),
    // Nothing is to be done about what is well.
    advice: level === 'ok' ? [] : adviseOn(draft, codes, breaks, context),
  };
  if (uuid === OWN_RULE) {
    finding.own = true;
  }
  const decision = context.decisions.shownFor(finding);
  if (decision !== null) {
    finding.decision = decision;
  }
  return finding;
}

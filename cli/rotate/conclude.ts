import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { toSafeJson } from '../../src/report/formats/json';
import { printProblem } from '../problem';
import type { Problem } from '../problem';
import { pageOf } from '../table/paint';
import { ROTATE_EXIT, rotateExit } from './answer';
import type { AnsweredRule, RotateExit, RotationAnswer } from './answer';
import { renderAnswer } from './render-answer';
import type { RotationRule } from './rotation';
import { HAND_WORDS, reasonWords, revokeWords } from './words';
import type { Planned } from './make-plan';
import type { Run } from './run';

const NONE: RotationAnswer['summary'] = {
  planned: 0,
  rotated: 0,
  'already-new': 0,
  'not-rotatable': 0,
  skipped: 0,
  'not-written': 0,
  uncertain: 0,
  'not-reached': 0,
};

/** Writes the answer of a run to stdout; the exit code is that of the answer. */
export function conclude(planned: Planned, mode: 'plan' | 'apply', run: Run): Outcome<RotateExit, Problem> {
  const { request, context } = run;
  const answer = answerOf(planned, mode, run);
  if (planned.plan.rules.length === 0) {
    printProblem(context.errors, 'no rule that could be read holds the old or the new value');
  }
  context.output.write(
    request.format === 'json' ? `${toSafeJson(answer)}\n` : renderAnswer(answer, pageOf(context, false)),
  );
  return succeed(answer.exitCode);
}

/** The plan, or what became of it, as it is told. */
export function answerOf(
  { plan, trial }: Planned,
  mode: 'plan' | 'apply',
  { context }: Run,
): RotationAnswer & { exitCode: RotateExit } {
  const summary = { ...NONE };
  for (const { outcome } of plan.rules) {
    summary[outcome] += 1;
  }
  return {
    schemaVersion: 1,
    mode,
    at: context.clock.now().toISOString(),
    site: plan.site,
    fingerprints: { old: plan.old, new: plan.fresh },
    newEmail: plan.newEmail,
    newToken: trial,
    summary,
    rules: plan.rules.map(answeredRule),
    byHand: plan.byHand.map((hand) => ({ ...hand, text: HAND_WORDS[hand.what] })),
    unread: plan.unread,
    limits: plan.limits,
    revoke: revokeWords(plan.rules, plan.byHand.length, plan.unread.length, mode),
    exitCode: plan.rules.length === 0 ? ROTATE_EXIT.nothing : rotateExit(plan.rules, plan.unread.length),
  };
}

function answeredRule(rule: RotationRule): AnsweredRule {
  const { product, uuid, name, state, updated, url, outcome, reason, at, places, writes } = rule;
  const why = reason === null ? null : { code: reason, text: reasonWords(reason) };
  return { product, uuid, name, state, updated, url, outcome, reason: why, at, places, writes };
}

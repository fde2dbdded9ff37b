import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import type { CliContext } from '../cli-context';
import { problem, printProblem } from '../problem';
import type { Problem } from '../problem';
import { pageOf } from '../table/paint';
import type { RotateExit } from './answer';
import { applyPlan } from './apply-plan';
import { confirmWrites } from './confirm';
import { openJournal, withoutJournal } from './journal';
import type { Journal } from './journal';
import { readPlan } from './plan';
import type { RotationPlan } from './plan';
import { renderAnswer } from './render-answer';
import type { RotateRequest } from './request';
import { answerOf, conclude } from './conclude';
import { makePlan } from './make-plan';
import type { Planned } from './make-plan';
import { resumePlan } from './resume-plan';
import { prepareRun, printerOf } from './run';
import type { Run } from './run';

/**
 * Puts a new credential in place of an old one in every rule of a site. Plans, and with `--apply` writes what was planned.
 * The only thing in this product that writes to a rule.
 */
export async function rotate(request: RotateRequest, context: CliContext): Promise<Outcome<RotateExit, Problem>> {
  const earlier = request.plan === null ? succeed(null) : await readPlan(request.plan);
  if (!earlier.ok) {
    return earlier;
  }
  const run = await prepareRun(request, earlier.value, context);
  if (!run.ok) {
    return run;
  }
  // With --apply a plan that is there is what is applied; otherwise it is made anew.
  const planned =
    request.apply && earlier.value !== null ? await resumePlan(earlier.value, run.value) : await makePlan(run.value);
  if (!planned.ok) {
    return planned;
  }
  return request.apply ? apply(planned.value, run.value) : conclude(planned.value, 'plan', run.value);
}

async function apply({ plan, trial }: Planned, run: Run): Promise<Outcome<RotateExit, Problem>> {
  const { request, context, api, change, fingerprint, hide } = run;
  const planned = plan.rules.filter(({ outcome }) => outcome === 'planned');
  if (planned.length === 0) {
    return conclude({ plan, trial }, 'apply', run);
  }
  if (!request.yes) {
    // What is confirmed has to be seen first; with JSON it must not stand before the answer.
    const sink = request.format === 'table' ? context.output : context.errors;
    sink.write(renderAnswer(answerOf({ plan, trial }, 'plan', run), pageOf(context, false)));
  }
  const confirmed = await confirmWrites(planned.length, request, context);
  if (!confirmed.ok) {
    return confirmed;
  }
  const journal = await openJournalOf(plan, run);
  if (!journal.ok) {
    return journal;
  }
  let isInterrupted = false;
  const stopListening = context.onInterrupt?.(() => {
    isInterrupted = true;
    printProblem(context.errors, 'ending after the rule in hand');
  });
  try {
    const rules = await applyPlan(plan.rules, plan.canary, {
      api,
      change,
      fingerprint,
      journal: journal.value,
      clock: context.clock,
      hide,
      print: printerOf(context),
      isInterrupted: () => isInterrupted,
    });
    return conclude({ plan: { ...plan, rules }, trial }, 'apply', run);
  } finally {
    stopListening?.();
  }
}

async function openJournalOf({ id }: RotationPlan, { request, context }: Run): Promise<Outcome<Journal, Problem>> {
  if (request.plan === null) {
    return succeed(withoutJournal());
  }
  try {
    return succeed(await openJournal(`${request.plan}.journal`, id, () => context.clock.now()));
  } catch {
    return problem('the journal beside the plan cannot be written, so nothing was changed');
  }
}

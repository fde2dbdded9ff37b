import { describeFailure } from '../../src/atlassian/organization-api';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { RotationPlan } from './plan';
import type { RotationRule, Trial } from './rotation';
import { emptySurvey, surveyRule } from './survey';
import { tryFor } from './make-plan';
import type { Planned } from './make-plan';
import type { Run } from './run';

/** A plan of an earlier run, if it is about the same; the new token is tried again. */
export async function resumePlan(plan: RotationPlan, run: Run): Promise<Outcome<Planned, Problem>> {
  const { request, fingerprint, change, cloudId, key } = run;
  if (plan.key.id !== key.keyId || plan.old !== fingerprint(change.old) || plan.fresh !== fingerprint(change.fresh)) {
    return problem('the plan was made for other credentials, or with another key file; make a new one without --apply');
  }
  if (plan.site !== request.site.host || plan.cloudId !== cloudId || plan.newEmail !== request.newEmail) {
    return problem('the plan was made for another site or another --new-email; make a new one without --apply');
  }
  if (request.rules.length > 0 && request.rules.some((uuid) => !plan.rules.some((rule) => rule.uuid === uuid))) {
    return problem('a rule that --rule names is not in the plan');
  }
  const uses = plan.rules.flatMap(({ outcome, places }) => (outcome === 'planned' ? places : []));
  const trial = uses.length === 0 ? succeed(null) : await tryPlanned(plan, run);
  if (!trial.ok) {
    return trial;
  }
  const rules = plan.rules.map((rule): RotationRule => {
    const isLeftOut = rule.outcome === 'planned' && request.rules.length > 0 && !request.rules.includes(rule.uuid);
    return isLeftOut ? { ...rule, outcome: 'not-rotatable', reason: 'not-chosen' } : rule;
  });
  return succeed({ plan: { ...plan, canary: request.canary ?? plan.canary, rules }, trial: trial.value });
}

/** Tries the new token for the first rule of a plan that still holds one of the two; the plan was made for all of them. */
async function tryPlanned(plan: RotationPlan, run: Run): Promise<Outcome<Trial | null, Problem>> {
  const survey = emptySurvey();
  const { api, change, fingerprint, request, hide } = run;
  for (const { product, uuid, outcome, name } of plan.rules) {
    if (outcome !== 'planned') {
      continue;
    }
    const raw = await api.readRule(product, uuid);
    if (!raw.ok && raw.failure.code !== 'not-found') {
      return problem(`nothing was written: the rule ${name} could not be read: ${describeFailure(raw.failure)}`);
    }
    if (raw.ok) {
      surveyRule(raw.value, product, uuid, { change, fingerprint, host: request.site.host, hide }, survey);
    }
    if (survey.rules.length > 0) {
      break;
    }
  }
  const uses = survey.rules.flatMap((rule) => rule.uses);
  return uses.length === 0 ? succeed(null) : tryFor(run, uses);
}

import { describeFailure } from '../../src/atlassian/organization-api';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { requiredForm } from '../../src/tokens/request-form';
import { problem } from '../problem';
import type { Problem } from '../problem';
import { writePlan } from './plan';
import type { RotationPlan } from './plan';
import { readActors } from './read-actors';
import type { RotateRequest } from './request';
import type { ByHand, RotationRule, Trial } from './rotation';
import { eachRule, emptySurvey, surveyRule } from './survey';
import type { Survey } from './survey';
import { misfitOf, tryToken } from './try-token';
import { OWN_TOKEN_WORDS } from './words';
import { printerOf } from './run';
import type { Run } from './run';

/** A plan with what is told beside it: how the new token was tried. */
export interface Planned {
  plan: RotationPlan;
  trial: Trial | null;
}

/** Reads every rule of the site, tries the new token, and says for each rule what is to be done; written to `--plan` if that is given. */
export async function makePlan(run: Run): Promise<Outcome<Planned, Problem>> {
  const { request, context, change, fingerprint } = run;
  const survey = await surveyAll(run);
  if (!survey.ok) {
    return survey;
  }
  const { rules, byHand, connections, unread, limits } = survey.value;
  const wrong = unknownChoice(
    request,
    rules.map(({ rule }) => rule),
  );
  if (wrong !== null) {
    return problem(wrong);
  }
  const isToBeTried = rules.some(({ rule }) => rule.outcome === 'planned' || rule.outcome === 'not-rotatable');
  const trial = isToBeTried
    ? await tryFor(
        run,
        rules.flatMap(({ uses, rule }) => (rule.outcome === 'already-new' ? [] : [...uses])),
      )
    : succeed(null);
  if (!trial.ok) {
    return trial;
  }
  const judged = await judgeRules(rules, trial.value, run);
  const plan: RotationPlan = {
    schemaVersion: 1,
    kind: 'rotation-plan',
    id: context.randomBytes(8).toString('hex'),
    madeAt: context.clock.now().toISOString(),
    site: request.site.host,
    cloudId: run.cloudId,
    key: { id: run.key.keyId, salt: run.salt },
    old: fingerprint(change.old),
    fresh: fingerprint(change.fresh),
    newEmail: request.newEmail,
    canary: request.canary,
    rules: judged.rules,
    byHand: [...byHand, ...connectionsToReview(connections, trial.value, request)],
    unread,
    limits: [...limits, ...judged.limits, ...(run.isOwnToken ? [OWN_TOKEN_WORDS] : [])],
  };
  if (request.plan !== null) {
    const written = await writePlan(request.plan, plan, context.output);
    if (!written.ok) {
      return written;
    }
  }
  return succeed({ plan, trial: trial.value });
}

async function surveyAll(run: Run): Promise<Outcome<Survey, Problem>> {
  const { api, request, context, change, fingerprint, hide } = run;
  const survey = emptySurvey();
  const host = request.site.isLoopback ? null : request.site.host;
  const reading = await eachRule(
    api,
    (raw, product, uuid) => {
      surveyRule(raw, product, uuid, { change, fingerprint, host, hide }, survey);
      return false;
    },
    printerOf(context),
  );
  if (reading.failure !== null) {
    return problem(
      `the rules of ${request.site.host} could not be listed, so nothing was planned: ${describeFailure(reading.failure)}`,
    );
  }
  survey.unread.push(...reading.unread);
  survey.limits.push(...reading.limits);
  // Rules are read several at a time; in a plan they stand in an order that stays.
  const order = (a: { name: string; uuid: string }, b: { name: string; uuid: string }): number =>
    a.name.localeCompare(b.name, 'en') || a.uuid.localeCompare(b.uuid, 'en');
  survey.rules.sort((a, b) => order(a.rule, b.rule));
  survey.byHand.sort(order);
  survey.connections.sort((a, b) => order(a.hand, b.hand));
  survey.unread.sort((a, b) => a.source.localeCompare(b.source, 'en'));
  return succeed(survey);
}

/** A rule that is named and is not there would be left out without a word. */
function unknownChoice({ rules: chosen, canary }: RotateRequest, rules: readonly RotationRule[]): string | null {
  const known = new Set(rules.map(({ uuid }) => uuid));
  if (chosen.some((uuid) => !known.has(uuid))) {
    return 'a rule that --rule names does not hold the old or the new value, or there is no such rule';
  }
  const isCanary = ({ uuid, outcome }: RotationRule): boolean => uuid === canary && outcome === 'planned';
  return canary === null || rules.some(isCanary) ? null : 'the rule that --canary names is none that can be rotated';
}

/** Takes rules out of the plan whose requests or actors would not do, and those that were not asked for. */
async function judgeRules(
  surveyed: Survey['rules'],
  trial: Trial | null,
  run: Run,
): Promise<{ rules: RotationRule[]; limits: string[] }> {
  const { request, cloudId, http, authorization } = run;
  const site = { host: request.site.host, cloudId };
  const actors = await readActors(
    surveyed.flatMap(({ rule, actorAccountId }) =>
      rule.outcome === 'planned' && actorAccountId !== null ? [actorAccountId] : [],
    ),
    { http: http.reading, base: `https://${site.host}`, authorization },
  );
  const rules = surveyed.map(({ rule, uses, actorAccountId }): RotationRule => {
    if (rule.outcome !== 'planned') {
      return rule;
    }
    const not = (reason: NonNullable<RotationRule['reason']>): RotationRule => ({
      ...rule,
      outcome: 'not-rotatable',
      reason,
    });
    if (request.rules.length > 0 && !request.rules.includes(rule.uuid)) {
      return not('not-chosen');
    }
    if (actorAccountId !== null && actors.inactive.has(actorAccountId)) {
      return not('actor');
    }
    const misfit =
      trial === null
        ? null
        : misfitOf(uses, trial, request.newEmail, site, (target) => requiredForm(target, site.host));
    return misfit === null ? rule : not(misfit);
  });
  return { rules, limits: actors.limit === null ? [] : [actors.limit] };
}

/** Connections that may live on the old token, or belong to the one whose token it is. */
function connectionsToReview(
  connections: Survey['connections'],
  trial: Trial | null,
  { newEmail }: RotateRequest,
): ByHand[] {
  return connections.flatMap(({ hand, accountId, authType }) => {
    const isOwners = newEmail === null && trial?.accountId !== null && accountId === trial?.accountId;
    return authType === 'API_TOKEN' || isOwners || newEmail !== null ? [hand] : [];
  });
}

/** Tries the new token for the requests that use it. */
export function tryFor(
  { change, request, cloudId, http, context }: Run,
  uses: Parameters<typeof tryToken>[0]['uses'],
): ReturnType<typeof tryToken> {
  const site = { host: request.site.host, cloudId };
  const now = (): Date => context.clock.now();
  return tryToken({ fresh: change.fresh, newEmail: request.newEmail, uses, site, http: http.reading, now });
}

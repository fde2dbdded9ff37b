import { createFingerprinter, fingerprintText } from '../../src/credentials/fingerprint';
import { createHider, isPartOfOther } from '../../src/credentials/rewrite/secret-form';
import { rotationKey } from '../../src/credentials/rewrite/rotation-key';
import type { SecretChange } from '../../src/credentials/rewrite/rewriting';
import type { Secret } from '../../src/credentials/secret';
import { textField } from '../../src/atlassian/json-fields';
import { describeFailure } from '../../src/atlassian/organization-api';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { toSafeJson } from '../../src/report/formats/json';
import { requiredForm } from '../../src/tokens/request-form';
import type { CliContext } from '../cli-context';
import { loadFingerprintKey, nameKey } from '../fingerprint-key';
import type { FingerprintKey } from '../fingerprint-key';
import { readLiveCredentials } from '../live/live-credentials';
import { problem, printProblem } from '../problem';
import type { Problem } from '../problem';
import { pageOf } from '../table/paint';
import { ROTATE_EXIT, rotateExit } from './answer';
import type { AnsweredRule, RotateExit, RotationAnswer } from './answer';
import { applyPlan } from './apply-plan';
import { confirmWrites } from './confirm';
import { findOldSecret, fingerprintInReport } from './find-old-secret';
import { openJournal, withoutJournal } from './journal';
import type { Journal } from './journal';
import { readPlan, writePlan } from './plan';
import type { RotationPlan } from './plan';
import { readActors } from './read-actors';
import { renderAnswer } from './render-answer';
import type { RotateRequest } from './request';
import type { ByHand, RotationRule, Trial } from './rotation';
import { createRotationHttp } from './rotation-http';
import type { RotationHttp } from './rotation-http';
import { createRuleApi } from './rule-api';
import type { RuleApi } from './rule-api';
import { readSecrets } from './secrets';
import { eachRule, emptySurvey, surveyRule } from './survey';
import type { Survey } from './survey';
import { misfitOf, tryToken } from './try-token';
import { HAND_WORDS, OWN_TOKEN_WORDS, reasonWords, revokeWords } from './words';

/** What a run is made of once everything is known that does not need the rules. */
interface Run {
  request: RotateRequest;
  context: CliContext;
  http: RotationHttp;
  api: RuleApi;
  cloudId: string;
  authorization: () => string;
  change: SecretChange;
  key: FingerprintKey;
  salt: string | null;
  fingerprint: ReturnType<typeof createFingerprinter>;
  /** Takes both values out of what is to be shown. */
  hide: (text: string) => string;
  /** The run signs in with the very token that it takes out of the rules. */
  isOwnToken: boolean;
}

/**
 * Puts a new credential in place of an old one in every rule of a site. Plans, and with `--apply` writes what was planned.
 * The only thing in this product that writes to a rule.
 */
export async function rotate(request: RotateRequest, context: CliContext): Promise<Outcome<RotateExit, Problem>> {
  const earlier = request.plan === null ? succeed(null) : await readPlan(request.plan);
  if (!earlier.ok) {
    return earlier;
  }
  const run = await prepare(request, earlier.value, context);
  if (!run.ok) {
    return run;
  }
  // With --apply a plan that is there is what is applied; otherwise it is made anew.
  const planned =
    request.apply && earlier.value !== null ? await resume(earlier.value, run.value) : await makePlan(run.value);
  if (!planned.ok) {
    return planned;
  }
  return request.apply ? apply(planned.value, run.value) : conclude(planned.value, 'plan', run.value);
}

async function prepare(
  request: RotateRequest,
  earlier: RotationPlan | null,
  context: CliContext,
): Promise<Outcome<Run, Problem>> {
  const credentials = readLiveCredentials(context);
  if (!credentials.ok) {
    return credentials;
  }
  const fileKey = request.keyFile === undefined ? null : await loadFingerprintKey(request.keyFile, context.randomBytes);
  if (fileKey !== null && !fileKey.ok) {
    return fileKey;
  }
  const given = await readSecrets(context, request.finding === null);
  if (!given.ok) {
    return given;
  }
  const { fresh } = given.value;
  const authorization = credentials.value.asUser;
  const http = createRotationHttp(request.atlassian, request.site, context);
  const cloudId = await findCloudId(request, http);
  if (!cloudId.ok) {
    return cloudId;
  }
  const api = createRuleApi({ ...http, cloudId: cloudId.value, authorization });
  const old =
    given.value.old === null
      ? await oldOfFinding(request.finding ?? '', request, api, fileKey?.value ?? null, context)
      : succeed(given.value.old);
  if (!old.ok) {
    return old;
  }
  if (isPartOfOther(old.value, fresh)) {
    return problem('one of the two credentials is the other one, or a part of it: no rule could tell which it holds');
  }
  const salt = fileKey === null ? saltOf(request, earlier, context) : null;
  const key = fileKey?.value ?? nameKey(rotationKey(old.value, fresh, salt ?? ''));
  const fingerprint = createFingerprinter(Buffer.from(key.key, 'utf8'));
  return succeed({
    request,
    context,
    http,
    api,
    cloudId: cloudId.value,
    authorization,
    change: { old: old.value, fresh, email: request.newEmail },
    key,
    salt,
    fingerprint,
    isOwnToken: fingerprint(old.value) === fingerprintText(credentials.value.apiToken, key.key),
    hide: createHider([old.value, fresh]),
  });
}

/** A plan that is to be applied brings the salt of its key. */
function saltOf({ apply }: RotateRequest, earlier: RotationPlan | null, context: CliContext): string {
  const known = apply ? (earlier?.key.salt ?? null) : null;
  return known ?? context.randomBytes(16).toString('hex');
}

/** The id of a finding names a place; a report says which value it was that stood there. */
async function oldOfFinding(
  findingId: string,
  { report }: RotateRequest,
  api: RuleApi,
  key: FingerprintKey | null,
  context: CliContext,
): Promise<Outcome<Secret, Problem>> {
  const reported = report === null ? succeed(null) : await fingerprintInReport(report, findingId);
  if (!reported.ok) {
    return reported;
  }
  // Without a report nothing is compared, and any key does.
  const text = key?.key ?? context.randomBytes(32).toString('hex');
  const fingerprint = createFingerprinter(Buffer.from(text, 'utf8'));
  return findOldSecret(api, { findingId, fingerprint: reported.value }, fingerprint, teller(context));
}

/** `/_edge/tenant_info` answers anybody (Automation REST API, base paths). */
async function findCloudId(
  { cloudId, site }: RotateRequest,
  { reading }: RotationHttp,
): Promise<Outcome<string, Problem>> {
  if (cloudId !== null) {
    return succeed(cloudId);
  }
  const answer = await reading.requestJson({
    api: 'site',
    method: 'GET',
    url: `https://${site.host}/_edge/tenant_info`,
  });
  if (!answer.ok) {
    return problem(
      `the cloud id of ${site.host} could not be read (--cloud-id gives it): ${describeFailure(answer.failure)}`,
    );
  }
  const id = textField(answer.value.json, 'cloudId');
  return id === null ? problem(`${site.host} gave no cloud id; --cloud-id gives it`) : succeed(id);
}

function teller({ errors }: CliContext): (line: string) => void {
  return (line) => printProblem(errors, line);
}

/** A plan with what is told beside it: how the new token was tried. */
interface Planned {
  plan: RotationPlan;
  trial: Trial | null;
}

async function makePlan(run: Run): Promise<Outcome<Planned, Problem>> {
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
    teller(context),
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

function tryFor(
  { change, request, cloudId, http, context }: Run,
  uses: Parameters<typeof tryToken>[0]['uses'],
): ReturnType<typeof tryToken> {
  const site = { host: request.site.host, cloudId };
  const now = (): Date => context.clock.now();
  return tryToken({ fresh: change.fresh, newEmail: request.newEmail, uses, site, http: http.reading, now });
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
    if (actorAccountId !== null && actors.unwell.has(actorAccountId)) {
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

/** A plan of an earlier run, if it is about the same; the new token is tried again. */
async function resume(plan: RotationPlan, run: Run): Promise<Outcome<Planned, Problem>> {
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
      tell: teller(context),
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

function conclude(planned: Planned, mode: 'plan' | 'apply', run: Run): Outcome<RotateExit, Problem> {
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

function answerOf(
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

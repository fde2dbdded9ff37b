import type { Fingerprinter } from '../../src/credentials/fingerprint';
import { rewriteRule } from '../../src/credentials/rewrite/rewrite-rule';
import type { SecretChange } from '../../src/credentials/rewrite/rewriting';
import type { Clock } from '../../src/platform/clock';
import type { HttpFailure } from '../../src/platform/http-types';
import type { JsonObject } from '../../src/rules/json-value';
import type { Journal } from './journal';
import type { Outcome, ReasonCode, RotationRule } from './rotation';
import type { RawRule, RuleApi } from './rule-api';
import { differingPlaces, digestOf, updatedOf } from './rule-digest';
import { factsOf } from './survey';
import { barrierOf } from './writable';

export interface Application {
  api: RuleApi;
  change: SecretChange;
  fingerprint: Fingerprinter;
  journal: Journal;
  clock: Clock;
  /** Takes both values out of what is to be shown. */
  hide: (text: string) => string;
  print: (line: string) => void;
  /** True once the run was asked to end. */
  isInterrupted: () => boolean;
}

/** What is known of a rule once it was dealt with. */
interface Dealt {
  outcome: Outcome;
  reason: ReasonCode | null;
  at?: readonly string[];
  /** Nothing more is to be written in this run. */
  stops?: boolean;
}

/** Waits before each look at a rule that was written: reads may lag behind writes. */
const LOOKS = [0, 2000, 5000, 10_000];
/** So often a rule is begun again because the API asked to slow down. */
const MOST_PAUSES = 5;
const PAUSE = 15_000;
const LONGEST_PAUSE = 120_000;

/**
 * Writes what was planned, rule by rule, the canary first. A rule is read before and after: before, to see that it still is
 * what was planned; after, because a success code proves nothing. Whatever is not exactly as planned ends the run.
 * @returns the rules in their own order, each with what became of it
 */
export async function applyPlan(
  rules: readonly RotationRule[],
  canary: string | null,
  application: Application,
): Promise<RotationRule[]> {
  const planned = rules.filter(({ outcome }) => outcome === 'planned');
  const first = planned.find(({ uuid }) => uuid === canary);
  const order = first === undefined ? planned : [first, ...planned.filter((rule) => rule !== first)];
  const dealt = new Map<RotationRule, Dealt>();
  let stopped: ReasonCode | null = null;
  let isProved = false;
  for (const [index, rule] of order.entries()) {
    if (stopped === null && application.isInterrupted()) {
      stopped = 'interrupted';
    }
    if (stopped !== null) {
      dealt.set(rule, { outcome: 'not-reached', reason: stopped });
      continue;
    }
    application.print(`${index + 1} of ${order.length}${isProved ? '' : ' (canary)'}: ${rule.name}`);
    const result = await dealWith(rule, application);
    dealt.set(rule, result);
    isProved ||= result.outcome === 'rotated';
    // The canary is there to find out whether writing works at all; the first rule that is written is one.
    const isFailedCanary =
      !isProved && (result.outcome === 'not-written' || (rule === first && result.outcome === 'skipped'));
    if (result.stops === true || isFailedCanary) {
      stopped = 'stopped';
    }
  }
  return rules.map((rule) => {
    const result = dealt.get(rule);
    return result === undefined
      ? rule
      : { ...rule, outcome: result.outcome, reason: result.reason, at: result.at ?? [] };
  });
}

async function dealWith(rule: RotationRule, application: Application): Promise<Dealt> {
  const { journal } = application;
  for (let pause = 0; ; pause += 1) {
    const ready = await makeReady(rule, application);
    if ('outcome' in ready) {
      await noteEnd(rule, ready.outcome, journal);
      return ready;
    }
    await journal.note(rule, 'writing');
    const answer = await application.api.writeRule(rule.product, rule.uuid, ready.target);
    const failure = answer.ok ? null : answer.failure;
    const dealt = await lookAfter(rule, ready, failure, application);
    await noteEnd(rule, dealt.outcome, journal);
    const isPaused = dealt.outcome === 'not-written' && failure?.code === 'rate-limited';
    if (!isPaused || pause >= MOST_PAUSES || application.isInterrupted()) {
      return dealt;
    }
    // Asked to slow down: the rule is read anew before it is written again.
    await application.clock.sleep(Math.min(failure.retryAfter ?? PAUSE, LONGEST_PAUSE));
  }
}

async function noteEnd(rule: RotationRule, outcome: Outcome, journal: Journal): Promise<void> {
  switch (outcome) {
    case 'rotated':
    case 'already-new':
    case 'not-written':
    case 'skipped':
    case 'uncertain':
      await journal.note(rule, outcome);
      return;
    default:
      return;
  }
}

/** A rule that was read just now and is what was planned, and what it is to be. */
interface Ready {
  before: RawRule;
  target: JsonObject;
}

async function makeReady(rule: RotationRule, application: Application): Promise<Ready | Dealt> {
  const { api, change, fingerprint, journal } = application;
  const { digests } = rule;
  if (digests === null) {
    return { outcome: 'skipped', reason: 'changed' };
  }
  const answer = await api.readRule(rule.product, rule.uuid);
  if (!answer.ok) {
    // A rule that is being written when a run ends may hold anything until it has been seen again.
    const isInHand = journal.last(rule) === 'writing';
    // What was asked again and again without an answer will not answer for the next rule either.
    const stops = isInHand || !['not-found', 'forbidden', 'rejected'].includes(answer.failure.code);
    return { outcome: isInHand ? 'uncertain' : 'skipped', reason: isInHand ? 'left-in-hand' : 'not-read', stops };
  }
  const before = answer.value;
  const digest = digestOf(before.rule, fingerprint);
  if (digest === digests.after) {
    return { outcome: 'already-new', reason: null };
  }
  if (digest !== digests.before || updatedOf(before.rule) !== rule.updated || barrierOf(before) !== null) {
    return journal.last(rule) === 'writing'
      ? { outcome: 'uncertain', reason: 'left-in-hand', stops: true }
      : { outcome: 'skipped', reason: 'changed' };
  }
  const rewriting = rewriteRule(before.rule, change, fingerprint, rule.product);
  const isPlanned = rewriting.outcome === 'rewritten' && digestOf(rewriting.rule, fingerprint) === digests.after;
  return isPlanned ? { before, target: rewriting.rule } : { outcome: 'skipped', reason: 'changed' };
}

/** Reads a rule after it was written, until it shows what became of it. */
async function lookAfter(
  rule: RotationRule,
  { before, target }: Ready,
  failure: HttpFailure | null,
  application: Application,
): Promise<Dealt> {
  let last: Dealt = { outcome: 'uncertain', reason: 'not-read-back', stops: true };
  for (const wait of LOOKS) {
    if (wait > 0) {
      await application.clock.sleep(wait);
    }
    const answer = await application.api.readRule(rule.product, rule.uuid);
    if (!answer.ok) {
      last = { outcome: 'uncertain', reason: 'not-read-back', stops: true };
      continue;
    }
    last = judge(rule, before, target, answer.value, failure, application);
    // What is as it was may only not show yet; a clear refusal changes nothing later.
    if (last.outcome === 'rotated' || last.reason === 'refused' || isPause(failure)) {
      return last;
    }
    if (last.reason === 'differs' || last.reason === 'switched-off') {
      return last;
    }
  }
  return last;
}

function isPause(failure: HttpFailure | null): boolean {
  return failure?.code === 'rate-limited';
}

function judge(
  rule: RotationRule,
  before: RawRule,
  target: JsonObject,
  now: RawRule,
  failure: HttpFailure | null,
  { fingerprint, change, hide }: Application,
): Dealt {
  const digest = digestOf(now.rule, fingerprint);
  if (digest === rule.digests?.after && now.connections.length === 0) {
    return holdsTheNew(rule, now, fingerprint, change)
      ? { outcome: 'rotated', reason: null }
      : { outcome: 'uncertain', reason: 'differs', stops: true };
  }
  if (digest !== rule.digests?.before) {
    const isOff = now.rule['state'] !== before.rule['state'];
    const at = differingPlaces(target, now.rule).map(hide);
    return { outcome: 'uncertain', reason: isOff ? 'switched-off' : 'differs', at, stops: true };
  }
  const isTouched = updatedOf(now.rule) !== updatedOf(before.rule);
  if (failure === null || isTouched) {
    return { outcome: 'uncertain', reason: 'dropped', stops: true };
  }
  switch (failure.code) {
    case 'rejected':
    case 'forbidden':
    case 'not-found':
      return { outcome: 'not-written', reason: 'refused' };
    case 'unauthorized':
      return { outcome: 'not-written', reason: 'refused', stops: true };
    case 'rate-limited':
      return { outcome: 'not-written', reason: 'unavailable', stops: true };
    case 'unavailable':
      // A gateway that gave up waiting does not say that nothing will happen.
      return failure.status === 504 || failure.status === 408
        ? { outcome: 'uncertain', reason: 'unanswered', stops: true }
        : { outcome: 'not-written', reason: 'unavailable', stops: true };
    case 'network':
    case 'bad-answer':
      return { outcome: 'uncertain', reason: 'unanswered', stops: true };
  }
}

/** The finder’s word, beside the digest’s: the new value at every planned place, the old one at none. */
function holdsTheNew(
  rule: RotationRule,
  now: RawRule,
  fingerprint: Fingerprinter,
  { old, fresh }: SecretChange,
): boolean {
  const uses = factsOf(now, rule.product, fingerprint)?.credentials ?? [];
  const pointersOf = (print: string): string[] =>
    uses.filter((use) => use.fingerprint === print).map(({ location }) => location.pointer);
  const found = pointersOf(fingerprint(fresh));
  return pointersOf(fingerprint(old)).length === 0 && rule.places.every(({ pointer }) => found.includes(pointer));
}

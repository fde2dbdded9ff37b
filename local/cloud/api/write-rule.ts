import { fieldOf, isJson, isRecord, type Json, type JsonObject } from '../../json';
import { accountById, type Organization, type StoredRule } from '../organization';
import { AUTOMATION_ACTOR } from '../rule-builder';
import type { RuleWrites, WriteFault } from '../rule-writes';
import { ok, type CloudAnswer, type CloudRequest } from './router';
import { hasProduct, signIn } from './sign-in';

interface WriteContext {
  org: Organization;
  now: () => number;
  writes: RuleWrites;
}

const NOT_PARSED = 'The request body could not be parsed';
const WRONG_IDS = 'Component ids do not match the existing rule or there are duplicate ids';
const NO_ACCESS = 'The selected actor does not have access to this product.';

/** `PUT rule/{uuid}`: the envelope, ids of components, the actor; and whatever fault is switched on for it. */
export function writeRule(stored: StoredRule, request: CloudRequest, context: WriteContext): CloudAnswer {
  const { writes } = context;
  writes.asked.push(stored.uuid);
  const fault = writes.faultOf(stored.uuid);
  const before = faultBefore(fault, stored, context);
  if (before !== undefined) {
    return before;
  }
  const given = fieldOf(request.body, 'rule');
  if (!isRecord(given) || !isJson(given)) {
    return refused(400, NOT_PARSED);
  }
  const why = reasonAgainst(given, stored, context);
  if (why !== undefined) {
    return refused(400, why);
  }
  const shown = stored.rule;
  const target = stateAfter(inLine(withServerFields(given, stored, context)), stored, request, context);
  if (fault === 'late') {
    writes.later(stored.uuid, () => {
      stored.rule = target;
    });
    return { status: 200, lost: 'hang' };
  }
  stored.rule = withFault(target, fault, stored, context);
  if (fault === 'stale') {
    writes.showFor(stored.uuid, shown);
  }
  if (fault === 'redact') {
    writes.redacted.add(stored.uuid);
  }
  if (fault === 'unreadable') {
    writes.unreadable.add(stored.uuid);
  }
  return faultAfter(fault) ?? ok({ ruleUuid: stored.uuid });
}

function faultBefore(
  fault: WriteFault | undefined,
  stored: StoredRule,
  context: WriteContext,
): CloudAnswer | undefined {
  switch (fault) {
    case 'rate-limit':
      return { ...refused(429, 'Too many requests'), headers: { 'retry-after': '7' } };
    case 'refuse':
      return refused(403, 'User is not authenticated, or user is not a global admin.');
    case 'error-before':
      return refused(500, 'Internal server error');
    case 'gateway-before':
      return refused(504, 'Gateway timeout');
    case 'timeout-before':
      return { status: 200, lost: 'hang' };
    case 'edit-before':
      saveAsOther(stored, context);
      return undefined;
    default:
      return undefined;
  }
}

function faultAfter(fault: WriteFault | undefined): CloudAnswer | undefined {
  switch (fault) {
    case 'error-after':
      return refused(500, 'Internal server error');
    case 'gateway-after':
      return refused(504, 'Gateway timeout');
    case 'rate-limit-after':
      return { ...refused(429, 'Too many requests'), headers: { 'retry-after': '7' } };
    case 'timeout-after':
      return { status: 200, lost: 'hang' };
    case 'cut':
      return { status: 200, json: { ruleUuid: 'cut off' }, lost: 'cut' };
    default:
      return undefined;
  }
}

function withFault(
  target: JsonObject,
  fault: WriteFault | undefined,
  stored: StoredRule,
  context: WriteContext,
): JsonObject {
  switch (fault) {
    case 'drop':
      return { ...stored.rule, updated: target['updated'] ?? null };
    case 'partial':
      return { ...target, components: half(target['components'] ?? [], stored.rule['components'] ?? []) };
    case 'mangle':
      return { ...target, notifyOnError: target['notifyOnError'] === 'NEVER' ? 'FIRSTERROR' : 'NEVER' };
    case 'disable':
      return { ...target, state: 'DISABLED' };
    case 'edit-after':
      return editedByOther(target, context);
    default:
      return target;
  }
}

/** The last component stays as it was. */
function half(target: Json, before: Json): Json {
  if (!Array.isArray(target) || !Array.isArray(before) || target.length === 0) {
    return target;
  }
  return [...target.slice(0, -1), before[target.length - 1] ?? null];
}

/** Somebody else changes the rule’s description in the editor. */
export function saveAsOther(stored: StoredRule, context: Pick<WriteContext, 'now'>): void {
  stored.rule = editedByOther(stored.rule, context);
}

function editedByOther(rule: JsonObject, { now }: Pick<WriteContext, 'now'>): JsonObject {
  return { ...rule, description: 'Edited in the meantime', updated: later(rule['updated'], now()) };
}

function withServerFields(given: JsonObject, { uuid, rule }: StoredRule, { now }: WriteContext): JsonObject {
  return { ...given, uuid, created: rule['created'] ?? null, updated: later(rule['updated'], now()) };
}

/** Seconds with a fraction, and never the same twice. */
function later(before: Json | undefined, now: number): number {
  return Math.max(typeof before === 'number' ? before + 0.001 : 0, now / 1000);
}

function reasonAgainst(given: JsonObject, stored: StoredRule, { org, now }: WriteContext): string | undefined {
  const existing = idsIn(stored.rule);
  const ids = idsIn(given);
  if (new Set(ids).size !== ids.length || ids.some((id) => !existing.includes(id))) {
    return WRONG_IDS;
  }
  const actor = given['actor'];
  const id = isRecord(actor) && actor['type'] === 'ACCOUNT_ID' ? actor['actor'] : AUTOMATION_ACTOR;
  if (id === AUTOMATION_ACTOR) {
    return undefined;
  }
  const account = typeof id === 'string' ? accountById(org, id) : undefined;
  return account === undefined || (account.kind === 'person' && !hasProduct(account, now())) ? NO_ACCESS : undefined;
}

/** Ids of the trigger and of every component; a component without one is new. */
function idsIn(rule: JsonObject): string[] {
  const ids: string[] = [];
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (isRecord(value)) {
      const { id, children, conditions } = value;
      if (typeof id === 'string') {
        ids.push(id);
      }
      visit(children);
      visit(conditions);
    }
  };
  visit(rule['trigger']);
  visit(rule['components']);
  return ids;
}

/** If scope and filters of the trigger differ, the trigger is brought into line without a word. */
function inLine(rule: JsonObject): JsonObject {
  const { trigger, ruleScopeARIs: scopes } = rule;
  if (!isRecord(trigger) || !isRecord(trigger['value']) || !Array.isArray(scopes)) {
    return rule;
  }
  const filters = trigger['value']['eventFilters'];
  if (!Array.isArray(filters) || filters.length === 0 || JSON.stringify(filters) === JSON.stringify(scopes)) {
    return rule;
  }
  return { ...rule, trigger: { ...trigger, value: { ...trigger['value'], eventFilters: scopes } } };
}

/** A connection that is not the caller’s is stored unauthenticated, and the rule is switched off. */
function stateAfter(
  rule: JsonObject,
  stored: StoredRule,
  request: CloudRequest,
  { org, now }: WriteContext,
): JsonObject {
  const who = signIn(org, request.headers['authorization'], 'site', now());
  const caller = who.kind === 'account' ? who.account.accountId : null;
  const isForeign = stored.connections.some((connection) => connection['accountId'] !== caller);
  return isForeign ? { ...rule, state: 'DISABLED' } : rule;
}

function refused(status: number, title: string): CloudAnswer {
  const error = { id: '00000000-0000-4000-8000-000000000000', status, code: 'api.refused', title };
  return { status, json: { errors: [error] } };
}

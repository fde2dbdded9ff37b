import { createHash } from 'node:crypto';

import { fail, succeed } from '../outcome';
import type { Outcome } from '../outcome';
import type { Product } from '../report/report';
import { toInstant } from './instant';
import { idOf, isJsonArray, isJsonObject, textOf } from './json-value';
import type { JsonObject } from './json-value';
import { readComponents } from './read-components';
import { readConnections } from './read-connections';
import type { Component, Note, Rule, RuleActor } from './rule';

export interface RuleContext {
  /** Where in its document the rule stands, as a JSON pointer: part of the name of a rule without an id. */
  place: string;
  /** The export's `cloud` flag, null where the document has none. */
  cloud: boolean | null;
  product: Product | null;
  /** `connections` beside the rule (API responses), else undefined. */
  connections: unknown;
}

/** Reads one rule of any known shape. Fails only on what is no rule at all; the reason never quotes content. */
export function readRule(value: unknown, context: RuleContext): Outcome<Rule, { reason: string }> {
  if (!isJsonObject(value)) {
    return fail({ reason: 'not a rule: not an object' });
  }
  if (value['components'] === undefined && value['trigger'] === undefined) {
    return fail({ reason: reasonForNoComponents(value) });
  }
  const tree = readComponents(value);
  const aris = scopeAris(value);
  const connections = readConnections(context.connections ?? value['connections']);
  const name = textOf(value['name']) ?? '(no name)';
  return succeed({
    uuid: identify(value, name, context.place),
    name,
    state: isDisabled(value) ? 'DISABLED' : 'ENABLED',
    product: context.product ?? productOf(tree.components, aris),
    platform: platformOf(value, context.cloud),
    createdAt: toInstant(value['created']),
    updatedAt: toInstant(value['updated']),
    ...readActor(value),
    ...readAuthor(value),
    cloudId: cloudIdOf(aris),
    components: tree.components,
    connections: connections.connections,
    notes: [...readNotes(value), ...tree.texts],
    rest: [{ ...value, trigger: null, components: null }, context.connections, ...tree.rest],
    unread: [...tree.unread, ...connections.unread],
  });
}

function reasonForNoComponents(value: JsonObject): string {
  if (Object.keys(value).length === 0) {
    return 'not a rule: an empty object';
  }
  if (value['component'] !== undefined) {
    return 'not a rule: a single component';
  }
  const looksLikeSummary = value['name'] !== undefined && value['state'] !== undefined;
  return looksLikeSummary
    ? 'a summary of a rule, without its components'
    : 'not a rule: it has neither trigger nor components';
}

/** `uuid` (API), `idUuid` (exports since 2025), numeric `id` (older), else a name made of what stays the same. */
function identify(value: JsonObject, name: string, place: string): string {
  const id = textOf(value['uuid']) ?? textOf(value['idUuid']) ?? idOf(value['id']);
  if (id !== null) {
    return id;
  }
  const parts = [name, place, toInstant(value['created']) ?? '', idOf(value['authorAccountId']) ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function isDisabled(value: JsonObject): boolean {
  const state = textOf(value['state']);
  return state === null ? value['enabled'] === false : state.toUpperCase() === 'DISABLED';
}

/** API: `actor.actor`; exports since 2021: `actor.value`; 2018: `actorKey`; Data Center: `actorAccountId`. */
function readActor(value: JsonObject): Pick<Rule, 'actor' | 'actorPointer'> {
  const actor = value['actor'];
  if (isJsonObject(actor)) {
    const type = textOf(actor['type'])?.toUpperCase();
    const field = isGiven(actor['actor']) ? 'actor' : 'value';
    const actorPointer = `/actor/${field}`;
    if (type === 'EVENT_INITIATOR' || type === 'INITIATOR') {
      return { actor: { type: 'initiator' }, actorPointer };
    }
    if (type === 'SMART_VALUE') {
      return { actor: { type: 'smart-value' }, actorPointer };
    }
    return { actor: toActor(actor[field]), actorPointer };
  }
  const field = ['actor', 'actorAccountId'].find((name) => isGiven(value[name])) ?? 'actorKey';
  return { actor: toActor(value[field]), actorPointer: `/${field}` };
}

function readAuthor(value: JsonObject): Pick<Rule, 'authorAccountId' | 'authorPointer'> {
  const given = accountOf(value['authorAccountId']);
  if (given !== null) {
    return { authorAccountId: given, authorPointer: '/authorAccountId' };
  }
  return { authorAccountId: accountOf(value['authorKey']), authorPointer: '/authorKey' };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function toActor(value: unknown): RuleActor {
  const id = idOf(value);
  if (id === null) {
    return { type: 'none' };
  }
  return id.includes('{{') ? { type: 'smart-value' } : { type: 'account', accountId: id };
}

function accountOf(value: unknown): string | null {
  const id = idOf(value);
  return id === null || id.includes('{{') ? null : id;
}

function platformOf(value: JsonObject, cloud: boolean | null): Rule['platform'] {
  if (cloud !== null) {
    return cloud ? 'cloud' : 'data-center';
  }
  const flat = value['actorAccountId'] !== undefined && value['actor'] === undefined;
  return flat ? 'data-center' : 'cloud';
}

function productOf(components: readonly Component[], aris: readonly string[]): Product {
  const trigger = components[0]?.type ?? '';
  if (trigger.startsWith('confluence.')) {
    return 'confluence';
  }
  return aris.some((ari) => ari.startsWith('ari:cloud:confluence')) ? 'confluence' : 'jira';
}

/** `ari:cloud:jira:<cloudId>:project/1` for one project, `ari:cloud:jira::site/<cloudId>` for a whole site. */
function cloudIdOf(aris: readonly string[]): string | null {
  for (const ari of aris) {
    const found = /^ari:cloud:[\w-]+:(?:([\da-f-]{36}):|:site\/([\da-f-]{36}))/i.exec(ari);
    const id = found?.[1] ?? found?.[2];
    if (id !== undefined) {
      return id.toLowerCase();
    }
  }
  return null;
}

function scopeAris(value: JsonObject): string[] {
  const scope = value['ruleScope'];
  const lists = [value['ruleScopeARIs'], isJsonObject(scope) ? scope['resources'] : undefined];
  return lists.flatMap((list) =>
    isJsonArray(list) ? list.filter((item): item is string => typeof item === 'string') : [],
  );
}

function readNotes(value: JsonObject): Note[] {
  const notes: Note[] = [];
  const description = textOf(value['description']);
  if (description !== null) {
    notes.push({ pointer: '/description', text: description });
  }
  const labels = value['labels'];
  if (isJsonArray(labels)) {
    labels.forEach((label, index) => {
      const text = textOf(label);
      if (text !== null) {
        notes.push({ pointer: `/labels/${String(index)}`, text });
      }
    });
  }
  // Exports of 2021: `tags: [{id, tagType, tagValue}]`.
  const tags = value['tags'];
  if (isJsonArray(tags)) {
    tags.forEach((tag, index) => {
      const text = isJsonObject(tag) ? textOf(tag['tagValue']) : null;
      if (text !== null) {
        notes.push({ pointer: `/tags/${String(index)}/tagValue`, text });
      }
    });
  }
  return notes;
}

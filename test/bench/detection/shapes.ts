import { isJsonArray, isJsonObject } from '../../../src/rules/json-value';
import type { Random } from '../../credentials/support/random';
import { makeUuid } from '../../credentials/support/make-value';

/** A component before it is dressed in the shape of an era. */
export interface Draft {
  component: string;
  type: string;
  value?: unknown;
  children?: Draft[];
  conditions?: Draft[];
}

export const SHAPES = [
  'api',
  'api-bare',
  'export-2026',
  'export-2025',
  'export-2021',
  'export-2018',
  'data-center',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface Dressed {
  document: unknown;
  /** The pointer of a draft's component inside its rule. */
  pointerOf: (draft: Draft) => string;
}

/** Dresses components as a rule document of an era. */
export function dress(drafts: readonly Draft[], shape: Shape, random: Random): Dressed {
  const pointers = new Map<Draft, string>();
  const trigger = {
    ...frame(shape, random),
    component: 'TRIGGER',
    type: 'jira.manual.trigger.issue',
    value: { groups: [] },
    children: [],
    conditions: [],
  };
  const components = drafts.map((draft, index) =>
    dressOne(draft, `/components/${String(index)}`, shape, random, pointers),
  );
  const rule = { name: 'Nightly sync', state: 'ENABLED', trigger, components, ...head(shape, random) };
  const pointerOf = (draft: Draft): string => pointers.get(draft) ?? 'no such draft';
  return { document: wrap(rule, shape), pointerOf };
}

function dressOne(draft: Draft, pointer: string, shape: Shape, random: Random, pointers: Map<Draft, string>): unknown {
  pointers.set(draft, pointer);
  const dressList = (list: readonly Draft[] = [], key: string): unknown[] =>
    list.map((item, index) => dressOne(item, `${pointer}/${key}/${String(index)}`, shape, random, pointers));
  return {
    ...frame(shape, random),
    component: draft.component,
    type: draft.type,
    value: draft.type.endsWith('outgoing.webhook') ? dressRequest(draft.value, shape) : draft.value,
    conditions: dressList(draft.conditions, 'conditions'),
    children: dressList(draft.children, 'children'),
  };
}

function frame(shape: Shape, random: Random): Record<string, unknown> {
  if (shape === 'data-center') {
    return { schemaVersion: 2, optimisedIds: [], newComponent: false };
  }
  const id = shape === 'export-2018' || shape === 'export-2021' ? random.text('123456789', 6) : makeUuid(random);
  const base = { id, parentId: null, conditionParentId: null, schemaVersion: 1 };
  return shape === 'export-2018'
    ? base
    : { ...base, connectionId: null, ...(shape === 'export-2026' ? { checksum: null } : {}) };
}

function dressRequest(value: unknown, shape: Shape): unknown {
  if (!isJsonObject(value)) {
    return value;
  }
  const rows = isJsonArray(value['headers']) ? value['headers'] : [];
  const headers = rows.map((row) => dressHeader(row, shape));
  const extra =
    shape === 'data-center'
      ? { usedSecretsKeys: [] }
      : { continueOnErrorEnabled: false, ...(shape === 'export-2026' ? { urlSecure: false } : {}) };
  return {
    sendIssue: false,
    contentType: 'custom',
    method: 'POST',
    responseEnabled: true,
    customBody: null,
    ...value,
    headers,
    ...extra,
  };
}

function dressHeader(row: unknown, shape: Shape): unknown {
  if (!isJsonObject(row)) {
    return row;
  }
  if (shape === 'data-center') {
    return { id: '_header_1', name: row['name'], value: { keyOrValue: row['value'], secret: false } };
  }
  if (shape === 'export-2018' || shape === 'export-2021') {
    return { id: '_header_1', ...row };
  }
  return { id: null, headerSecure: false, ...row };
}

/** Where the text of a header's value stands below its component. */
export function headerPointer(index: number, shape: Shape): string {
  return `/value/headers/${String(index)}/value${shape === 'data-center' ? '/keyOrValue' : ''}`;
}

function head(shape: Shape, random: Random): Record<string, unknown> {
  const account = `712020:${makeUuid(random)}`;
  const times = { created: 1_758_521_716_938, updated: 1_761_896_145_606 };
  switch (shape) {
    case 'api':
    case 'api-bare':
      return {
        uuid: makeUuid(random),
        authorAccountId: account,
        actor: { type: 'ACCOUNT_ID', actor: account },
        created: 1_758_521_716.938,
        updated: 1_761_896_145.606,
        labels: [],
        ruleScopeARIs: [`ari:cloud:jira:${makeUuid(random)}:project/10000`],
      };
    case 'export-2026':
    case 'export-2025':
      return {
        ...times,
        id: 30_282_232,
        idUuid: makeUuid(random),
        authorAccountId: account,
        actor: { type: 'ACCOUNT_ID', value: account },
        labels: [],
      };
    case 'export-2021':
      return {
        ...times,
        id: 163_359,
        authorAccountId: account,
        actor: { type: 'ACCOUNT_ID', value: account },
        labels: [],
        tags: [],
      };
    case 'export-2018':
      return { ...times, id: 39_174, authorKey: 'admin', actorKey: 'addon_automation', projects: [], labels: [] };
    case 'data-center':
      return {
        ...times,
        id: 913,
        authorAccountId: 'JIRAUSER15085',
        actorAccountId: 'JIRAUSER15085',
        labels: [],
        tags: [],
      };
  }
}

function wrap(rule: Record<string, unknown>, shape: Shape): unknown {
  if (shape === 'api') {
    return { rule, connections: [] };
  }
  if (shape === 'api-bare') {
    return rule;
  }
  return { cloud: shape !== 'data-center', rules: [rule] };
}

import type { Random } from '../../credentials/support/random';
import type { Draft } from './shapes';

/** A way for a text to reach a place: written there, or through variables. */
export interface Route {
  name: string;
  /**
   * Builds the steps of the rule. `carry` makes the component that holds the text; the routes decide what stands
   * in its place and what comes before it. The returned `carrier` is the component to expect the finding at.
   */
  build: (
    text: string,
    carry: (text: string) => Draft,
    random: Random,
  ) => { drafts: Draft[]; carrier: Draft; via: string[] };
}

export function variable(name: string, text: string, lazy = false): Draft {
  return {
    component: 'ACTION',
    type: 'jira.create.variable',
    value: {
      id: '_customsmartvalue_id_1',
      name: { type: 'FREE', value: name },
      type: 'SMART',
      query: { type: 'SMART', value: text },
      lazy,
    },
  };
}

export function mappingTable(name: string, rows: Record<string, string>): Draft {
  return {
    component: 'ACTION',
    type: 'jira.create.mapping-variable',
    value: {
      name: { type: 'FREE', value: name },
      mappings: Object.entries(rows).map(([key, value]) => ({ key, value })),
    },
  };
}

export function property(entityType: 'ISSUE' | 'PROJECT' | 'USER', key: string, value: string): Draft {
  return { component: 'ACTION', type: 'jira.set.entity.property', value: { entityType, key, value } };
}

const condition: Draft = {
  component: 'CONDITION',
  type: 'jira.comparator.condition',
  value: { first: '{{issue.priority.name}}', second: 'High', operator: 'EQUALS' },
};

export function ifElse(...arms: { steps: Draft[]; isElse?: boolean }[]): Draft {
  return {
    component: 'CONDITION',
    type: 'jira.condition.container.block',
    value: {},
    children: arms.map(({ steps, isElse = false }) => ({
      component: 'CONDITION_BLOCK',
      type: 'jira.condition.if.block',
      value: { conditionMatchType: 'ALL' },
      conditions: isElse ? [] : [condition],
      children: steps,
    })),
  };
}

export function branch(...steps: Draft[]): Draft {
  return {
    component: 'BRANCH',
    type: 'jira.issue.related',
    value: { relatedType: 'current', jql: '' },
    children: steps,
  };
}

export const DIRECT: Route = {
  name: 'direct',
  build: (text, carry) => {
    const carrier = carry(text);
    return { drafts: [carrier], carrier, via: [] };
  },
};

/** A route whose steps all come before the carrier, at the top of the rule. */
function before(name: string, via: string[], steps: (text: string, random: Random) => Draft[], use: string): Route {
  return {
    name,
    build: (text, carry, random) => {
      const carrier = carry(use);
      return { drafts: [...steps(text, random), carrier], carrier, via };
    },
  };
}

const quote = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function split(text: string, random: Random): [string, string] {
  const at = 1 + random.below(text.length - 1);
  return [text.slice(0, at), text.slice(at)];
}

export const ROUTES: readonly Route[] = [
  DIRECT,
  before('variable', ['apiToken'], (text) => [variable('apiToken', text)], '{{apiToken}}'),
  before('variable with spaces', ['apiToken'], (text) => [variable('apiToken', text)], '{{ apiToken }}'),
  before('lazy', ['apiToken'], (text) => [variable('apiToken', text, true)], '{{apiToken}}'),
  before(
    'chain',
    ['first', 'second', 'third'],
    (text) => [variable('first', text), variable('second', '{{first}}'), variable('third', '{{second}}')],
    '{{third}}',
  ),
  before(
    'lazy chain, set later',
    ['inner', 'outer'],
    (text) => [variable('outer', '{{inner}}', true), variable('inner', text)],
    '{{outer}}',
  ),
  before(
    'two halves',
    ['head', 'tail'],
    (text, random) => split(text, random).map((part, index) => variable(index === 0 ? 'head' : 'tail', part)),
    '{{head}}{{tail}}',
  ),
  before(
    'two halves joined',
    ['head', 'tail', 'whole'],
    (text, random) => [
      ...split(text, random).map((part, index) => variable(index === 0 ? 'head' : 'tail', part)),
      variable('whole', '{{head}}{{tail}}'),
    ],
    '{{whole}}',
  ),
  before(
    'concat',
    ['head', 'tail'],
    (text, random) => split(text, random).map((part, index) => variable(index === 0 ? 'head' : 'tail', part)),
    '{{head.concat(tail)}}',
  ),
  before('trim', ['apiToken'], (text) => [variable('apiToken', `  ${text}\n`)], '{{apiToken.trim()}}'),
  before(
    'functions',
    ['apiToken'],
    (text) => [variable('apiToken', `<<${text}>>`)],
    '{{apiToken.substringAfter("<<").substringBefore(">>")}}',
  ),
  before(
    'replaced',
    ['apiToken'],
    (text) => [variable('apiToken', `${text.slice(0, 5)}#CUT#${text.slice(5)}`)],
    '{{apiToken.replace("#CUT#", "")}}',
  ),
  before(
    'set twice',
    ['apiToken'],
    (text) => [variable('apiToken', 'none'), variable('apiToken', text)],
    '{{apiToken}}',
  ),
  before('name of a built-in', ['issue'], (text) => [variable('issue', text)], '{{issue}}'),
  before(
    'cycle beside it',
    ['apiToken'],
    (text) => [variable('a', '{{b}}', true), variable('b', '{{a}}', true), variable('apiToken', text)],
    '{{apiToken}}{{a.trim()|""}}',
  ),
  before('set in one arm', ['apiToken'], (text) => [ifElse({ steps: [variable('apiToken', text)] })], '{{apiToken}}'),
  before(
    'set in a nested arm',
    ['apiToken'],
    (text) => [
      ifElse({
        steps: [ifElse({ steps: [variable('other', 'x')] }, { steps: [variable('apiToken', text)], isElse: true })],
      }),
    ],
    '{{apiToken}}',
  ),
  before(
    'lookup table',
    ['secrets'],
    (text) => [
      {
        component: 'ACTION',
        type: 'jira.create.lookup.table',
        value: {
          name: 'secrets',
          rows: [
            { key: 'test', value: 'none' },
            { key: 'production', value: text },
          ],
        },
      },
    ],
    '{{secrets.get("production")}}',
  ),
  before(
    'mapping table',
    ['secrets'],
    (text) => [mappingTable('secrets', { test: 'none', 'my site': text })],
    '{{secrets.get("my site")}}',
  ),
  before(
    'mapping table, dot',
    ['secrets'],
    (text) => [mappingTable('secrets', { test: 'none', production: text })],
    '{{secrets.production}}',
  ),
  before(
    'mapping table, key of a smart value',
    ['secrets'],
    (text) => [mappingTable('secrets', { ONE: text })],
    '{{secrets.get(issue.project.key)}}',
  ),
  before(
    'mapping table of a variable',
    ['apiToken', 'secrets'],
    (text) => [variable('apiToken', text), mappingTable('secrets', { production: '{{apiToken}}' })],
    '{{secrets.get("production").trim()}}',
  ),
  before(
    'property',
    ['project.properties.sync.token'],
    (text) => [property('PROJECT', 'sync.token', text)],
    '{{issue.project.properties.sync.token}}',
  ),
  before(
    'property of JSON, set later',
    ['issue.properties.sync'],
    (text) => [property('ISSUE', 'sync', JSON.stringify({ token: text }))],
    '{{triggerIssue.properties.get("sync").token}}',
  ),
  {
    name: 'inside a branch',
    build: (text, carry) => {
      const carrier = carry('{{apiToken}}');
      return { drafts: [variable('apiToken', text), branch(condition, carrier)], carrier, via: ['apiToken'] };
    },
  },
  {
    name: 'inside an arm',
    build: (text, carry) => {
      const carrier = carry('{{apiToken}}');
      return {
        drafts: [
          ifElse(
            { steps: [variable('apiToken', text), carrier] },
            { steps: [variable('apiToken', 'none')], isElse: true },
          ),
        ],
        carrier,
        via: ['apiToken'],
      };
    },
  },
  {
    name: 'in the expression',
    build: (text, carry) => {
      const carrier = carry(`{{${quote(text)}.trim()}}`);
      return { drafts: [carrier], carrier, via: [] };
    },
  },
];

import type { Json, JsonObject } from '../json';
import type { Random } from './seeded-random';

/** The actor of rules that act as "Automation for Jira": the same id on every site. */
export const AUTOMATION_ACTOR = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';

export interface RuleFrame {
  name: string;
  authorId: string;
  /** Null: acts as the user who triggered the event. */
  actorId: string | null;
  createdAt: number;
  updatedAt: number;
  enabled: boolean;
  /** ARI of the site or of a project. */
  scope: string;
  labels?: string[];
}

export interface Header {
  name: string;
  value: Json;
  secure?: boolean;
}

/** Builds rules in the shape of the Automation API (`GET rule`, February 2026). */
export class RuleBuilder {
  constructor(private readonly random: Random) {}

  rule(frame: RuleFrame, trigger: JsonObject, components: JsonObject[]): JsonObject {
    return {
      uuid: this.random.uuid(),
      name: frame.name,
      description: '',
      state: frame.enabled ? 'ENABLED' : 'DISABLED',
      actor: frame.actorId === null ? { type: 'EVENT_INITIATOR' } : { type: 'ACCOUNT_ID', actor: frame.actorId },
      authorAccountId: frame.authorId,
      canOtherRuleTrigger: false,
      notifyOnError: 'FIRSTERROR',
      labels: frame.labels ?? [],
      ruleScopeARIs: [frame.scope],
      writeAccessType: 'UNRESTRICTED',
      collaborators: [],
      created: frame.createdAt / 1000,
      updated: frame.updatedAt / 1000,
      trigger,
      components,
    };
  }

  component(
    kind: string,
    type: string,
    value: Json,
    inside: { children?: JsonObject[]; conditions?: JsonObject[] } = {},
  ): JsonObject {
    return {
      id: this.random.uuid(),
      component: kind,
      parentId: null,
      conditionParentId: null,
      connectionId: null,
      schemaVersion: 1,
      type,
      value,
      children: inside.children ?? [],
      conditions: inside.conditions ?? [],
    };
  }

  trigger(type: string, value: Json = {}): JsonObject {
    const component = this.component('TRIGGER', type, value);
    const unneeded = ['children', 'parentId', 'conditionParentId'];
    return Object.fromEntries(Object.entries(component).filter(([name]) => !unneeded.includes(name)));
  }

  action(type: string, value: Json): JsonObject {
    return this.component('ACTION', type, value);
  }

  condition(type: string, value: Json): JsonObject {
    return this.component('CONDITION', type, value);
  }

  log(text: string): JsonObject {
    return this.action('codebarrel.action.log', text);
  }

  comment(text: string): JsonObject {
    return this.action('jira.issue.comment', { comment: text, publicComment: false, addCommentOnce: false });
  }

  variable(name: string, value: string): JsonObject {
    return this.action('jira.create.variable', {
      id: `_customsmartvalue_id_${this.random.between(1e12, 2e12)}`,
      name: { type: 'FREE', value: name },
      type: 'SMART',
      query: { type: 'SMART', value },
      lazy: false,
    });
  }

  lookupTable(name: string, rows: Record<string, string>): JsonObject {
    const mappings = Object.entries(rows).map(([key, value]) => ({ key, value }));
    return this.action('jira.create.mapping-variable', { name: { type: 'FREE', value: name }, mappings });
  }

  setProperty(entityType: 'ISSUE' | 'PROJECT' | 'USER', key: string, value: string): JsonObject {
    return this.action('jira.set.entity.property', { entityType, key, value });
  }

  branch(children: JsonObject[]): JsonObject {
    return this.component('BRANCH', 'jira.issue.related', { relatedType: 'linked', jql: '' }, { children });
  }

  /** If this, then these, else those. */
  ifElse(jql: string, then: JsonObject[], otherwise: JsonObject[]): JsonObject {
    const block = (conditions: JsonObject[], children: JsonObject[]): JsonObject =>
      this.component(
        'CONDITION_BLOCK',
        'jira.condition.if.block',
        { conditionMatchType: 'ALL' },
        { children, conditions },
      );
    const blocks = [block([this.condition('jira.jql.condition', jql)], then)];
    if (otherwise.length > 0) {
      blocks.push(block([], otherwise));
    }
    return this.component('CONDITION', 'jira.condition.container.block', {}, { children: blocks });
  }

  webRequest(
    url: string,
    headers: Header[],
    more: { method?: string; body?: string; urlSecure?: boolean } = {},
  ): JsonObject {
    return this.action('jira.issue.outgoing.webhook', {
      url,
      urlSecure: more.urlSecure ?? false,
      headers: headers.map(({ name, value, secure }) => ({
        id: `_header_${this.random.between(1e12, 2e12)}`,
        name,
        value,
        headerSecure: secure ?? false,
      })),
      sendIssue: false,
      contentType: more.body === undefined ? 'empty' : 'custom',
      customBody: more.body ?? null,
      method: more.method ?? (more.body === undefined ? 'GET' : 'POST'),
      responseEnabled: more.body === undefined,
      continueOnErrorEnabled: false,
    });
  }
}

export function basic(user: string, secret: string): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
}

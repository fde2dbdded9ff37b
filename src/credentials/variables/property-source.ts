import type { PropertySource } from '../../rules/rule-facts';
import { parseExpression } from './parse-expression';
import type { Expression, Step } from './parse-expression';

const USERS = new Set(['user', 'initiator', 'assignee', 'reporter', 'creator', 'author', 'lead']);
const PROJECTS = new Set(['project', 'space']);

/** A smart value that reads a property, and what is done with the property's value. */
export interface PropertyRead extends PropertySource {
  rest: readonly Step[];
}

/** The one name of a property, however a smart value comes by its project, issue or user. */
export function propertyName({ entity, key }: PropertySource): string {
  return `${entity}.properties.${key}`;
}

/**
 * Reads `project.properties.token`, `issue.properties.get("token")`, `issue.project.properties.ci.token` (entity properties:
 * https://support.atlassian.com/cloud-automation/docs/jira-smart-values-issues/). Null for everything else.
 */
export function readPropertyExpression({ head, steps }: Expression): PropertyRead | null {
  if (head.name === null || head.args !== null) {
    return null;
  }
  const at = steps.findIndex(({ name, args }) => name.toLowerCase() === 'properties' && args === null);
  if (at === -1) {
    return null;
  }
  const owner = (steps[at - 1]?.name ?? head.name).toLowerCase();
  const entity = PROJECTS.has(owner) ? 'project' : USERS.has(owner) ? 'user' : 'issue';
  const after = steps.slice(at + 1);
  const [first] = after;
  const argument = first?.name.toLowerCase() === 'get' ? first.args?.[0] : undefined;
  if (argument?.head.text !== undefined && argument.head.text !== null) {
    return { entity, key: argument.head.text, rest: after.slice(1) };
  }
  const called = after.findIndex(({ args }) => args !== null);
  const named = called === -1 ? after : after.slice(0, called);
  if (named.length === 0) {
    return null;
  }
  return { entity, key: named.map(({ name }) => name).join('.'), rest: after.slice(named.length) };
}

/** The property that a smart value without a literal reads, by its expression. */
export function propertySourceOf(expression: string): PropertySource | null {
  if (expression.length > 400 || !/properties/i.test(expression)) {
    return null;
  }
  const parsed = parseExpression(expression.replace(/^[#^&{]\s*/, '').replace(/\\{1,16}"/g, '"'));
  const read = parsed === null ? null : readPropertyExpression(parsed);
  return read === null ? null : { entity: read.entity, key: read.key };
}

import { isJsonObject } from './json-value';
import type { Component } from './rule';

/**
 * Types of components that real rules have, collected from published exports, API replies and the tools that read
 * them. Those that hold a credential are read; of the others any text is searched. What is not here is counted in coverage as not
 * understood, and searched all the same.
 */
const TRIGGERS = `
  cmdb.object.trigger devops.deploy.event.trigger:statechange jira.incoming.webhook jira.issue.attachment.added
  jira.issue.field.changed jira.issue.link.deleted jira.issue.linked jira.issue.moved jira.issue.property.updated
  jira.jql.scheduled jira.manual.trigger jira.manual.trigger.issue jira.manual.trigger.issue.action
  jira.multiple.issue.event jira.sla.breach jira.sla.threshold jira.sla.threshold.trigger`;

const CONDITIONS = `
  jira.comparator.condition jira.condition.container.block jira.condition.else.block jira.condition.if.block
  jira.issue.attachment.condition jira.issue.condition jira.issue.hasAttachments jira.issues.related.condition
  jira.jql.condition jira.user.condition`;

const BRANCHES = `jira.issue.related jira.smart.values.branch`;

const ACTIONS = `
  action.send-templated-email cmdb.object.create cmdb.object.edit.attributes confluence.create-page.action
  focus.link-work-to-focus-area.action focus.unlink-work-from-focus-area.action jira.auto.approve.action
  jira.board.issue.move jira.cmdb.field.edit.attributes jira.create.dynamic-mapping-variable jira.create.mapping-variable
  jira.edit.request.type jira.issue.comment.update jira.issue.condition.issue.field jira.issue.delete.link
  jira.issue.deleteattachment jira.issue.set.security.level jira.sd.add.customer jira.sd.create.request jira.sprint.create
  jira.webhook.request jira.work-item.remote-link.add jira.worklog.add jsm.create.incident security.vulnerability.link
  slack.notification codebarrel.action.log jira.create.variable jira.issue.add.watcher jira.issue.archive jira.issue.assign
  jira.issue.clone jira.issue.comment jira.issue.create jira.issue.create.subtask jira.issue.create.subtasks
  jira.issue.delete jira.issue.delete.attachment jira.issue.delete.comment jira.issue.deletelink jira.issue.edit
  jira.issue.entity.property jira.issue.link jira.issue.log.work jira.issue.outgoing.email
  jira.issue.outgoing.webhook jira.issue.publish.event jira.issue.refetch jira.issue.refresh.issue
  jira.issue.servicedesk.customer.add jira.issue.servicedesk.request.create jira.issue.slack.message
  jira.issue.transition jira.issue.twilio jira.lookup.issues jira.set.entity.property jira.version.create
  jira.version.release jira.version.unrelease msteams.notification`;

/** The parts of a rule that a type is known as, one bit each. */
const TRIGGER = 1;
const CONDITION = 2;
const BRANCH = 4;
const ACTION = 8;

const KNOWN = new Map<string, number>();
for (const [part, types] of [
  [TRIGGER, TRIGGERS],
  [CONDITION, CONDITIONS],
  [BRANCH, BRANCHES],
  [ACTION, ACTIONS],
] as const) {
  for (const type of types.trim().split(/\s+/)) {
    KNOWN.set(type, (KNOWN.get(type) ?? 0) | part);
  }
}

/** Compared one by one, which is faster than a look-up of a text that was just read. */
function partOf(name: string | null): number | null {
  if (name === 'ACTION') {
    return ACTION;
  }
  if (name === 'CONDITION' || name === 'CONDITION_BLOCK') {
    return CONDITION;
  }
  if (name === 'TRIGGER') {
    return TRIGGER;
  }
  return name === 'BRANCH' ? BRANCH : null;
}

/** Families whose last part names the event: `jira.issue.event.trigger:created`, `jira.sprint.event.trigger:started`. */
const FAMILIES =
  /^(?:jira\.(?:issue|issue\.link|sprint|version|worklog)\.event(?:\.trigger)?|devops\.[\w.]{1,60}\.trigger):[\w-]{1,60}$/;

/** True for a type that is listed here letter by letter, so that nothing else can stand in it. */
export function isListedType(type: string): boolean {
  return KNOWN.has(type);
}

/** Fields of a web request, of every product and age. */
const REQUEST_FIELDS = new Set(
  'url urlSecure headers method contentType customBody sendIssue responseEnabled continueOnErrorEnabled usedSecretsKeys'.split(
    ' ',
  ),
);

/** "Send web request": the same type in Jira and Confluence, in Cloud and in Data Center. */
export function isWebRequest({ type, value }: Pick<Component, 'type' | 'value'>): boolean {
  if (type.endsWith('.outgoing.webhook')) {
    return true;
  }
  // Known by its name alone, no export shows it: it is one where it has the fields of one.
  return type === 'jira.webhook.request' && hasOnly(value, REQUEST_FIELDS);
}

/** True for a component that this program was made for: a type in the part of a rule that it is known in. */
export function isKnownComponent(component: Pick<Component, 'type' | 'component' | 'value'>): boolean {
  const { type, value } = component;
  const known = KNOWN.get(type);
  if (known === undefined) {
    return FAMILIES.test(type);
  }
  // A known name in another part of a rule is another thing. Parts that nobody knows say nothing, and branches come as any part.
  const part = partOf(component.component);
  if (part !== null && (known & part) === 0 && (known !== BRANCH || part === TRIGGER)) {
    return false;
  }
  return type !== 'jira.webhook.request' || isWebRequest(component) || !isJsonObject(value);
}

function hasOnly(value: unknown, fields: ReadonlySet<string>): boolean {
  return isJsonObject(value) && Object.keys(value).every((key) => fields.has(key));
}

/**
 * Types of components that real rules have, collected from published exports, API replies and the tools that read
 * them. What is not here is counted in coverage as not understood; it is still searched for credentials.
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
  codebarrel.action.log jira.create.variable jira.issue.add.watcher jira.issue.archive jira.issue.assign
  jira.issue.clone jira.issue.comment jira.issue.create jira.issue.create.subtask jira.issue.create.subtasks
  jira.issue.delete jira.issue.delete.attachment jira.issue.delete.comment jira.issue.deletelink jira.issue.edit
  jira.issue.entity.property jira.issue.link jira.issue.log.work jira.issue.outgoing.email
  jira.issue.outgoing.webhook jira.issue.publish.event jira.issue.refetch jira.issue.refresh.issue
  jira.issue.servicedesk.customer.add jira.issue.servicedesk.request.create jira.issue.slack.message
  jira.issue.transition jira.issue.twilio jira.lookup.issues jira.set.entity.property jira.version.create
  jira.version.release jira.version.unrelease msteams.notification`;

const KNOWN = new Set([TRIGGERS, CONDITIONS, BRANCHES, ACTIONS].flatMap((types) => types.trim().split(/\s+/)));

/** Families whose last part names the event: `jira.issue.event.trigger:created`, `jira.sprint.event.trigger:started`. */
const FAMILIES =
  /^(?:jira\.(?:issue|issue\.link|sprint|version|worklog)\.event(?:\.trigger)?|devops\.[\w.]{1,60}\.trigger):[\w-]{1,60}$/;

export function isKnownComponentType(type: string): boolean {
  return KNOWN.has(type) || FAMILIES.test(type);
}

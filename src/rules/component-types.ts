/** Types of components that real rules have. What is not here is counted as unknown in coverage. */
const KNOWN = new Set([
  'codebarrel.action.log',
  'jira.comparator.condition',
  'jira.condition.container.block',
  'jira.condition.if.block',
  'jira.create.variable',
  'jira.incoming.webhook',
  'jira.issue.comment',
  'jira.issue.condition',
  'jira.issue.create',
  'jira.issue.clone',
  'jira.issue.edit',
  'jira.issue.field.changed',
  'jira.issue.hasAttachments',
  'jira.issue.outgoing.email',
  'jira.issue.outgoing.webhook',
  'jira.issue.related',
  'jira.issue.transition',
  'jira.jql.condition',
  'jira.jql.scheduled',
  'jira.smart.values.branch',
  'msteams.notification',
]);

export function isKnownComponentType(type: string): boolean {
  return KNOWN.has(type) || type.startsWith('jira.issue.event.trigger:');
}

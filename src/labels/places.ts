import type { Audience, Placement, Subject, Visibility } from '../report/report';

export const SUBJECT_NAMES: Record<Subject, string> = {
  credential: 'Credential',
  connection: 'Connection',
  actor: 'Rule actor',
  author: 'Rule author',
};

/** Where in a request or step a value stands. */
export const PLACEMENT_NAMES: Record<Placement, string> = {
  header: 'Header',
  'url-userinfo': 'User part of the URL',
  'url-query': 'URL query parameter',
  'url-path': 'URL path',
  body: 'Request body',
  other: 'Field of the step',
};

/** Steps of a rule as Jira's own screens call them; any other is named by its type. */
const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  'jira.issue.outgoing.webhook': 'Send web request',
  'jira.create.variable': 'Create variable',
  'automation-token-watch.credential': 'Settings of this app',
};

export function componentName(type: string): string {
  return COMPONENT_NAMES[type] ?? type;
}

/** How a value stands in the rule. */
export const VISIBILITY_NAMES: Record<Visibility, string> = {
  literal: 'written in the rule',
  masked: 'hidden: its value could not be read',
  reference: 'kept under a named secret key',
  'smart-value': 'filled in when the rule runs',
  connection: 'kept in a connection',
};

/** Whom a request goes to. */
export const AUDIENCE_NAMES: Record<Audience, string> = {
  'own-site': 'this site',
  'atlassian-api': 'an Atlassian API',
  'other-atlassian-site': 'another Atlassian site',
  'third-party': 'a third party',
  unknown: 'an address that is only known when the rule runs',
};

import type { PropertySource } from '../../rules/rule-facts';
import { ruleUrl } from '../admin-urls';
import { withUrl, type Step } from './step';

/**
 * Who may read an entity property, by the permissions that Jira's REST API states for it (project, issue and user properties:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-properties/).
 */
const READERS: Record<PropertySource['entity'], string> = {
  project: 'everybody who can browse the project, without signing in where the project is public',
  issue: 'everybody who can see the work item, without signing in where its project is public',
  user: 'the user and every Jira administrator',
};

const WHERE: Record<PropertySource['entity'], string> = {
  project: '/rest/api/3/project/{project}/properties/',
  issue: '/rest/api/3/issue/{work item}/properties/',
  user: '/rest/api/3/user/properties/',
};

/** A token that a rule reads from a property lies open to others. */
export const hideProperty: Step = ({ property, rule }, _breaks, { site }) => {
  if (property === undefined) {
    return [];
  }
  const { entity, key } = property;
  const text = `The value is kept in the ${entity} property “${key}”, which ${READERS[entity]} can read through the REST API (${WHERE[entity]}${key}). Put the token into a header of the request that is marked as hidden, delete the property, and revoke the token that was in it.`;
  return [withUrl('hide-property', text, ruleUrl(rule, site))];
};

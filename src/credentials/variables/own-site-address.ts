import { parseExpression } from './parse-expression';
import type { Step } from './parse-expression';
import { givesNoText } from './text-functions';

/** A cheap look before the expression is parsed. */
const WORTH_A_LOOK = /url|self|content|thumbnail/i;

/**
 * What Jira and Confluence keep on the site itself, by the names that smart values give it (smart values for work items, projects,
 * users, versions, sprints, pages: https://support.atlassian.com/cloud-automation/docs/smart-values-in-jira-automation/). What comes
 * from elsewhere is not here: answers of requests, data of incoming webhooks, and commits, builds, deployments and pull requests.
 */
const ENTITIES = new Set(
  `issue issues triggerissue triggeringissue currentissue createdissue createdissues destinationissue sourceissue parent parentissue
  epic subtask subtasks linkedissue linkedissues lookupissues inwardissue outwardissue workitem workitems triggerworkitem
  createdworkitem lookupworkitems project projects version fixversion fixversions affectsversions versions component components
  sprint sprints board comment comments worklog worklogs attachment attachments user initiator assignee reporter creator author
  lead request page pages blog blogpost space content task whiteboard database folder triggerpage createdpage
  fields issuelinks`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Properties that hold an address of the thing, in the product's user interface or in its REST API. */
const ADDRESSES = new Set(['url', 'tourl', 'self']);
/** A file is downloaded from the site. */
const ADDRESSES_OF_FILES = new Set(['content', 'thumbnail', 'url', 'self']);
/** Take one or some of a list: what comes out is of the same sort. */
const PICKS = new Set(['first', 'last', 'get', 'latest', 'distinct', 'flatten', 'sort', 'reverse', 'sublist']);

/**
 * True for a smart value that Jira fills with an address on the rule's own site: `baseUrl`, `issue.url`, `issue.self`, also with text
 * functions that cut a part out of it (`issue.self.replaceAll("/rest/.*", "")`).
 * @param expression what stands between the braces
 * @param section the expression of the list that the smart value stands in the section of, where there is one
 */
export function isOwnSiteAddress(expression: string, section: string | null = null): boolean {
  if (expression.length > 400 || !WORTH_A_LOOK.test(expression)) {
    return false;
  }
  const whole = section === null ? expression : `${section.replace(/^[#^]\s*/, '')}.${expression}`;
  const parsed = parseExpression(whole.replace(/^[&{]/, '').replace(/\\{1,16}"/g, '"'));
  const given = parsed?.head.args === null ? parsed.head.name : null;
  // Objects begin with a small letter (https://support.atlassian.com/jira-service-management-cloud/docs/what-are-smart-values): a
  // `{{BaseURL}}` in a rule that somebody published is for the reader to fill in.
  if (parsed === null || given === null || !/^[a-z]/.test(given)) {
    return false;
  }
  const name = given.toLowerCase();
  const { steps } = parsed;
  if (name === 'baseurl') {
    return steps.every(keepsText);
  }
  if (!ENTITIES.has(name)) {
    return false;
  }
  const at = steps.findIndex((step, index) => isAddress(step, lastEntity(name, steps.slice(0, index))));
  if (at === -1) {
    return false;
  }
  const way = steps.slice(0, at);
  // Every object of the REST API has its own address as `self`; a field called “url” below another one may hold any address.
  const isRest = steps[at]?.name.toLowerCase() === 'self';
  return (
    way.every((step) => isPick(step) || (step.args === null && (isRest || isEntity(step)))) &&
    steps.slice(at + 1).every(keepsText)
  );
}

function isAddress({ name, args }: Step, entity: string): boolean {
  const ofFile = entity.startsWith('attachment');
  return args === null && (ofFile ? ADDRESSES_OF_FILES : ADDRESSES).has(name.toLowerCase());
}

/** What the properties so far lead to. */
function lastEntity(head: string, way: readonly Step[]): string {
  return (way.filter((step) => !isPick(step)).at(-1)?.name ?? head).toLowerCase();
}

function isEntity({ name }: Step): boolean {
  return ENTITIES.has(name.toLowerCase());
}

function isPick({ name }: Step): boolean {
  return PICKS.has(name.toLowerCase());
}

/** What is made of the address still is, or names, the site. */
function keepsText({ name }: Step): boolean {
  return !givesNoText(name);
}

import type { Json } from '../json';

/** The documents of this folder: one for each of Atlassian's APIs. */
export type DocumentName = 'jira' | 'automation' | 'organization' | 'api-access' | 'platform';

/**
 * What an Atlassian API is known to send or take beside its published document, by name. Tests fail on one that nothing
 * needs any more.
 */
export interface Amendment {
  name: string;
  document: DocumentName;
  /** JSON pointer into the document. What stands there is merged; below a list it is added to its end. */
  at: string;
  add: Json;
  because: string;
  /** Public. `second-hand:` before it where it is not Atlassian's own word. */
  source: string;
}

const AUTOMATION_PAGE = 'https://developer.atlassian.com/cloud/automation/rest/api-group-rule-management/';
const JIRA_STATUSES = 'https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes';

export const AMENDMENTS: readonly Amendment[] = [
  {
    name: 'automation: redactSensitiveFields',
    document: 'automation',
    at: '/paths/~1rest~1v1~1rule~1{ruleUuid}/get/parameters/-',
    add: { name: 'redactSensitiveFields', in: 'query', schema: { type: 'boolean' } },
    because: 'The parameter is newer than the document.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: body of errors',
    document: 'automation',
    at: '/x-error',
    add: { $ref: '#/components/schemas/ErrorResponse' },
    because: 'Errors that the document gives no body come in the form of those that have one.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: 400 of the list of rules',
    document: 'automation',
    at: '/paths/~1rest~1v1~1rule~1summary/get/responses/400',
    add: {},
    because: 'A `limit` beyond 100 is refused with `api.validation.outside-range`, an old cursor likewise.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: 401 of the gateway',
    document: 'automation',
    at: '/x-every-operation/401',
    add: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { code: { type: 'integer' }, message: { type: 'string' } },
            required: ['code', 'message'],
          },
        },
      },
    },
    because: 'The gateway before the API refuses dead and scoped tokens, in a form of its own.',
    source: 'second-hand: https://community.atlassian.com/t5/-/-/qaq-p/3135618',
  },
  {
    name: 'automation: 404',
    document: 'automation',
    at: '/x-every-operation/404',
    add: {},
    because: 'What a rule that is gone is answered with is not documented; 404 is assumed.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: 429',
    document: 'automation',
    at: '/x-every-operation/429',
    add: {},
    because: 'No rate limit is documented for this API; other Atlassian APIs have one.',
    source: 'https://developer.atlassian.com/cloud/jira/platform/rate-limiting/',
  },
  {
    name: 'automation: 504',
    document: 'automation',
    at: '/x-every-operation/504',
    add: {},
    because: 'A gateway stands before the API and may give up on it.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: 500',
    document: 'automation',
    at: '/components/responses/ServerError',
    add: {},
    because: 'The document refers to this answer; the copy here does not have it.',
    source: AUTOMATION_PAGE,
  },
  {
    name: 'automation: state DRAFT',
    document: 'automation',
    at: '/components/schemas/SearchRuleApiRequest/properties/state/enum/-',
    add: 'DRAFT',
    because: 'Rules with unpublished changes are drafts in the editor; how the API names them is not documented.',
    source: 'https://support.atlassian.com/cloud-automation/',
  },
  {
    name: 'jira: appType of a user',
    document: 'jira',
    at: '/components/schemas/User/properties/appType',
    add: { type: 'string', enum: ['service', 'agent', 'unknown'] },
    because: 'The field is newer than the document.',
    source: 'https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-get',
  },
  {
    name: 'jira: list of email addresses',
    document: 'jira',
    at: '/components/schemas/UnrestrictedUserEmail',
    add: {
      type: ['object', 'array'],
      items: { type: 'object', properties: { accountId: { type: 'string' }, email: { type: 'string' } } },
    },
    because:
      'The document gives one object for many ids; Confluence’s twin of the operation gives a list. Both are read.',
    source:
      'https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/#api-wiki-rest-api-user-email-bulk-get',
  },
  {
    name: 'jira: body of errors',
    document: 'jira',
    at: '/x-error',
    add: { $ref: '#/components/schemas/ErrorCollection' },
    because: 'Errors that the document gives no body come in the form of those that have one.',
    source: JIRA_STATUSES,
  },
  {
    name: 'jira: 403 of any operation',
    document: 'jira',
    at: '/x-every-operation/403',
    add: {},
    because: 'An account without access to Jira may be refused by any operation.',
    source: JIRA_STATUSES,
  },
  {
    name: 'jira: 404 of any operation',
    document: 'jira',
    at: '/x-every-operation/404',
    add: {},
    because: 'There may be no site at an address.',
    source: JIRA_STATUSES,
  },
  {
    name: 'jira: 401 of any operation',
    document: 'jira',
    at: '/x-every-operation/401',
    add: {},
    because: 'Any operation may be refused to who is not signed in.',
    source: JIRA_STATUSES,
  },
];

import type { OwnCase } from '../support';
import { ACME_CLOUD, request, step, variable } from '../support';

const OTHER_CLOUD = '99999999-8888-4777-8666-555555555555';

/** A request with a token, sent to an address. */
function to(name: string, url: string, audience: string, before: unknown[] = []): OwnCase {
  const send = request(url, [['Authorization', 'Basic @@BASIC integration@acme.example@@']]);
  return { name, components: [...before, send], expected: [{ audience, kind: 'atlassian-user-token' }] };
}

/** Addresses in the forms that forums, guides and published rules show, with where each of them goes. */
export const ADDRESS_CASES: readonly OwnCase[] = [
  to('base url with spaces around', ' {{ baseUrl }}/rest/api/3/search/jql', 'own-site'),
  to('base url, another case', '{{baseURL}}/rest/api/2/issue/{{issue.key}}', 'own-site'),
  to('a placeholder in a rule that was published', '{{BaseURL}}/rest/api/2/issue/{{issue.key}}', 'unknown'),
  to('base url, three braces', '{{{baseUrl}}}/rest/api/3/issue', 'own-site'),
  to('base of an issue’s own REST address', '{{issue.self.replaceAll("/rest/.*", "")}}/rest/api/3/issue', 'own-site'),
  to('issue’s own REST address', '{{issue.self}}/comment', 'own-site'),
  to('issue’s address, cut', '{{issue.url.substringBefore("/browse")}}/rest/api/3/myself', 'own-site'),
  to('issue’s address by function', '{{issue.toUrl.split("/browse").first}}/rest/servicedeskapi/request', 'own-site'),
  to('trigger issue', '{{triggerIssue.url.replace("/browse/","/rest/api/3/issue/")}}', 'own-site'),
  to('parent of the issue', '{{issue.parent.self}}', 'own-site'),
  to('created issue', '{{createdIssue.toUrl}}?x=1', 'own-site'),
  to('customer portal', '{{issue.url.customer}}', 'own-site'),
  to('the project’s own REST address', '{{issue.project.self}}/properties/team', 'own-site'),
  to('a version', '{{version.self}}/relatedIssueCounts', 'own-site'),
  to('the author of the last comment', '{{issue.comments.last.author.self}}', 'own-site'),
  to('a file', '{{issue.attachment.first.content}}', 'own-site'),
  to('a page of Confluence', '{{page.url}}', 'own-site'),
  to('in a function', '{{concat(baseUrl, "/rest/api/3/issue")}}', 'own-site'),
  to('the host alone', 'https://{{baseUrl.replace("https://", "")}}/rest/api/3/issue', 'own-site'),
  to('through two variables', '{{api}}/issue/{{issue.key}}', 'own-site', [
    variable('home', '{{issue.self.substringBefore("/rest")}}'),
    variable('api', '{{home}}/rest/api/3'),
  ]),
  {
    name: 'in a branch',
    components: [
      step(
        'jira.issue.related',
        { relatedType: 'linked' },
        {
          component: 'BRANCH',
          children: [
            request('{{issue.self}}/transitions', [['Authorization', 'Basic @@BASIC integration@acme.example@@']]),
          ],
        },
      ),
    ],
    expected: [{ audience: 'own-site' }],
  },
  to('each of a list', '{{#lookupIssues}}{{self}}{{/}}', 'own-site'),
  to('gateway of the own site', `https://api.atlassian.com/ex/jira/${ACME_CLOUD}/rest/api/3/issue`, 'own-site'),
  to(
    'forms of the own site',
    `https://api.atlassian.com/jira/forms/cloud/${ACME_CLOUD}/issue/{{issue.key}}/form`,
    'own-site',
  ),
  to(
    'automation of the own site',
    `https://api.atlassian.com/automation/public/jira/${ACME_CLOUD}/rest/v1/rule/summary`,
    'own-site',
  ),
  to('components of the own site', `https://api.atlassian.com/v1/sites/${ACME_CLOUD}/components`, 'own-site'),
  to(
    'own cloud id in capitals',
    `https://api.atlassian.com/ex/confluence/${ACME_CLOUD.toUpperCase()}/wiki/api/v2/pages`,
    'own-site',
  ),
  to('own cloud id as a parameter', `https://api.atlassian.com/gateway/api/assets?cloudId=${ACME_CLOUD}`, 'own-site'),
  to('gateway at the own site', '{{baseUrl}}/gateway/api/public/teams/v1/org/x/teams', 'own-site'),
  to(
    'gateway of another site',
    `https://api.atlassian.com/ex/jira/${OTHER_CLOUD}/rest/api/3/issue`,
    'other-atlassian-site',
  ),
  to(
    'operations of another site',
    `https://api.atlassian.com/jsm/ops/api/${OTHER_CLOUD}/v1/alerts`,
    'other-atlassian-site',
  ),
  to(
    'a workspace, which is no site',
    `https://api.atlassian.com/jsm/assets/workspace/${OTHER_CLOUD}/v1/object/1`,
    'atlassian-api',
  ),
  to('a smart value of another system', '{{webhookData.issue.self}}/comment', 'unknown'),
  to('the answer of a request', '{{webResponse.body.self}}', 'unknown'),
  to('a pull request', '{{pullRequest.url}}', 'unknown'),
  to('a field that holds an address', '{{issue.customfield_10010.url}}', 'unknown'),
  to('a host that only begins so', 'https://{{baseUrl}}.example.org/rest/api/3/issue', 'unknown'),
  to('a variable of that name', '{{baseUrl}}/rest/api/3/issue', 'third-party', [
    variable('baseUrl', 'https://jira.partner.example'),
  ]),
  to('the own site in a parameter', 'https://relay.example.org/?to={{baseUrl}}', 'third-party'),
];

import type { Expected, OwnCase } from '../support';
import { ACME_CLOUD, post, request, table, variable } from '../support';

const SITE = 'https://acme.atlassian.net/rest/api/3/issue';
const GATEWAY = `https://api.atlassian.com/ex/jira/${ACME_CLOUD}/rest/api/3/issue`;
const NEITHER = ['password-refused', 'token-wrong-address'];

function send(name: string, url: string, value: string, expected: Expected, ...before: unknown[]): OwnCase {
  return { name, components: [...before, request(url, [['Authorization', value]])], expected: [expected] };
}

const refused: Expected = {
  level: 'broken',
  reasons: ['password-refused'],
  says: ['API token'],
  without: ['expiry-unknown'],
};
const wrong: Expected = {
  level: 'broken',
  reasons: ['token-wrong-address'],
  says: ['https://api.atlassian.com/ex/jira/'],
};

/** Credentials that their address refuses, and such that it does not. */
export const NEVER_CASES: readonly OwnCase[] = [
  send(
    'password at another Cloud site',
    'https://partner.atlassian.net/rest/api/2/search',
    'Basic @@PW bob@partner.example@@',
    refused,
  ),
  send('password by smart value', '{{baseUrl}}/rest/api/2/search', 'Basic @@PW integration@acme.example@@', refused),
  send('password at the gateway', GATEWAY, 'Basic @@PW integration@acme.example@@', refused),
  send(
    'password at Confluence',
    'https://acme.atlassian.net/wiki/rest/api/content',
    'Basic @@PW integration@acme.example@@',
    refused,
  ),
  send(
    'password through a table',
    SITE,
    '{{pw.get("jira")}}',
    { ...refused, via: ['pw'] },
    table('pw', { jira: 'Basic @@PW integration@acme.example@@' }),
  ),
  {
    name: 'password in the address',
    components: [request('https://integration%40acme.example:Sommer-4711%21@acme.atlassian.net/rest/api/2/myself')],
    expected: [refused],
  },
  {
    name: 'password as Jira Server took it',
    components: [
      request('https://acme.atlassian.net/rest/api/2/myself?os_username=integration&os_password=Sommer-4711!'),
    ],
    expected: [refused],
  },
  send('Bearer of a service account at the site', SITE, 'Bearer @@SERVICE@@', wrong),
  send(
    'service account by smart value',
    '{{issue.self}}/comment',
    'Basic @@ATSTT bot@serviceaccount.atlassian.com@@',
    wrong,
  ),
  send(
    'service account at another site',
    'https://partner.atlassian.net/rest/api/3/issue',
    'Basic @@ATSTT bot@serviceaccount.atlassian.com@@',
    { ...wrong, says: ['https://partner.atlassian.net/_edge/tenant_info'] },
  ),
  send(
    'service account by a variable',
    '{{url}}',
    'Basic @@ATSTT bot@serviceaccount.atlassian.com@@',
    wrong,
    variable('url', SITE),
  ),

  send('service account at the gateway', GATEWAY, 'Basic @@ATSTT bot@serviceaccount.atlassian.com@@', {
    without: NEITHER,
  }),
  send('user token at the site', SITE, 'Basic @@BASIC integration@acme.example@@', { without: NEITHER }),
  send('24 characters at the site', SITE, 'Basic @@LEGACY integration@acme.example@@', {
    reasons: ['legacy-token-expired'],
    without: NEITHER,
  }),
  send('password elsewhere', 'https://jenkins.acme.example/job/x/build', 'Basic @@PW integration@acme.example@@', {
    without: NEITHER,
  }),
  send('password at a host that is not known', '{{webhookData.url}}', 'Basic @@PW integration@acme.example@@', {
    without: NEITHER,
  }),
  send('Bearer of another service at the site', SITE, 'Bearer @@UUID@@', { without: NEITHER }),
  {
    name: 'password for a proxy',
    components: [request(SITE, [['Proxy-Authorization', 'Basic @@PW proxy@acme.example@@']])],
    expected: [{ without: NEITHER }],
  },
  {
    name: 'service account in a body that is handed on',
    components: [post('https://acme.atlassian.net/plugins/relay', '{"token":"@@SERVICE@@"}')],
    expected: [{ without: NEITHER }],
  },
];

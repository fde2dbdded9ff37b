import type { Expected, OwnCase } from '../support';
import { post, request, variable } from '../support';

const RELAY = 'https://relay.example.org/jobs';
const ME = 'integration@acme.example';
const SLACK = ['xoxb', '471203958116', '471203958117', 'k7Vq2mXw9RtB4zLp8NsD1fGh'].join('-');

function body(name: string, text: string, owner: string | null, more: Expected = {}): OwnCase {
  return { name, components: [post(RELAY, text)], expected: [{ owner, ...more }] };
}

/** Who a credential beside other fields belongs to, and where the fields say nothing of it. */
export const SIBLING_CASES: readonly OwnCase[] = [
  body('email and token', `{"email":"${ME}","apiToken":"@@ATATT@@"}`, ME, {
    place: 'body apiToken',
    audience: 'third-party',
  }),
  body('token before the email', `{"token":"@@ATATT@@","x":1,"userEmail":"${ME}"}`, ME),
  body(
    'in an object of their own',
    `{"to":{"email":"other@acme.example"},"auth":{"username":"${ME}","password":"k7Vq2mXw9RtB"}}`,
    ME,
  ),
  body(
    'in a list',
    `{"accounts":[{"email":"a@acme.example","token":"none"},{"email":"${ME}","token":"@@ATATT@@"}]}`,
    ME,
  ),
  body('JSON inside JSON', `{"input":"{\\"email\\":\\"${ME}\\",\\"api_token\\":\\"@@ATATT@@\\"}"}`, ME, {
    place: 'body api_token',
  }),
  {
    name: 'names of two systems',
    components: [
      post(
        RELAY,
        `{"jiraEmail":"${ME}","jiraApiToken":"@@ATATT@@","crmUser":"other@acme.example","crmToken":"k7Vq2mXw9RtB4zLp8NsD"}`,
      ),
    ],
    expected: [
      { owner: 'other@acme.example', place: 'body crmToken' },
      { owner: ME, place: 'body jiraApiToken' },
    ],
  },
  body('form', `username=integration%40acme.example&password=k7Vq2mXw9RtB&grant_type=password`, ME, {
    place: 'body password',
  }),
  body(
    'form of a client',
    `grant_type=client_credentials&client_id=sync&username=${ME}&client_secret=k7Vq2mXw9RtB4zLp8NsD`,
    null,
  ),
  body('XML', `<login><user>${ME}</user><password>k7Vq2mXw9RtB</password></login>`, ME),
  body('name that is no email', '{"login":"jsmith","password":"k7Vq2mXw9RtB"}', 'jsmith', { state: 'unknown' }),
  {
    name: 'email from a variable',
    components: [variable('me', ME), post(RELAY, '{"email":"{{me}}","apiToken":"@@ATATT@@"}')],
    expected: [{ owner: ME }],
  },
  {
    name: 'headers',
    components: [
      request('https://api.acme.example/x', [
        ['X-Auth-Email', ME],
        ['X-Auth-Key', 'k7Vq2mXw9RtB4zLp8NsD1fGh'],
      ]),
    ],
    expected: [{ owner: ME, place: 'header X-Auth-Key' }],
  },
  {
    name: 'headers of user and token',
    components: [
      request('https://api.acme.example/x', [
        ['X-User', ME],
        ['X-Token', '@@ATATT@@'],
      ]),
    ],
    expected: [{ owner: ME, kind: 'atlassian-user-token' }],
  },
  {
    name: 'parameters',
    components: [
      request(
        `https://jira.acme.example/rest/api/2/myself?os_username=${encodeURIComponent(ME)}&os_password=k7Vq2mXw9RtB`,
      ),
    ],
    expected: [{ owner: ME, place: 'url-query os_password' }],
  },

  body(
    'somebody whom the request is about',
    '{"token":"@@ATATT@@","reporter":"reporter@acme.example","customerEmail":"customer@example.org"}',
    null,
    { reasons: ['owner-unknown'] },
  ),
  body('a smart value', '{"token":"@@ATATT@@","email":"{{issue.reporter.emailAddress}}"}', null),
  body('two people', `{"token":"@@ATATT@@","email":"${ME}","username":"other@acme.example"}`, null),
  body('another object', `{"user":{"email":"${ME}"},"auth":{"token":"@@ATATT@@"}}`, null),
  body('the name that a bot shows', `{"username":"release-bot","token":"${SLACK}","text":"x"}`, null, {
    kind: 'slack-token',
  }),
  {
    name: 'asked for by email',
    components: [
      request('https://crm.acme.example/v1/people?email=customer@example.org&api_key=k7Vq2mXw9RtB4zLp8NsD1fGh'),
    ],
    expected: [{ owner: null, place: 'url-query api_key' }],
  },
  {
    name: 'owner in the credential itself',
    components: [
      request('https://api.acme.example/x', [
        ['X-User-Email', 'other@acme.example'],
        ['Authorization', `Basic @@BASIC ${ME}@@`],
      ]),
    ],
    expected: [{ owner: ME }],
  },
];

import type { Expected, OwnCase } from '../support';
import { ACME_CLOUD, post, request, step, table, variable } from '../support';

const CALLED = '0190f3a2-7c11-7d2e-9a3b-5f1e2d3c4b5a';
const MISSING = '0190f3a2-7c11-7d2e-9a3b-000000000001';
const HOOKS = 'https://api-private.atlassian.com/automation/webhooks/jira/a';
/** The tokens of two rules, made by the test: placeholders that stay the same in all cases. */
const TOKEN = '@@TOKEN-A@@';
const TOKEN_OFF = '@@TOKEN-B@@';
const HEADER = 'X-Automation-Webhook-Token';

const started = (token: string): unknown => ({
  component: 'TRIGGER',
  type: 'jira.incoming.webhook',
  schemaVersion: 1,
  value: { webhookToken: token, searchOrProvide: 'none', jql: '' },
});

const hook = (more: Expected): Expected[] => [{ kind: 'automation-webhook', ...more }];

/** Rules that are started by rules, and those that start them. */
export const HOOK_CASES: readonly OwnCase[] = [
  {
    name: 'Post the release notes',
    components: [step('codebarrel.action.log', 'started')],
    rule: { uuid: CALLED, trigger: started(TOKEN) },
    expected: [{ kind: 'incoming-webhook-token', says: ['It is sent by', '“token in a header”', '“old address”'] }],
  },
  {
    name: 'Archive the board',
    components: [step('codebarrel.action.log', 'started')],
    rule: { state: 'DISABLED', trigger: started(TOKEN_OFF) },
    expected: [{ kind: 'incoming-webhook-token' }],
  },
  {
    name: 'token in a header',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`, [[HEADER, TOKEN]])],
    expected: hook({
      audience: 'own-site',
      place: `header ${HEADER}`,
      says: ['starts the rule “Post the release notes”'],
    }),
  },
  {
    name: 'token in a hidden header of another case',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`, [['x-automation-webhook-token', TOKEN, true]])],
    expected: hook({ says: ['starts the rule “Post the release notes”'] }),
  },
  {
    name: 'token as the last part',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}/${TOKEN}`)],
    expected: hook({ audience: 'own-site', place: 'url-path', says: ['starts the rule “Post the release notes”'] }),
  },
  {
    name: 'old address',
    components: [request(`https://automation.atlassian.com/pro/hooks/${TOKEN}?issue={{issue.key}}`)],
    expected: hook({
      audience: 'atlassian-api',
      place: 'url-path',
      says: ['starts the rule “Post the release notes”'],
    }),
  },
  {
    name: 'token through a lookup table',
    components: [
      table('hooks', { notes: TOKEN }),
      request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`, [[HEADER, '{{hooks.get("notes")}}']]),
    ],
    expected: hook({ via: ['hooks'], says: ['starts the rule “Post the release notes”'] }),
  },
  {
    name: 'address through a variable',
    components: [variable('hook', `https://automation.atlassian.com/pro/hooks/${TOKEN}`), request('{{hook}}')],
    expected: hook({ via: ['hook'], says: ['starts the rule “Post the release notes”'] }),
  },
  {
    name: 'a rule that is switched off',
    components: [request(`https://automation.atlassian.com/pro/hooks/${TOKEN_OFF}`)],
    expected: hook({
      level: 'unknown',
      says: ['“Archive the board” by its incoming webhook, which is switched off', 'Switch “Archive the board” on'],
    }),
  },
  {
    name: 'a rule that is not there',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${MISSING}`, [[HEADER, '@@HEX40@@']])],
    expected: hook({ level: 'unknown', says: [`the rule ${MISSING}`, 'no such rule is among those that were read'] }),
  },
  {
    name: 'a token that was replaced',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`, [[HEADER, '@@HEX40@@']])],
    expected: hook({ says: ['starts the rule “Post the release notes”', 'another token now'] }),
  },
  {
    name: 'a token that is hidden',
    components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`, [[HEADER, '', true]])],
    expected: [
      {
        kind: 'automation-webhook',
        visibility: 'masked',
        reasons: ['value-masked'],
        says: ['starts the rule “Post the release notes”'],
      },
    ],
  },
  {
    name: 'another site',
    components: [request(`${HOOKS}/99999999-8888-4777-8666-555555555555/${MISSING}`, [[HEADER, '@@HEX40@@']])],
    expected: hook({ audience: 'other-atlassian-site' }),
  },
  {
    name: 'Data Center below a path',
    components: [
      request('http://jira.acme.example:8080/jira/rest/cb-automation/latest/hooks/@@HEX40@@?issue={{issue.key}}'),
    ],
    expected: hook({ audience: 'third-party', place: 'url-path' }),
  },
  {
    name: 'Data Center by smart value',
    components: [request('{{baseUrl}}/rest/cb-automation/latest/hooks/@@HEX40@@')],
    expected: hook({ audience: 'own-site', place: 'url-path' }),
  },
  {
    name: 'in a body that is handed on',
    components: [
      post('https://relay.example.org/', `{"callback":"https://automation.atlassian.com/pro/hooks/${TOKEN}"}`),
    ],
    expected: hook({ place: 'body callback', says: ['starts the rule “Post the release notes”'] }),
  },
  {
    name: 'the same header to a stranger',
    components: [request('https://hooks.example.org/in', [[HEADER, '@@HEX40@@']])],
    expected: [{ kind: 'opaque', audience: 'third-party' }],
  },
  { name: 'an address without a token', components: [request(`${HOOKS}/${ACME_CLOUD}/${CALLED}`)], expected: [] },
  {
    name: 'an address of documentation',
    components: [post('https://relay.example.org/', '{"url":"https://automation.atlassian.com/pro/hooks/<token>"}')],
    expected: [],
  },
];

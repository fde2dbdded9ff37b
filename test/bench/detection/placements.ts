import type { Placement, Scheme } from '../../../src/report/report';
import type { Draft } from './shapes';

/** A place of a rule that can carry a value: the request or component around it, and what is expected of it there. */
export interface Carrier {
  name: string;
  /** Which values can stand here. */
  takes: (kind: string) => boolean;
  /** Puts a text, encoded or a smart value, into the place. */
  carry: (text: string) => Draft;
  placement: Placement;
  field: string | null;
  scheme: Scheme;
  /** Below the component; `header` stands for the first header's value in the shape of the era. */
  pointer: string;
  host: string | null;
  /** The text is `user:value` in base64 before any other encoding. */
  pair?: boolean;
  /** Values stand percent-encoded here by nature. */
  inUrl?: boolean;
  /** The address is a smart value that Jira fills with its own. */
  ownSite?: boolean;
  /** The field beside it names the user. */
  namesUser?: boolean;
}

export const USER = 'leaver@example.com';
const HOST = 'api.example.com';

const ADDRESSES = new Set([
  'slack-webhook',
  'teams-webhook',
  'workflow-webhook',
  'discord-webhook',
  'zapier-webhook',
  'make-webhook',
  'automation-webhook',
]);
const isAddress = (kind: string): boolean => ADDRESSES.has(kind);
const isForm = (kind: string): boolean => !isAddress(kind) && kind !== 'private-key' && !isPlain(kind);
export const isPlain = (kind: string): boolean => ['opaque', 'basic-password', 'atlassian-legacy-token'].includes(kind);
const isText = (kind: string): boolean => !isPlain(kind);

export function request(value: Record<string, unknown>): Draft {
  return {
    component: 'ACTION',
    type: 'jira.issue.outgoing.webhook',
    value: { url: `https://${HOST}/v1/run`, headers: [], ...value },
  };
}

function header(name: string, value: string): Draft {
  return request({
    headers: [
      { name, value },
      { name: 'Content-Type', value: 'application/json' },
    ],
  });
}

const ATLASSIAN_HOST = 'acme.atlassian.net';

/** JSON text with a value that may hold smart values, which must not be escaped twice. */
const quoted = (text: string): string => JSON.stringify(text);

export const CARRIERS: readonly Carrier[] = [
  {
    name: 'Bearer',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => header('Authorization', `Bearer ${text}`),
    placement: 'header',
    field: 'Authorization',
    scheme: 'bearer',
    pointer: 'header',
    host: HOST,
  },
  {
    name: 'bearer, spaces',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => header('authorization', `bearer   ${text} `),
    placement: 'header',
    field: 'authorization',
    scheme: 'bearer',
    pointer: 'header',
    host: HOST,
  },
  {
    name: 'Basic',
    takes: (kind) => isForm(kind) || kind === 'basic-password',
    carry: (text) => header('Authorization', `Basic ${text}`),
    placement: 'header',
    field: 'Authorization',
    scheme: 'basic',
    pointer: 'header',
    host: HOST,
    pair: true,
  },
  {
    name: 'basic in another header',
    takes: isForm,
    carry: (text) => header('X-Forwarded-Authorization', `basic  ${text}`),
    placement: 'header',
    field: 'X-Forwarded-Authorization',
    scheme: 'basic',
    pointer: 'header',
    host: HOST,
    pair: true,
  },
  {
    name: 'Basic to Atlassian',
    takes: (kind) => kind.startsWith('atlassian'),
    carry: (text) => ({
      ...request({
        url: `https://${ATLASSIAN_HOST}/rest/api/3/issue/{{issue.key}}`,
        headers: [{ name: 'Authorization', value: `Basic ${text}` }],
      }),
    }),
    placement: 'header',
    field: 'Authorization',
    scheme: 'basic',
    pointer: 'header',
    host: ATLASSIAN_HOST,
    pair: true,
  },
  {
    name: 'header without scheme',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => header('Authorization', text),
    placement: 'header',
    field: 'Authorization',
    scheme: 'other',
    pointer: 'header',
    host: HOST,
  },
  {
    name: 'custom header',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => header('X-Api-Key', text),
    placement: 'header',
    field: 'X-Api-Key',
    scheme: 'other',
    pointer: 'header',
    host: HOST,
  },
  {
    name: 'unrelated header',
    takes: isForm,
    carry: (text) => header('X-Trace-Context', `id=7; value=${text}`),
    placement: 'header',
    field: 'X-Trace-Context',
    scheme: 'other',
    pointer: 'header',
    host: HOST,
  },
  {
    name: 'user info',
    takes: (kind) => isForm(kind) || kind === 'basic-password',
    carry: (text) => request({ url: `https://${encodeURIComponent(USER)}:${text}@${HOST}/v1/run` }),
    placement: 'url-userinfo',
    field: null,
    scheme: 'basic',
    pointer: '/value/url',
    host: HOST,
    inUrl: true,
  },
  {
    name: 'query',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => request({ url: `https://${HOST}/v1/run?issue={{issue.key}}&api_key=${text}&v=2` }),
    placement: 'url-query',
    field: 'api_key',
    scheme: 'other',
    pointer: '/value/url',
    host: HOST,
    inUrl: true,
  },
  {
    name: 'query after smart base',
    takes: isForm,
    carry: (text) =>
      request({ url: `{{baseUrl}}/rest/x?from={{now.minusHours(1).format("yyyy-MM-dd?HH:mm&")}}&token=${text}` }),
    placement: 'url-query',
    field: 'token',
    scheme: 'other',
    pointer: '/value/url',
    host: null,
    inUrl: true,
    ownSite: true,
  },
  {
    name: 'Basic to the own site',
    takes: (kind) => kind.startsWith('atlassian') && kind !== 'atlassian-legacy-token',
    carry: (text) =>
      request({
        url: ' {{issue.self.replaceAll("/rest/.*", "")}}/rest/api/3/issue/{{issue.key}}/comment',
        headers: [{ name: 'Authorization', value: `Basic ${text}` }],
      }),
    placement: 'header',
    field: 'Authorization',
    scheme: 'basic',
    pointer: 'header',
    host: null,
    pair: true,
    ownSite: true,
  },
  {
    name: 'Bearer to an address in a section',
    takes: isForm,
    carry: (text) =>
      request({
        url: '{{#lookupIssues}}{{self}}{{/}}/transitions',
        headers: [{ name: 'Authorization', value: `Bearer ${text}` }],
      }),
    placement: 'header',
    field: 'Authorization',
    scheme: 'bearer',
    pointer: 'header',
    host: null,
    ownSite: true,
  },
  {
    name: 'header beside one with the user',
    takes: (kind) => (kind.startsWith('atlassian-') && !isPlain(kind)) || kind === 'opaque',
    carry: (text) =>
      request({
        headers: [
          { name: 'X-Auth-Token', value: text },
          { name: 'X-Auth-Email', value: USER },
        ],
      }),
    placement: 'header',
    field: 'X-Auth-Token',
    scheme: 'other',
    pointer: 'header',
    host: HOST,
    namesUser: true,
  },
  {
    name: 'JSON body with the user',
    takes: (kind) => (kind.startsWith('atlassian-') && !isPlain(kind)) || kind === 'opaque',
    carry: (text) =>
      request({
        customBody: `{"to": {"email": "somebody.else@example.com"}, "auth": {"email": "${USER}", "key": {"id": 1}, "apiToken": ${quoted(text)}}}`,
      }),
    placement: 'body',
    field: 'apiToken',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
    namesUser: true,
  },
  {
    name: 'form body with the user',
    takes: (kind) => (kind.startsWith('atlassian-') && !isPlain(kind)) || kind === 'opaque',
    carry: (text) => request({ customBody: `username=${encodeURIComponent(USER)}&client_id=sync&password=${text}` }),
    placement: 'body',
    field: 'password',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
    inUrl: true,
    namesUser: true,
  },
  {
    name: 'path',
    takes: isForm,
    carry: (text) => request({ url: `https://${HOST}/hooks/${text}/run` }),
    placement: 'url-path',
    field: null,
    scheme: 'other',
    pointer: '/value/url',
    host: HOST,
    inUrl: true,
  },
  {
    name: 'whole address',
    takes: isAddress,
    carry: (text) => request({ url: text }),
    placement: 'url-path',
    field: null,
    scheme: 'other',
    pointer: '/value/url',
    host: null,
  },
  {
    name: 'JSON body',
    takes: (kind) => isText(kind) || kind === 'opaque',
    carry: (text) => request({ customBody: `{\n "issue": "{{issue.key}}",\n "apiToken": ${quoted(text)}\n}` }),
    placement: 'body',
    field: 'apiToken',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
  },
  {
    name: 'almost-JSON body',
    takes: isText,
    carry: (text) =>
      request({
        customBody: `{"comment": {{comment.body.asJsonString}}, "n": {{issue.id}}, "auth": {"clientSecret": ${quoted(text)}}, "tail": {{issue.summary.asJsonString}}}`,
      }),
    placement: 'body',
    field: 'clientSecret',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
  },
  {
    name: 'JSON inside JSON',
    takes: isText,
    carry: (text) => request({ customBody: JSON.stringify({ input: JSON.stringify({ issue: 'K-1', token: text }) }) }),
    placement: 'body',
    field: 'token',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
  },
  {
    name: 'form body',
    takes: (kind) => isForm(kind) || kind === 'opaque',
    carry: (text) => request({ customBody: `grant_type=client_credentials&client_id=sync&client_secret=${text}` }),
    placement: 'body',
    field: 'client_secret',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
    inUrl: true,
  },
  {
    name: 'plain body',
    takes: isText,
    carry: (text) => request({ customBody: `Deploy of {{issue.key}} with ${text} at {{now}}` }),
    placement: 'body',
    field: null,
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
  },
  {
    name: 'Basic in a body',
    takes: (kind) => isForm(kind) || kind === 'basic-password',
    carry: (text) => request({ customBody: `{"headers": {"authorization": ${quoted(`Basic ${text}`)}}}` }),
    placement: 'body',
    field: 'authorization',
    scheme: 'basic',
    pointer: '/value/customBody',
    host: HOST,
    pair: true,
  },
  {
    name: 'XML body',
    takes: isForm,
    carry: (text) => request({ customBody: `<run><issue>{{issue.key}}</issue><password>${text}</password></run>` }),
    placement: 'body',
    field: 'password',
    scheme: 'other',
    pointer: '/value/customBody',
    host: HOST,
  },
  {
    name: 'Slack action',
    takes: isText,
    carry: (text) => ({
      component: 'ACTION',
      type: 'jira.issue.slack.message',
      value: { webhookUrl: text, message: '{{issue.key}} is done' },
    }),
    placement: 'other',
    field: 'webhookUrl',
    scheme: 'other',
    pointer: '/value/webhookUrl',
    host: null,
  },
  {
    name: 'comment',
    takes: isText,
    carry: (text) => ({
      component: 'ACTION',
      type: 'jira.issue.comment',
      value: { comment: `Sent with ${text} today`, publicComment: false },
    }),
    placement: 'other',
    field: 'comment',
    scheme: 'other',
    pointer: '/value/comment',
    host: null,
  },
  {
    name: 'log',
    takes: isText,
    carry: (text) => ({ component: 'ACTION', type: 'codebarrel.action.log', value: `[DEBUG] value ${text}` }),
    placement: 'other',
    field: null,
    scheme: 'other',
    pointer: '/value',
    host: null,
  },
  {
    name: 'unknown step',
    takes: isText,
    carry: (text) => ({
      component: 'ACTION',
      type: 'acme.script.run',
      value: { parameters: [{ name: 'target', value: text }] },
    }),
    placement: 'other',
    field: 'target',
    scheme: 'other',
    pointer: '/value/parameters/0/value',
    host: null,
  },
];

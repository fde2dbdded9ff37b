import type { Expected, OwnCase } from '../support';
import { post, request, step } from '../support';

const HOST = 'https://api.acme.example/x';

function header(name: string, value: string, secure = false): unknown {
  return request(HOST, [[name, value, secure]]);
}

const secret = (place: string, more: Expected = {}): Expected[] => [
  { kind: 'opaque', visibility: 'literal', level: 'unknown', place, ...more },
];

function found(name: string, component: unknown, place: string, more: Expected = {}): OwnCase {
  return { name: `secret: ${name}`, components: [component], expected: secret(place, more) };
}

function nothing(name: string, ...components: unknown[]): OwnCase {
  return { name: `none: ${name}`, components, expected: [] };
}

/** Ids where only a secret stands, and what looks like a secret and is none. */
export const SECRET_CASES: readonly OwnCase[] = [
  found('UUID without a scheme', header('Authorization', '@@UUID@@'), 'header Authorization'),
  found('UUID as ApiKey', header('Authorization', 'ApiKey @@UUID@@'), 'header Authorization'),
  found('UUID as a parameter of the scheme', header('Authorization', 'Token token="@@UUID@@"'), 'header Authorization'),
  found('UUID in a form', post(HOST, 'event=x&api_key=@@UUID@@'), 'body api_key'),
  found('UUID as routing key', post(HOST, '{"routing_key":"@@UUID@@","event_action":"trigger"}'), 'body routing_key'),
  found(
    'UUID as client secret',
    post(HOST, '{"client_id":"@@UUID@@","client_secret":"@@UUID@@"}'),
    'body client_secret',
  ),
  found('UUID in braces', header('X-Api-Token', '{@@UUID@@}'), 'header X-Api-Token'),
  found('UUID in a header that is hidden', header('X-Secure', '@@UUID@@', true), 'header X-Secure'),
  found('UUID as the only parameter that opens', request(`${HOST}?id=@@UUID@@&key=@@UUID@@`), 'url-query key'),
  found('hexadecimal digits as the key of an API', request(`${HOST}?key=@@HEX40@@&name=x`), 'url-query key'),
  found('UUID as function key', request(`${HOST}?x-functions-key=@@UUID@@`), 'url-query x-functions-key'),
  found('40 hexadecimal digits as token', header('X-Auth-Token', '@@HEX40@@'), 'header X-Auth-Token'),
  found('hexadecimal Bearer', header('Authorization', 'Bearer @@HEX40@@'), 'header Authorization', {
    scheme: 'bearer',
  }),
  found('integration key in an XML body', post(HOST, '<alert><apiKey>@@UUID@@</apiKey></alert>'), 'body apiKey'),
  found('UUID in JSON inside JSON', post(HOST, '{"input":"{\\"apiToken\\":\\"@@UUID@@\\"}"}'), 'body apiToken'),

  nothing('UUIDs of a request', request(`${HOST}/@@UUID@@/y?accountId=@@UUID@@`, [['X-Request-Id', '@@UUID@@']])),
  nothing(
    'document ids',
    post(HOST, '{"docId":"@@UUID@@","cloudId":"@@UUID@@","id":"@@UUID@@","parent":{"id":"@@UUID@@"}}'),
  ),
  nothing('keys of things', post(HOST, '{"issueKey":"PROJ-1","projectKey":"@@UUID@@","idempotency_key":"@@UUID@@"}')),
  nothing('id of documentation', header('X-Api-Key', '00000000-0000-0000-0000-000000000000')),
  nothing('go.sum', post(HOST, '{"mod":"example.org/x v1.2.3","hash":"h1:dGhpcy1pcy1ub3QtYS1zZWNyZXQtYnV0LWEtc3Vt="}')),
  nothing(
    'integrity of a package',
    post(
      HOST,
      '{"integrity":"sha512-dGhpcy1pcy1ub3QtYS1zZWNyZXQtYnV0LWEtbG9uZ2VyLXN1bS1vZi1zb21ldGhpbmctZWxzZS1oZXJl"}',
    ),
  ),
  nothing(
    'image digest',
    post(HOST, '{"image":"app@sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"}'),
  ),
  nothing('entity tag', header('If-Match', 'W/"4355a46b19d348dc2f57c046f8ef63d4"')),
  nothing('commit', post(HOST, '{"commit":"@@HEX40@@","ref":"@@HEX40@@","sha":"@@HEX40@@"}')),
  nothing('how Basic is made', header('Authorization', 'Basic base64(email:api_token)')),
  nothing('how Basic is made, in brackets', header('Authorization', 'Basic [base64 of email:api_token]')),
  nothing('how Basic is made, in a shell', header('Authorization', 'Basic $(echo -n email:token | base64)')),
  nothing('parts of Basic', header('Authorization', 'Basic <your-email>:<your-api-token>')),
  nothing('the words of Basic', header('Authorization', 'Basic your.email@example.com:your_api_token')),
  nothing('what belongs here', header('Authorization', 'Bearer <same value as in the vault>')),
  nothing('name of what belongs here', header('Authorization', 'Bearer WEBHOOK_API_KEY')),
  nothing('what belongs here, hidden', header('X-Webhook-Token', 'REPLACE_WITH_DESTINATION_CREDENTIAL', true)),
  nothing(
    'hidden headers that say what is sent',
    request(HOST, [
      ['Accept', '', true],
      ['Content-Type', 'application/json', true],
      ['X-GitHub-Api-Version', '', true],
    ]),
  ),
  nothing(
    'unused rows',
    request(HOST, [
      ['', ''],
      ['', '', true],
    ]),
  ),
  nothing(
    'UUID in other steps',
    step('jira.issue.comment', { comment: 'token @@UUID@@' }),
    step('codebarrel.action.log', 'key=@@UUID@@'),
    step('cmdb.object.create', { workspaceId: '@@UUID@@', objectTypeId: '4' }),
  ),
  nothing('page token', request(`${HOST}?nextPageToken=@@UUID@@&pageToken=@@HEX40@@`)),
];

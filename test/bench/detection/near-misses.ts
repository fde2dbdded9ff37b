import { readKinds } from '../../credentials/support/kinds';
import { makeUuid, makeValue } from '../../credentials/support/make-value';
import { Random } from '../../credentials/support/random';
import type { Case } from './case';
import { request } from './placements';
import { SHAPES, dress } from './shapes';
import type { Draft } from './shapes';
import { branch, ifElse, variable } from './variables';

/** A text that is no credential, and the places in which it must be left alone. */
interface NearMiss {
  name: string;
  text: (random: Random) => string;
  places: readonly Place[];
}

type Place = (text: string) => Draft[];

/** Percent-encodes what stands around smart values, as people do who write them into an address. */
function encodeAround(text: string): string {
  return text
    .split(/(\{\{[^{}]{0,200}\}\})/)
    .map((part) => (part.startsWith('{{') ? part : encodeURIComponent(part)))
    .join('');
}

const header =
  (name: string, before = ''): Place =>
  (text) => [request({ headers: [{ name, value: before + text }] })];
const hidden =
  (name: string): Place =>
  (text) => [request({ headers: [{ name, value: text, headerSecure: true }] })];
const body: Place = (text) => [request({ customBody: `{"issue": "{{issue.key}}", "data": ${JSON.stringify(text)}}` })];
const field =
  (name: string): Place =>
  (text) => [request({ customBody: JSON.stringify({ [name]: text }) })];
const form =
  (name: string): Place =>
  (text) => [request({ customBody: `a=1&${name}=${encodeAround(text)}` })];
const query =
  (name: string): Place =>
  (text) => [request({ url: `https://api.example.com/v1/run?${name}=${encodeAround(text)}` })];
const path: Place = (text) => [request({ url: `https://api.example.com/v1/${encodeAround(text)}/run` })];
const comment: Place = (text) => [
  { component: 'ACTION', type: 'jira.issue.comment', value: { comment: `See ${text} for more` } },
];
const log: Place = (text) => [{ component: 'ACTION', type: 'codebarrel.action.log', value: text }];
const unused: Place = (text) => [variable('note', text), request({})];

/** Places whose name says nothing of a credential. */
const ANYWHERE: readonly Place[] = [
  header('X-Request-Id'),
  header('If-None-Match'),
  body,
  field('id'),
  form('ref'),
  query('ref'),
  path,
  comment,
  log,
  unused,
];
/** Places that do hold credentials: there only what is written instead of one may be left alone. */
const CREDENTIAL_PLACES: readonly Place[] = [
  header('Authorization'),
  header('Authorization', 'Bearer '),
  header('Authorization', 'Basic '),
  header('X-Api-Key'),
  header('Private-Token'),
  field('password'),
  field('client_secret'),
  form('access_token'),
  query('api_key'),
  query('token'),
];
const NAMED_PLACES: readonly Place[] = [header('X-Api-Key'), field('token'), form('access_token'), query('token')];

const fixed =
  (...texts: string[]) =>
  (random: Random): string =>
    random.pick(texts);

const PLACEHOLDERS = fixed(
  '<token>',
  '<API_TOKEN>',
  '[token]',
  '{token}',
  '${TOKEN}',
  'BASE64_ENCODED_CREDENTIALS',
  'ATATT3xFfGF0...',
  '$API_TOKEN',
  '%TOKEN%',
  '__TOKEN__',
  '@token@',
  'xxx',
  'XXXXXXXX',
  'xxxxxxxxxxxx',
  'REPLACE_ME',
  'replace-me',
  'CHANGEME',
  'changeme',
  'YOUR_API_TOKEN',
  'your-token-here',
  'your_password',
  'INSERT_TOKEN_HERE',
  'TODO',
  'tbd',
  'password',
  'secret',
  'token',
  'none',
  'null',
  'undefined',
  'test',
  'example',
  'dummy',
  'process.env.API_TOKEN',
  'secrets.API_TOKEN',
  '………',
  '-',
  'n/a',
);

const NEAR_MISSES: readonly NearMiss[] = [
  { name: 'placeholder', text: PLACEHOLDERS, places: [...CREDENTIAL_PLACES, ...ANYWHERE] },
  {
    name: 'Basic of a sample pair',
    text: (random) =>
      Buffer.from(
        random.pick([
          'user:password',
          'username:password',
          'Aladdin:open sesame',
          'email@example.com:<api_token>',
          'you@example.com:YOUR_API_TOKEN',
          'admin:',
          'someone@example.com',
        ]),
      ).toString('base64'),
    places: [header('Authorization', 'Basic ')],
  },
  {
    name: 'UUID',
    text: (random) => makeUuid(random),
    places: [
      ...ANYWHERE,
      header('X-Correlation-Id'),
      header('Idempotency-Key'),
      field('projectKey'),
      field('cloudId'),
      field('client_id'),
      field('documentId'),
      field('accessKeyId'),
      field('nextPageToken'),
      form('issue_key'),
      form('client_id'),
      query('accountId'),
      query('workspaceKey'),
    ],
  },
  {
    name: 'UUID of documentation',
    text: fixed(
      '00000000-0000-0000-0000-000000000000',
      '11111111-2222-4333-8444-555555555555',
      '123e4567-e89b-12d3-a456-426614174000',
      '12345678-1234-1234-1234-123456789012',
    ),
    places: [...ANYWHERE, ...NAMED_PLACES, header('Authorization', 'Bearer ')],
  },
  {
    name: 'hash that says so',
    text: (random) =>
      random.pick([
        `h1:${Buffer.from(random.text('abcdefgh0123456789', 32)).toString('base64')}`,
        `sha256-${Buffer.from(random.text('abcdefgh0123456789', 32)).toString('base64')}`,
        `sha512-${Buffer.from(random.text('abcdefgh0123456789', 64)).toString('base64')}`,
        `sha1:${random.text('0123456789abcdef', 40)}`,
        `W/"${random.text('0123456789abcdef', 20)}"`,
      ]),
    places: [...ANYWHERE, ...NAMED_PLACES, field('hash'), field('integrity'), header('ETag'), header('If-Match')],
  },
  {
    name: 'hash under its name',
    text: (random) => Buffer.from(random.text('abcdefgh0123456789', 32)).toString('base64'),
    places: [field('hash'), form('contentHash'), header('Content-Digest'), field('checksum')],
  },
  {
    name: 'how Basic is made',
    text: fixed(
      '<base64(email:api_token)>',
      'base64(email:api_token)',
      '{base64 of email:token}',
      '[Base64-encoded email:token]',
      '<email>:<api_token>',
      'email:api_token',
      'user@example.com:your_api_token',
      '$(echo -n email:token | base64)',
      'base64_encoded_credentials',
      'base64EncodedCredentials',
    ),
    places: [header('Authorization', 'Basic '), field('authorization')],
  },
  { name: 'hash of 40', text: (random) => random.text('0123456789abcdef', 40), places: ANYWHERE },
  {
    name: 'hash of 64',
    text: (random) => random.text('0123456789abcdef', 64),
    places: [...ANYWHERE, header('X-Content-SHA256'), field('checksum'), header('X-Hub-Digest')],
  },
  { name: 'labelled hash', text: (random) => `sha256:${random.text('0123456789abcdef', 64)}`, places: ANYWHERE },
  {
    name: 'issue key',
    text: (random) => `${random.text('ABCDEFGH', 4)}-${String(random.below(9000))}`,
    places: [...ANYWHERE, ...NAMED_PLACES, query('key'), field('issueKey')],
  },
  { name: 'number', text: (random) => random.text('123456789', 12), places: [...ANYWHERE, ...NAMED_PLACES] },
  {
    name: 'date',
    text: fixed('2026-11-22', '2026-11-22T10:11:12Z', '2026-11-22T10:11:12.000+0100'),
    places: [...ANYWHERE, ...NAMED_PLACES],
  },
  {
    name: 'email',
    text: (random) => `${random.text('abcdefgh', 8)}@example.com`,
    places: [...ANYWHERE, ...NAMED_PLACES],
  },
  {
    name: 'ARI',
    text: (random) => `ari:cloud:jira:${makeUuid(random)}:project/${random.text('123456789', 5)}`,
    places: [...ANYWHERE, ...NAMED_PLACES],
  },
  { name: 'account id', text: (random) => `712020:${makeUuid(random)}`, places: [...ANYWHERE, ...NAMED_PLACES] },
  {
    name: 'image',
    text: (random) => `data:image/png;base64,iVBORw0KGgo${random.text('ABCDEFabcdef0123456789+/', 400)}`,
    places: [body, field('icon'), comment, log, unused],
  },
  {
    name: 'picture in SVG',
    text: () =>
      `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>').toString('base64')}`,
    places: [body, field('icon'), comment, log],
  },
  {
    name: 'signed picture',
    text: (random) =>
      `https://cdn.example.com/a.png?Expires=1790000000&X-Amz-Signature=${random.text('0123456789abcdef', 64)}`,
    places: [field('imageUrl'), comment, log, unused],
  },
  {
    name: 'text in base64',
    text: () =>
      Buffer.from('{"issue":"PROJ-12","summary":"The quick brown fox jumps over the lazy dog"}').toString('base64'),
    places: [body, field('payload'), form('payload'), comment, log, unused],
  },
  {
    name: 'bytes in base64',
    text: (random) => Buffer.from(Array.from({ length: 90 }, () => 128 + random.below(128))).toString('base64'),
    places: [body, field('payload'), comment, log],
  },
  {
    name: 'camel case of 24',
    text: fixed('getAllIssuesFromProjects', 'jiraServiceManagementApp', 'customFieldOptionHandler'),
    places: [...ANYWHERE, ...NAMED_PLACES],
  },
  {
    name: 'prose',
    text: fixed(
      'Please rotate the token before it expires',
      'the password is in the vault of the team',
      'Bearer tokens are sent in the Authorization header',
      'Use Basic authentication with your email and token',
    ),
    places: [body, field('message'), field('description'), comment, log, unused],
  },
  {
    name: 'word',
    text: fixed('required', 'client_credentials', 'default', 'bearer', 'basic', 'enabled'),
    places: NAMED_PLACES,
  },
  { name: 'token, cut short', text: () => 'ATATT3xFfGF0', places: [...ANYWHERE] },
  {
    name: 'wrong prefix letter',
    text: (random) => `AXATT3xFfGF0${makeValue('{60:alnum}', random)}`,
    places: [body, comment, log, unused, header('X-Request-Id')],
  },
  {
    name: 'custom field',
    text: (random) => `customfield_${random.text('123456789', 5)}`,
    places: [...ANYWHERE, ...NAMED_PLACES],
  },
  {
    name: 'JQL',
    text: (random) =>
      `project = PROJ AND status changed AFTER -${String(random.below(90))}d AND "Story Points" > 3 ORDER BY created`,
    places: [body, query('jql'), field('jql'), comment, log, unused],
  },
  {
    name: 'HTML',
    text: () =>
      '<p style="color:#ff0000">Hello &amp; welcome&nbsp;<a href="https://example.com/a?b=c&amp;d=e">there</a></p>',
    places: [body, field('html'), comment, log, unused],
  },
  {
    name: 'address without a secret',
    text: (random) =>
      `https://gitlab.example.com/group/project/-/merge_requests/${random.text('123456789', 4)}?tab=${random.text('abcdef', 6)}#note_${random.text('123456789', 7)}`,
    places: [body, field('url'), comment, log, unused],
  },
  {
    name: 'address with a port',
    text: () => 'https://build.example.com:8443/job/release@2/42',
    places: [body, field('url'), comment, log, unused],
  },
  { name: 'no-check', text: fixed('no-check', 'nocheck'), places: [header('X-Atlassian-Token')] },
  {
    name: 'unresolved smart value',
    text: fixed('{{issue.customfield_10010}}', '{{triggerIssue.key}}', '{{secret}}', '{{now.plusDays(2).jiraDate}}'),
    places: ANYWHERE,
  },
  {
    name: 'unresolved in a body or address',
    text: fixed('{{apiToken}}', '{{secrets.TOKEN}}'),
    places: [field('password'), form('client_secret'), query('api_key'), header('bot'), header('X-Project')],
  },
  {
    name: 'hidden header that says nothing of who asks',
    text: fixed('', 'application/json', 'no-cache'),
    places: [hidden('Content-Type'), hidden('Accept'), hidden('Cache-Control')],
  },
  {
    name: 'property where no credential stands',
    text: fixed('{{issue.properties.sync.id}}', '{{project.properties.team}}', '{{user.properties.locale}}'),
    places: [...ANYWHERE, header('X-Team'), field('owner'), form('ref')],
  },
  {
    name: 'answer of a request',
    text: fixed(
      '{{webhookResponse.body.access_token}}',
      '{{webResponse.body.token}}',
      '{{webhookResponses.first.body.access_token.trim()}}',
    ),
    places: [header('Authorization', 'Bearer '), header('X-Api-Key'), header('Authorization')],
  },
  {
    name: 'token type',
    text: fixed('Bearer', 'bearer', 'refresh_token'),
    places: [field('token_type'), field('grant_type'), form('grant_type')],
  },
  {
    name: 'page token',
    text: (random) => makeValue('{40:alnum}', random),
    places: [
      field('nextPageToken'),
      query('pageToken'),
      field('cursor'),
      header('Idempotency-Key'),
      form('continuation_token'),
      field('csrfToken'),
    ],
  },
  {
    name: 'key that opens nothing',
    text: (random) => makeValue('{8:lower}', random),
    places: [
      field('sort_key'),
      field('projectKey'),
      query('key'),
      field('cache_key'),
      header('X-Issue-Key'),
      field('monkey'),
    ],
  },
  {
    name: 'token interrupted by a smart value',
    text: (random) =>
      `${makeValue('ATATT3xFfGF0{60:alnum}', random)}{{issue.key}}${makeValue('{60:alnum}={8:HEX}', random)}`,
    places: [body, field('token'), form('token'), query('token'), comment, log],
  },
  {
    name: 'cron',
    text: fixed(
      '0 0 12 * * ?',
      'BEGIN:VEVENT\nDTSTART;TZID=Greenwich:20220911T190718\nRRULE:FREQ=HOURLY;INTERVAL=1\nEND:VEVENT',
    ),
    places: [body, field('schedule'), log, unused],
  },
];

/** Routes on which a variable does not reach the request that names it, so that nothing is known there. */
const UNREACHED: readonly { name: string; build: (text: string, random: Random) => Draft[] }[] = [
  {
    name: 'cycle',
    build: () => [
      variable('a', '{{b}}', true),
      variable('b', '{{a}}', true),
      request({ customBody: '{"password": "{{a}}"}' }),
    ],
  },
  { name: 'itself', build: () => [variable('a', '{{a}}'), request({ url: 'https://api.example.com/?token={{a}}' })] },
  {
    name: 'placeholder through a variable',
    build: (text) => [variable('t', text), request({ headers: [{ name: 'Authorization', value: 'Bearer {{t}}' }] })],
  },
  {
    name: 'placeholder through arms',
    build: (text) => [
      ifElse({ steps: [variable('t', text)] }, { steps: [variable('t', 'changeme')], isElse: true }),
      request({ headers: [{ name: 'X-Api-Key', value: '{{t}}' }] }),
    ],
  },
  {
    name: 'answer through a variable',
    build: () => [
      variable('t', '{{webResponse.body.access_token}}'),
      branch(request({ headers: [{ name: 'Authorization', value: 'Bearer {{t.trim()}}' }] })),
    ],
  },
];

/** Generates rules in which nothing is to be found, though much in them looks like something. */
export function generateNearMisses(seed: number, rounds: number): Case[] {
  const random = new Random(seed);
  const cases: Case[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, text, places } of NEAR_MISSES) {
      places.forEach((place, index) => cases.push(toCase(name, `place ${String(index)}`, place(text(random)), random)));
    }
    for (const { name, build } of UNREACHED) {
      cases.push(toCase(name, 'variables', build(PLACEHOLDERS(random), random), random));
    }
    for (const { kind, notFound } of readKinds()) {
      for (const { name, text } of notFound) {
        const value = makeValue(text, random);
        for (const place of [body, comment, unused]) {
          cases.push(toCase(`not a ${kind}`, name, place(value), random));
        }
      }
    }
  }
  return cases;
}

function toCase(name: string, place: string, drafts: Draft[], random: Random): Case {
  const shape = random.pick(SHAPES);
  return {
    name: [name, place, shape].join(' · '),
    parts: { nearMiss: name, place, shape },
    document: dress(drafts, shape, random).document,
    expected: [],
  };
}

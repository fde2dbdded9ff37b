import type { Expected, OwnCase } from '../support';
import { post, property, request, step, table, variable } from '../support';

const SITE = 'https://acme.atlassian.net/rest/api/3/issue';
const BASIC = 'Basic @@BASIC integration@acme.example@@';

const send = (value: string): unknown => request(SITE, [['Authorization', value]]);

function literal(name: string, via: string[], ...components: unknown[]): OwnCase {
  return {
    name,
    components,
    expected: [{ kind: 'atlassian-user-token', visibility: 'literal', owner: 'integration@acme.example', via }],
  };
}

function smart(name: string, says: string[], ...components: unknown[]): OwnCase {
  const expected: Expected = { visibility: 'smart-value', level: 'unknown', reasons: ['value-smart'], says };
  return { name, components, expected: [expected] };
}

const ifElse = (then: unknown[], otherwise: unknown[]): unknown =>
  step(
    'jira.condition.container.block',
    {},
    {
      component: 'CONDITION',
      children: [
        step(
          'jira.condition.if.block',
          { conditionMatchType: 'ALL' },
          {
            component: 'CONDITION_BLOCK',
            conditions: [step('jira.jql.condition', 'project = A', { component: 'CONDITION' })],
            children: then,
          },
        ),
        step(
          'jira.condition.if.block',
          { conditionMatchType: 'ALL' },
          { component: 'CONDITION_BLOCK', conditions: [], children: otherwise },
        ),
      ],
    },
  );

/** Credentials in lookup tables and properties. */
export const TABLE_CASES: readonly OwnCase[] = [
  literal('single quotes', ['keys'], table('keys', { a: BASIC }), send("{{keys.get('a')}}")),
  literal('with spaces', ['my keys'], table('my keys', { 'my site': BASIC }), send('{{ my keys.get( "my site" ) }}')),
  literal('key of the project', ['keys'], table('keys', { ACME: BASIC }), send('{{keys.get(issue.project.key)}}')),
  literal('with a text function', ['keys'], table('keys', { a: ` ${BASIC} ` }), send('{{keys.a.trim()}}')),
  literal(
    'scheme outside',
    ['keys'],
    table('keys', { a: '@@BASIC integration@acme.example@@' }),
    send('Basic {{keys.get("a")}}'),
  ),
  literal(
    'value from a variable',
    ['token', 'keys'],
    variable('token', BASIC),
    table('keys', { a: '{{token}}' }),
    send('{{keys.a}}'),
  ),
  literal(
    'through a variable',
    ['keys', 'auth'],
    table('keys', { a: BASIC }),
    variable('auth', '{{keys.get("a")}}'),
    send('{{auth}}'),
  ),
  literal(
    'in the other arm',
    ['keys'],
    ifElse([table('keys', { a: 'none' })], [table('keys', { a: BASIC })]),
    send('{{keys.a}}'),
  ),
  {
    name: 'two rows that may be meant',
    components: [
      table('keys', { one: BASIC, two: 'Basic @@BASIC second@acme.example@@' }),
      send('{{keys.get(issue.project.key)}}'),
    ],
    expected: [
      { owner: 'integration@acme.example', via: ['keys'] },
      { owner: 'second@acme.example', via: ['keys'] },
    ],
  },
  {
    name: 'in quotes of a body',
    components: [
      table('keys', { a: '@@ATATT@@' }),
      post('https://relay.example.org/', '{"apiToken":"{{keys.get(\\"a\\")}}"}'),
    ],
    expected: [{ kind: 'atlassian-user-token', via: ['keys'], place: 'body apiToken' }],
  },
  {
    name: 'a table that nobody asks',
    components: [table('keys', { a: BASIC }), send('{{other.a}}')],
    expected: [{ kind: 'atlassian-user-token' }, { visibility: 'smart-value' }],
  },
  {
    name: 'a table of names',
    components: [table('teams', { ACME: 'Platform', OPS: 'Operations' }), send('Bearer {{webResponse.body.token}}')],
    expected: [],
  },
  smart('a key that the table lacks', [], table('keys', { a: 'none' }), send('{{keys.b}}')),
  smart(
    'dynamic table',
    [],
    step('jira.create.dynamic-mapping-variable', {
      name: { type: 'FREE', value: 'keys' },
      source: '{{lookupIssues}}',
      keyProperty: 'key',
      valueProperty: 'summary',
    }),
    send('{{keys.get("A-1")}}'),
  ),
  {
    name: 'dynamic table of an answer',
    components: [
      step('jira.create.dynamic-mapping-variable', {
        name: { type: 'FREE', value: 'keys' },
        source: '{{webResponse.body.items}}',
        keyProperty: 'id',
        valueProperty: 'token',
      }),
      send('Bearer {{keys.get("a")}}'),
    ],
    expected: [],
  },

  smart(
    'property of the issue’s project',
    ['project property “ci.token”', 'browse the project'],
    send('Bearer {{issue.project.properties.ci.token}}'),
  ),
  smart(
    'property of the issue',
    ['issue property “api-token”', 'see the work item'],
    send('{{issue.properties.api-token}}'),
  ),
  smart(
    'property by function',
    ['issue property “jira token”'],
    send('Basic {{triggerIssue.properties.get("jira token")}}'),
  ),
  smart('property of the user', ['user property “token”', 'the user'], send('{{initiator.properties.token}}')),
  smart(
    'property in a parameter',
    ['project property “key”'],
    request('https://api.example.org/?api_key={{project.properties.key}}'),
  ),
  smart(
    'property in a body',
    ['issue property “sync.secret”'],
    post('https://api.example.org/', '{"client_secret": "{{issue.properties.sync.secret}}", "key": "{{issue.key}}"}'),
  ),
  smart(
    'property in a header that is hidden',
    ['project property “relay”'],
    request('https://relay.example.org/', [['X-Relay', '{{project.properties.relay}}', true]]),
  ),
  {
    name: 'property beside the credential',
    components: [
      request('https://api.example.org/{{project.properties.team}}', [['X-Team', '{{issue.properties.team}}']]),
    ],
    expected: [],
  },
  literal(
    'property that the rule sets',
    ['project.properties.token'],
    property('PROJECT', 'token', BASIC),
    send('{{project.properties.token}}'),
  ),
  literal(
    'property that the rule sets as JSON text',
    ['issue.properties.auth'],
    property('ISSUE', 'auth', `"${BASIC}"`),
    send('{{issue.properties.auth}}'),
  ),
  literal(
    'property of JSON',
    ['issue.properties.auth'],
    property('ISSUE', 'auth', `{"jira": {"header": "${BASIC}"}}`),
    send('{{triggerIssue.properties.auth.jira.header}}'),
  ),
  literal(
    'property that the rule sets at its end',
    ['project.properties.token'],
    send('{{issue.project.properties.token}}'),
    property('PROJECT', 'token', BASIC),
  ),
  {
    name: 'property that another rule is to read',
    components: [property('PROJECT', 'apiToken', '"k7Vq2mXw9RtB4zLp8NsD"')],
    expected: [{ kind: 'opaque', place: 'other apiToken' }],
  },
  {
    name: 'property of another sort',
    components: [property('ISSUE', 'lock', '{"status":"running","id":"@@UUID@@"}')],
    expected: [],
  },
];

import { makeRequest, makeRule } from '../../cli/support/make-rules';
import { basic, makeAtlassianToken, makeLetters } from '../../cli/support/make-secrets';

const PEOPLE = 120;
/** One rule in so many sends a web request with a credential; the others only do their work. */
const RULES_PER_CREDENTIAL = 4;

/** A UI export of so many rules, as JSON text: the usual sizes and nesting, every fourth (or other) one with a token. */
export function makeExport(rules: number, rulesPerCredential = RULES_PER_CREDENTIAL): string {
  const parts = Array.from({ length: rules }, (_, index) => JSON.stringify(ruleOf(index, rulesPerCredential)));
  return `{"cloud":true,"rules":[${parts.join(',\n')}]}`;
}

function ruleOf(index: number, rulesPerCredential: number): Record<string, unknown> {
  const steps = Array.from({ length: 2 + (index % 5) }, (_, step) => plainStep(index * 7 + step));
  const request = makeRequest({
    Accept: 'application/json',
    Authorization: basic(`person${String(index % PEOPLE)}@example.com`, makeAtlassianToken(index)),
  });
  return makeRule({
    name: `Rule ${String(index)}: ${makeLetters(index, 12)}`,
    authorAccountId: `account-${String(index % PEOPLE)}`,
    actor: { type: 'ACCOUNT_ID', value: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077' },
    components:
      index % rulesPerCredential === 0 ? [...steps, inBlock([request]), plainStep(index)] : [...steps, inBlock(steps)],
  });
}

function plainStep(seed: number): unknown {
  return {
    id: String(seed),
    component: 'ACTION',
    type: seed % 2 === 0 ? 'jira.issue.edit' : 'codebarrel.action.log',
    schemaVersion: 12,
    value: {
      operations: [{ field: { type: 'ID', value: 'summary' }, fieldType: 'summary', type: 'SET', value: words(seed) }],
      sendNotifications: true,
    },
    conditions: [],
    children: [],
    connectionId: null,
    checksum: makeLetters(seed, 64, '0123456789abcdef'),
  };
}

function inBlock(children: unknown[]): unknown {
  return {
    component: 'CONDITION',
    type: 'jira.condition.container.block',
    value: {},
    conditions: [],
    children: [
      {
        component: 'CONDITION_BLOCK',
        type: 'jira.condition.if.block',
        value: { conditionMatchType: 'ALL' },
        conditions: [
          {
            component: 'CONDITION',
            type: 'jira.comparator.condition',
            value: { first: '{{issue.status.name}}', second: 'Done', operator: 'EQUALS' },
            conditions: [],
            children: [],
          },
        ],
        children,
      },
    ],
  };
}

function words(seed: number): string {
  const stock = ['{{issue.key}}', 'was', 'moved', 'to', '{{issue.status.name}}', 'by', 'the', 'team', 'today', 'again'];
  return Array.from({ length: 12 }, (_, index) => stock[(seed + index * 3) % stock.length] ?? '').join(' ');
}

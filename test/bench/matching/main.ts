import { mergePeople } from '../../../src/people/merge-people';
import type { Person } from '../../../src/people/person';
import { judge } from '../../../src/risk/judge';
import type { CredentialUse, RuleFacts } from '../../../src/rules/rule-facts';
import { matchTokens } from '../../../src/tokens/match-tokens';
import type { TokenRecord } from '../../../src/tokens/token-record';

/**
 * Measures how long it takes to tell tokens apart: one owner with many fingerprints and records, and a large organization judged whole.
 * Prints milliseconds of processor time, which other programs on the computer do not change; the median and the worst of several rounds.
 */
const AS_OF = new Date('2026-11-16T12:00:00.000Z');
const ROUNDS = 15;
/** Not measured: until then the engine compiles what it runs. */
const WARM_UP = 3;
const DAY = 86_400_000;

/** A small generator with a seed, so that every run measures the same. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const random = createRandom(1);
const instant = (daysAgo: number) => new Date(AS_OF.getTime() - daysAgo * DAY).toISOString();
const print = (number: number) => number.toString(16).padStart(64, '0');

function aUse(fingerprint: string, user: string): CredentialUse {
  return {
    key: 'use',
    location: {
      component: 'jira.issue.outgoing.webhook',
      pointer: '/components/0',
      placement: 'header',
      name: 'Authorization',
      via: [],
    },
    kind: 'atlassian-user-token',
    scheme: 'basic',
    visibility: 'literal',
    checksum: 'valid',
    fingerprint,
    user,
    expiresAt: null,
    target: { host: 'one.atlassian.net', api: 'site', cloudId: null },
  };
}

function aRule(number: number, credentials: CredentialUse[], edited: number): RuleFacts {
  return {
    uuid: `rule-${number}`,
    name: `Rule ${number}`,
    state: 'ENABLED',
    product: 'jira',
    createdAt: null,
    updatedAt: instant(edited),
    actorAccountId: `account-${number % 500}`,
    authorAccountId: `account-${number % 500}`,
    webRequests: credentials.length,
    credentials,
    connections: [],
    unknownComponents: {},
    unread: [],
  };
}

function aPerson(number: number): Person {
  return {
    accountId: `account-${number}`,
    email: `account-${number}@example.com`,
    name: null,
    state: 'active',
    managed: true,
    accountType: 'person',
    source: 'organization',
    deletion: null,
  };
}

function aRecord(number: number, owner: number, created: number): TokenRecord {
  return {
    id: `token-${number}`,
    type: 'user',
    label: null,
    status: 'ALLOWED',
    createdAt: instant(created),
    expiresAt: instant(created - 365),
    lastActiveAt: null,
    scopes: [],
    owner: { accountId: `account-${owner}`, email: null, name: null },
  };
}

function measure(name: string, work: () => void): void {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP; round += 1) {
    work();
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  times.sort((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  console.log(`${name}: median ${median.toFixed(1)} ms, worst ${(times.at(-1) ?? 0).toFixed(1)} ms of ${ROUNDS}`);
}

const directory = mergePeople([{ source: 'organization', people: [aPerson(0)], complete: true, limits: [] }]);
const options = { asOf: AS_OF, ownHost: 'one.atlassian.net' };

function oneOwner(name: string, edited: (number: number) => number, created: (number: number) => number): void {
  const facts = Array.from({ length: 300 }, (_, number) =>
    aRule(number, [aUse(print(number), 'account-0@example.com')], edited(number)),
  );
  const records = Array.from({ length: 400 }, (_, number) => aRecord(number, 0, created(number)));
  const tokens = [{ type: 'user' as const, records, complete: true, limits: [] }];
  measure(`one owner, 300 fingerprints, 400 records, ${name}`, () => matchTokens(facts, directory, tokens, options));
}

oneOwner(
  'dates at random',
  () => Math.floor(random() * 200),
  () => Math.floor(random() * 360),
);
oneOwner(
  'every record fits every rule',
  () => 1,
  () => 300,
);
oneOwner(
  'a staircase of dates',
  (number) => 300 - number,
  (number) => (number < 300 ? 300 - number : 0),
);

const people = [
  {
    source: 'organization' as const,
    people: Array.from({ length: 2000 }, (_, number) => aPerson(number)),
    complete: true,
    limits: [],
  },
];
const tokens = [
  {
    type: 'user' as const,
    records: Array.from({ length: 5000 }, (_, number) => aRecord(number, number % 1000, 300)),
    complete: true,
    limits: [],
  },
];
for (const rules of [12_500, 25_000, 50_000]) {
  const facts = Array.from({ length: rules }, (_, number) =>
    aRule(number, number % 5 === 0 ? [aUse(print(number % 3000), `account-${number % 1000}@example.com`)] : [], 100),
  );
  const input = {
    facts,
    people,
    tokens,
    site: { host: 'one.atlassian.net', cloudId: null },
    asOf: AS_OF,
    generatedAt: AS_OF,
  };
  measure(`judge, ${rules} rules, ${rules / 5} credentials`, () => judge(input));
}

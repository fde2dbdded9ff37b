import { REASON_CODES } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
import { mergePeople } from '../../src/people/merge-people';
import { openDecisions } from '../../src/risk/decision';
import type { JudgeContext } from '../../src/risk/judge-context';
import { DEFAULT_LADDER } from '../../src/risk/levels';
import { adviseOn } from '../../src/risk/advise';
import {
  anInput,
  aPerson,
  aRecord,
  aRule,
  aUse,
  onlyFinding,
  somePeople,
  someTokens,
  findingOf,
  SITE,
} from './material';

const adviceOf = (given: Parameters<typeof anInput>[0]) => onlyFinding(anInput(given)).advice;

test('a token that expires: by when, in which rules, and where', () => {
  const facts = ['Tell the desk', 'Sync the list', 'Close old ones'].map((name, index) =>
    aRule({ uuid: `rule-${index}`, name, credentials: [aUse()] }),
  );
  const tokens = [someTokens([aRecord({ expiresAt: '2026-12-01T00:00:00.000Z' })])];
  const finding = judge(anInput({ facts, tokens })).findings.find(({ rule }) => rule.name === 'Tell the desk');
  const [rotate, edit, better] = finding?.advice ?? [];
  expect(rotate?.text).toContain('into the rule “Tell the desk” before 2026-12-01.');
  expect(rotate?.text).toContain('in 3 rules, also in “Sync the list”, “Close old ones”');
  expect(rotate?.url).toBe('https://id.atlassian.com/manage-profile/security/api-tokens');
  expect(edit?.url).toBe('https://one.atlassian.net/jira/settings/automation#/rule/rule-0');
  expect(better?.code).toBe('move-to-service-account');
});

test('what has ended is to be replaced now', () => {
  const [rotate] = adviceOf({ tokens: [someTokens([aRecord({ expiresAt: '2026-11-01T00:00:00.000Z' })])] });
  expect(rotate?.text).toContain('“Tell the desk” now.');
});

test('an owner who left: replace, and the screen of the account', () => {
  const advice = adviceOf({ people: [somePeople([aPerson({ state: 'deactivated' })])] });
  expect(advice.map(({ code }) => code)).toEqual([
    'rotate-token',
    'edit-rule',
    'move-to-service-account',
    'check-account',
  ]);
  expect(advice.at(-1)?.url).toBe('https://admin.atlassian.com/o/org-one/users/account-owner');
});

test('without organization, site or for Confluence no address is made up', () => {
  const advice = adviceOf({
    people: [somePeople([aPerson({ state: 'deactivated' })])],
    site: { host: null, cloudId: null },
  });
  expect(advice.map(({ url }) => url)).toEqual([
    'https://id.atlassian.com/manage-profile/security/api-tokens',
    undefined,
    'https://admin.atlassian.com',
    'https://admin.atlassian.com',
  ]);
  const confluence = [aRule({ product: 'confluence', credentials: [aUse()] })];
  const [, edit] = adviceOf({ facts: confluence, people: [somePeople([aPerson({ state: 'deleted' })])] });
  expect(edit?.code).toBe('edit-rule');
  expect(edit?.text).toContain('Confluence administration');
  expect(edit).not.toHaveProperty('url');
});

test('ids in addresses are encoded', () => {
  const facts = [aRule({ uuid: 'a/b#c', actorAccountId: 'account-owner' })];
  const people = [somePeople([aPerson({ state: 'suspended' })])];
  expect(findingOf(judge(anInput({ facts, people })), 'actor').advice[0]?.url).toBe(
    'https://one.atlassian.net/jira/settings/automation#/rule/a%2Fb%23c',
  );
});

test('nothing is advised where all is well', () => {
  expect(adviceOf({})).toEqual([]);
});

test('every reason has a step, in whole sentences', () => {
  const rule = aRule();
  const use = aUse();
  const draft = {
    subject: 'credential',
    rule,
    location: use.location,
    credential: null,
    destination: null,
    owner: null,
    token: null,
    points: [],
    leastLevel: 'unknown',
  } as const;
  const context: JudgeContext = {
    asOf: new Date('2026-11-16T12:00:00.000Z'),
    ladder: DEFAULT_LADDER,
    site: SITE,
    directory: mergePeople([]),
    decisions: openDecisions([], new Date(0)),
    matches: new Map(),
    claims: new Map(),
    liveChecks: new Map(),
    refusedOwn: new Set(),
    workingOwn: new Set(),
    sharing: new Map(),
  };
  for (const code of REASON_CODES) {
    const advice = adviseOn({ ...draft, points: [] }, [code], { from: null, to: null }, context);
    expect(advice.length).toBeGreaterThan(0);
    for (const { text } of advice) expect(text).toMatch(/^[A-Z].*\.$/s);
  }
});

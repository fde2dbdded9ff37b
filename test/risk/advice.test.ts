import { REASON_CODES } from '../../src/report/report';
import { joinWebhooks } from '../../src/risk/called-rules';
import { judge } from '../../src/risk/judge';
import { mergePeople } from '../../src/people/merge-people';
import { openDecisions } from '../../src/risk/decision';
import type { JudgeContext } from '../../src/risk/judge-context';
import { DEFAULT_LADDER } from '../../src/report/settings';
import { adviseOn } from '../../src/risk/advise';
import {
  aConnection,
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
} from './inputs';

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

test('what ends today is to be replaced today', () => {
  const [rotate] = adviceOf({ tokens: [someTokens([aRecord({ expiresAt: '2026-11-16T18:00:00.000Z' })])] });
  expect(rotate?.text).toContain('“Tell the desk” today.');
});

test('several tokens that may end: compare them, and replace before the first of them does', () => {
  const records = ['2026-12-01', '2027-09-01'].map((day, index) =>
    aRecord({ id: `token-${index}`, expiresAt: `${day}T00:00:00.000Z` }),
  );
  const [look, rotate] = adviceOf({ tokens: [someTokens(records)] });
  expect([look?.code, look?.url]).toEqual(['look-at-tokens', 'https://admin.atlassian.com/o/org-one']);
  expect(rotate?.text).toContain('“Tell the desk” before 2026-12-01.');
});

test.each([
  [{ at: '2026-11-26T09:00:00.000Z', exact: true }, 'until 2026-11-26, if'],
  [{ at: '2026-11-26T09:00:00.000Z', exact: false }, 'until 2026-11-26 (an estimate: do it soon), if'],
  [null, 'soon: its last day is not known and is 2026-11-30 at the very latest, if'],
])('a deletion %j can be cancelled %s', (deletion, until) => {
  const [cancel] = adviceOf({ people: [somePeople([aPerson({ state: 'for_deletion', deletion })])] });
  expect(cancel?.code).toBe('cancel-deletion');
  expect(cancel?.text).toContain(until);
});

test('a connection is set up anew: it has no token to change', () => {
  const facts = [aRule({ connections: [aConnection()] })];
  const people = [somePeople([aPerson({ state: 'deactivated' })])];
  const { advice } = findingOf(judge(anInput({ facts, people })), 'connection');
  expect(advice.map(({ code }) => code)).toEqual(['renew-connection', 'check-account']);
});

test('the token of a service account is made where service accounts are, and is not moved to one', () => {
  const kind = 'atlassian-service-account-token';
  const user = 'bot@serviceaccount.atlassian.com';
  const target = { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' } as const;
  const owner = { accountId: 'account-bot', email: user, name: 'Bot' };
  const record = aRecord({ type: 'service-account', owner, scopes: ['a'], expiresAt: '2026-12-01T00:00:00.000Z' });
  const bot = aPerson({
    accountId: 'account-bot',
    email: user,
    state: 'service_account',
    accountType: 'service-account',
  });
  const advice = adviceOf({
    facts: [aRule({ credentials: [aUse({ kind, user, target })] })],
    people: [somePeople([bot])],
    tokens: [someTokens([record], { type: 'service-account' })],
  });
  expect(advice.map(({ code }) => code)).toEqual(['rotate-token', 'edit-rule']);
  expect(advice[0]?.text).toContain('under Atlassian Administration > Directory > Service accounts');
});

test('an organization key is made in the organization’s settings', () => {
  const kind = 'atlassian-org-or-repository-token';
  const target = { host: 'api.atlassian.com', api: 'admin', cloudId: null } as const;
  const use = aUse({ kind, target, user: null, scheme: 'bearer' });
  const key = aRecord({ type: 'organization', owner: { accountId: null, email: null, name: null } });
  const tokens = [someTokens([{ ...key, expiresAt: '2026-12-01T00:00:00.000Z' }], { type: 'organization' })];
  const advice = adviceOf({ facts: [aRule({ credentials: [use] })], tokens });
  const rotate = advice.find(({ code }) => code === 'rotate-token');
  expect(rotate?.text).toContain('Organization settings > API keys');
});

test('an unmanaged owner is asked, since nobody else sees the date', () => {
  const people = [somePeople([aPerson({ state: 'unmanaged', managed: false })])];
  const [declare] = adviceOf({ people });
  expect(declare?.text).toMatch(/^Ask owner@example\.com when it expires .*, and declare the date for this finding\.$/);
  const [onTerminal] = adviceOf({ people, where: 'terminal' });
  expect(onTerminal?.text).toMatch(/^Ask owner@example\.com when it expires [^,]*\.$/);
});

test.each(['deleted', 'deactivated', 'suspended', 'for_deletion'] as const)(
  'nobody is told to ask an owner who is %s',
  (state) => {
    const advice = adviceOf({ people: [somePeople([aPerson({ state })])], tokens: [] });
    expect(advice.map(({ text }) => text).join(' ')).not.toMatch(/\bAsk\b/);
  },
);

test('an author who is gone is not said to know whose token it is', () => {
  const facts = [aRule({ authorAccountId: 'account-owner', credentials: [aUse({ scheme: 'bearer', user: null })] })];
  const assign = (state: 'active' | 'deactivated') =>
    findingOf(
      judge(anInput({ facts, tokens: [], people: [somePeople([aPerson({ state })])] })),
      'credential',
    ).advice.find(({ code }) => code === 'assign-owner')?.text;
  expect(assign('active')).toContain('author may know');
  expect(assign('deactivated')).toMatch(/^Find out whose token it is and/);
});

test('on the command line nothing is advised that only the app can keep', () => {
  const masked = aUse({ visibility: 'masked', fingerprint: null, user: null });
  const inputs = [
    anInput({ tokens: [] }),
    anInput({ facts: [aRule({ credentials: [masked] })] }),
    anInput({ facts: [aRule({ credentials: [aUse({ scheme: 'bearer', user: null })] })] }),
  ];
  const texts = (where: 'app' | 'terminal') =>
    inputs.flatMap((input) => onlyFinding({ ...input, where }).advice.map(({ text }) => text)).join('\n');
  expect(texts('app')).toMatch(/declare the date for this finding/);
  expect(texts('app')).toMatch(/assign the owner/);
  expect(texts('terminal')).not.toMatch(/declare|assign|admin page/i);
});

test('a service account’s token is advised for a site’s address only with the address at which it works', () => {
  const people = [somePeople([aPerson({ state: 'deactivated' })])];
  const better = (given: Parameters<typeof anInput>[0]) =>
    adviceOf({ people, ...given }).find(({ code }) => code === 'move-to-service-account')?.text;
  expect(better({})).toContain('https://api.atlassian.com/ex/jira/cloud-one/…');
  const target = { host: 'api.atlassian.com', api: 'gateway', cloudId: 'cloud-one' } as const;
  expect(better({ facts: [aRule({ credentials: [aUse({ target })] })] })).toMatch(/Service accounts\.$/);
});

test('no advice speaks of “here”: it is read in a terminal and in a file as well', () => {
  const everything = [
    anInput({ tokens: [] }),
    anInput({ people: [] }),
    anInput({ facts: [aRule({ credentials: [aUse({ visibility: 'masked', fingerprint: null, user: null })] })] }),
    anInput({ facts: [aRule({ credentials: [aUse({ scheme: 'bearer', user: null })] })] }),
  ].flatMap((input) => onlyFinding(input).advice);
  expect(everything.length).toBeGreaterThan(3);
  for (const { text } of everything) {
    expect(text).not.toMatch(/\bhere\b/);
  }
});

test('nothing is advised where all is well', () => {
  expect(adviceOf({})).toEqual([]);
});

test('a secret of somebody else’s service is not replaced by a token of Atlassian’s', () => {
  const use = aUse({
    kind: 'gitlab-token',
    user: null,
    target: { host: 'gitlab.example.com', api: 'other', cloudId: null },
  });
  const facts = [1, 2, 3, 4, 5].map((index) => aRule({ uuid: `rule-${index}`, credentials: [use] }));
  const [finding] = judge(anInput({ facts })).findings.filter(({ subject }) => subject === 'credential');
  expect(finding?.advice.map(({ code }) => code)).toEqual(['split-secret', 'declare-expiry']);
});

test('an app password is replaced by one token only, whatever else is wrong', () => {
  const facts = [aRule({ credentials: [aUse({ kind: 'bitbucket-app-password' })] })];
  const advice = adviceOf({ facts, people: [somePeople([aPerson({ state: 'deactivated' })])] });
  expect(advice.map(({ code }) => code)).toEqual(['replace-app-password', 'edit-rule', 'check-account']);
});

test('every reason has a step, in whole sentences', () => {
  const rule = aRule();
  const use = aUse();
  const draft = {
    subject: 'credential',
    rule,
    location: use.location,
    credential: null,
    destination: { host: null, audience: 'unknown' as const },
    owner: null,
    token: null,
    points: [],
    leastLevel: 'unknown',
  } as const;
  const context: JudgeContext = {
    asOf: new Date('2026-11-16T12:00:00.000Z'),
    ladder: DEFAULT_LADDER,
    site: SITE,
    accountsOfTokens: new Map(),
    directory: mergePeople([]),
    decisions: openDecisions([], new Date(0)),
    matches: new Map(),
    claims: new Map(),
    liveChecks: new Map(),
    refusedOwn: new Set(),
    workingOwn: new Set(),
    closed: new Set(),
    where: 'app',
    webhooks: joinWebhooks([]),
    sharing: new Map(),
  };
  for (const code of REASON_CODES) {
    const advice = adviseOn({ ...draft, points: [] }, [code], { from: null, to: null }, context);
    expect(advice.length).toBeGreaterThan(0);
    for (const { text } of advice) {
      expect(text).toMatch(/^[A-Z].*\.$/s);
    }
  }
});

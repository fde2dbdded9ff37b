import type { CredentialUse } from '../../src/rules/rule-facts';
import type { TokenRecord } from '../../src/tokens/token-record';
import { liveKey } from '../../src/risk/live-check';
import { judge } from '../../src/risk/judge';
import {
  anInput,
  aPerson,
  aRecord,
  aRule,
  aUse,
  codesOf,
  fingerprint,
  onlyFinding,
  somePeople,
  someTokens,
} from './inputs';

const EXPIRED = { expiresAt: '2026-11-10T00:00:00.000Z' };
const SOON = { expiresAt: '2026-11-20T00:00:00.000Z' };
const SOONER = { expiresAt: '2026-11-19T00:00:00.000Z' };
const HIGH = { expiresAt: '2026-12-10T00:00:00.000Z' };
const WATCH = { expiresAt: '2027-02-01T00:00:00.000Z' };
const FAR = { expiresAt: '2027-09-01T00:00:00.000Z' };
const UNDATED = { expiresAt: null };

function withRecords(...records: Partial<TokenRecord>[]) {
  return onlyFinding(
    anInput({ tokens: [someTokens(records.map((given, index) => aRecord({ id: `t-${index}`, ...given })))] }),
  );
}

describe('several candidates', () => {
  test.each([
    ['all ok', [FAR, { expiresAt: '2027-10-01T00:00:00.000Z' }], 'ok'],
    ['all watch', [WATCH, WATCH], 'watch'],
    ['all critical', [SOON, SOONER], 'critical'],
    ['all expired', [EXPIRED, EXPIRED], 'broken'],
    ['one expired, one ok', [EXPIRED, FAR], 'high'],
    ['one critical, one ok', [SOON, FAR], 'high'],
    ['one high, one ok', [HIGH, FAR], 'high'],
    ['one watch, one ok', [WATCH, FAR], 'watch'],
    ['one undated, one ok', [UNDATED, FAR], 'unknown'],
    ['one undated, one critical', [UNDATED, SOON], 'high'],
  ])('%s', (_name, records, level) => {
    const finding = withRecords(...records);
    expect([finding.level, finding.token?.match]).toEqual([level, 'candidates']);
    expect(codesOf(finding)).toContain('token-ambiguous');
    expect(finding.token?.candidates).toHaveLength(2);
  });

  test('the span of dates is said and given', () => {
    const finding = withRecords(FAR, SOON, HIGH);
    expect(finding.breaks).toEqual({ from: SOON.expiresAt, to: FAR.expiresAt });
    expect(finding.reasons[0]?.text).toBe(
      'It may be any of 3 listed tokens, expiring between 2026-11-20 and 2027-09-01.',
    );
  });

  test('without one of the dates the end is not known', () => {
    expect(withRecords(SOON, UNDATED).breaks).toEqual({ from: SOON.expiresAt, to: null });
  });

  test('where they all end alike, that is a reason too', () => {
    expect(codesOf(withRecords(EXPIRED, EXPIRED))).toEqual(['token-ambiguous', 'token-expired']);
  });
});

describe('one record', () => {
  test('blocked', () => {
    const finding = withRecords({ status: 'BLOCKED' });
    expect([finding.level, codesOf(finding)[0]]).toEqual(['broken', 'token-blocked']);
  });
  test('listed as expired without a date', () => {
    expect(codesOf(withRecords({ status: 'Expired', ...UNDATED }))).toEqual(['token-expired']);
  });
  test('none that fits', () => {
    const finding = withRecords({ createdAt: '2026-10-01T00:00:00.000Z' });
    expect([finding.level, finding.token]).toEqual(['broken', { match: 'none', candidates: [] }]);
    expect(codesOf(finding)).toEqual(['token-missing']);
  });
});

describe('more tokens in rules than listed', () => {
  test('is at most high for each, and says how many are gone', () => {
    const facts = ['a', 'b', 'c'].map((letter) =>
      aRule({ uuid: `rule-${letter}`, credentials: [aUse({ fingerprint: fingerprint(letter) })] }),
    );
    const { findings } = judge(anInput({ facts, tokens: [someTokens([aRecord()])] }));
    expect(findings.map(({ level }) => level)).toEqual(['high', 'high', 'high']);
    expect(findings[0]?.reasons[0]?.text).toContain(
      '3 different tokens of this owner that fit only 1 listed one, so at least 2 of them are gone',
    );
  });
});

describe('an owner whose tokens nobody lists', () => {
  test('unmanaged', () => {
    const finding = onlyFinding(
      anInput({ people: [somePeople([aPerson({ state: 'unmanaged', managed: false })])], tokens: [someTokens([])] }),
    );
    expect([finding.level, finding.token?.match]).toEqual(['unknown', 'not-checked']);
    expect(codesOf(finding)).toEqual(['owner-unmanaged', 'token-unlisted', 'expiry-unknown']);
  });
  test('not said to be managed', () => {
    const finding = onlyFinding(
      anInput({ people: [somePeople([aPerson({ managed: null })])], tokens: [someTokens([])] }),
    );
    expect(finding.level).toBe('unknown');
  });
});

describe('a token that names nobody', () => {
  const bearer = (given: Partial<CredentialUse> = {}) =>
    onlyFinding(
      anInput({
        facts: [aRule({ authorAccountId: null, credentials: [aUse({ scheme: 'bearer', user: null, ...given })] })],
      }),
    );
  test('is watched, because nobody will hear of its end', () => {
    const finding = bearer();
    expect([finding.level, finding.owner, finding.token?.match]).toEqual(['watch', null, 'not-checked']);
    expect(codesOf(finding)).toEqual(['owner-unknown', 'expiry-unknown']);
  });
  test('likewise an organization or repository token', () => {
    const finding = bearer({
      kind: 'atlassian-org-or-repository-token',
      target: { host: 'api.bitbucket.org', api: 'other', cloudId: null },
    });
    expect(finding.level).toBe('watch');
  });
  test('the author is a hint that raises no level', () => {
    const facts = [aRule({ authorAccountId: 'account-owner', credentials: [aUse({ scheme: 'bearer', user: null })] })];
    const people = [somePeople([aPerson({ state: 'deleted' })])];
    const finding = judge(anInput({ facts, people })).findings.find(({ subject }) => subject === 'credential');
    expect(finding).toMatchObject({
      level: 'watch',
      owner: { source: 'author', accountId: 'account-owner', state: 'unknown' },
    });
  });
  test('an organization key that is listed needs no owner, but may be another organization’s', () => {
    const use = aUse({
      kind: 'atlassian-org-or-repository-token',
      scheme: 'bearer',
      user: null,
      target: { host: 'api.atlassian.com', api: 'admin', cloudId: null },
    });
    const key = aRecord({ type: 'organization', owner: { accountId: null, email: null, name: null }, ...SOON });
    const finding = onlyFinding(
      anInput({ facts: [aRule({ credentials: [use] })], tokens: [someTokens([key], { type: 'organization' })] }),
    );
    expect([finding.level, codesOf(finding)]).toEqual(['high', ['token-ambiguous', 'token-expires', 'token-unlisted']]);
  });
  test('a user name that is no email names nobody', () => {
    const finding = bearer({ scheme: 'basic', user: 'deploy-bot' });
    expect(finding).toMatchObject({
      level: 'watch',
      owner: { email: null, name: 'deploy-bot', state: 'unknown', source: 'basic-user' },
    });
  });
});

describe('credentials of others', () => {
  const thirdParty = { host: 'api.example.com', api: 'other', cloudId: null } as const;
  const judged = (given: Partial<CredentialUse>) =>
    onlyFinding(
      anInput({ facts: [aRule({ credentials: [aUse({ checksum: 'none', target: thirdParty, ...given })] })] }),
    );
  test.each(['github-token', 'slack-webhook', 'basic-password', 'opaque', 'data-center-token'] as const)(
    '%s has no known expiry',
    (kind) => {
      const finding = judged({ kind, scheme: 'other', user: null });
      expect([finding.level, codesOf(finding), finding.token, finding.owner]).toEqual([
        'unknown',
        ['expiry-unknown'],
        null,
        null,
      ]);
    },
  );
  test('whoever is not in the directory may well be at the third party', () => {
    const finding = judged({ kind: 'basic-password', user: 'somebody@example.net' });
    expect([finding.level, codesOf(finding), finding.owner?.state]).toEqual(['unknown', ['expiry-unknown'], 'unknown']);
  });
  test.each([
    ['masked', 'value-masked'],
    ['reference', 'value-reference'],
    ['smart-value', 'value-smart'],
  ] as const)('%s', (visibility, code) => {
    const finding = judged({ kind: 'opaque', visibility, fingerprint: null, user: null });
    expect([finding.level, codesOf(finding)]).toEqual(['unknown', [code]]);
  });
});

describe('what is wrong with the value', () => {
  test('a checksum that does not fit is said, and nothing is ok about it', () => {
    const finding = onlyFinding(anInput({ facts: [aRule({ credentials: [aUse({ checksum: 'invalid' })] })] }));
    expect(finding.level).toBe('unknown');
    expect(codesOf(finding)).toContain('checksum-invalid');
  });
  test('one secret in five rules', () => {
    const rules = (number: number) =>
      Array.from({ length: number }, (_, index) => aRule({ uuid: `rule-${index}`, credentials: [aUse()] }));
    expect(judge(anInput({ facts: rules(4) })).summary.ok).toBe(4);
    const { findings, summary } = judge(anInput({ facts: rules(5) }));
    expect(summary.watch).toBe(5);
    expect(findings.every((finding) => codesOf(finding)[0] === 'shared-secret')).toBe(true);
  });
  test('five uses in one rule are not five rules', () => {
    const uses = Array.from({ length: 5 }, (_, index) => aUse({ key: `use-${index}` }));
    expect(judge(anInput({ facts: [aRule({ credentials: uses })] })).summary.ok).toBe(5);
  });
});

describe('the live check', () => {
  const at = '2026-11-16T11:00:00.000Z';
  const print = liveKey(aUse()) ?? '';
  test('a refusal breaks, whatever the lists say', () => {
    const finding = onlyFinding(anInput({ liveChecks: new Map([[print, { outcome: 'refused', at, status: 401 }]]) }));
    expect([finding.level, codesOf(finding)]).toEqual(['broken', ['live-refused', 'token-expires']]);
  });
  test('a refusal says nothing of the same token at another site, under another scheme or beside another email', () => {
    const others = [
      aUse({ target: { host: 'other.atlassian.net', api: 'site', cloudId: null } }),
      aUse({ scheme: 'bearer', user: null }),
      aUse({ user: 'somebody.else@example.com' }),
    ];
    for (const use of others) {
      const liveChecks = new Map([[print, { outcome: 'refused', at, status: 401 } as const]]);
      const { findings } = judge(anInput({ facts: [aRule({ credentials: [use] })], liveChecks }));
      expect(findings.flatMap(codesOf)).not.toContain('live-refused');
    }
  });
  test('an acceptance names the owner of a Bearer token', () => {
    const facts = [aRule({ credentials: [aUse({ scheme: 'bearer', user: null })] })];
    const account = { accountId: 'account-owner', email: null, name: 'Token Owner' };
    const asked = liveKey(aUse({ scheme: 'bearer', user: null })) ?? '';
    const finding = onlyFinding(
      anInput({ facts, liveChecks: new Map([[asked, { outcome: 'accepted', at, account }]]) }),
    );
    expect(finding).toMatchObject({
      level: 'ok',
      owner: { source: 'live-check', state: 'active' },
      token: { match: 'exact' },
    });
  });
  test('an acceptance finds the account of an email that is hidden elsewhere', () => {
    const people = [
      somePeople([aPerson({ email: null, source: 'jira', state: 'active', managed: null })], { source: 'jira' }),
    ];
    const account = { accountId: 'account-owner', email: null, name: null };
    const finding = onlyFinding(
      anInput({ people, liveChecks: new Map([[print, { outcome: 'accepted', at, account }]]) }),
    );
    expect(finding).toMatchObject({
      level: 'ok',
      owner: { source: 'basic-user', accountId: 'account-owner', state: 'active' },
    });
  });
  test('accepted although no record fits: the list is not what it seems', () => {
    const account = { accountId: 'account-owner', email: null, name: null };
    const finding = onlyFinding(
      anInput({ tokens: [someTokens([])], liveChecks: new Map([[print, { outcome: 'accepted', at, account }]]) }),
    );
    expect([finding.level, finding.token?.match]).toEqual(['unknown', 'not-checked']);
  });
  test.each([
    ['network', 'unknown'],
    ['not-found', 'unknown'],
    // The host knew the token, and that it may not read its own user.
    ['unauthorized', 'ok'],
  ])('%s is no clear answer: the level is %s, and it is said', (reason, level) => {
    const finding = onlyFinding(anInput({ liveChecks: new Map([[print, { outcome: 'unclear', at, reason }]]) }));
    expect(finding.level).toBe(level);
    expect(codesOf(finding).sort()).toEqual(['source-unavailable', 'token-expires']);
  });
});

describe('a token that is listed twice with other dates', () => {
  test.each([
    [FAR, SOON],
    [SOON, FAR],
  ])('breaks when the sooner one says, whichever came first', (one, other) => {
    const finding = withRecords({ id: 'same', ...one }, { id: 'same', ...other });
    expect([finding.level, finding.breaks.to]).toEqual(['critical', SOON.expiresAt]);
  });
  test('is blocked when one listing says so', () => {
    expect(withRecords({ id: 'same', ...FAR }, { id: 'same', ...FAR, status: 'BLOCKED' }).level).toBe('broken');
  });
});

test.each(['PENDING', 'Suspicious'])('the status %s is no ok: nothing is known of it', (status) => {
  const finding = withRecords({ ...FAR, status });
  expect([finding.level, codesOf(finding)[0]]).toEqual(['unknown', 'source-unavailable']);
  expect(finding.reasons[0]?.text).toContain(status);
});

test.each(['ALLOWED', 'active', null])('the status %s is no hindrance', (status) => {
  expect(withRecords({ ...FAR, status }).level).toBe('ok');
});

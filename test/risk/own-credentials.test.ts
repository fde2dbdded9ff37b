import { judge, type OwnCredential } from '../../src/risk/judge';
import { anInput, aPerson, aRecord, aRule, aUse, fingerprint, somePeople, someTokens } from './inputs';

const OWN: OwnCredential = {
  name: 'Automation API token',
  kind: 'atlassian-user-token',
  email: 'admin@example.com',
  accountId: 'account-admin',
  fingerprint: fingerprint('f'),
  expiresAt: null,
  savedAt: '2026-10-01T00:00:00.000Z',
  state: 'works',
};
const KEY: OwnCredential = {
  ...OWN,
  name: 'Organization API key',
  kind: 'atlassian-org-or-repository-token',
  email: null,
  accountId: null,
  fingerprint: fingerprint('e'),
};
const ADMIN = aPerson({ accountId: 'account-admin', email: 'admin@example.com' });
const record = aRecord({ id: 'own', owner: { accountId: 'account-admin', email: 'admin@example.com', name: null } });

function ownFinding(own: OwnCredential, given: Parameters<typeof anInput>[0] = {}) {
  const input = anInput({
    people: [somePeople([ADMIN])],
    tokens: [someTokens([record])],
    facts: [],
    ownCredentials: [own],
    ...given,
  });
  return judge(input).findings[0];
}

test('is watched like any other and shown first, whatever its level', () => {
  const broken = aRule({ credentials: [aUse({ kind: 'bitbucket-app-password' })] });
  const { findings, coverage, summary } = judge(
    anInput({ facts: [broken], people: [somePeople([ADMIN])], tokens: [someTokens([record])], ownCredentials: [OWN] }),
  );
  expect(findings.map(({ own, level }) => [own, level])).toEqual([
    [true, 'ok'],
    [undefined, 'broken'],
  ]);
  expect(findings[0]).toMatchObject({
    subject: 'credential',
    rule: { uuid: 'automation-token-watch', name: 'Automation Token Watch (this app)' },
    location: { component: 'automation-token-watch.credential', name: 'Automation API token' },
    token: { match: 'exact' },
    destination: { audience: 'own-site' },
  });
  expect([coverage.rulesRead, summary.ok, summary.broken]).toEqual([1, 1, 1]);
});

test('an owner who leaves, a token that ends, a refusal', () => {
  expect(ownFinding(OWN, { people: [somePeople([{ ...ADMIN, state: 'for_deletion' }])] })?.level).toBe('critical');
  expect(ownFinding(OWN, { tokens: [someTokens([{ ...record, expiresAt: '2026-11-20T00:00:00.000Z' }])] })?.level).toBe(
    'critical',
  );
  expect(ownFinding({ ...OWN, state: 'refused' })?.level).toBe('broken');
  expect(ownFinding({ ...OWN, state: 'refused', fingerprint: null })?.level).toBe('broken');
});

test('its account is known by id where the directory hides emails', () => {
  const people = [somePeople([{ ...ADMIN, email: null, source: 'jira', managed: null }], { source: 'jira' })];
  expect(ownFinding(OWN, { people })?.owner).toMatchObject({ accountId: 'account-admin', state: 'active' });
});

test('the organization key is among the keys that it lists', () => {
  const key = aRecord({
    id: 'k',
    type: 'organization',
    createdAt: '2026-09-01T00:00:00.000Z',
    expiresAt: '2026-12-01T00:00:00.000Z',
  });
  const tokens = [someTokens([key], { type: 'organization' })];
  expect(ownFinding(KEY, { tokens })).toMatchObject({
    level: 'high',
    token: { match: 'exact' },
    breaks: { to: '2026-12-01T00:00:00.000Z' },
  });
});

test('a stated expiry counts where none is listed', () => {
  const stated = { ...KEY, expiresAt: '2026-11-20T00:00:00.000Z' };
  expect(ownFinding(stated, { tokens: [] })).toMatchObject({ level: 'critical', reasons: [{ code: 'token-expires' }] });
});

test('an account that no source lists is not called gone while its token lets this app in', () => {
  const own = { ...OWN, accountId: null, email: 'unlisted@example.com' };

  expect(ownFinding(own)).toMatchObject({ level: 'unknown', owner: { state: 'unknown' } });
  expect(ownFinding({ ...own, state: 'not-tried' })).toMatchObject({ level: 'broken', owner: { state: 'not_found' } });
});

test('is replaced in the app, not in a rule', () => {
  const soon = { ...record, expiresAt: '2026-11-25T00:00:00.000Z' };
  const advice = ownFinding(OWN, { tokens: [someTokens([soon])] })?.advice ?? [];

  expect(advice.find(({ code }) => code === 'rotate-token')?.text).toContain(
    'connect it in this app’s settings before 2026-11-25',
  );
  expect(advice.filter(({ code }) => code === 'edit-rule' || code === 'move-to-service-account')).toEqual([]);
});

test('a rule under the name of this app is a rule like any other', () => {
  const uses = [aUse({ key: OWN.name, kind: 'bitbucket-app-password' })];
  const facts = [aRule({ uuid: 'automation-token-watch', credentials: uses, updatedAt: null })];
  const { findings, rules } = judge(
    anInput({ facts, people: [somePeople([ADMIN])], tokens: [someTokens([record])], ownCredentials: [OWN] }),
  );
  expect(findings.map(({ own, level }) => [own ?? false, level])).toEqual([
    [true, 'ok'],
    [false, 'broken'],
  ]);
  expect(rules.broken).toBe(1);
});

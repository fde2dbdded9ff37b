import type { Decision } from '../../src/risk/decision';
import { parseDecision, subjectKey } from '../../src/risk/decision';
import { judge } from '../../src/risk/judge';
import {
  aConnection,
  anInput,
  aPerson,
  aRecord,
  aRule,
  aUse,
  codesOf,
  findingOf,
  fingerprint,
  onlyFinding,
  somePeople,
  someTokens,
} from './inputs';

const BY = { by: 'admin-1', at: '2026-11-10T00:00:00.000Z', because: 'we know it' };
const BEARER = aRule({ credentials: [aUse({ scheme: 'bearer', user: null })] });
const bare = onlyFinding(anInput({ facts: [BEARER] }));
const about = { findingId: bare.id, about: subjectKey(bare), ...BY };
const decided = (...decisions: Decision[]) => onlyFinding(anInput({ facts: [BEARER], decisions }));
const assigned: Decision = { ...about, type: 'owner-assigned', owner: { email: 'owner@example.com', accountId: null } };

describe('a decision about a value that can be seen', () => {
  test('holds when its rule is edited, for the value is the same', () => {
    const edited = aRule({ ...BEARER, updatedAt: '2026-11-12T00:00:00.000Z' });
    const finding = onlyFinding(anInput({ facts: [edited], decisions: [assigned] }));
    expect([finding.owner?.source, finding.decision?.type]).toEqual(['assigned', 'owner-assigned']);
  });
});

describe('an assigned owner', () => {
  test('is looked up, matched and judged like any other', () => {
    expect(decided(assigned)).toMatchObject({
      level: 'ok',
      owner: { email: 'owner@example.com', accountId: 'account-owner', state: 'active', source: 'assigned' },
      token: { match: 'exact' },
      decision: { type: 'owner-assigned', by: 'admin-1' },
    });
  });
  test('who is gone breaks it', () => {
    const people = [somePeople([aPerson({ state: 'deactivated' })])];
    expect(onlyFinding(anInput({ facts: [BEARER], people, decisions: [assigned] })).level).toBe('broken');
  });
  test('holds wherever the same secret stands', () => {
    const facts = [BEARER, { ...BEARER, uuid: 'rule-2' }];
    const { findings } = judge(anInput({ facts, decisions: [assigned] }));
    expect(findings.map(({ owner }) => owner?.source)).toEqual(['assigned', 'assigned']);
    expect(findings.filter(({ decision }) => decision !== undefined)).toHaveLength(1);
  });
  test('does not outlive the secret it was about', () => {
    const facts = [aRule({ credentials: [aUse({ scheme: 'bearer', user: null, fingerprint: fingerprint('b') })] })];
    const finding = onlyFinding(anInput({ facts, decisions: [assigned] }));
    expect([finding.id, finding.level, finding.owner, finding.decision]).toEqual([bare.id, 'watch', null, undefined]);
  });
  test('does not contradict the request itself', () => {
    const facts = [aRule({ credentials: [aUse()] })];
    const other: Decision = {
      ...assigned,
      findingId: onlyFinding(anInput({ facts })).id,
      owner: { email: null, accountId: 'account-9' },
    };
    expect(onlyFinding(anInput({ facts, decisions: [other] }))).toMatchObject({
      level: 'ok',
      owner: { source: 'basic-user' },
    });
  });
  test('of a hidden value is bound to its place', () => {
    const masked = aRule({
      credentials: [aUse({ kind: 'opaque', visibility: 'masked', fingerprint: null, user: null })],
    });
    const hidden = onlyFinding(anInput({ facts: [masked] }));
    const place = { findingId: hidden.id, about: subjectKey(hidden), ...BY };
    const owner: Decision = {
      ...place,
      type: 'owner-assigned',
      owner: { email: 'owner@example.com', accountId: null },
    };
    const expiry: Decision = { ...place, type: 'expiry-declared', expiresAt: '2027-06-01T00:00:00.000Z' };
    const judgedWith = (...decisions: Decision[]) => onlyFinding(anInput({ facts: [masked], decisions }));
    expect(judgedWith(owner).level).toBe('unknown');
    expect(judgedWith(expiry).level).toBe('unknown');
    expect(judgedWith(owner, expiry)).toMatchObject({ level: 'ok', owner: { source: 'assigned' } });
  });
});

describe('a declared expiry', () => {
  const declare = (expiresAt: string): Decision => ({ ...about, type: 'expiry-declared', expiresAt });
  const THIRD = aRule({
    credentials: [
      aUse({
        kind: 'github-token',
        scheme: 'bearer',
        user: null,
        target: { host: 'api.example.com', api: 'other', cloudId: null },
      }),
    ],
  });
  test.each([
    ['2027-06-01T00:00:00.000Z', 'ok'],
    ['2027-01-10T00:00:00.000Z', 'watch'],
    ['2026-12-01T00:00:00.000Z', 'high'],
    ['2026-11-16T12:00:00.001Z', 'critical'],
    ['2026-11-16T12:00:00.000Z', 'broken'],
  ])('%s', (expiresAt, level) => {
    const finding = onlyFinding(anInput({ facts: [THIRD], decisions: [declare(expiresAt)] }));
    expect([finding.level, codesOf(finding), finding.breaks.to]).toEqual([level, ['expiry-declared'], expiresAt]);
  });
  test('stands back where Atlassian lists the date', () => {
    const facts = [aRule({ credentials: [aUse()] })];
    const tokens = [someTokens([aRecord({ expiresAt: '2026-11-20T00:00:00.000Z' })])];
    const decisions = [{ ...declare('2027-06-01T00:00:00.000Z'), findingId: onlyFinding(anInput({ facts })).id }];
    expect(onlyFinding(anInput({ facts, tokens, decisions }))).toMatchObject({
      level: 'critical',
      reasons: [{ code: 'token-expires' }],
    });
  });
  test('of an unmanaged owner is the only date there is', () => {
    const facts = [aRule({ credentials: [aUse()] })];
    const people = [somePeople([aPerson({ state: 'unmanaged', managed: false })])];
    const decisions = [{ ...declare('2027-06-01T00:00:00.000Z'), findingId: onlyFinding(anInput({ facts })).id }];
    const finding = onlyFinding(anInput({ facts, people, decisions }));
    expect([finding.level, codesOf(finding)]).toEqual(['ok', ['owner-unmanaged', 'expiry-declared']]);
  });
});

describe('snoozed and accepted', () => {
  const snoozed: Decision = { ...about, type: 'snoozed', until: '2026-12-01T00:00:00.000Z' };
  test('keep the level and say so', () => {
    expect(decided(snoozed)).toMatchObject({
      level: 'watch',
      decision: { type: 'snoozed', until: '2026-12-01T00:00:00.000Z', because: 'we know it' },
    });
  });
  test('end with their day', () => {
    expect(decided({ ...snoozed, until: '2026-11-16T12:00:00.000Z' }).decision).toBeUndefined();
    expect(decided({ ...about, type: 'accepted', until: null }).decision?.type).toBe('accepted');
  });
  test('are shown before what was assigned', () => {
    expect(decided(assigned, snoozed)).toMatchObject({ owner: { source: 'assigned' }, decision: { type: 'snoozed' } });
  });
  test('of a connection end when another account sets it up', () => {
    const input = (accountId: string) =>
      anInput({
        facts: [aRule({ connections: [aConnection({ accountId })] })],
        people: [somePeople([aPerson({ state: 'deleted' })])],
      });
    const finding = findingOf(judge(input('account-owner')), 'connection');
    const accepted: Decision = {
      ...BY,
      type: 'accepted',
      findingId: finding.id,
      about: subjectKey(finding),
      until: null,
    };
    const decisions = [accepted];
    expect(findingOf(judge({ ...input('account-owner'), decisions }), 'connection').decision?.type).toBe('accepted');
    expect(findingOf(judge({ ...input('account-2'), decisions }), 'connection').decision).toBeUndefined();
  });
});

test('a stored decision is read back, and anything else is a reason', () => {
  expect(parseDecision(JSON.parse(JSON.stringify(assigned)))).toEqual({ ok: true, value: assigned });
  for (const wrong of [
    null,
    {},
    { ...assigned, type: 'other' },
    { ...assigned, at: 'yesterday' },
    { ...about, type: 'snoozed', until: null },
  ]) {
    expect(parseDecision(wrong).ok).toBe(false);
  }
});

describe('what was said of a value that nobody sees', () => {
  const use = aUse({ visibility: 'masked', fingerprint: null, user: null });
  const ruleOf = (updatedAt: string) => aRule({ credentials: [use], updatedAt });
  const seen = onlyFinding(anInput({ facts: [ruleOf('2026-11-09T00:00:00.000Z')] }));
  const on = { findingId: seen.id, about: subjectKey(seen), ...BY };
  const decisions: Decision[] = [
    { ...on, type: 'expiry-declared', expiresAt: '2027-10-01T00:00:00.000Z' },
    { ...on, type: 'owner-assigned', owner: { email: 'owner@example.com', accountId: null } },
    { ...on, type: 'accepted', until: null },
  ];
  test.each([
    ['holds while the rule is as it was', '2026-11-09T00:00:00.000Z', true],
    ['does not once the rule was edited', '2026-11-11T00:00:00.000Z', false],
  ])('%s', (_, updatedAt, holds) => {
    const finding = onlyFinding(anInput({ facts: [ruleOf(updatedAt)], decisions }));
    expect(finding.decision !== undefined).toBe(holds);
    expect(codesOf(finding).includes('expiry-declared')).toBe(holds);
    expect(finding.owner?.source === 'assigned').toBe(holds);
    if (!holds) {
      expect(finding.level).not.toBe('ok');
    }
  });
});

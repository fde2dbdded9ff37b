import type { CredentialKind } from '../../src/report/kinds';
import type { Level } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
import { aConnection, anInput, aRecord, aRule, AS_OF, aUse, codesOf, onlyFinding, someTokens } from './inputs';

const DAY = 86_400_000;
const inDays = (days: number) => new Date(AS_OF.getTime() + days * DAY).toISOString();

describe('the level of a token with an expiry', () => {
  const boundaries: [string, string | null, Level, string][] = [
    ['92 days ahead', inDays(92), 'ok', 'token-expires'],
    ['91 days ahead', inDays(91), 'ok', 'token-expires'],
    ['90 days ahead', inDays(90), 'watch', 'token-expires'],
    ['the last instant of the 90th day', '2027-02-14T23:59:59.999Z', 'watch', 'token-expires'],
    ['the first instant of the 91st day', '2027-02-15T00:00:00.000Z', 'ok', 'token-expires'],
    ['31 days ahead', inDays(31), 'watch', 'token-expires'],
    ['30 days ahead', inDays(30), 'high', 'token-expires'],
    ['8 days ahead', inDays(8), 'high', 'token-expires'],
    ['7 days ahead', inDays(7), 'critical', 'token-expires'],
    ['1 day ahead', inDays(1), 'critical', 'token-expires'],
    ['later on the same day', '2026-11-16T23:59:59.999Z', 'critical', 'token-expires'],
    ['one millisecond ahead', '2026-11-16T12:00:00.001Z', 'critical', 'token-expires'],
    ['this very instant', '2026-11-16T12:00:00.000Z', 'broken', 'token-expired'],
    ['earlier on the same day', '2026-11-16T11:59:59.999Z', 'broken', 'token-expired'],
    ['long past', inDays(-100), 'broken', 'token-expired'],
    ['no date', null, 'unknown', 'expiry-unknown'],
  ];
  test.each(boundaries)('%s', (_name, expiresAt, level, code) => {
    const finding = onlyFinding(anInput({ tokens: [someTokens([aRecord({ expiresAt })])] }));
    expect(finding.level).toBe(level);
    expect(codesOf(finding)).toEqual([code]);
    expect(finding.breaks).toEqual({ from: expiresAt, to: expiresAt });
    expect(finding.token?.match).toBe('exact');
  });

  test('days are whole UTC days, whatever the hour', () => {
    const lateEvening = new Date('2026-11-16T23:59:00.000Z');
    const tokens = [someTokens([aRecord({ expiresAt: '2026-11-24T00:01:00.000Z' })])];
    expect(onlyFinding(anInput({ asOf: lateEvening, tokens })).level).toBe('high');
    expect(onlyFinding(anInput({ asOf: new Date('2026-11-17T00:00:00.000Z'), tokens })).level).toBe('critical');
  });

  test('the ladder is a setting', () => {
    const tokens = [someTokens([aRecord({ expiresAt: inDays(12) })])];
    const ladder = { critical: 14, high: 60, watch: 120 };
    expect(onlyFinding(anInput({ tokens, ladder })).level).toBe('critical');
  });
});

describe('a JWT', () => {
  const withJwt = (expiresAt: string | null) =>
    onlyFinding(
      anInput({
        facts: [
          aRule({
            credentials: [
              aUse({
                kind: 'jwt',
                scheme: 'bearer',
                user: null,
                expiresAt,
                target: { host: 'api.example.com', api: 'other', cloudId: null },
              }),
            ],
          }),
        ],
      }),
    );
  test.each<[string | null, Level, string]>([
    [inDays(91), 'ok', 'jwt-expires'],
    [inDays(90), 'watch', 'jwt-expires'],
    [inDays(7), 'critical', 'jwt-expires'],
    [inDays(-1), 'broken', 'jwt-expired'],
    [null, 'unknown', 'expiry-unknown'],
  ])('expiring at %s', (expiresAt, level, code) => {
    const finding = withJwt(expiresAt);
    expect(finding.level).toBe(level);
    expect(codesOf(finding)).toEqual([code]);
    expect(finding.token).toBeNull();
  });
});

describe('credentials that ended for everyone', () => {
  const levelOn = (kind: CredentialKind, day: string) => {
    const facts = [aRule({ credentials: [aUse({ kind })] })];
    const finding = onlyFinding(anInput({ facts, asOf: new Date(day) }));
    return [finding.level, ...codesOf(finding)];
  };
  test('legacy tokens ended by 12 May 2026', () => {
    expect(levelOn('atlassian-legacy-token', '2026-05-12T00:00:00Z')).toEqual(['broken', 'legacy-token-expired']);
    expect(levelOn('atlassian-legacy-token', '2026-05-11T23:59:59Z')).toEqual(['critical', 'legacy-token-expired']);
    expect(levelOn('atlassian-legacy-token', '2026-01-01T00:00:00Z')).toEqual(['ok', 'legacy-token-expired']);
  });
  test('Bitbucket app passwords ended on 9 June 2026', () => {
    expect(levelOn('bitbucket-app-password', '2026-06-09T00:00:00Z')).toEqual(['broken', 'app-password-retired']);
    expect(levelOn('bitbucket-app-password', '2026-05-20T00:00:00Z')).toEqual(['high', 'app-password-retired']);
  });
});

test('the summary counts every finding once', () => {
  const report = judge(anInput({ facts: [aRule({ credentials: [aUse()], connections: [aConnection()] })] }));
  expect(report.summary).toEqual({ broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 2 });
  expect(report.rules).toEqual({ broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 1 });
});

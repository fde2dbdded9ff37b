import { byToken } from '../../src/risk/by-token';
import { judge } from '../../src/risk/judge';
import { anInput, aRecord, aRule, aUse, fingerprint, someTokens } from './inputs';

const other = { accountId: 'account-2', email: 'colleague@example.com', name: null };
const tokens = [
  someTokens([
    aRecord({ id: 'used', createdAt: '2026-01-01T00:00:00.000Z' }),
    aRecord({ id: 'too young', createdAt: '2026-10-01T00:00:00.000Z', expiresAt: '2027-10-01T00:00:00.000Z' }),
    aRecord({ id: 'nobody’s', owner: other, expiresAt: '2026-12-01T00:00:00.000Z' }),
  ]),
];
const facts = [
  aRule({ uuid: 'rule-1', credentials: [aUse(), aUse({ key: 'again' })] }),
  aRule({ uuid: 'rule-2', credentials: [aUse()] }),
];

test('each token with the rules that hold it, and those that no rule holds with a warning', () => {
  const view = byToken(judge(anInput({ facts, tokens })), tokens);
  expect(view.tokens.map(({ record, use, rules }) => [record.id, use, rules.map(({ uuid }) => uuid)])).toEqual([
    ['used', 'exact', ['rule-1', 'rule-2']],
    ['nobody’s', 'none', []],
    ['too young', 'none', []],
  ]);
  expect(view.limits[0]).toContain('scripts, integrations and other products');
  expect(view.shared).toEqual([
    expect.objectContaining({
      fingerprint: fingerprint('a'),
      rules: [expect.objectContaining({ uuid: 'rule-1' }), expect.objectContaining({ uuid: 'rule-2' })],
    }),
  ]);
});

test('candidates are candidates', () => {
  const two = [someTokens([aRecord({ id: 'one' }), aRecord({ id: 'two' })])];
  const view = byToken(judge(anInput({ facts, tokens: two })), two);
  expect(view.tokens.map(({ use }) => use)).toEqual(['candidate', 'candidate']);
});

test('what hides a use is said', () => {
  const masked = aRule({
    uuid: 'rule-3',
    credentials: [aUse({ visibility: 'masked', kind: 'opaque', fingerprint: null, user: null })],
  });
  const partial = [someTokens([], { complete: false })];
  const report = judge(anInput({ facts: [masked], tokens: partial, unreadable: [{ source: 'x', reason: 'y' }] }));
  expect(byToken(report, partial).limits).toHaveLength(3);
  expect(byToken(report, []).limits).toContain('No tokens were listed.');
});

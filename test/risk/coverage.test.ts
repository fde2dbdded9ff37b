import { judge } from '../../src/risk/judge';
import { anInput, aRule, aUse, somePeople, someTokens } from './inputs';

test('everything that was read, and everything that was not, is counted and named', () => {
  const facts = [
    aRule({
      webRequests: 2,
      unknownComponents: { 'x.y': 1 },
      unread: [{ pointer: '/components/3', reason: 'It is text.' }],
    }),
    aRule({ uuid: 'rule-2', webRequests: 1, unknownComponents: { 'x.y': 2, z: 1 } }),
  ];
  const { coverage } = judge(
    anInput({
      facts,
      people: [somePeople([], { complete: false, limits: ['People ended half-way.'] })],
      tokens: [someTokens([], { limits: ['It lists nothing.', 'It lists nothing.'] })],
      unreadable: [{ source: 'b.json', reason: 'It is empty.' }],
      limits: ['A limit.'],
      requests: { jira: 3 },
      site: { host: null, cloudId: null },
    }),
  );
  expect(coverage).toMatchObject({
    rulesRead: 2,
    webRequests: 3,
    unknownComponents: { 'x.y': 3, z: 1 },
    usersChecked: 0,
    tokensListed: 0,
    rulesUnreadable: [
      { source: 'b.json', reason: 'It is empty.' },
      { source: 'Tell the desk (rule-1) /components/3', reason: 'It is text.' },
    ],
    requests: { jira: 3 },
  });
  expect(coverage.limits.slice(0, 3)).toEqual(['A limit.', 'People ended half-way.', 'It lists nothing.']);
  expect(coverage.limits[3]).toContain('own site is not known');
});

test('a component type may have any name', () => {
  const unknownComponents = Object.fromEntries([
    ['__proto__', 2],
    ['constructor', 1],
  ]);
  const { coverage } = judge(anInput({ facts: [aRule({ unknownComponents })] }));
  expect(Object.entries(coverage.unknownComponents)).toEqual([
    ['__proto__', 2],
    ['constructor', 1],
  ]);
});

test('nothing read is a report of nothing', () => {
  const report = judge(anInput({ facts: [] }));
  expect(report).toMatchObject({ schemaVersion: 2, findings: [], asOf: '2026-11-16T12:00:00.000Z' });
});

test('ids are stable, and two uses never share one', () => {
  const facts = [aRule({ credentials: [aUse(), aUse()] }), aRule({ credentials: [aUse()], product: 'confluence' })];
  const ids = () =>
    judge(anInput({ facts }))
      .findings.map(({ id }) => id)
      .sort();
  expect(new Set(ids()).size).toBe(3);
  expect(ids()).toEqual(ids());
  const rotated = judge(anInput({ facts: [aRule({ credentials: [aUse({ fingerprint: 'b'.repeat(64) })] })] }));
  expect(ids()).toContain(rotated.findings[0]?.id);
});

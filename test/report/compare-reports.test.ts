import { compareReports } from '../../src/report/compare-reports';
import type { Report } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
import { anInput, aPerson, aRule, aUse, fingerprint, somePeople } from '../risk/inputs';

type Facts = Parameters<typeof anInput>[0];
const report = (given: Facts, extra: Partial<Report> = {}): Report => ({ ...judge(anInput(given)), ...extra });
const rule = (uuid: string, print = 'a', updatedAt = '2026-06-01T00:00:00.000Z') =>
  aRule({ uuid, updatedAt, credentials: [aUse({ fingerprint: fingerprint(print) })] });
const uuids = (findings: { rule: { uuid: string } }[]) => findings.map((finding) => finding.rule.uuid);

const before = report({ facts: [rule('one'), rule('two')] });

test('nothing to compare with is no news', () => {
  expect(compareReports(null, before)).toEqual({ since: null, new: [], worse: [], better: [], gone: [], rotated: [] });
});

test('the same again', () => {
  expect(compareReports(before, before)).toEqual({
    since: before.asOf,
    new: [],
    worse: [],
    better: [],
    gone: [],
    rotated: [],
  });
});

test('new and gone', () => {
  const changes = compareReports(before, report({ facts: [rule('two'), rule('three')] }));
  expect([uuids(changes.new), uuids(changes.gone)]).toEqual([['three'], ['one']]);
});

test('worse and better name the level before', () => {
  const after = report({ facts: [rule('one'), rule('two')], people: [somePeople([aPerson({ state: 'deleted' })])] });
  const worse = compareReports(before, after).worse;
  expect(worse.map(({ finding, previousLevel }) => [finding.level, previousLevel])).toEqual([
    ['broken', 'ok'],
    ['broken', 'ok'],
  ]);
  expect(compareReports(after, before).better).toHaveLength(2);
});

test('another secret in an edited rule is a rotation', () => {
  const after = report({ facts: [rule('one', 'b', '2026-11-01T00:00:00.000Z'), rule('two')] });
  const { rotated, new: fresh, gone } = compareReports(before, after);
  expect(rotated.map(({ finding, previousFingerprint }) => [finding.rule.uuid, previousFingerprint])).toEqual([
    ['one', fingerprint('a')],
  ]);
  expect([fresh, gone]).toEqual([[], []]);
});

test('another fingerprint in a rule that nobody edited is none: the key is another', () => {
  expect(compareReports(before, report({ facts: [rule('one', 'b'), rule('two', 'b')] })).rotated).toEqual([]);
});

test('a value that is hidden now was not rotated', () => {
  const masked = aRule({
    uuid: 'one',
    updatedAt: null,
    credentials: [aUse({ visibility: 'masked', fingerprint: null, user: null, kind: 'opaque' })],
  });
  expect(compareReports(before, report({ facts: [masked, rule('two')] })).rotated).toEqual([]);
});

test('what was not read is not gone', () => {
  const two = [rule('two')];
  expect(compareReports(before, report({ facts: two }, { status: 'partial' })).gone).toEqual([]);
  const unreadable = [{ source: 'one', reason: 'No answer.' }];
  expect(compareReports(before, report({ facts: two, unreadable })).gone).toEqual([]);
  // A use that left a rule which was read is gone all the same.
  const emptied = report(
    { facts: [aRule({ uuid: 'one', authorAccountId: 'account-owner' }), rule('two')] },
    { status: 'partial' },
  );
  expect(uuids(compareReports(before, emptied).gone)).toEqual(['one']);
});

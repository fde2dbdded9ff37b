import type { ReportChanges } from '../../src/report/compare-reports';
import { changesSince, markOf, ruleKey } from '../../src/report/compare-reports';
import type { Finding, Report } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
import { subjectKey } from '../../src/risk/decision';
import { AS_OF, anInput, aPerson, aRule, aUse, fingerprint, somePeople } from '../risk/inputs';

type Facts = Parameters<typeof anInput>[0];
const report = (given: Facts): Report => judge(anInput(given));
const rule = (uuid: string, print = 'a', updatedAt = '2026-06-01T00:00:00.000Z') =>
  aRule({ uuid, updatedAt, credentials: [aUse({ fingerprint: fingerprint(print) })] });
const uuids = (findings: readonly Finding[]) => findings.map((finding) => finding.rule.uuid);

/** @param unread uuids of rules that were perhaps not read for the second report */
function compare(one: Report, other: Report, ...unread: string[]): ReportChanges {
  const keys = new Set(unread.map((uuid) => ruleKey({ product: 'jira', uuid })));
  const baseline = { asOf: one.asOf, marks: one.findings.map(markOf) };
  return changesSince(baseline, other.findings, (mark) => keys.has(mark.rule));
}

const before = report({ facts: [rule('one'), rule('two')] });

test('nothing to compare with is no news', () => {
  expect(changesSince(null, before.findings, () => false)).toEqual({
    since: null,
    new: [],
    worse: [],
    better: [],
    gone: [],
    rotated: [],
  });
});

test('the same again', () => {
  expect(compare(before, before)).toEqual({
    since: before.asOf,
    new: [],
    worse: [],
    better: [],
    gone: [],
    rotated: [],
  });
});

test('new and gone', () => {
  const changes = compare(before, report({ facts: [rule('two'), rule('three')] }));
  expect(uuids(changes.new)).toEqual(['three']);
  expect(changes.gone.map(({ ruleName, level, reason }) => [ruleName, level, reason])).toEqual([
    ['Tell the desk', 'ok', 'token-expires'],
  ]);
});

describe('what an admin said', () => {
  const expiring = (given: Facts = {}): Report =>
    report({
      facts: [
        aRule({
          credentials: [
            aUse({ kind: 'opaque', user: null, target: { host: 'api.example.com', api: 'other', cloudId: null } }),
          ],
        }),
      ],
      ...given,
    });
  const [finding] = expiring().findings;
  const said = (at: string, expiresAt = '2027-09-01T00:00:00.000Z'): NonNullable<Facts> => ({
    decisions: [
      {
        findingId: finding?.id ?? '',
        about: finding === undefined ? null : subjectKey(finding),
        because: 'It is on the card.',
        by: 'account-admin',
        at,
        type: 'expiry-declared',
        expiresAt,
      },
    ],
  });

  it('since the report before makes nothing better', () => {
    const before = expiring();
    const after = expiring(said(AS_OF.toISOString()));
    expect([before, after].map(({ findings }) => findings[0]?.level)).toEqual(['unknown', 'ok']);
    expect(compare(before, after)).toMatchObject({ better: [], worse: [] });
  });

  it('long ago hides nothing that became better since', () => {
    const at = '2026-10-01T00:00:00.000Z';
    const before = expiring(said(at, '2026-11-30T00:00:00.000Z'));
    expect(compare(before, expiring(said(at))).better).toHaveLength(1);
  });
});

test('worse and better name the level before', () => {
  const after = report({ facts: [rule('one'), rule('two')], people: [somePeople([aPerson({ state: 'deleted' })])] });
  const worse = compare(before, after).worse;
  expect(worse.map(({ finding, previousLevel }) => [finding.level, previousLevel])).toEqual([
    ['broken', 'ok'],
    ['broken', 'ok'],
  ]);
  expect(compare(after, before).better).toHaveLength(2);
});

test('another secret in an edited rule is a rotation', () => {
  const after = report({ facts: [rule('one', 'b', '2026-11-01T00:00:00.000Z'), rule('two')] });
  const { rotated, new: fresh, gone } = compare(before, after);
  expect(uuids(rotated)).toEqual(['one']);
  expect([fresh, gone]).toEqual([[], []]);
});

test('another fingerprint in a rule that nobody edited is none: the key is another', () => {
  expect(compare(before, report({ facts: [rule('one', 'b'), rule('two', 'b')] })).rotated).toEqual([]);
});

test('a value that is hidden now was not rotated', () => {
  const masked = aRule({
    uuid: 'one',
    updatedAt: null,
    credentials: [aUse({ visibility: 'masked', fingerprint: null, user: null, kind: 'opaque' })],
  });
  expect(compare(before, report({ facts: [masked, rule('two')] })).rotated).toEqual([]);
});

test('what was not read is not gone', () => {
  const two = [rule('two')];
  expect(compare(before, report({ facts: two }), 'one').gone).toEqual([]);
  // A use that left a rule which was read is gone all the same.
  const emptied = [aRule({ uuid: 'one', credentials: [aUse({ key: 'another|place' })] }), rule('two')];
  expect(compare(before, report({ facts: emptied }), 'one').gone).toHaveLength(1);
});

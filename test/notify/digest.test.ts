import { makeDigest } from '../../src/notify/digest';
import type { Finding } from '../../src/report/report';
import { judge } from '../../src/risk/judge';
import type { PublishedReport } from '../../src/storage/report-store';
import { anInput, AS_OF } from '../risk/inputs';
import { sampleFinding } from '../report/formats/sample-report';

function published(given: Partial<PublishedReport> = {}): PublishedReport {
  const report = judge(anInput());
  return {
    ...report,
    id: 'report-1',
    status: report.status ?? 'complete',
    trigger: 'weekly',
    changes: null,
    findingCount: 0,
    own: [],
    problem: null,
    marksOf: AS_OF.toISOString(),
    changed: [],
    changedForHistory: [],
    read: { scanId: 'scan-1', startedAt: AS_OF.toISOString(), cloudId: null, limits: [], partial: false },
    unreadCount: 0,
    tokenLimits: [],
    ...given,
  };
}

function finding(id: string, given: Partial<Finding>): Finding {
  const base = sampleFinding({ id });
  return { ...base, rule: { ...base.rule, name: `Rule ${id}` }, ...given };
}

const rulesOf = ({ lines }: { lines: { rule: string }[] }): string[] => lines.map(({ rule }) => rule);
const on = (day: string): Finding['breaks'] => ({ from: `${day}T00:00:00.000Z`, to: null });
const BY = { by: 'admin', at: '2026-11-10T00:00:00.000Z', because: 'known' };

describe('the digest', () => {
  it('names what is broken, and what breaks next, the soonest first', () => {
    const digest = makeDigest(published(), [
      finding('a', { level: 'broken' }),
      finding('b', { level: 'watch', breaks: on('2027-02-01') }),
      finding('c', { level: 'critical', breaks: on('2026-11-20') }),
      finding('d', { level: 'watch', breaks: { from: null, to: null } }),
      finding('e', { level: 'ok', breaks: on('2026-11-18') }),
    ]);

    expect(rulesOf(digest.broken)).toEqual(['Rule a']);
    expect(rulesOf(digest.next)).toEqual(['Rule c', 'Rule b']);
  });

  it('keeps out what an admin snoozed or accepted', () => {
    const digest = makeDigest(published(), [
      finding('a', { level: 'broken', decision: { type: 'accepted', ...BY, until: null } }),
      finding('b', { level: 'broken', decision: { type: 'snoozed', ...BY, until: '2026-12-01T00:00:00.000Z' } }),
      finding('c', { level: 'broken', decision: { type: 'owner-assigned', ...BY, until: null } }),
    ]);

    expect(rulesOf(digest.broken)).toEqual(['Rule c']);
  });

  it('names the app’s own credentials apart, not among the rules', () => {
    const own = finding('own', { level: 'broken', own: true });

    const digest = makeDigest(published({ own: [own] }), [own, finding('a', { level: 'broken' })]);

    expect(rulesOf(digest.broken)).toEqual(['Rule a']);
    expect(rulesOf({ lines: digest.own })).toEqual(['Rule own']);
  });

  it('says how many there are beyond those it has room for', () => {
    const many = Array.from({ length: 60 }, (_, place) => finding(`${place}`, { level: 'broken' }));

    const { broken } = makeDigest(published(), many);

    expect(broken.lines).toHaveLength(25);
    expect(broken.more).toBe(35);
  });

  it('counts what could not be checked, and rules that could not be read', () => {
    const unknown = (id: string, code: 'owner-unknown' | 'value-masked'): Finding =>
      finding(id, { level: 'unknown', reasons: [{ code, text: '' }] });

    const digest = makeDigest(published({ unreadCount: 4 }), [
      unknown('a', 'owner-unknown'),
      unknown('b', 'value-masked'),
      unknown('c', 'value-masked'),
    ]);

    expect(digest.unchecked).toEqual([
      { reason: 'value-masked', count: 2 },
      { reason: 'owner-unknown', count: 1 },
    ]);
    expect(digest.limits[0]).toBe('4 rules could not be read.');
  });
});

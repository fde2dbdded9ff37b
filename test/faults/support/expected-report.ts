import type { Coverage, Finding, Report, Summary } from '../../../src/report/report';
import { fire, goOn } from './scan-week';
import { openWorld, type Moment } from './world';

/** A report without what differs between two scans of the same site: when it was made and what it cost. */
export interface Essence {
  asOf: string;
  status: string;
  findings: Finding[];
  summary: Summary;
  coverage: Coverage;
}

export function essenceOf({ asOf, status, coverage, summary, findings }: Report): Essence {
  return { asOf, status: status ?? 'complete', findings, summary, coverage: { ...coverage, requests: {} } };
}

/** What a scan without faults, begun at an instant, says about the site of this moment. */
export function expectedReports(moment: Moment): (asOf: string) => Promise<Essence> {
  const known = new Map<string, Promise<Essence>>();
  return (asOf) => {
    const found = known.get(asOf) ?? scanAt({ ...moment, at: new Date(asOf) });
    known.set(asOf, found);
    return found;
  };
}

async function scanAt(moment: Moment): Promise<Essence> {
  const world = await openWorld(moment);
  await fire(world, 'weekly-scan');
  await goOn(world, moment.at);
  const report = await world.admin.publishedReport();
  if (report === null) {
    throw new Error('A scan without faults published nothing.');
  }
  return essenceOf(report);
}

export type Verdict = 'same' | 'partial' | 'lost';

/**
 * The same as without the fault; or marked partial, naming the rules it lacks, and the same about all others; or
 * neither.
 */
export function compareEssence(found: Essence, expected: Essence): { verdict: Verdict; difference: string } {
  if (JSON.stringify(found) === JSON.stringify(expected)) {
    return { verdict: 'same', difference: '' };
  }
  const missing = new Set(found.coverage.rulesUnreadable.map(({ source }) => source));
  const others = (essence: Essence): string[] =>
    essence.findings.filter(({ rule }) => !missing.has(rule.uuid)).map((finding) => JSON.stringify(finding));
  const [ours, theirs] = [others(found), others(expected)];
  if (found.status === 'partial' && JSON.stringify(ours) === JSON.stringify(theirs)) {
    return { verdict: 'partial', difference: `partial without ${missing.size} rules` };
  }
  const first = ours.findIndex((finding, index) => finding !== theirs[index]);
  const difference = [
    `status ${found.status}/${expected.status}`,
    `findings ${found.findings.length}/${expected.findings.length}`,
    first < 0 ? '' : `${ours[first] ?? ''}\n  expected ${theirs[first] ?? 'nothing'}`,
    JSON.stringify(found.coverage) === JSON.stringify(expected.coverage)
      ? ''
      : `${JSON.stringify(found.coverage)}\n  expected ${JSON.stringify(expected.coverage)}`,
  ];
  return { verdict: 'lost', difference: difference.filter((line) => line !== '').join('; ') };
}
